using Crm.Domain.Common;

namespace Crm.Domain.Tests.Common;

public class UnifiedSocialCreditCodeTests
{
    public static IEnumerable<object[]> GenuineCodes =>
        TestData.Rows("credit_codes.csv").Where(row => row[1] == "1").Select(row => new object[] { row[0] });

    public static IEnumerable<object[]> AlteredCodes =>
        TestData.Rows("credit_codes.csv").Where(row => row[1] == "0").Select(row => new object[] { row[0], row[2] });

    [Theory]
    [MemberData(nameof(GenuineCodes))]
    public void A_genuine_code_has_no_fault(string code) =>
        Assert.Equal(CreditCodeFault.None, UnifiedSocialCreditCode.Check(code));

    [Theory]
    [MemberData(nameof(AlteredCodes))]
    public void An_altered_code_has_a_fault(string code, string kind)
    {
        var fault = UnifiedSocialCreditCode.Check(code);

        Assert.Contains(fault, kind switch
        {
            "too short" => new[] { CreditCodeFault.Length },
            "letter I not allowed" => [CreditCodeFault.Characters],
            _ => [CreditCodeFault.CheckCharacter, CreditCodeFault.Region],
        });
    }

    [Fact]
    public void Normalising_removes_width_spaces_hyphens_and_case() =>
        Assert.Equal("91370200MA3C8XYZ1A", UnifiedSocialCreditCode.Normalize(" ９１370200-ma3c 8xyz1a "));
}
