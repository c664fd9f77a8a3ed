using System.Xml.Linq;
using Crm.Domain.Common;

namespace Crm.Domain.Tests.Common;

public class EmailAddressTests
{
    // is_email sorts its addresses by the strictest standard that allows them. Of those that mail could reach in theory we
    // refuse on purpose: RFC5321 (quoted strings, address literals, numeric or single-label domains), CFWS (comments and
    // folding white space), DEPREC and RFC5322 (obsolete or header-only forms), and a domain of one label ("test@io").
    private static readonly string[] Accepted = ["ISEMAIL_VALID_CATEGORY", "ISEMAIL_DNSWARN"];

    public static IEnumerable<object[]> Addresses => XDocument.Load(TestData.PathOf("email_addresses.xml")).Descendants("test")
        .Select(test => (Address: Unescape(test.Element("address")!.Value), Category: test.Element("category")!.Value))
        .Select(test => new object[] { test.Address, Accepted.Contains(test.Category) && test.Address != "test@io" });

    [Theory]
    [MemberData(nameof(Addresses))]
    public void Addresses_of_the_public_test_set_are_judged_as_expected(string address, bool valid) =>
        Assert.Equal(valid, EmailAddress.IsValid(address));

    [Theory]
    [InlineData("li.ming@例子.中国")]
    [InlineData("li+crm@mail.haier.com.cn")]
    public void Addresses_in_daily_use_are_valid(string address) =>
        Assert.True(EmailAddress.IsValid(address));

    [Theory]
    [InlineData(" li@haier.com")]
    [InlineData("李@haier.com")]
    [InlineData("li@haier..com")]
    [InlineData("li@haier.com\r\nbcc: x@y.cn")]
    public void Addresses_that_would_break_a_mail_header_or_a_server_are_not(string address) =>
        Assert.False(EmailAddress.IsValid(address));

    [Fact]
    public void An_address_of_more_than_254_characters_is_not_valid() =>
        Assert.False(EmailAddress.IsValid($"a@{string.Join('.', Enumerable.Repeat(new string('b', 62), 4))}.com"));

    [Theory]
    [InlineData("  Li.Ming@Haier.COM ", "li.ming@haier.com")]
    [InlineData("LI@例子.中国", "li@xn--fsqu00a.xn--fiqs8s")]
    [InlineData("Not An Address", "not an address")]
    public void Normalising_trims_and_lowers(string address, string expected) =>
        Assert.Equal(expected, EmailAddress.Normalize(address));

    // The file shows control characters as their symbols from U+2400 on.
    private static string Unescape(string text) =>
        string.Concat(text.Select(c => c is >= '\u2400' and <= '\u2421' ? (char)(c - 0x2400) : c));
}
