using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Domain.Calendar;
using Crm.Domain.Care;
using Crm.Domain.Customers;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Care;

/// <summary>A day of a customer, as it falls.</summary>
internal sealed record Occasion
{
    public required OccasionKind Kind { get; init; }

    public required DateOnly On { get; init; }

    /// <summary>Year by its own calendar.</summary>
    public required int Year { get; init; }

    /// <summary>Which occasion of whom.</summary>
    public required string Key { get; init; }

    /// <summary>Its name, of festivals and of days of the customer's own.</summary>
    public string? Name { get; init; }

    public string? EnglishName { get; init; }

    public YearCalendar Calendar { get; init; }

    /// <summary>How many years it has been.</summary>
    public int? Years { get; init; }

    public Guid? CustomerId { get; init; }

    public string? CustomerName { get; init; }

    public Guid? ContactId { get; init; }

    public string? ContactName { get; init; }

    public Guid? OwnerId { get; init; }
}

/// <summary>
/// Works out which days fall into a span. What is stored is a day of the year by one calendar or the other; which of them fall into the span is known
/// before the database is asked, so that it compares numbers and no calendar.
/// </summary>
internal sealed class OccasionBook(ICrmDb db)
{
    /// <summary>Longest span.</summary>
    public const int MostDays = 366;

    private static readonly YearlyDay[] SolarDays = [.. YearlyDay.All(YearCalendar.Solar)];
    private static readonly YearlyDay[] LunarDays = [.. YearlyDay.All(YearCalendar.Lunar)];

    /// <summary>Birthdays, founding days, contracts and own days of these customers, the earliest first.</summary>
    public async Task<List<Occasion>> PersonalAsync(IQueryable<Customer> customers, DateOnly from, DateOnly to, IReadOnlyCollection<OccasionKind> kinds, CancellationToken cancellationToken)
    {
        var (solar, lunar) = (KeptIn(SolarDays, from, to), KeptIn(LunarDays, from, to));
        var found = new List<Occasion>();
        if (kinds.Contains(OccasionKind.Birthday))
        {
            found.AddRange(await ContactBirthdaysAsync(customers, solar, lunar, cancellationToken));
            found.AddRange(await CustomerBirthdaysAsync(customers, solar, lunar, cancellationToken));
        }

        if (kinds.Contains(OccasionKind.Founding)) found.AddRange(await FoundingsAsync(customers, solar, cancellationToken));
        if (kinds.Contains(OccasionKind.Contract) || kinds.Contains(OccasionKind.Own)) found.AddRange(await OwnAsync(customers, kinds, solar, lunar, cancellationToken));
        found.Sort(InOrder);
        return found;
    }

    /// <summary>The festivals that the house keeps, as they fall; they are everybody's.</summary>
    /// <param name="from">The first day.</param>
    /// <param name="to">The last day.</param>
    /// <param name="wished">Only those on which customers are wished something.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<List<Occasion>> FestivalsAsync(DateOnly from, DateOnly to, bool wished, CancellationToken cancellationToken)
    {
        var kept = await db.Festivals.AsNoTracking().Where(f => !f.SwitchedOff && !(wished && f.ShownOnly)).ToListAsync(cancellationToken);
        var found = kept.SelectMany(f => f.Between(from, to).Select(day => new Occasion
        {
            Kind = OccasionKind.Festival, On = day.On, Year = day.Year, Key = $"festival:{f.Id:N}", Name = f.Name, EnglishName = f.EnglishName ?? f.Name, Calendar = f.Calendar,
        })).ToList();
        found.Sort(InOrder);
        return found;
    }

    /// <summary>By day, then by kind, then by what it is.</summary>
    public static int InOrder(Occasion a, Occasion b) =>
        a.On != b.On ? a.On.CompareTo(b.On) : a.Kind != b.Kind ? a.Kind.CompareTo(b.Kind) : string.CompareOrdinal(a.Key, b.Key);

    private static Dictionary<int, List<KeptDay>> KeptIn(YearlyDay[] days, DateOnly from, DateOnly to) =>
        days.Select(day => (day.Code, Kept: day.Between(from, to).ToList())).Where(day => day.Kept.Count > 0).ToDictionary(day => day.Code, day => day.Kept);

    private async Task<IEnumerable<Occasion>> ContactBirthdaysAsync(IQueryable<Customer> customers, Dictionary<int, List<KeptDay>> solar, Dictionary<int, List<KeptDay>> lunar, CancellationToken cancellationToken)
    {
        var keys = KeysOf(solar, lunar);
        var rows = await (
            from contact in db.Contacts
            from place in contact.Customers
            join customer in customers on place.CustomerId equals customer.Id
            where keys.Contains(contact.BirthdayKey) && place.LeftOn == null && place.DeletedAt == null
            orderby place.IsPrimary descending, place.Id
            select new { contact.Id, contact.Name, Birthday = contact.Birthday!.Value, contact.LunarBirthday, place.CustomerId, CustomerName = customer.Name, customer.OwnerId }).ToListAsync(cancellationToken);
        return rows.DistinctBy(r => r.Id).SelectMany(r => Kept(r.Birthday, r.LunarBirthday, solar, lunar).Select(day => new Occasion
        {
            Kind = OccasionKind.Birthday, On = day.On, Year = day.Year, Key = $"birthday:{r.Id:N}", Calendar = CalendarOf(r.LunarBirthday), Years = YearsSince(r.Birthday, r.LunarBirthday, day),
            CustomerId = r.CustomerId, CustomerName = r.CustomerName, ContactId = r.Id, ContactName = r.Name, OwnerId = r.OwnerId,
        }));
    }

