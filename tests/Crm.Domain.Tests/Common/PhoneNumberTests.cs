using Crm.Domain.Common;

namespace Crm.Domain.Tests.Common;

public class PhoneNumberTests
{
    public static IEnumerable<object[]> Mobiles => TestData.Rows("mobile_numbers.csv").Select(row => new object[] { row[0], row[1] });

    [Theory]
    [MemberData(nameof(Mobiles))]
    public void A_mobile_number_becomes_E164(string number, string expected) =>
        Assert.Equal(expected, PhoneNumber.ToE164(number));

    [Theory]
    [InlineData("0532-88939999")]
    [InlineData("(0532) 8893 9999")]
    [InlineData("（0532）88939999")]
    [InlineData("053288939999")]
    [InlineData("53288939999")]
    [InlineData("０５３２－８８９３９９９９")]
    [InlineData("+86 532 8893 9999")]
    [InlineData("+86 (0)532 88939999")]
    [InlineData("0086-532-88939999")]
    [InlineData("86 0532 88939999")]
    public void A_fixed_line_is_understood_however_it_is_written(string number) =>
        Assert.Equal("+8653288939999", PhoneNumber.ToE164(number));

    [Theory]
    [InlineData("0532-88939999 转 8001")]
    [InlineData("0532-88939999转8001")]
    [InlineData("0532-88939999 ext. 8001")]
    [InlineData("0532-88939999#801")]
    [InlineData("0532-88939999-801")]
    [InlineData("0532—88939999—801")]
    [InlineData("0532-88939999 分机：801")]
    public void The_extension_is_dropped(string number) =>
        Assert.Equal("+8653288939999", PhoneNumber.ToE164(number));

    [Theory]
    [InlineData("010-62345678", "+861062345678")]
    [InlineData("1062345678", "+861062345678")]
    [InlineData("0310-3123456", "+863103123456")]
    [InlineData("400-123-4567", "+864001234567")]
    [InlineData("800 123 4567", "+868001234567")]
    [InlineData("+86 138 0000 1234", "+8613800001234")]
    [InlineData("8613800001234", "+8613800001234")]
    [InlineData("013800001234", "+8613800001234")]
    [InlineData("+1 (415) 555-2671", "+14155552671")]
    [InlineData("0044 20 7946 0958", "+442079460958")]
    [InlineData("+852 2345 6789", "+85223456789")]
    public void Other_kinds_of_numbers_become_E164(string number, string expected) =>
        Assert.Equal(expected, PhoneNumber.ToE164(number));

    [Theory]
    [InlineData("")]
    [InlineData("no phone")]
    [InlineData("12345678901")]
    [InlineData("1380000123")]
    [InlineData("138000012345")]
    [InlineData("88939999")]
    [InlineData("0200-12345678")]
    [InlineData("0532-18939999")]
    [InlineData("+86 123")]
    [InlineData("+1234567")]
    [InlineData("+1234567890123456")]
    [InlineData("138a0000b1234")]
    public void What_is_no_complete_number_has_no_E164(string number) =>
        Assert.Null(PhoneNumber.ToE164(number));

    [Theory]
    [InlineData("88939999")]
    [InlineData("8893-999")]
    [InlineData("95588")]
    [InlineData("12345")]
    [InlineData("88939999 转 12")]
    [InlineData("13800001234")]
    public void A_number_that_can_be_dialled_is_plausible(string number) =>
        Assert.True(PhoneNumber.IsPlausible(number));

    [Theory]
    [InlineData("")]
    [InlineData("8893")]
    [InlineData("abcdefgh")]
    [InlineData("12345678901234567")]
    public void A_number_that_cannot_be_dialled_is_not_plausible(string number) =>
        Assert.False(PhoneNumber.IsPlausible(number));

    [Fact]
    public void A_text_far_too_long_for_a_number_is_refused_at_once() =>
        Assert.False(PhoneNumber.IsPlausible(new string(' ', 1_000_000) + "x"));

    [Fact]
    public void Digits_are_the_digits_of_any_width() =>
        Assert.Equal("053288939999", PhoneNumber.Digits("（０５３２）8893-9999"));
}
