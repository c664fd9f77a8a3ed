using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;

namespace Crm.Application.Tests.Contacts;

public class ContactInputTests
{
    private static readonly ContactInputValidator Validator = new(Clock);
    private static readonly ContactInput LiNa = new() { Name = "李娜" };
    private static readonly NewContactInput NewLiNa = new() { Name = "李娜" };

    public static TheoryData<string, ContactInput, string> Wrong => new()
    {
        { "no name", LiNa with { Name = "" }, "/name required" },
        { "a long name", LiNa with { Name = new string('李', Contact.NameMaxLength + 1) }, "/name too_long" },
        { "an unknown gender", LiNa with { Gender = (Gender)9 }, "/gender unknown_value" },
        { "born tomorrow", LiNa with { Birthday = new DateOnly(2026, 3, 19) }, "/birthday not_a_past_day" },
        { "a long WeChat id", LiNa with { Wechat = new string('x', Contact.WechatMaxLength + 1) }, "/wechat too_long" },
        { "words for a number", LiNa with { Phones = [new PhoneInput("ask me")] }, "/phones/0/number not_a_phone_number" },
        { "half an address", LiNa with { Emails = [new EmailInput("a@example.com"), new EmailInput("@")] }, "/emails/1/address not_an_email" },
        { "a tag in two lines", LiNa with { Tags = ["重\n点"] }, "/tags/0 forbidden_characters" },
        { "too many preferences", LiNa with { Preferences = [.. Enumerable.Repeat(new PreferenceInput("brand", "海尔"), Customer.PreferencesMaxCount + 1)] }, "/preferences too_many" },
    };

    public static TheoryData<string, NewContactInput, string> WrongWhenNew => new()
    {
        { "a place at no customer", NewLiNa with { Customers = [new PlaceAtCustomerInput()] }, "/customers/0/customerId required" },
        { "a long title", NewLiNa with { Customers = [Place with { Title = new string('长', CustomerContact.TitleMaxLength + 1) }] }, "/customers/0/title too_long" },
        { "too many places", NewLiNa with { Customers = [.. Enumerable.Repeat(Place, Contact.CustomersMaxCount + 1)] }, "/customers too_many" },
        { "no name", NewLiNa with { Name = null }, "/name required" },
    };

    private static PlaceAtCustomerInput Place => new() { CustomerId = Guid.Empty };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_named_by_place_and_code(string what, ContactInput input, string fault) =>
        Assert.Equal((what, fault), (what, string.Join(", ", Faults(Validator, input))));

    [Theory]
    [MemberData(nameof(WrongWhenNew))]
    public void A_new_contact_is_checked_with_his_places(string what, NewContactInput input, string fault) =>
        Assert.Equal((what, fault), (what, string.Join(", ", Faults(Validator, input))));

    [Fact]
    public void A_name_is_enough() => Assert.Empty(Faults(Validator, LiNa));

    [Fact]
    public void Born_on_29_February_is_born() => Assert.Empty(Faults(Validator, LiNa with { Birthday = new DateOnly(1988, 2, 29) }));
}
