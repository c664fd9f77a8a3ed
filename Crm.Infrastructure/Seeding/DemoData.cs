using Crm.Domain.Common;
using Crm.Domain.Settings;

namespace Crm.Infrastructure.Seeding;

/// <summary>
/// A year in the life of a supplier of machine tools, pumps, compressors and automation: 60 customers, 150 contacts, 600 conversations,
/// the next steps, and two years of orders, returns and payments. All names are invented. The same on every call on the same local day, but for the hours of what happened today,
/// which are never later than now.
/// </summary>
public static class DemoData
{
    private const int ContactCount = 150;
    private const int InteractionCount = 600;

    /// <summary>Makes the records; the caller saves them.</summary>
    /// <param name="now">The moment (UTC) before which everything has happened.</param>
    /// <param name="zone">Where the colleagues work.</param>
    /// <param name="owners">At least one. Customers are dealt out evenly; the first goes along to meetings with the heads of customers.</param>
    public static DemoSet Create(DateTime now, TimeZoneInfo zone, IReadOnlyList<DemoUser> owners)
    {
        var calendar = new DemoCalendar(now, zone);
        var random = new DemoRandom(calendar.Today, LocalDay.Start(calendar.Today, zone));

        List<Tag> tags = [.. DemoFacts.Tags.Select(t => new Tag(random.NextId(), t.Name, t.Color))];
        var files = new DemoFiles(random, calendar, owners, tags);
        var accounts = files.Open();
        var people = new DemoContacts(random, calendar, tags);
        people.Meet(accounts, ContactCount);
        var told = new DemoHistory(random, calendar, owners).Tell(accounts, InteractionCount);

        return new DemoSet(
            [.. accounts.Select(a => a.Customer)],
            people.Contacts,
            people.Links,
            [.. accounts.SelectMany(files.AddressesOf)],
            [.. accounts.SelectMany(files.TaxProfilesOf)],
            tags,
            [.. told.Select(t => t.Interaction)],
            new DemoPlans(random, calendar).Make(accounts, told),
            new DemoTrade(random, calendar).Sell(accounts));
    }
}
