using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Domain.Common;

namespace Crm.Application.Common;

/// <summary>
/// Amounts and quantities without a currency of their own travel as decimal text, like those of <see cref="Money"/>, because JavaScript would read a
/// number as a float. A plain JSON number is understood too.
/// </summary>
public sealed class AmountConverter : JsonConverter<decimal>
{
    private const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <inheritdoc/>
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var read = reader.TokenType switch
        {
            JsonTokenType.Number when reader.TryGetDecimal(out var number) => number,
            JsonTokenType.String when decimal.TryParse(reader.GetString(), Plain, CultureInfo.InvariantCulture, out var text) => text,
            _ => throw new JsonException("An amount is written \"2.55\"."),
        };
        return Money.CanHold(read) ? read : throw new JsonException("An amount has at most 15 digits before the point and 4 behind it.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString("0.####", CultureInfo.InvariantCulture));
}
