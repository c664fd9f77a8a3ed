using System.Globalization;
using Crm.Application.Activities;
using Crm.Domain.Activities;
using Crm.Domain.Common;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;
using Crm.Infrastructure.Persistence;
using Crm.Infrastructure.Search;

namespace Crm.Bench.Seeding;

/// <summary>Makes the n-th customer with everything that hangs on him, the same on every run.</summary>
/// <param name="customers">How many there will be.</param>
/// <param name="owners">The users, those with most customers first.</param>
/// <param name="tags">The tags.</param>
internal sealed class Company(int customers, IReadOnlyList<Guid> owners, IReadOnlyList<Guid> tags)
{
    private const int Seed = 20_26_11;

    /// <summary>The entries of what the product makes at its first start come before.</summary>
    private const long FirstRowNo = 1_000;
    private const int HubInteractions = 500;
    private static readonly DateTime Founded = new(2023, 11, 20, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Today = new(2026, 11, 20, 8, 0, 0, DateTimeKind.Utc);
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly int[] InteractionCounts = [1, 3, 4, 5, 5, 5, 6, 7, 9];
    private static readonly InteractionChannel[] Channels = [InteractionChannel.Call, InteractionChannel.Chat, InteractionChannel.Visit, InteractionChannel.Email, InteractionChannel.Meeting];

    /// <summary>The users, those with most customers first.</summary>
    public IReadOnlyList<Guid> Owners => owners;

    /// <summary>The customer whose file has five hundred conversations.</summary>
    public int Hub => customers / 2;

    /// <summary>Entities of the n-th customer; each stands behind what it points to.</summary>
    public List<object> Make(int n)
    {
        var chance = new Chance(Seed + n);
        var createdAt = Founded + (Today.AddDays(-2) - Founded) * Math.Pow((n + 0.5) / customers, 0.6); // business has been growing
        createdAt = createdAt.AddTicks(-(createdAt.Ticks % TimeSpan.TicksPerMillisecond));
        var owner = chance.PickSkewed(owners);
        var names = Names.Of(chance);

        var customer = Open(n, names, createdAt, owner, chance);
        var rows = new List<object>(24) { customer };
        rows.AddRange(customer.Tags);
        var contacts = Enumerable.Range(0, 2).Select(i => Meet(customer, names, createdAt.AddMinutes(5 + i), owner, chance)).ToList();
        var talks = Talk(n, customer, contacts, createdAt, owner, chance);
        var followUp = Plan(customer, contacts[0], createdAt, owner, chance);
        if (n == Hub) rows.AddRange(Papers(customer, createdAt, owner, chance));

        var spoken = talks.Where(i => i.Channel != InteractionChannel.Note).ToList();
        Stamps.CustomerLastContact(customer, Last(spoken));
        foreach (var contact in contacts) Stamps.ContactLastContact(contact, Last(spoken.Where(i => i.Contacts.Any(c => c.ContactId == contact.Id))));
        if (followUp.Status == FollowUpStatus.Planned) Stamps.NextFollowUp(customer, followUp.Due);

        rows.AddRange(contacts);
        rows.AddRange(contacts.Select((contact, i) => Place(customer, contact, i, createdAt, owner, chance)));
        foreach (var talk in talks) rows.AddRange([talk, .. talk.Contacts]);
        rows.Add(followUp);
        rows.AddRange([Entry(n, 0, RecentTypes.Customer, customer), .. contacts.Select((contact, i) => Entry(n, i + 1, RecentTypes.Contact, contact))]);
        return rows;
    }

    private static DateTime? Last(IEnumerable<Interaction> talks) => talks.Max(i => (DateTime?)i.StartedAt);

    private Customer Open(int n, Names names, DateTime at, Guid owner, Chance chance)
    {
        var profile = new CustomerProfile
        {
            Kind = names.IsPerson ? CustomerKind.Person : CustomerKind.Company,
            Name = names.Full,
            ShortName = names.Short,
            EnglishName = chance.Of(0.2) ? names.English : null,
            Industry = names.Industry,
            Source = chance.PickSkewed(["referral", "trade_show", "website", "wechat", "cold_call", "visit", "partner", "tender"]),
            Size = names.IsPerson ? null : chance.PickSkewed(["20-99", "100-299", "1-19", "300-999", "1000-4999", "5000+"]),
            Status = chance.PickSkewed(["active", "contacted", "potential", "negotiating", "dormant", "lost"]),
            Rating = chance.Of(0.8) ? chance.Number(1, 6) : null,
            Place = new Place(names.City.Code[..2] + "0000", names.City.Code, null, $"{chance.Pick(Words.Brand).Text}{chance.Pick(Words.Brand).Text}路 {chance.Number(1, 2000)} 号", null, null),
            Website = names.IsPerson ? null : $"https://www.{names.Domain}",
            Phones = [Phone.From(PhoneLabel.Office, $"{names.City.Area}-{chance.Number(2, 9)}{chance.Digits(names.City.Area.Length == 3 ? 7 : 6)}", true)],
            Emails = [Email.From(EmailLabel.Work, $"sales@{names.Domain}", true)],
            AnnualRevenue = chance.Of(0.5) && !names.IsPerson ? new Money(chance.Number(50, 90_000) * 10_000m, "CNY") : null,
            CreditCode = names.IsPerson || chance.Of(0.4) ? null : CreditCode(n, names.City.Code),
            Description = chance.Of(0.3) ? chance.Pick(Words.Notes) : null,
        };
        var customer = Customer.Open(chance.Id(at), string.Create(CultureInfo.InvariantCulture, $"C{n + 1:000000}"), profile, owner);
        if (chance.Of(0.4)) customer.TagWith([chance.PickSkewed(tags)]);
        Stamps.CustomerSortKey(customer, Pinyin.SortKey(customer.Name, names.IsPerson));
        return Stamps.At(customer, at, owner, chance.Of(0.6) ? chance.Between(at, Today) : null);
    }

    private static Contact Meet(Customer customer, Names names, DateTime at, Guid owner, Chance chance)
    {
        var (name, pinyin) = Names.Person(chance);
        var contact = Contact.Meet(
            chance.Id(at),
            new ContactProfile
            {
                Name = name,
                Phones = [Phone.From(PhoneLabel.Mobile, $"1{chance.Pick(["38", "39", "50", "58", "86", "87", "33", "56", "77", "89"])}{chance.Digits(8)}", true)],
                Emails = [Email.From(EmailLabel.Work, $"{pinyin}@{names.Domain}", true)],
                Wechat = chance.Of(0.5) ? $"{pinyin}{chance.Digits(4)}" : null,
            },
            owner);
        Stamps.ContactSortKey(contact, Pinyin.SortKey(name, personName: true));
        return Stamps.At(contact, at, owner);
    }

    private static CustomerContact Place(Customer customer, Contact contact, int place, DateTime at, Guid owner, Chance chance)
    {
        var link = new CustomerContact(chance.Id(at.AddMinutes(10 + place)), customer.Id, contact.Id);
        var (role, title, department) = chance.Pick(Words.Jobs);
        link.Write(role, title, department, isPrimary: place == 0, leftOn: null);
        return Stamps.At(link, at.AddMinutes(10 + place), owner);
    }

    private List<Interaction> Talk(int n, Customer customer, List<Contact> contacts, DateTime createdAt, Guid owner, Chance chance)
    {
        var count = n == Hub ? HubInteractions : chance.Pick(InteractionCounts);
        var moments = Enumerable.Range(0, count).Select(_ => chance.Between(createdAt, Today)).Order();
        return [.. moments.Select(at =>
        {
            var facts = new InteractionFacts
            {
                CustomerId = customer.Id,
                ContactIds = chance.Of(0.7) ? [chance.Pick(contacts).Id] : [],
                Channel = chance.Of(0.1) ? InteractionChannel.Note : chance.PickSkewed(Channels),
                Direction = chance.Of(0.5) ? Direction.Outbound : Direction.Inbound,
                Subject = chance.Pick(Words.Subjects),
                Body = chance.Of(0.7) ? chance.Pick(Words.Notes) : null,
                StartedAt = at,
                DurationMinutes = chance.Of(0.6) ? chance.Number(2, 90) : null,
                Outcome = chance.Of(0.5) ? chance.PickSkewed(["informed", "interested", "needs_quote", "agreed", "needs_follow_up", "not_reached"]) : null,
            };
            return Stamps.At(Interaction.Log(chance.Id(at), owner, facts, at), at, owner);
        })];
    }

    private static FollowUp Plan(Customer customer, Contact contact, DateTime createdAt, Guid owner, Chance chance)
    {
        var done = chance.Of(0.25);
        var due = done ? chance.Between(createdAt, Today) : chance.Between(Today.AddDays(-15), Today.AddDays(90));
        var plannedAt = due.AddDays(-7) < createdAt ? createdAt.AddHours(1) : due.AddDays(-7) < Today ? due.AddDays(-7) : Today.AddHours(-1);
        var followUp = FollowUp.Plan(chance.Id(plannedAt), new FollowUpPlan
        {
            Subject = chance.Pick(Words.Subjects),
            Channel = chance.PickSkewed(Channels),
            Due = chance.Of(0.8) ? DueMoment.OnDay(DateOnly.FromDateTime(due), Zone) : DueMoment.AtTime(due),
            OwnerId = owner,
            CustomerId = customer.Id,
            ContactId = chance.Of(0.6) ? contact.Id : null,
            Notes = chance.Of(0.4) ? chance.Pick(Words.Notes) : null,
        });
        if (done) followUp.Complete(chance.Pick(Words.Notes), null, due);
        return Stamps.At(followUp, plannedAt, owner, done ? due : null);
    }

    private static IEnumerable<Record> Papers(Customer customer, DateTime at, Guid owner, Chance chance)
    {
        var address = new CustomerAddress(chance.Id(at), customer.Id);
        address.Write(AddressLabel.Office, customer.Place, "仓库收货组", customer.PrimaryPhone, isPrimary: true);
        yield return Stamps.At(address, at, owner);
    }

    private static SearchEntry Entry(int n, int place, string type, Record record)
    {
        var document = SearchText.Build(SearchedTexts.Of(record));
        return new SearchEntry { RowNo = FirstRowNo + (n * 3L) + place, RecordType = type, RecordId = record.Id, Anchors = document.Anchors, Terms = document.Terms };
    }

    /// <summary>A code of GB 32100-2015 with its check character; the number makes it unique.</summary>
    private static string CreditCode(int n, string city)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"91{city[..4]}01{n:000000000}");
        return "0123456789ABCDEFGHJKLMNPQRTUWXY".Select(check => body + check).First(code => UnifiedSocialCreditCode.Check(code) == CreditCodeFault.None);
    }
}
