using System.Globalization;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Domain.Common;

namespace Crm.Application.Records;

/// <summary>Reads one value of an added field as it was sent: checks it by the rules of its type and brings it into the form that is stored.</summary>
internal static class CustomValueReader
{
    private const int Stars = 5;

    /// <summary>The value to keep; null when the field is left empty. Whatever is wrong with it is added to the errors.</summary>
    public static object? Read(FieldDescriptor field, JsonElement value, string pointer, List<FieldError> errors)
    {
        if (value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined) return null;
        var before = errors.Count;
        object? read = field.Type switch
        {
            FieldType.Number or FieldType.Percent => Number(field, value, pointer, errors),
            FieldType.Score => Score(value, pointer, errors),
            FieldType.Money => Amount(field, value, pointer, errors),
            FieldType.YesNo => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : Wrong("wrong_type", pointer, errors),
            FieldType.Choices => Words(field, value, pointer, errors),
            _ => value.ValueKind == JsonValueKind.String ? Text(field, value.GetString()!, pointer, errors) : Wrong("wrong_type", pointer, errors),
        };
        return errors.Count == before ? read : null;
    }

    private static string? Text(FieldDescriptor field, string text, string pointer, List<FieldError> errors)
    {
        var multiline = field.Type == FieldType.LongText;
        if (TextRules.HasForbiddenCharacters(text, multiline)) return Wrong("forbidden_characters", pointer, errors);
        if ((multiline ? TextRules.CleanMultiline(text) : TextRules.Clean(text)) is not { } clean) return null;

        var read = field.Type switch
        {
            FieldType.Date => IsDay(clean) ? clean : Wrong("wrong_type", pointer, errors),
            FieldType.DateTime => Instants.TryParse(clean, out var utc) && utc.Year >= 1000 ? Instants.Format(utc) : Wrong("wrong_type", pointer, errors),
            FieldType.Choice => field.Choices.Contains(clean) ? clean : Wrong("unknown_value", pointer, errors),
            FieldType.Region => Regions.Find(clean) is not null ? clean : Wrong("unknown_region", pointer, errors),
            FieldType.Owner or FieldType.Relation => Guid.TryParseExact(clean, "D", out var id) ? id.ToString("D") : Wrong("wrong_type", pointer, errors),
            FieldType.Phone => PhoneNumber.IsPlausible(clean) ? Phone(clean) : Wrong("not_a_phone_number", pointer, errors),
            FieldType.Email => EmailAddress.IsValid(clean) ? EmailAddress.Normalize(clean) : Wrong("not_an_email", pointer, errors),
            FieldType.WebAddress => Rules.IsWebAddress(clean) ? clean : Wrong("not_a_web_address", pointer, errors),
            _ => clean,
        };
        if (field.MaxLength is { } max && clean.Length > max) errors.Add(new FieldError(pointer, "too_long", new Dictionary<string, object?> { ["max"] = max }));
        if (field.Pattern is { } pattern && !FieldPatterns.Match(pattern, clean)) errors.Add(new FieldError(pointer, "pattern_mismatch"));
        return read;
    }

    /// <summary>The complete number, unless it has an extension, for which E.164 has no place.</summary>
    private static string Phone(string typed) =>
        PhoneNumber.ToE164(typed) is { } complete && complete.EndsWith(PhoneNumber.Digits(typed).TrimStart('0'), StringComparison.Ordinal) ? complete : typed;

    private static bool IsDay(string text) =>
        DateOnly.TryParseExact(text, CrmFunctions.DayPattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year >= 1000;

    private static object? Number(FieldDescriptor field, JsonElement value, string pointer, List<FieldError> errors)
    {
        if (value.ValueKind != JsonValueKind.Number) return Wrong("wrong_type", pointer, errors);
        if (!value.TryGetDecimal(out var number) || !Money.CanHold(number)) return Wrong("not_a_number", pointer, errors);
        return InBounds(field, number, pointer, errors);
    }

    private static object? Score(JsonElement value, string pointer, List<FieldError> errors)
    {
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var stars)) return Wrong("wrong_type", pointer, errors);
        if (stars is >= 1 and <= Stars) return (decimal)stars;
        errors.Add(new FieldError(pointer, "out_of_range", new Dictionary<string, object?> { ["min"] = 1, ["max"] = Stars }));
        return null;
    }

    private static object? Amount(FieldDescriptor field, JsonElement value, string pointer, List<FieldError> errors)
    {
        Money money;
        try
        {
            money = value.Deserialize<Money>(CrmJson.Options)!;
        }
        catch (JsonException)
        {
            return Wrong("wrong_type", pointer, errors);
        }

        if (money.Amount < 0 || !Money.CanHold(money.Amount)) errors.Add(new FieldError(pointer + "/amount", "not_an_amount"));
        if (money.Currency is not { Length: 3 } || !money.Currency.All(char.IsAsciiLetterUpper)) errors.Add(new FieldError(pointer + "/currency", "not_a_currency"));
        InBounds(field, money.Amount, pointer + "/amount", errors);
        return money;
    }

    private static decimal InBounds(FieldDescriptor field, decimal number, string pointer, List<FieldError> errors)
    {
        if (number < field.Min) errors.Add(new FieldError(pointer, "too_small", new Dictionary<string, object?> { ["min"] = field.Min }));
        if (number > field.Max) errors.Add(new FieldError(pointer, "too_large", new Dictionary<string, object?> { ["max"] = field.Max }));
        return number;
    }

    private static object? Words(FieldDescriptor field, JsonElement value, string pointer, List<FieldError> errors)
    {
        if (value.ValueKind != JsonValueKind.Array) return Wrong("wrong_type", pointer, errors);
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (item, i) in value.EnumerateArray().Select((item, i) => (item, i)))
        {
            if (item.ValueKind != JsonValueKind.String) Wrong("wrong_type", $"{pointer}/{i}", errors);
            else if (!field.Choices.Contains(item.GetString()!)) Wrong("unknown_value", $"{pointer}/{i}", errors);
            else words.Add(item.GetString()!);
        }

        return field.Choices.Where(words.Contains).ToList();
    }

    private static string? Wrong(string code, string pointer, List<FieldError> errors)
    {
        errors.Add(new FieldError(pointer, code));
        return null;
    }
}
