using Crm.Domain.Common;
using Crm.Domain.Contacts;
using Crm.Domain.Settings;

namespace Crm.Infrastructure.Seeding;

/// <summary>Meets the people at the customers.</summary>
internal sealed class DemoContacts(DemoRandom random, DemoCalendar calendar, IReadOnlyList<Tag> tags)
{
    private const int Leavers = 6;
    private const int EveryHowManyWantNoMessages = 37;

    private readonly HashSet<string> _taken = [];

    public List<Contact> Contacts { get; } = [];

    public List<CustomerContact> Links { get; } = [];

    /// <summary>Deals this many people out to the accounts.</summary>
    public void Meet(IReadOnlyList<DemoAccount> accounts, int count)
    {
        var withPeople = accounts.Where(a => a.IsCompany || a.Customer.Rating >= 4).ToList();
        var shares = DemoShares.Of(count, [.. withPeople.Select(a => a.IsCompany ? Width(a) : 0)], least: 1);
        var leaving = withPeople.Zip(shares).Where(x => x.Second >= 4).Take(Leavers).Select(x => x.First).ToList();

        foreach (var (account, share) in withPeople.Zip(shares))
            for (var i = 0; i < share; i++)
                MeetOne(account, i, leftOn: i == share - 1 && leaving.Contains(account) ? calendar.Today.AddDays(-random.Between(20, 250)) : null);

        LinkGroupBuyers(accounts);
        LinkLeavers(withPeople, leaving);
    }

    private static double Width(DemoAccount account) => (account.Customer.Rating ?? 1) + (account.Customer.Size is "1000-4999" or "5000+" ? 3 : 0);

    // The first buyer of a group also buys for its subsidiaries.
    private void LinkGroupBuyers(IReadOnlyList<DemoAccount> accounts)
    {
        foreach (var child in accounts.Where(a => a.Customer.ParentId is not null))
        {
            var buyer = accounts.Single(a => a.Customer.Id == child.Customer.ParentId).Members[0];
            Link(child, buyer.Contact, "influencer", "集团采购经理", "集团采购中心", isPrimary: false, leftOn: null);
            child.Members.Add(buyer with { Role = "influencer" });
        }
    }

    // Two of those who left have been met again elsewhere; their history stays where it was.
    private void LinkLeavers(IReadOnlyList<DemoAccount> accounts, List<DemoAccount> left)
    {
        var elsewhere = accounts.Where(a => a.IsCompany && a.Customer.Status == "negotiating" && !left.Contains(a));
        foreach (var (old, next) in left.Zip(elsewhere).Take(2))
        {
            var leaver = old.Members.First(m => m.LeftOn is not null);
            Link(next, leaver.Contact, leaver.Role, "设备顾问", "技术中心", isPrimary: false, leftOn: null);
            next.Members.Add(leaver with { LeftOn = null });
        }
    }

    private void MeetOne(DemoAccount account, int index, DateOnly? leftOn)
    {
        var job = random.Pick(DemoNames.Jobs[index % DemoNames.Jobs.Count]);
        var female = job.Salutation == "ms" || random.Chance(0.25) && job.CalledAs != "班长";
        var name = DemoNames.New(random, female, _taken);
        var contact = Contact.Meet(random.NextId(), Profile(account, job, name), account.Customer.OwnerId);
        if (job.Role == "technician" && random.Chance(0.3)) contact.TagWith([TagId(DemoFacts.TechnicalExpert)]);
        if (job.Role == "influencer" && random.Chance(0.6)) contact.TagWith([TagId(DemoFacts.Ally)]);

        Contacts.Add(contact);
        Link(account, contact, job.Role, job.Title, account.IsCompany ? job.Department : null, isPrimary: index == 0, leftOn);
        account.Members.Add(new DemoMember(contact, job.Role, name.Surname + job.CalledAs, leftOn));
    }

    private ContactProfile Profile(DemoAccount account, DemoJob job, DemoName name)
    {
        List<Phone> phones = [Phone.From(PhoneLabel.Mobile, DemoFacts.Mobile(random), true)];
        if (account.AreaCode is { } area && random.Chance(0.4))
            phones.Add(Phone.From(PhoneLabel.Office, $"{DemoFacts.Landline(random, area)} 转 {random.Between(800, 899)}", false));

        var address = $"{name.SurnamePinyin}.{name.GivenPinyin}@{account.Domain ?? "mail"}.example.com";
        var taste = random.Pick(DemoFacts.PersonPreferences);
        return new ContactProfile
        {
            Name = name.Full,
            EnglishName = job.Role == "decision_maker" ? name.English : null,
            Salutation = job.Salutation,
            Gender = name.Gender,
            Birthday = random.Chance(0.2) ? new DateOnly(random.Between(1968, 1996), random.Between(1, 12), random.Between(1, 28)) : null,
            Phones = phones,
            Emails = [Email.From(EmailLabel.Work, address, true)],
            Wechat = random.Chance(0.5) ? $"{name.SurnamePinyin}{name.GivenPinyin}_{random.Digits(3)}" : null,
            Preferences = random.Chance(0.2)
                ? [new Preference(taste.Topic, taste.Value, taste.Source, calendar.Today.AddDays(-random.Between(10, 340)))]
                : [],
            DoNotContact = Contacts.Count % EveryHowManyWantNoMessages == EveryHowManyWantNoMessages - 1 ? [ContactChannel.Sms] : [],
        };
    }

    private void Link(DemoAccount account, Contact contact, string role, string title, string? department, bool isPrimary, DateOnly? leftOn)
    {
        var link = new CustomerContact(random.NextId(), account.Customer.Id, contact.Id);
        link.Write(role, title, department, isPrimary, leftOn);
        Links.Add(link);
    }

    private Guid TagId(string name) => tags.Single(t => t.Name == name).Id;
}
