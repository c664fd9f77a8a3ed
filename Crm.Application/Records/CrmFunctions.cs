using System.Globalization;
using Crm.Application.Common;
using Crm.Domain.Common;

namespace Crm.Application.Records;

/// <summary>
/// How to read an added field from a record, and what else engines each do in their own words. Each engine has a translation of its own, so that lists are filtered and ordered by it in the
/// database; here stands what it means in memory. The key is always a constant: an index is found by it.
/// </summary>
public static class CrmFunctions
{
    /// <summary>How a day is stored.</summary>
    public const string DayPattern = "yyyy-MM-dd";

    /// <summary>How many whole days lie between two moments of which the second is not before the first.</summary>
    public static int? WholeDays(DateTime from, DateTime? to) => to is { } end ? (int)(end - from).TotalDays : null;

    /// <summary>A text, a word, a region.</summary>
    public static string? CustomText(CustomValues? values, string key) => values?[key] as string;

    /// <summary>A number.</summary>
    public static decimal? CustomNumber(CustomValues? values, string key) => values?[key] as decimal?;

    /// <summary>The amount of a sum of money.</summary>
    public static decimal? CustomAmount(CustomValues? values, string key) => (values?[key] as Money)?.Amount;

    /// <summary>Yes or no.</summary>
    public static bool? CustomFlag(CustomValues? values, string key) => values?[key] as bool?;

    /// <summary>A day.</summary>
    public static DateOnly? CustomDay(CustomValues? values, string key) =>
        CustomText(values, key) is { } text ? DateOnly.ParseExact(text, DayPattern, CultureInfo.InvariantCulture) : null;

    /// <summary>A moment.</summary>
    public static DateTime? CustomMoment(CustomValues? values, string key) => Instants.TryParse(CustomText(values, key), out var utc) ? utc : null;

    /// <summary>The id of a user or of another record.</summary>
    public static Guid? CustomId(CustomValues? values, string key) => CustomText(values, key) is { } text ? Guid.ParseExact(text, "D") : null;

    /// <summary>Several words, as the text of a JSON list: a word is in it when it stands there between quotes.</summary>
    public static string? CustomList(CustomValues? values, string key) => values?.ListText(key);
}
