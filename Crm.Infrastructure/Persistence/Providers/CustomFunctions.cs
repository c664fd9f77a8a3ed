using System.Globalization;
using System.Reflection;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query.SqlExpressions;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Crm.Infrastructure.Persistence.Providers;

/// <summary>How an engine reads one member of a JSON text.</summary>
internal interface IJsonReads
{
    /// <summary>The type of a text that is as long as a value can be.</summary>
    RelationalTypeMapping Text { get; }

    /// <summary>A text, compared by code point.</summary>
    SqlExpression ReadText(SqlExpression json, params string[] path);

    /// <summary>A whole number of ten-thousandths, as the amount that it is.</summary>
    SqlExpression ReadAmount(SqlExpression json, params string[] path);

    /// <summary>True or false.</summary>
    SqlExpression ReadFlag(SqlExpression json, params string[] path);

    /// <summary>A list, as text.</summary>
    SqlExpression ReadList(SqlExpression json, params string[] path);
}

/// <summary>How an engine counts days.</summary>
internal interface IDayCount
{
    /// <summary>Whole days from one moment to another that is not before it.</summary>
    SqlExpression WholeDays(SqlExpression from, SqlExpression to);
}

/// <summary>
/// Teaches an engine the functions of <see cref="CrmFunctions"/>. Days, moments and ids are compared as the texts that are stored, on either
/// side: no cast can fail, and an index over the text serves them all.
/// </summary>
internal static class CustomFunctions
{
    /// <summary>A member may be missing from a JSON text that is there: emptiness does not follow from the arguments.</summary>
    public static readonly bool[] EmptyByItself = [false, false];

    public static void Map(ModelBuilder model, IJsonReads reads, IDayCount days)
    {
        model.HasDbFunction(typeof(CrmFunctions).GetMethod(nameof(CrmFunctions.WholeDays))!).HasTranslation(arguments => days.WholeDays(arguments[0], arguments[1]));

        void Function(string name, Func<SqlExpression, string, SqlExpression> read) => model
            .HasDbFunction(typeof(CrmFunctions).GetMethod(name, BindingFlags.Public | BindingFlags.Static)!)
            .HasTranslation(arguments => read(arguments[0], (string)((SqlConstantExpression)arguments[1]).Value!));

        Function(nameof(CrmFunctions.CustomText), (json, key) => reads.ReadText(json, key));
        Function(nameof(CrmFunctions.CustomNumber), (json, key) => reads.ReadAmount(json, key));
        Function(nameof(CrmFunctions.CustomAmount), (json, key) => reads.ReadAmount(json, key, "amount"));
        Function(nameof(CrmFunctions.CustomFlag), (json, key) => reads.ReadFlag(json, key));
        Function(nameof(CrmFunctions.CustomList), (json, key) => reads.ReadList(json, key));
        Function(nameof(CrmFunctions.CustomDay), (json, key) => As<DateOnly>(reads.ReadText(json, key), reads.Text, new StoredDay()));
        Function(nameof(CrmFunctions.CustomMoment), (json, key) => As<DateTime>(reads.ReadText(json, key), reads.Text, new StoredMoment()));
        Function(nameof(CrmFunctions.CustomId), (json, key) => As<Guid>(reads.ReadText(json, key), reads.Text, new StoredId()));
    }

    /// <summary>Says that the text is one of something else, so that what it is compared with becomes such a text too.</summary>
    private static SqlExpression As<T>(SqlExpression text, RelationalTypeMapping stored, ValueConverter<T, string> converter)
        where T : struct
    {
        var mapping = (RelationalTypeMapping)stored.WithComposedConverter(converter);
        return text switch
        {
            SqlFunctionExpression f => new SqlFunctionExpression(f.Name, f.Arguments!, f.IsNullable, f.ArgumentsPropagateNullability!, typeof(T), mapping),
            CollateExpression c => new CollateExpression(As<T>(c.Operand, stored, converter), c.Collation),
            SqlUnaryExpression u => new SqlUnaryExpression(u.OperatorType, u.Operand, typeof(T), mapping),
            _ => throw new NotSupportedException(text.GetType().Name),
        };
    }

    private sealed class StoredDay() : ValueConverter<DateOnly, string>(
        day => day.ToString(CrmFunctions.DayPattern, CultureInfo.InvariantCulture),
        text => DateOnly.ParseExact(text, CrmFunctions.DayPattern, CultureInfo.InvariantCulture));

    private sealed class StoredMoment() : ValueConverter<DateTime, string>(utc => Instants.Format(utc), text => Read(text))
    {
        private static DateTime Read(string text) => Instants.TryParse(text, out var utc) ? utc : throw new FormatException("Not a stored moment.");
    }

    private sealed class StoredId() : ValueConverter<Guid, string>(id => id.ToString("D"), text => Guid.ParseExact(text, "D"));
}

/// <summary>Values of added fields, as text.</summary>
internal sealed class CustomValuesConverter() : ValueConverter<CustomValues, string>(values => values.Text, text => CustomValues.Parse(text));
