using Crm.Domain.Common;
using Crm.Domain.Customers;

namespace Crm.Domain.Tests.Customers;

public class CustomerTests
{
    private static readonly CustomerProfile Company = new() { Kind = CustomerKind.Company, Name = "青岛海尔智家股份有限公司" };
    private static readonly CustomerProfile Person = new() { Kind = CustomerKind.Person, Name = "王小明" };

    [Fact]
    public void A_new_file_says_what_was_told()
    {
        var (id, owner) = (Id(1), Id(2));
        var customer = Customer.Open(id, "C000001", Company with { ShortName = "海尔", Rating = 4, Status = "active" }, owner);

        Assert.Equal((id, "C000001", owner), (customer.Id, customer.Number, customer.OwnerId));
        Assert.Equal((Company.Name, "海尔", 4, "active"), (customer.Name, customer.ShortName, customer.Rating, customer.Status));
        Assert.False(customer.IsDeleted);
    }

    [Fact]
    public void A_person_has_no_credit_code() =>
        AssertRefused("only_for_companies", "creditCode", () => Open(Person with { CreditCode = "91370200163562681G" }));

    [Fact]
    public void A_person_was_not_founded() =>
        AssertRefused("only_for_companies", "foundedOn", () => Open(Person with { FoundedOn = new DateOnly(1984, 12, 26) }));

    [Fact]
    public void A_company_has_no_birthday() =>
        AssertRefused("only_for_persons", "birthday", () => Open(Company with { Birthday = new DateOnly(1990, 5, 1) }));

    [Fact]
    public void A_refused_description_changes_nothing()
    {
        var customer = Open(Company with { CreditCode = "91370200163562681G" });

        Assert.Throws<DomainException>(() => customer.Describe(Person with { CreditCode = "91370200163562681G" }));

        Assert.Equal((CustomerKind.Company, Company.Name), (customer.Kind, customer.Name));
    }

    [Fact]
    public void A_company_that_turns_out_to_be_a_person_keeps_no_company_fields()
    {
        var customer = Open(Company with { CreditCode = "91370200163562681G", FoundedOn = new DateOnly(1984, 12, 26) });

        customer.Describe(Person with { Birthday = new DateOnly(1990, 5, 1) });

        Assert.Equal((null, null, new DateOnly(1990, 5, 1)), (customer.CreditCode, customer.FoundedOn, customer.Birthday));
    }

    [Fact]
    public void The_first_phone_is_primary_when_none_is_marked()
    {
        var customer = Open(Company with { Phones = [Phone("0532-88939999"), Phone("13800138000")] });

        Assert.Equal([true, false], customer.Phones.Select(p => p.IsPrimary));
        Assert.Equal("0532-88939999", customer.PrimaryPhone);
    }

    [Fact]
    public void The_marked_address_is_primary_wherever_it_stands()
    {
        var customer = Open(Company with { Emails = [Email("a@example.com"), Email("b@example.com", primary: true)] });

        Assert.Equal([false, true], customer.Emails.Select(e => e.IsPrimary));
        Assert.Equal("b@example.com", customer.PrimaryEmail);
    }

    [Fact]
    public void Two_primary_phones_are_refused() =>
        AssertRefused("several_primary", "phones", () => Open(Company with { Phones = [Phone("13800138000", primary: true), Phone("13800138001", primary: true)] }));

    [Fact]
    public void Two_primary_addresses_are_refused() =>
        AssertRefused("several_primary", "emails", () => Open(Company with { Emails = [Email("a@example.com", primary: true), Email("b@example.com", primary: true)] }));

    [Fact]
    public void Without_phones_there_is_no_primary_one()
    {
        var customer = Open(Company with { Phones = [Phone("13800138000")] });

        customer.Describe(Company);

        Assert.Null(customer.PrimaryPhone);
    }

    [Fact]
    public void Forbidden_channels_are_kept_once_and_in_order() =>
        Assert.Equal(
            [ContactChannel.Call, ContactChannel.Sms],
            Open(Company with { DoNotContact = [ContactChannel.Sms, ContactChannel.Call, ContactChannel.Sms] }).DoNotContact);

    [Fact]
    public void A_customer_is_not_its_own_parent()
    {
        var customer = Open(Company);

        AssertRefused("parent_cycle", "parentId", () => customer.PlaceUnder(customer.Id, [customer.Id]));
        Assert.Null(customer.ParentId);
    }

    [Fact]
    public void A_customer_is_not_placed_under_one_of_its_own_subsidiaries()
    {
        var customer = Open(Company);
        var (daughter, granddaughter) = (Id(8), Id(9));

        AssertRefused("parent_cycle", "parentId", () => customer.PlaceUnder(granddaughter, [granddaughter, daughter, customer.Id]));
    }

