using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Crm.Domain.Common;

/// <summary>
/// The values of the fields that an administrator added, by the key of the field: texts, numbers, amounts, yes or no, lists of words. Days,
/// moments and ids are texts in one fixed form each, so that they sort and compare as what they are. Never changed, only replaced.
/// </summary>
public sealed class CustomValues : IEquatable<CustomValues>
{
    /// <summary>Longest key of a field.</summary>
    public const int KeyMaxLength = 40;

    /// <summary>No value at all.</summary>
    public static readonly CustomValues Empty = new(new SortedDictionary<string, object>(StringComparer.Ordinal));

    /// <summary>Numbers are stored as whole ten-thousandths, which no engine rounds.</summary>
    private const decimal Scale = 10_000m;

    private readonly SortedDictionary<string, object> _values;

    private CustomValues(SortedDictionary<string, object> values)
    {
        _values = values;
        Text = Write(values);
    }

    /// <summary>As it is stored: a JSON object whose members are in the order of their names.</summary>
    public string Text { get; }

    /// <summary>Keys of the fields that have a value.</summary>
    public IReadOnlyCollection<string> Keys => _values.Keys;

    /// <summary>Whether no field has a value.</summary>
    public bool IsEmpty => _values.Count == 0;

    /// <summary>The value of a field: a text, a number, an amount, yes or no, a list of words; null when it has none.</summary>
    public object? this[string key] => _values.GetValueOrDefault(key);

    /// <summary>These values; empty texts and lists are none.</summary>
    public static CustomValues Of(IEnumerable<KeyValuePair<string, object?>> values)
    {
        var kept = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var (key, value) in values)
        {
            if (value is not (null or "" or IReadOnlyList<string> { Count: 0 })) kept[key] = value;
        }

        return kept.Count == 0 ? Empty : new CustomValues(kept);
    }

    /// <summary>Reads what was stored.</summary>
    public static CustomValues Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        var values = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var member in document.RootElement.EnumerateObject()) values[member.Name] = Read(member.Value);
        return new CustomValues(values);
    }

    /// <summary>The list of words of a field as it is stored, for finding one of them between its quotes.</summary>
    public string? ListText(string key) => _values.GetValueOrDefault(key) is IReadOnlyList<string> words ? $"[{string.Join(',', words.Select(word => $"\"{word}\""))}]" : null;

    /// <summary>The value of a field as one text, the same for values that are the same; null when it has none.</summary>
    public string? Compared(string key) => _values.GetValueOrDefault(key) switch
    {
        null => null,
        decimal number => (number / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture),
        Money money => string.Create(CultureInfo.InvariantCulture, $"{money.Amount / 1.0000000000000000000000000000m} {money.Currency}"),
        bool truth => truth ? "true" : "false",
        IReadOnlyList<string> words => string.Join(' ', words),
        var text => (string)text,
    };

    /// <summary>These values, but for some that are others now; null takes one away.</summary>
    public CustomValues With(IEnumerable<KeyValuePair<string, object?>> changes)
    {
        var values = _values.ToDictionary(v => v.Key, v => (object?)v.Value, StringComparer.Ordinal);
        foreach (var (key, value) in changes) values[key] = value;
        return Of(values);
    }

    /// <inheritdoc/>
    public bool Equals(CustomValues? other) => other is not null && Text == other.Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CustomValues);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    private static object Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetInt64() / Scale,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => value.EnumerateArray().Select(word => word.GetString()!).ToList(),
        _ => new Money(value.GetProperty("amount").GetInt64() / Scale, value.GetProperty("currency").GetString()!),
    };

    private static string Write(SortedDictionary<string, object> values)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) }))
        {
            json.WriteStartObject();
            foreach (var (key, value) in values)
            {
                json.WritePropertyName(key);
                Write(json, value);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Write(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteStringValue(text);
                break;
            case decimal number:
                json.WriteNumberValue((long)(number * Scale));
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case Money money:
                json.WriteStartObject();
                json.WriteNumber("amount", (long)(money.Amount * Scale));
                json.WriteString("currency", money.Currency);
                json.WriteEndObject();
                break;
            case IReadOnlyList<string> words:
                json.WriteStartArray();
                foreach (var word in words) json.WriteStringValue(word);
                json.WriteEndArray();
                break;
            default:
                throw new ArgumentException($"No field holds a {value.GetType().Name}.", nameof(value));
        }
    }
}

/// <summary>A record whose fields an administrator can add to.</summary>
public abstract class DescribedRecord : Record
{
    /// <summary>For the database.</summary>
    protected DescribedRecord()
    {
    }

    /// <inheritdoc cref="Record(Guid)"/>
    protected DescribedRecord(Guid id)
        : base(id)
    {
    }

    /// <summary>Values of the fields that an administrator added, archived ones among them; null when there are none.</summary>
    public CustomValues? Custom { get; private set; }

    /// <summary>Makes these the values of the added fields.</summary>
    public void Customize(CustomValues values) => Custom = values.IsEmpty ? null : values;
}