    private static async Task<IEnumerable<Occasion>> CustomerBirthdaysAsync(IQueryable<Customer> customers, Dictionary<int, List<KeptDay>> solar, Dictionary<int, List<KeptDay>> lunar, CancellationToken cancellationToken)
    {
        var keys = KeysOf(solar, lunar);
        var rows = await customers
            .Where(c => keys.Contains(c.BirthdayKey))
            .Select(c => new { c.Id, c.Name, Birthday = c.Birthday!.Value, c.LunarBirthday, c.OwnerId }).ToListAsync(cancellationToken);
        return rows.SelectMany(r => Kept(r.Birthday, r.LunarBirthday, solar, lunar).Select(day => new Occasion
        {
            Kind = OccasionKind.Birthday, On = day.On, Year = day.Year, Key = $"birthday:{r.Id:N}", Calendar = CalendarOf(r.LunarBirthday), Years = YearsSince(r.Birthday, r.LunarBirthday, day),
            CustomerId = r.Id, CustomerName = r.Name, OwnerId = r.OwnerId,
        }));
    }

    private static async Task<IEnumerable<Occasion>> FoundingsAsync(IQueryable<Customer> customers, Dictionary<int, List<KeptDay>> solar, CancellationToken cancellationToken)
    {
        var keys = KeysOf(solar, []);
        var rows = await customers
            .Where(c => keys.Contains(c.FoundingKey))
            .Select(c => new { c.Id, c.Name, FoundedOn = c.FoundedOn!.Value, c.OwnerId }).ToListAsync(cancellationToken);
        return rows.SelectMany(r => Kept(r.FoundedOn, null, solar, solar).Where(day => day.On > r.FoundedOn).Select(day => new Occasion
        {
            Kind = OccasionKind.Founding, On = day.On, Year = day.Year, Key = $"founding:{r.Id:N}", Years = day.Year - r.FoundedOn.Year, CustomerId = r.Id, CustomerName = r.Name, OwnerId = r.OwnerId,
        }));
    }

    private async Task<IEnumerable<Occasion>> OwnAsync(
        IQueryable<Customer> customers, IReadOnlyCollection<OccasionKind> kinds, Dictionary<int, List<KeptDay>> solar, Dictionary<int, List<KeptDay>> lunar, CancellationToken cancellationToken)
    {
        var (solarCodes, lunarCodes, wanted) = (solar.Keys.ToList(), lunar.Keys.ToList(), kinds.ToList());
        var rows = await (
            from own in db.CustomerOccasions
            join customer in customers on own.CustomerId equals customer.Id
            where wanted.Contains(own.Kind) && ((own.Calendar == YearCalendar.Solar && solarCodes.Contains(own.KeptOn)) || (own.Calendar == YearCalendar.Lunar && lunarCodes.Contains(own.KeptOn)))
            select new { own.Id, own.Kind, own.Name, own.Since, own.Calendar, own.KeptOn, own.ContactId, ContactName = own.Contact!.Name, CustomerId = customer.Id, CustomerName = customer.Name, customer.OwnerId }).ToListAsync(cancellationToken);
        return rows.SelectMany(r => (r.Calendar == YearCalendar.Solar ? solar : lunar)[r.KeptOn].Where(day => day.On > r.Since).Select(day => new Occasion
        {
            Kind = r.Kind, On = day.On, Year = day.Year, Key = $"own:{r.Id:N}", Name = r.Name, EnglishName = r.Name, Calendar = r.Calendar, Years = YearsSince(r.Since, r.Calendar == YearCalendar.Lunar ? r.KeptOn : null, day),
            CustomerId = r.CustomerId, CustomerName = r.CustomerName, ContactId = r.ContactId, ContactName = r.ContactName, OwnerId = r.OwnerId,
        }));
    }

    /// <summary>The days of the span as they are kept in the database, where an index finds them.</summary>
    private static List<int?> KeysOf(Dictionary<int, List<KeptDay>> solar, Dictionary<int, List<KeptDay>> lunar) => [.. solar.Keys, .. lunar.Keys.Select(code => -code)];

    private static YearCalendar CalendarOf(int? lunar) => lunar is null ? YearCalendar.Solar : YearCalendar.Lunar;

    private static IEnumerable<KeptDay> Kept(DateOnly since, int? lunarCode, Dictionary<int, List<KeptDay>> solar, Dictionary<int, List<KeptDay>> lunar) =>
        (lunarCode is { } code ? lunar[code] : solar[(since.Month * 100) + since.Day]).Where(day => day.On >= since);

    /// <summary>By its own calendar: who was born in January may belong to the lunar year before.</summary>
    private static int YearsSince(DateOnly since, int? lunarCode, KeptDay day)
    {
        if (lunarCode is not { } code) return day.Year - since.Year;
        var first = YearlyDay.FromCode(YearCalendar.Lunar, code).In(since.Year) == since ? since.Year : since.Year - 1;
        return day.Year - first;
    }
}
