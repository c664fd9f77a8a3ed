using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Crm.Domain.Common;

namespace Crm.Application.Common;

/// <summary>How JSON looks on the wire: one set of rules for the API and for merge patches.</summary>
public static class CrmJson
{
    /// <summary>Deepest nesting that is read.</summary>
    public const int MaxDepth = 32;

    /// <summary>The rules.</summary>
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>Sets the rules on options that somebody else made.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.MaxDepth = MaxDepth;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectRequiredConstructorParameters = false;
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.Converters.Add(new UtcConverter());
        options.Converters.Add(new MoneyConverter());
        return options;
    }

    /// <summary>Instants are RFC 3339 with Z and milliseconds; one without a zone is refused, because nobody can know which it was.</summary>
    private sealed class UtcConverter : JsonConverter<DateTime>
    {
        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Instants.TryParse(reader.GetString(), out var utc)
                ? utc
                : throw new JsonException("An instant is written 2026-12-01T08:30:00.000Z.");

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Instants.Format(value));
    }

    /// <summary>Amounts travel as decimal strings, because JavaScript would read a number as a float.</summary>
    private sealed class MoneyConverter : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var money = ReadText(ref reader, options);
            const NumberStyles plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
            return money is { Amount: not null, Currency: not null } && decimal.TryParse(money.Amount, plain, CultureInfo.InvariantCulture, out var amount)
                ? new Money(amount, money.Currency)
                : throw new JsonException("Money is written {\"amount\":\"128000.00\",\"currency\":\"CNY\"}.");
        }

        /// <summary>A fault in here has a path of its own; without it, the reader outside names the member that holds the money.</summary>
        private static MoneyText? ReadText(ref Utf8JsonReader reader, JsonSerializerOptions options)
        {
            try
            {
                return JsonSerializer.Deserialize<MoneyText>(ref reader, options);
            }
            catch (JsonException fault)
            {
                throw new JsonException(fault.Message);
            }
        }

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString("amount", value.Amount.ToString("0.00##", CultureInfo.InvariantCulture));
            writer.WriteString("currency", value.Currency);
            writer.WriteEndObject();
        }
    }

    private sealed record MoneyText(string? Amount, string? Currency);
}

/// <summary>Instants as text.</summary>
public static class Instants
{
    private const string Pattern = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>RFC 3339 in UTC with milliseconds.</summary>
    public static string Format(DateTime utc) => utc.ToString(Pattern, CultureInfo.InvariantCulture);

    /// <summary>Reads RFC 3339 with a zone; milliseconds are kept, finer parts are cut off.</summary>
    public static bool TryParse(string? text, out DateTime utc)
    {
        utc = default;
        if (text is null || text.Length < 20 || text.IndexOf('T', StringComparison.OrdinalIgnoreCase) != 10) return false;
        var zoned = text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10;
        if (!zoned || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)) return false;

        var exact = parsed.UtcDateTime;
        utc = exact.AddTicks(-(exact.Ticks % TimeSpan.TicksPerMillisecond));
        return true;
    }
}
