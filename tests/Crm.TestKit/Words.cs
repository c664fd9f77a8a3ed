using System.Text.Json;

namespace Crm.TestKit;

/// <summary>Words of the contract.</summary>
public static class Words
{
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}

/// <summary>Names that no other test has.</summary>
public static class Unique
{
    private const string CreditCodeAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static int _last;

    /// <summary>A Latin word of letters and digits.</summary>
    public static string Word() => "w" + Number().ToString("x5", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A valid unified social credit code (GB 32100-2015, annex A).</summary>
    public static string CreditCode()
    {
        var body = "91370200" + Number().ToString("D9", System.Globalization.CultureInfo.InvariantCulture);
        var (sum, weight) = (0, 1);
        foreach (var c in body)
        {
            sum += CreditCodeAlphabet.IndexOf(c, StringComparison.Ordinal) * weight;
            weight = weight * 3 % 31;
        }

        return body + CreditCodeAlphabet[(31 - (sum % 31)) % 31];
    }

    private static int Number() => Interlocked.Increment(ref _last);
}
