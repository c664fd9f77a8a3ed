using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Domain.Common;
using Crm.Domain.Customers;

namespace Crm.Application.Tests.Customers;

public class CustomerInputTests
{
    private static readonly CustomerInputValidator Validator = new(Clock);
    private static readonly CustomerInput Haier = new() { Name = "海尔" };

    public static TheoryData<string, CustomerInput, string> Wrong => new()
    {
        { "no name", Haier with { Name = null }, "/name required" },
        { "a blank name", Haier with { Name = " \u3000" }, "/name required" },
        { "a long name", Haier with { Name = new string('海', Customer.NameMaxLength + 1) }, "/name too_long" },
        { "a name in two lines", Haier with { Name = "海\n尔" }, "/name forbidden_characters" },
        { "a name that turns direction", Haier with { Name = "海\u202E尔" }, "/name forbidden_characters" },
        { "a long short name", Haier with { ShortName = new string('海', Customer.ShortNameMaxLength + 1) }, "/shortName too_long" },
        { "an unknown kind", Haier with { Kind = (CustomerKind)9 }, "/kind unknown_value" },
        { "no star", Haier with { Rating = 0 }, "/rating out_of_range" },
        { "six stars", Haier with { Rating = 6 }, "/rating out_of_range" },
        { "an unknown province", Haier with { ProvinceCode = "990000" }, "/provinceCode unknown_region" },
        { "a city that is a province", Haier with { CityCode = "370000" }, "/cityCode unknown_region" },
        { "a city of another province", Haier with { ProvinceCode = "110000", CityCode = "370200" }, "/cityCode region_mismatch" },
        { "a district of another city", Haier with { ProvinceCode = "370000", CityCode = "370100", DistrictCode = "370212" }, "/districtCode region_mismatch" },
        { "a website without scheme", Haier with { Website = "www.haier.com" }, "/website not_a_web_address" },
        { "a script for a website", Haier with { Website = "javascript:alert(1)" }, "/website not_a_web_address" },
        { "no number", Haier with { Phones = [new PhoneInput(null)] }, "/phones/0/number required" },
        { "words for a number", Haier with { Phones = [new PhoneInput("13800138000"), new PhoneInput("ask me")] }, "/phones/1/number not_a_phone_number" },
        { "an unknown label", Haier with { Phones = [new PhoneInput("13800138000", (PhoneLabel)9)] }, "/phones/0/label unknown_value" },
        { "too many phones", Haier with { Phones = [.. Enumerable.Repeat(new PhoneInput("13800138000"), ContactWays.MaxCount + 1)] }, "/phones too_many" },
        { "a phone that is null", Haier with { Phones = [null!] }, "/phones null_item" },
        { "half an address", Haier with { Emails = [new EmailInput("someone@")] }, "/emails/0/address not_an_email" },
        { "a negative amount", Haier with { AnnualRevenue = new Money(-1, "CNY") }, "/annualRevenue/amount not_an_amount" },
        { "five decimals", Haier with { AnnualRevenue = new Money(1.00001m, "CNY") }, "/annualRevenue/amount not_an_amount" },
        { "more than can be kept", Haier with { AnnualRevenue = new Money(Money.Max + 1, "CNY") }, "/annualRevenue/amount not_an_amount" },
        { "an amount in yuan", Haier with { AnnualRevenue = new Money(1, "yuan") }, "/annualRevenue/currency not_a_currency" },
        { "founded tomorrow", Haier with { FoundedOn = new DateOnly(2026, 3, 19) }, "/foundedOn not_a_past_day" },
        { "born in the year 999", Haier with { Kind = CustomerKind.Person, Birthday = new DateOnly(999, 12, 31) }, "/birthday not_a_past_day" },
        { "a short credit code", Haier with { CreditCode = "9137020016356268" }, "/creditCode credit_code_length" },
        { "a mistyped credit code", Haier with { CreditCode = "91370200163562681X" }, "/creditCode credit_code_check_character" },
        { "an empty tag", Haier with { Tags = ["重点", ""] }, "/tags/1 required" },
        { "too many tags", Haier with { Tags = [.. Enumerable.Range(0, Customer.TagsMaxCount + 1).Select(i => $"标签{i}")] }, "/tags too_many" },
        { "a long description", Haier with { Description = new string('x', Customer.DescriptionMaxLength + 1) }, "/description too_long" },
        { "a preference about nothing", Haier with { Preferences = [new PreferenceInput(" ", "上午联系")] }, "/preferences/0/topic required" },
        { "a preference without value", Haier with { Preferences = [new PreferenceInput("contact_time", null)] }, "/preferences/0/value required" },
        { "a preference learnt tomorrow", Haier with { Preferences = [new PreferenceInput("contact_time", "上午", AsOf: new DateOnly(2026, 3, 19))] }, "/preferences/0/asOf not_a_past_day" },
    };

