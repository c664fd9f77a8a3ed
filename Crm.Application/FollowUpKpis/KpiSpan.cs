using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Common;
using Crm.Domain.Security;

namespace Crm.Application.FollowUpKpis;

/// <summary>Days where the company sits, and the moments at which they begin.</summary>
internal sealed record KpiSpan(DateOnly From, DateOnly To, DateTime Now)
{
    /// <summary>Days from the first to the last, both included, when nothing is said.</summary>
    public const int UsualDays = 90;

    /// <summary>Longest span.</summary>
    public const int MostDays = 366;

    private static readonly (DateOnly First, DateOnly Last) Years = (new DateOnly(2000, 1, 1), new DateOnly(2199, 12, 31));

    /// <summary>The moment at which it begins.</summary>
    public DateTime Begin => StartOf(From);

    /// <summary>The moment at which it ends, or now, if that is sooner: what is due later is not due yet.</summary>
    public DateTime Until => StartOf(To.AddDays(1)) is var end && end < Now ? end : Now;

    /// <summary>Today, where the company sits.</summary>
    public DateOnly Today => LocalDay.Of(Now, User.HouseZone);

    /// <summary>The moment at which a day begins.</summary>
    public static DateTime StartOf(DateOnly day) => LocalDay.Start(day, User.HouseZone);

    /// <summary>The span that was asked for; what is wrong with it is added to the errors.</summary>
    public static KpiSpan Of(DateOnly? from, DateOnly? to, TimeProvider clock, List<FieldError> errors)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond)); // filters say no more than that
        static bool Fits(DateOnly day) => day >= Years.First && day <= Years.Last;
        if (to is { } end && !Fits(end)) errors.Add(FieldError.InQuery("to", "out_of_range", new Dictionary<string, object?> { ["min"] = Years.First.Year, ["max"] = Years.Last.Year }));
        if (from is { } begin && !Fits(begin)) errors.Add(FieldError.InQuery("from", "out_of_range", new Dictionary<string, object?> { ["min"] = Years.First.Year, ["max"] = Years.Last.Year }));
        if (errors.Count > 0) return new KpiSpan(Years.First, Years.First, now);

        var last = to ?? LocalDay.Of(now, User.HouseZone);
        var first = from ?? last.AddDays(1 - UsualDays);
        if (last.DayNumber - first.DayNumber is < 0 or >= MostDays) errors.Add(FieldError.OutOfRange("from", 1, MostDays));
        return new KpiSpan(first, last, now);
    }

    /// <summary>What was due between two moments, the second one left out.</summary>
    public static Filter DueIn(DateTime from, DateTime until) => new AllOf([Is("due", FilterOperator.Gte, Instants.Format(from)), Is("due", FilterOperator.Lt, Instants.Format(until))]);

    /// <summary>A comparison.</summary>
    public static Filter Is(string field, FilterOperator op, params string[] values) => new Comparison(field, op, values, $"filter[{field}]");

    /// <summary>One value, or none.</summary>
    public static Filter Is(string field, string? value) => value is null ? Is(field, FilterOperator.IsEmpty, "true") : Is(field, FilterOperator.Eq, value);
}
