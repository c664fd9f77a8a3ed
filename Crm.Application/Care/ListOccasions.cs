using System.Globalization;
using System.Text;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Calendar;
using Crm.Domain.Care;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using MediatR;

namespace Crm.Application.Care;

/// <summary>Which occasions are wanted.</summary>
public sealed record OccasionQuery
{
    /// <summary>The first day; today when nothing is said.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day; 30 days later when nothing is said, at most 366.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Id of the user whose customers they are, or <c>me</c>.</summary>
    public string? OwnerId { get; init; }

    /// <summary>Only those of this customer.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>Only those of this kind.</summary>
    public OccasionKind? Kind { get; init; }

    /// <summary>Rows of a page, 1 to 200.</summary>
    public int Limit { get; init; } = ListRequest.DefaultLimit;

    /// <summary>Where to go on: <c>page.next</c> of the page before.</summary>
    public string? Cursor { get; init; }
}

/// <summary>A day on which somebody is to be thought of.</summary>
public sealed record OccasionRow
{
    /// <summary>Why.</summary>
    public OccasionKind Kind { get; init; }

    /// <summary>The day.</summary>
    public DateOnly On { get; init; }

    /// <summary>Which occasion of whom; the same in every year.</summary>
    public string Key { get; init; } = "";

    /// <summary>What it is called, of festivals and of days of the customer's own.</summary>
    public string? Name { get; init; }

    /// <summary>The same in English.</summary>
    public string? EnglishName { get; init; }

    /// <summary>The calendar by which it is kept.</summary>
    public YearCalendar Calendar { get; init; }

    /// <summary>How many years it has been, by that calendar.</summary>
    public int? Years { get; init; }

    /// <summary>The customer; null for a festival, which is for all.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>Name of the customer.</summary>
    public string? CustomerName { get; init; }

    /// <summary>The person.</summary>
    public Guid? ContactId { get; init; }

    /// <summary>Name of the person.</summary>
    public string? ContactName { get; init; }

    /// <summary>Who looks after the customer.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>His name.</summary>
    public string? OwnerName { get; init; }
}

/// <summary>Occasions of customers in sight, in the order of their days.</summary>
/// <param name="Query">Which ones.</param>
[RequirePermission(Permissions.CareRead)]
public sealed record ListOccasions(OccasionQuery Query) : IRequest<ListPage<OccasionRow>>;

internal sealed class ListOccasionsHandler(ICrmDb db, OccasionBook book, IUserDirectory users, ICursorSeal seal, ICurrentUser user, TimeProvider clock) : IRequestHandler<ListOccasions, ListPage<OccasionRow>>
{
    private const int UsualDays = 30;
    private const int FirstYear = 1900;
    private const int LastYear = 2100;

    /// <summary>So many days are looked at first, and twice as many each time until a page is full: nobody wants to read a year of birthdays for one page.</summary>
    private const int FirstStep = 8;

    public async Task<ListPage<OccasionRow>> Handle(ListOccasions request, CancellationToken cancellationToken)
    {
        var query = request.Query;
        var from = query.From ?? LocalDay.Of(clock.GetUtcNow().UtcDateTime, user.TimeZone);
        var to = query.To ?? DateOnly.FromDayNumber(Math.Min(from.DayNumber + UsualDays, DateOnly.MaxValue.DayNumber));
        if (query.Limit is < 1 or > ListRequest.MaxLimit) throw new InvalidException(FieldError.OutOfRange("limit", 1, ListRequest.MaxLimit), unreadable: true);
        if (from.Year is < FirstYear or > LastYear) throw new InvalidException(FieldError.InQuery("from", "out_of_range", new Dictionary<string, object?> { ["min"] = FirstYear, ["max"] = LastYear }), unreadable: true);
        if (to < from) throw new InvalidException(FieldError.InQuery("to", "ends_before_start"), unreadable: true);
        if (to.DayNumber - from.DayNumber > OccasionBook.MostDays) throw new InvalidException(FieldError.InQuery("to", "span_too_long", new Dictionary<string, object?> { ["max"] = OccasionBook.MostDays }), unreadable: true);

        if (query.CustomerId is { } id) await db.Customers.EnsureExistsAsync(id, cancellationToken);
        var kinds = query.Kind is { } only ? [only] : Enum.GetValues<OccasionKind>();
        var customers = Customers(query);
        var of = string.Create(CultureInfo.InvariantCulture, $"{from:yyyyMMdd}{to:yyyyMMdd}{query.OwnerId}{query.CustomerId}{query.Kind}");
        var last = query.Cursor is { } cursor ? Open(cursor, of) : null;

        var found = new List<Occasion>();
        var step = FirstStep;
        for (var start = last?.On ?? from; start <= to && found.Count <= query.Limit; step *= 2)
        {
            var end = start.AddDays(step - 1) is var day && day < to ? day : to;
            var some = await book.PersonalAsync(customers, start, end, kinds, cancellationToken);
            if (kinds.Contains(OccasionKind.Festival)) some.AddRange(await book.FestivalsAsync(start, end, wished: false, cancellationToken));
            some.Sort(OccasionBook.InOrder);
            found.AddRange(some.Where(o => last is null || OccasionBook.InOrder(o, last) > 0));
            start = end.AddDays(1);
        }

        var rows = new List<OccasionRow>();
        foreach (var occasion in found.Take(query.Limit)) rows.Add(await RowOfAsync(occasion, cancellationToken));
        var next = found.Count > query.Limit ? Seal(found[query.Limit - 1], of) : null;
        return new ListPage<OccasionRow>(rows, new PageInfo(next, next is not null, query.Limit));
    }

    private IQueryable<Customer> Customers(OccasionQuery query)
    {
        var customers = db.Customers.AsQueryable();
        if (query.CustomerId is { } customerId) customers = customers.Where(c => c.Id == customerId);
        if (query.OwnerId is not { Length: > 0 } owner) return customers;
        var ownerId = owner == "me" ? user.RequireId() : Guid.TryParse(owner, out var parsed) ? parsed : throw new InvalidException(FieldError.InQuery("ownerId", "wrong_type"), unreadable: true);
        return customers.Where(c => c.OwnerId == ownerId);
    }

    private async Task<OccasionRow> RowOfAsync(Occasion occasion, CancellationToken cancellationToken) => new()
    {
        Kind = occasion.Kind, On = occasion.On, Key = occasion.Key, Name = occasion.Name, EnglishName = occasion.EnglishName, Calendar = occasion.Calendar, Years = occasion.Years,
        CustomerId = occasion.CustomerId, CustomerName = occasion.CustomerName, ContactId = occasion.ContactId, ContactName = occasion.ContactName,
        OwnerId = occasion.OwnerId, OwnerName = await users.NameOfAsync(occasion.OwnerId, cancellationToken),
    };

    private string Seal(Occasion last, string of) => seal.Seal(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{of} {last.On:yyyy-MM-dd} {(int)last.Kind} {last.Key}")));

    private Occasion Open(string cursor, string of)
    {
        var parts = seal.Open(cursor) is { } bytes ? Encoding.UTF8.GetString(bytes).Split(' ') : [];
        if (parts is not [var list, var on, var kind, var key] || list != of) throw new InvalidException(FieldError.InQuery("cursor", "cursor_mismatch"), unreadable: true);
        return new Occasion { On = DateOnly.ParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture), Kind = (OccasionKind)int.Parse(kind, CultureInfo.InvariantCulture), Key = key, Year = 0 };
    }
}