    public static TheoryData<string, CustomerInput> Right => new()
    {
        { "only a name", Haier },
        { "a name as long as it may be", Haier with { Name = new string('海', Customer.NameMaxLength) } },
        { "a whole place", Haier with { ProvinceCode = "370000", CityCode = "370200", DistrictCode = "370212" } },
        { "a credit code in small letters with blanks", Haier with { CreditCode = " 91370200163562681g " } },
        { "a number with extension", Haier with { Phones = [new PhoneInput("0532-88939999 转 8001")] } },
        { "an address in Chinese", Haier with { Emails = [new EmailInput("caigou@海尔.公司")] } },
        { "the largest amount", Haier with { AnnualRevenue = new Money(Money.Max, "CNY") } },
        { "founded today where the day begins first", Haier with { FoundedOn = new DateOnly(2026, 3, 18) } },
        { "a description in lines", Haier with { Description = "一\n二\t三" } },
        { "a blank website", Haier with { Website = "  " } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named_by_place_and_code(string what, CustomerInput input, string fault) =>
        Assert.Equal((what, fault), (what, string.Join(", ", Faults(Validator, input))));

    [Theory]
    [MemberData(nameof(Right))]
    public void What_is_right_passes(string what, CustomerInput input) => Assert.Equal((what, ""), (what, string.Join(", ", Faults(Validator, input))));

    [Fact]
    public void Everything_wrong_is_said_at_once() =>
        Assert.Equal(
            ["/name required", "/rating out_of_range", "/phones/0/number required"],
            Faults(Validator, new CustomerInput { Rating = 9, Phones = [new PhoneInput("")] }));

    [Fact]
    public void The_limit_is_told_with_the_fault()
    {
        var error = Assert.Throws<InvalidException>(() => InputValidation.Ensure(Validator, Haier with { Name = new string('海', 201) })).Errors[0];

        Assert.Equal(200, error.Params!["max"]);
    }

    [Fact]
    public void What_is_typed_is_tidied_before_it_is_kept()
    {
        var profile = (Haier with { Name = "  海尔   智家 ", ShortName = " ", CreditCode = " 91370200163562681g ", Description = "一 \r\n二" }).ToProfile(new DateOnly(2026, 3, 18));

        Assert.Equal(("海尔 智家", null, "91370200163562681G"), (profile.Name, profile.ShortName, profile.CreditCode));
    }

    [Fact]
    public void A_preference_without_a_day_was_learnt_today()
    {
        var profile = (Haier with { Preferences = [new PreferenceInput("contact_time", "上午")] }).ToProfile(new DateOnly(2026, 3, 18));

        Assert.Equal(new DateOnly(2026, 3, 18), profile.Preferences[0].AsOf);
    }

    [Fact]
    public void What_is_read_back_is_what_was_written()
    {
        var input = Haier with
        {
            Phones = [new PhoneInput("0532-88939999", PhoneLabel.Office, true), new PhoneInput("13800138000")],
            Emails = [new EmailInput("a@example.com", EmailLabel.Billing, true)],
            Preferences = [new PreferenceInput("contact_time", "上午", PreferenceSource.Inferred, new DateOnly(2026, 1, 2))],
            AnnualRevenue = new Money(5, "CNY"),
            DoNotContact = [ContactChannel.Sms],
        };
        var customer = Customer.Open(Guid.Empty, "C000001", input.ToProfile(new DateOnly(2026, 3, 18)), null);

        var again = CustomerInput.From(customer);

        Assert.Equal(input.Phones, again.Phones);
        Assert.Equal(input.Emails, again.Emails);
        Assert.Equal(input.Preferences, again.Preferences);
        Assert.Equal((input.Name, input.AnnualRevenue), (again.Name, again.AnnualRevenue));
        Assert.Equal(input.DoNotContact, again.DoNotContact);
    }
}
