using Crm.Application.Common;

namespace Crm.Application.Records;

/// <summary>What every list can be asked for.</summary>
public sealed record ListRequest
{
    /// <summary>Rows of a page when nothing is said.</summary>
    public const int DefaultLimit = 50;

    /// <summary>Most rows of a page.</summary>
    public const int MaxLimit = 200;

    /// <summary>Longest search text.</summary>
    public const int MaxSearchLength = 100;

    /// <summary>Rows of a page, 1 to 200.</summary>
    public int Limit { get; init; } = DefaultLimit;

    /// <summary>Where to go on: <c>page.next</c> of the page before. It is good only for the same sort and filter.</summary>
    public string? Cursor { get; init; }

    /// <summary>Fields to order by, separated by commas, with a minus for descending: <c>-lastContactAt,name</c>. Empty values come last.</summary>
    public string? Sort { get; init; }

    /// <summary>Any part of a name, pinyin, initials, phone, e-mail or number.</summary>
    public string? Q { get; init; }

    /// <summary>What must hold.</summary>
    public Filter Filter { get; init; } = new AllOf([]);

    /// <summary>Whether the number of all matches is wanted; it costs far more than the page itself.</summary>
    public bool Count { get; init; }

    /// <summary>Whether the bin is asked for instead of what is in use.</summary>
    public bool Deleted { get; init; }

    /// <summary>IANA time zone in which days such as today begin and end; the user's own when nothing is said.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Whether it came as a body; what is wrong with it is then told by pointers and not by parameters.</summary>
    public bool IsBody { get; init; }

    /// <summary>Says what is wrong with one member of it, where it was written.</summary>
    public InvalidException Wrong(string member, string code, IReadOnlyDictionary<string, object?>? parameters = null) => new(ErrorAt(member, code, parameters), unreadable: true);

    internal FieldError ErrorAt(string member, string code, IReadOnlyDictionary<string, object?>? parameters = null) =>
        IsBody ? new FieldError("/" + member, code, parameters) : FieldError.InQuery(member, code, parameters);
}

/// <summary>A page of a list.</summary>
/// <typeparam name="TRow">What the list holds.</typeparam>
/// <param name="Data">The rows.</param>
/// <param name="Page">Where it goes on.</param>
/// <param name="Total">Number of all matches, when it was asked for.</param>
public sealed record ListPage<TRow>(IReadOnlyList<TRow> Data, PageInfo Page, Total? Total = null);

/// <summary>Where a list goes on.</summary>
/// <param name="Next">Cursor of the next page; null on the last.</param>
/// <param name="HasMore">Whether there is a next page.</param>
/// <param name="Limit">Rows asked for.</param>
public sealed record PageInfo(string? Next, bool HasMore, int Limit);

/// <summary>How many rows match.</summary>
/// <param name="Value">The number, at most 10,000.</param>
/// <param name="Relation"><c>eq</c> when that is exact, <c>gte</c> when there are at least so many.</param>
public sealed record Total(int Value, string Relation);