    [Fact]
    public void A_chain_of_parents_may_be_ten_deep()
    {
        var customer = Open(Company);
        var parents = Enumerable.Range(1, Customer.MaxDepth).Select(i => Id(100 + i)).ToList();

        customer.PlaceUnder(parents[0], parents);

        Assert.Equal(parents[0], customer.ParentId);
        AssertRefused("parent_too_deep", "parentId", () => customer.PlaceUnder(parents[0], [.. parents, Id(200)]));
    }

    [Fact]
    public void A_customer_can_be_taken_out_from_under_its_parent()
    {
        var customer = Open(Company);
        customer.PlaceUnder(Id(8), [Id(8)]);

        customer.PlaceUnder(null, []);

        Assert.Null(customer.ParentId);
    }

    [Fact]
    public void Tags_that_stay_keep_their_row()
    {
        var customer = Open(Company);
        customer.TagWith([Id(11), Id(12)]);
        var kept = customer.Tags[1];

        customer.TagWith([Id(12), Id(13), Id(13)]);

        Assert.Equal([Id(12), Id(13)], customer.Tags.Select(t => t.TagId));
        Assert.Same(kept, customer.Tags[0]);
    }

    [Fact]
    public void A_tag_belongs_to_its_customer()
    {
        var customer = Open(Company);
        customer.TagWith([Id(11)]);

        Assert.Equal(customer.Id, ((IPartOfRecord)customer.Tags[0]).RecordId);
    }

    [Fact]
    public void A_customer_can_be_given_to_a_colleague_and_to_nobody()
    {
        var customer = Open(Company);

        customer.AssignTo(Id(3), Noon);
        Assert.Equal((Id(3), Noon, null), (customer.OwnerId, customer.OwnedSince, customer.PooledAt));

        customer.AssignTo(null, Noon.AddDays(1));
        Assert.Equal((null, null, Noon.AddDays(1), Id(3)), (customer.OwnerId, customer.OwnedSince, customer.PooledAt, customer.LastOwnerId));
        Assert.Equal([new CustomerPooled(customer.Id)], customer.TakeEvents());
    }

    [Fact]
    public void A_customer_in_the_pool_is_claimed_once()
    {
        var customer = Open(Company);

        customer.Claim(Id(3), PoolRules.Default(), Noon);

        Assert.Equal(Id(3), customer.OwnerId);
        AssertRefused("already_claimed", null, () => customer.Claim(Id(4), PoolRules.Default(), Noon));
    }

    [Fact]
    public void Whoever_gave_a_customer_up_waits_and_others_need_not()
    {
        var rules = PoolRules.Default();
        rules.Change(null, cooldownDays: 7, null, 0);
        var customer = Customer.Open(Id(1), "C000001", Company, Id(3));
        customer.ReturnToPool("no_demand", "明年再联系", Noon);
        Assert.Equal(("no_demand", "明年再联系"), (customer.PoolReason, customer.PoolNote));

        AssertRefused("pool_cooldown", null, () => customer.Claim(Id(3), rules, Noon.AddDays(6)));
        customer.Claim(Id(4), rules, Noon.AddDays(1));

        Assert.Equal((Id(4), null, null), (customer.OwnerId, customer.PoolReason, customer.PoolNote));
    }

    [Fact]
    public void What_is_in_the_pool_cannot_be_returned()
    {
        var customer = Open(Company);

        AssertRefused("already_in_pool", null, () => customer.ReturnToPool("no_demand", null, Noon));
    }

    [Fact]
    public void A_warning_comes_while_the_customer_is_idle() =>
        AssertRefused("warning_too_early", "warningDays", () => PoolRules.Default().Change(null, 0, recoverAfterDays: 7, warningDays: 7));

    [Fact]
    public void Deleting_twice_keeps_the_first_moment_and_restoring_clears_it()
    {
        var customer = Open(Company);
        var first = new DateTime(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc);

        customer.Delete(first);
        customer.Delete(first.AddDays(1));
        Assert.Equal((first, true), (customer.DeletedAt, customer.IsDeleted));

        customer.Restore();
        Assert.Equal((null, false), (customer.DeletedAt, customer.IsDeleted));
    }

    private static readonly DateTime Noon = new(2026, 3, 18, 4, 0, 0, DateTimeKind.Utc);

    private static Customer Open(CustomerProfile profile) => Customer.Open(Id(1), "C000001", profile, null);

    private static Phone Phone(string number, bool primary = false) => Domain.Common.Phone.From(PhoneLabel.Mobile, number, primary);

    private static Email Email(string address, bool primary = false) => Domain.Common.Email.From(EmailLabel.Work, address, primary);
}
