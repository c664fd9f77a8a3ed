using Crm.Domain.Common;
using Crm.Domain.Customers;
using Crm.Domain.Settings;

namespace Crm.Infrastructure.Seeding;

/// <summary>Opens the customers' files: companies, persons, addresses and tax profiles.</summary>
internal sealed class DemoFiles(DemoRandom random, DemoCalendar calendar, IReadOnlyList<DemoUser> owners, IReadOnlyList<Tag> tags)
{
    private const int UnpleasantRating = 1;
    private const int GoodRating = 4;

    private readonly Dictionary<string, Guid> _tagIds = tags.ToDictionary(t => t.Name, t => t.Id);
    private int _opened;

    public List<DemoAccount> Open()
    {
        List<DemoAccount> accounts = [.. DemoCompanies.All.Select(OpenCompany), .. DemoBuyers.All.Select(OpenBuyer)];
        var byShortName = accounts.Where(a => a.IsCompany).ToDictionary(a => a.Customer.ShortName!, a => a.Customer.Id);
        foreach (var (company, account) in DemoCompanies.All.Zip(accounts))
            if (company.Parent is { } parent)
                account.Customer.PlaceUnder(byShortName[parent], [byShortName[parent]]);
        return accounts;
    }

    /// <summary>Where people, goods and invoices go.</summary>
    public IEnumerable<CustomerAddress> AddressesOf(DemoAccount account)
    {
        var (customer, place) = (account.Customer, account.Customer.Place);
        var recipient = account.Member("user", calendar.Today)?.Contact;

        yield return Address(customer.Id, account.IsCompany ? AddressLabel.Office : AddressLabel.Shipping, place, customer.Name, customer.PrimaryPhone, true);
        if (account.IsCompany && customer.Status == "active")
            yield return Address(
                customer.Id, AddressLabel.Shipping, place with { Line2 = "2 号门收货处" }, recipient?.Name, recipient?.PrimaryPhone, false);
    }

    /// <summary>What their invoices say. Before the first offer nobody asks; large companies want ordinary invoices for some things too.</summary>
    public IEnumerable<TaxProfile> TaxProfilesOf(DemoAccount account)
    {
        var customer = account.Customer;
        if (!account.IsCompany || customer.Status is "potential" or "contacted") yield break;

        var bank = $"恒岳银行{DemoFacts.CityName(customer.Place)}分行";
        yield return Profile(customer, InvoiceType.Special, bank, isDefault: true);
        if (customer.Size is "1000-4999" or "5000+")
            yield return Profile(customer, InvoiceType.Ordinary, bank, isDefault: false);
    }

    private DemoAccount OpenCompany(DemoCompany company)
    {
        var place = DemoFacts.PlaceAt(company.Region, company.Street, null, company.PostalCode);
        var (min, max) = DemoFacts.Revenue[company.Size];
        var profile = new CustomerProfile
        {
            Kind = CustomerKind.Company,
            Name = company.Name,
            ShortName = company.ShortName,
            EnglishName = company.EnglishName,
            Industry = company.Industry,
            Source = company.Source,
            Size = company.Size,
            Status = company.Status,
            Rating = company.Rating,
            Place = place,
            Website = $"https://www.{company.Domain}.example.com",
            Phones = [Phone.From(PhoneLabel.Office, DemoFacts.Landline(random, company.AreaCode), true)],
            Emails =
            [
                Email.From(EmailLabel.Work, $"info@{company.Domain}.example.com", true),
                Email.From(EmailLabel.Billing, $"caiwu@{company.Domain}.example.com", false),
            ],
            AnnualRevenue = new Money(random.Between(min, max) * 1_000_000m, "CNY"),
            FoundedOn = new DateOnly(random.Between(1994, 2019), random.Between(1, 12), random.Between(1, 28)),
            CreditCode = DemoFacts.CreditCode(random, place),
            Description = $"主要采购：{string.Join("、", DemoProducts.OfLine(company.Line).Take(2).Select(p => p.Name))}及配件服务。",
            Preferences = company.Rating >= GoodRating ? Preferences(DemoFacts.CompanyPreferences, random.Between(1, 3)) : [],
            DoNotContact = company.Rating == UnpleasantRating ? [ContactChannel.Call, ContactChannel.Sms] : [],
        };
        return Open(profile, company.Line, null, company.Tags, company.Domain, company.AreaCode);
    }

    private DemoAccount OpenBuyer(DemoBuyer buyer)
    {
        var profile = new CustomerProfile
        {
            Kind = CustomerKind.Person,
            Name = buyer.Name,
            EnglishName = buyer.EnglishName,
            Industry = buyer.Industry,
            Source = buyer.Source,
            Size = "1-19",
            Status = buyer.Status,
            Rating = buyer.Rating,
            Place = DemoFacts.PlaceAt(buyer.Region, buyer.Street, null, buyer.PostalCode),
            Phones = [Phone.From(PhoneLabel.Mobile, DemoFacts.Mobile(random), true)],
            Emails = [Email.From(EmailLabel.Home, $"{buyer.EnglishName.Replace(' ', '.')}@mail.example.com".ToLowerInvariant(), true)],
            Birthday = buyer.Birthday,
            Description = buyer.Description,
            Preferences = buyer.Status == "active" ? Preferences(DemoFacts.PersonPreferences, 1) : [],
            DoNotContact = buyer.Rating == UnpleasantRating ? [ContactChannel.Call, ContactChannel.Sms] : [],
        };
        return Open(profile, buyer.Line, buyer.CalledAs, buyer.Tags, null, null);
    }

    // Whom nobody has rated yet nobody looks after yet.
    private DemoAccount Open(CustomerProfile profile, DemoLine line, string? calledAs, string[] tagNames, string? domain, string? areaCode)
    {
        var owner = owners[_opened++ % owners.Count];
        var customer = Customer.Open(random.NextId(), number: null, profile, profile.Rating is null ? null : owner.Id);
        customer.TagWith([.. tagNames.Select(name => _tagIds[name])]);
        return new DemoAccount(customer, line, calledAs, owner) { Domain = domain, AreaCode = areaCode };
    }

    private List<Preference> Preferences(IReadOnlyList<(string Topic, string Value, PreferenceSource Source)> known, int count) =>
    [
        .. random.Shuffle(known).DistinctBy(p => p.Topic).Take(count)
            .Select(p => new Preference(p.Topic, p.Value, p.Source, calendar.Today.AddDays(-random.Between(10, 340)))),
    ];

    private CustomerAddress Address(Guid customerId, AddressLabel label, Place place, string? recipient, string? phone, bool isPrimary)
    {
        var address = new CustomerAddress(random.NextId(), customerId);
        address.Write(label, place, recipient, phone, isPrimary);
        return address;
    }

    private TaxProfile Profile(Customer customer, InvoiceType type, string bank, bool isDefault)
    {
        var profile = new TaxProfile(random.NextId(), customer.Id);
        profile.Write(
            customer.Name, customer.CreditCode, type, DemoFacts.FullAddress(customer.Place), customer.PrimaryPhone, bank, "62" + random.Digits(17), isDefault);
        return profile;
    }
}
