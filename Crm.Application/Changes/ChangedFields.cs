using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Common;

namespace Crm.Application.Changes;

/// <summary>A field that became something else, its values as an input would write them.</summary>
/// <param name="Field">Key of the field; <c>custom.</c> before the key of an added one.</param>
/// <param name="Before">What it was; null for nothing.</param>
/// <param name="After">What it became; null for nothing.</param>
public sealed record FieldChange(string Field, JsonNode? Before, JsonNode? After);

/// <summary>
/// The fields of a change as one text: <c>{"name=":["before","after"]}</c>, and for a new record <c>{"name=":"after"}</c> without what is
/// empty. The sign behind the key stands in no key inside a value, so that the text itself tells whether a field is among them.
/// </summary>
public sealed class ChangedFields : IDisposable
{
    private const char Sign = '=';
    private static readonly JsonWriterOptions Form = new() { Encoder = CrmJson.Options.Encoder, SkipValidation = true };
    private readonly ArrayBufferWriter<byte> _text = new(512);
    private readonly Utf8JsonWriter _writer;

    /// <summary>For the changes of one save.</summary>
    public ChangedFields() => _writer = new Utf8JsonWriter(_text, Form);

    /// <summary>What the text of every change of this field contains, and no other.</summary>
    public static string Mark(string field) => $"\"{field}{Sign}\":";

    /// <summary>Whether a field is one that an administrator added.</summary>
    public static bool IsAdded(string field) => field.StartsWith(FieldSet.CustomPrefix, StringComparison.Ordinal);

    /// <summary>Reads the text.</summary>
    public static IReadOnlyList<FieldChange> Read(ChangeSet set)
    {
        var isNew = set.Verb == ChangeVerb.Created;
        return
        [
            .. JsonNode.Parse(set.Fields)!.AsObject().Select(member =>
                new FieldChange(member.Key.TrimEnd(Sign), isNew ? null : member.Value![0]?.DeepClone(), isNew ? member.Value?.DeepClone() : member.Value![1]?.DeepClone())),
        ];
    }

    /// <summary>Whether a value says nothing.</summary>
    public static bool IsEmpty(object? value) => value is null or "" or System.Collections.ICollection { Count: 0 };

    /// <summary>Begins the next text.</summary>
    public void Begin()
    {
        _text.ResetWrittenCount();
        _writer.Reset();
        _writer.WriteStartObject();
    }

    /// <summary>A field of a new record.</summary>
    public void Add(string field, object value)
    {
        WriteName(field);
        Write(value);
    }

    /// <summary>A field that became something else.</summary>
    public void Add(string field, object? before, object? after)
    {
        WriteName(field);
        _writer.WriteStartArray();
        Write(before);
        Write(after);
        _writer.WriteEndArray();
    }

    /// <summary>The text.</summary>
    public string End()
    {
        _writer.WriteEndObject();
        _writer.Flush();
        return Encoding.UTF8.GetString(_text.WrittenSpan);
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private void WriteName(string field) => _writer.WritePropertyName(field + Sign);

    private void Write(object? value)
    {
        switch (value)
        {
            case null:
                _writer.WriteNullValue();
                break;
            case string text:
                _writer.WriteStringValue(text);
                break;
            case IEnumerable<Phone> phones:
                JsonSerializer.Serialize(_writer, PhoneInput.From(phones), CrmJson.Options);
                break;
            case IEnumerable<Email> emails:
                JsonSerializer.Serialize(_writer, EmailInput.From(emails), CrmJson.Options);
                break;
            case IEnumerable<Preference> preferences:
                JsonSerializer.Serialize(_writer, PreferenceInput.From(preferences), CrmJson.Options);
                break;
            default:
                JsonSerializer.Serialize(_writer, value, value.GetType(), CrmJson.Options);
                break;
        }
    }
}
