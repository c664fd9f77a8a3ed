using Crm.Domain.Activities;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using Crm.Domain.Settings;
using Crm.Infrastructure.Seeding;

namespace Crm.Infrastructure.Tests.Seeding;

public class DemoDataTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly DateTime Now = new(2026, 3, 18, 7, 20, 0, DateTimeKind.Utc);
    private static readonly DateOnly Today = LocalDay.Of(Now, Shanghai);

    private static readonly DemoUser[] Owners =
    [
        .. Enumerable.Range(1, 4).Select(i => new DemoUser(new Guid($"01990000-0000-7000-8000-00000000000{i}"), $"同事{i}")),
    ];

    private static readonly DemoSet Set = DemoData.Create(Now, Shanghai, Owners);

    [Fact]
    public void There_are_60_customers_150_contacts_and_600_conversations() =>
        Assert.Equal(
            (60, 44, 150, 600),
            (Set.Customers.Count, Set.Customers.Count(c => c.Kind == CustomerKind.Company), Set.Contacts.Count, Set.Interactions.Count));

    [Fact]
    public void The_same_day_brings_the_same_records()
    {
        var evening = DemoData.Create(Now.AddHours(5), Shanghai, Owners);

        Assert.Equal(Set.Customers.Select(c => (c.Id, c.Name, c.CreditCode)), evening.Customers.Select(c => (c.Id, c.Name, c.CreditCode)));
        Assert.Equal(Set.Contacts.Select(c => (c.Id, c.Name, c.PrimaryPhone)), evening.Contacts.Select(c => (c.Id, c.Name, c.PrimaryPhone)));
        Assert.Equal(Set.Interactions.Select(i => (i.Id, i.Subject, i.Body)), evening.Interactions.Select(i => (i.Id, i.Subject, i.Body)));
        Assert.Equal(Set.FollowUps.Select(f => (f.Id, f.Subject, f.Due, f.Status)), evening.FollowUps.Select(f => (f.Id, f.Subject, f.Due, f.Status)));
    }

    [Fact]
    public void Another_day_brings_other_ids() =>
        Assert.Empty(Ids(Set).Intersect(Ids(DemoData.Create(Now.AddDays(1), Shanghai, Owners))));

    [Fact]
    public void Ids_are_version_7_and_unique()
    {
        Assert.All(Ids(Set), id => Assert.Equal((7, true), (id.Version, id.Variant is >= 8 and <= 11)));
        Assert.Equal(Ids(Set).Count, Ids(Set).Distinct().Count());
    }

    [Fact]
    public void Credit_codes_are_valid_and_unique()
    {
        var codes = Set.Customers.Where(c => c.Kind == CustomerKind.Company).Select(c => c.CreditCode!).ToList();

        Assert.All(codes, code => Assert.Equal(CreditCodeFault.None, UnifiedSocialCreditCode.Check(code)));
        Assert.Equal(codes.Count, codes.Distinct().Count());
    }

    [Fact]
    public void Places_exist_and_lie_within_each_other() =>
        Assert.All(
            Set.Customers.Select(c => c.Place).Concat(Set.Addresses.Select(a => a.Place)),
            place => Assert.True(place.CityCode is not null && Regions.Consistent(place.ProvinceCode, place.CityCode, place.DistrictCode), place.ToString()));

    [Fact]
    public void Phones_can_be_dialled_and_addresses_written_to()
    {
        Assert.All(Set.Customers.SelectMany(c => c.Phones).Concat(Set.Contacts.SelectMany(c => c.Phones)), phone => Assert.True(phone.E164 is not null, phone.Number));
        Assert.All(
            Set.Customers.SelectMany(c => c.Emails).Concat(Set.Contacts.SelectMany(c => c.Emails)),
            email => Assert.True(EmailAddress.IsValid(email.Address) && email.Address.EndsWith(".example.com", StringComparison.Ordinal), email.Address));
    }

    [Fact]
    public void Choices_are_in_the_code_lists()
    {
        var known = DefaultCodeLists.Create(Now).Select(i => (i.List, (string?)i.Code)).ToHashSet();
        var used = Set.Customers.SelectMany(c => new[]
            {
                (CodeLists.Industry, c.Industry), (CodeLists.CustomerSource, c.Source), (CodeLists.CustomerSize, c.Size), (CodeLists.CustomerStatus, c.Status),
            })
            .Concat(Set.Customers.SelectMany(c => c.Preferences).Select(p => (CodeLists.PreferenceTopic, (string?)p.Topic)))
            .Concat(Set.Contacts.SelectMany(c => c.Preferences).Select(p => (CodeLists.PreferenceTopic, (string?)p.Topic)))
            .Concat(Set.Contacts.Select(c => (CodeLists.Salutation, c.Salutation)))
            .Concat(Set.Links.Select(l => (CodeLists.ContactRole, l.Role)))
            .Concat(Set.Interactions.Select(i => (CodeLists.InteractionOutcome, i.Outcome)))
            .Concat(Set.Sales.Orders.SelectMany(o => new[] { (CodeLists.SalesChannel, o.Channel), (CodeLists.PaymentMethod, o.PaymentMethod) }))
            .Concat(Set.Sales.Payments.Select(p => (CodeLists.PaymentMethod, p.Method)))
            .Concat(Set.Sales.Returns.Select(r => (CodeLists.ReturnReason, r.Reason)));

        Assert.Empty(used.Where(u => u.Item2 is not null).Except(known));
    }

    [Theory]
    [InlineData("2026-03-17T16:00:01Z")]
    [InlineData("2026-03-18T00:45:00Z")]
    [InlineData("2026-03-18T15:59:00Z")]
    [InlineData("2026-02-20T04:00:00Z")]
    public void Nothing_has_happened_in_the_future_or_longer_than_a_year_ago(string moment)
    {
        var now = DateTime.Parse(moment, null, System.Globalization.DateTimeStyles.AdjustToUniversal);
        var set = DemoData.Create(now, Shanghai, Owners);

        Assert.All(set.Interactions, i => Assert.InRange(i.StartedAt.AddMinutes(i.DurationMinutes ?? 0), now.AddDays(-366), now));
        Assert.All(set.FollowUps.Where(f => f.CompletedAt is not null), f => Assert.InRange(f.CompletedAt!.Value, now.AddDays(-366), now));
        Assert.All(set.Sales.Orders, o => Assert.InRange(o.OrderedAt, now.AddDays(-740), now));
        Assert.All(set.Sales.Payments, p => Assert.True(p.PaidOn <= LocalDay.Of(now, Shanghai)));
        Assert.All(set.Sales.Returns, r => Assert.True(r.ReturnedAt <= now));
    }

    [Fact]
    public void Whoever_is_active_has_bought_and_whoever_went_quiet_no_longer_does()
    {
        var last = Set.Sales.Orders.GroupBy(o => o.CustomerId!.Value).ToDictionary(g => g.Key, g => g.Max(o => o.OrderedOn));

        Assert.All(Set.Customers.Where(c => c.Status == "active"), c => Assert.InRange(last[c.Id], Today.AddDays(-50), Today));
        Assert.All(Set.Customers.Where(c => c.Status is "dormant" or "lost"), c => Assert.True(last[c.Id] < Today.AddDays(-200)));
        Assert.All(Set.Customers.Where(c => c.Status is "potential" or "contacted" or "negotiating"), c => Assert.DoesNotContain(c.Id, last));
    }

    [Fact]
    public void Products_have_codes_of_their_own_and_orders_name_products_that_are_sold()
    {
        var products = Set.Sales.Products.ToDictionary(p => p.Id);

        Assert.Equal((32, 4), (products.Values.Select(p => p.Code).Distinct().Count(), products.Values.Select(p => p.CategoryId).Distinct().Count()));
        Assert.All(Set.Sales.Orders.SelectMany(o => o.Lines), line => Assert.Equal(products[line.ProductId!.Value].Price!.Amount, line.UnitPrice));
        Assert.Equal(Set.Sales.Orders.OrderBy(o => o.OrderedAt), Set.Sales.Orders);
        Assert.All(Set.Sales.Returns, back => Assert.Contains(Set.Sales.Orders, o => o.Id == back.OrderId && o.CustomerId == back.CustomerId));
    }

    [Fact]
    public void Conversations_take_place_in_working_hours_and_some_today()
    {
        Assert.All(Set.Interactions, i => Assert.InRange(Local(i.StartedAt).Hour, 8, 17));
        Assert.Contains(Set.Interactions, i => LocalDay.Of(i.StartedAt, Shanghai) == Today);
    }

    [Fact]
    public void A_story_is_told_in_its_order()
    {
        foreach (var story in Set.Interactions.GroupBy(i => i.CustomerId))
            Assert.Equal(story.OrderBy(i => i.StartedAt), story);
    }

    [Fact]
    public void Texts_have_no_gaps_left_to_fill() =>
        Assert.All(Set.Interactions, i => Assert.DoesNotContain('{', i.Subject + i.Body));

    [Fact]
    public void Each_colleague_has_something_late_something_for_today_and_something_ahead()
    {
        foreach (var owner in Owners)
        {
            var planned = Set.FollowUps.Where(f => f.OwnerId == owner.Id && f.Status == FollowUpStatus.Planned).Select(f => LocalDay.Of(f.Due, Shanghai)).ToList();
            Assert.Contains(planned, day => day < Today);
            Assert.Contains(planned, day => day == Today);
            Assert.Contains(planned, day => day > Today);
        }
    }

    [Fact]
    public void Past_follow_ups_were_done_in_conversations_or_given_up_with_a_reason()
    {
        Assert.All(Set.FollowUps.Where(f => f.Status == FollowUpStatus.Done), f => Assert.NotNull(f.InteractionId));
        Assert.All(Set.FollowUps.Where(f => f.Status is FollowUpStatus.Cancelled or FollowUpStatus.Missed), f => Assert.NotNull(f.Result));
        Assert.Equal(4, Set.FollowUps.Select(f => f.Status).Distinct().Count());
    }

    [Fact]
    public void Some_customers_lack_a_next_step_and_some_an_owner()
    {
        var withNext = Set.FollowUps.Where(f => f.Status == FollowUpStatus.Planned).Select(f => f.CustomerId).ToHashSet();

        Assert.Contains(Set.Customers, c => c.Status == "active" && !withNext.Contains(c.Id));
        Assert.InRange(Set.Customers.Count(c => c.OwnerId is null), 1, 2);
    }

    [Fact]
    public void Some_contacts_know_two_customers_and_some_have_left()
    {
        Assert.InRange(Set.Links.GroupBy(l => l.ContactId).Count(g => g.Count() > 1), 3, 10);
        Assert.InRange(Set.Links.Count(l => l.LeftOn is not null), 3, 10);
        Assert.Equal(Set.Contacts.Count, Set.Links.Select(l => l.ContactId).Distinct().Count());
    }

    [Fact]
    public void Nobody_is_spoken_with_where_he_does_not_work()
    {
        var links = Set.Links.ToDictionary(l => (l.CustomerId, l.ContactId), l => l.LeftOn);

        foreach (var (interaction, contact) in Set.Interactions.SelectMany(i => i.Contacts.Select(c => (i, c))))
        {
            Assert.True(links.TryGetValue((interaction.CustomerId!.Value, contact.ContactId), out var leftOn));
            Assert.True(leftOn is null || LocalDay.Of(interaction.StartedAt, Shanghai) < leftOn);
        }
    }

    [Fact]
    public void Nothing_refers_to_what_is_not_there()
    {
        var customers = Set.Links.Select(l => l.CustomerId)
            .Concat(Set.Addresses.Select(a => a.CustomerId))
            .Concat(Set.TaxProfiles.Select(t => t.CustomerId))
            .Concat(Set.Interactions.Select(i => i.CustomerId!.Value))
            .Concat(Set.FollowUps.Select(f => f.CustomerId!.Value))
            .Concat(Set.Customers.Where(c => c.ParentId is not null).Select(c => c.ParentId!.Value));
        var contacts = Set.Links.Select(l => l.ContactId)
            .Concat(Set.Interactions.SelectMany(i => i.Contacts).Select(c => c.ContactId))
            .Concat(Set.FollowUps.Where(f => f.ContactId is not null).Select(f => f.ContactId!.Value));
        var tags = Set.Customers.SelectMany(c => c.Tags).Select(t => t.TagId).Concat(Set.Contacts.SelectMany(c => c.Tags).Select(t => t.TagId));
        var interactions = Set.FollowUps.Where(f => f.InteractionId is not null).Select(f => f.InteractionId!.Value);
        var owners = Set.Interactions.Select(i => i.OwnerId).Concat(Set.FollowUps.Select(f => f.OwnerId));

        Assert.Empty(customers.Except(Set.Customers.Select(c => c.Id)));
        Assert.Empty(contacts.Except(Set.Contacts.Select(c => c.Id)));
        Assert.Empty(tags.Except(Set.Tags.Select(t => t.Id)));
        Assert.Empty(interactions.Except(Set.Interactions.Select(i => i.Id)));
        Assert.Empty(owners.Except(Owners.Select(o => o.Id)));
    }

    [Fact]
    public void Each_customer_has_one_primary_contact_at_most() =>
        Assert.All(Set.Links.Where(l => l.IsPrimary).GroupBy(l => l.CustomerId), g => Assert.Single(g));

    [Fact]
    public void One_colleague_is_enough() =>
        Assert.Equal(600, DemoData.Create(Now, Shanghai, [Owners[0]]).Interactions.Count);

    private static DateTime Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, Shanghai);

    private static List<Guid> Ids(DemoSet set) =>
    [
        .. new IEnumerable<Domain.Common.Record>[] { set.Customers, set.Contacts, set.Links, set.Addresses, set.TaxProfiles, set.Tags, set.Interactions, set.FollowUps, set.Sales.Categories, set.Sales.Products, set.Sales.Orders, set.Sales.Returns, set.Sales.Payments }
            .SelectMany(records => records.Select(r => r.Id)),
    ];
}
