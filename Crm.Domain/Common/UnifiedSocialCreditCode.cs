namespace Crm.Domain.Common;

/// <summary>What is wrong with a unified social credit code.</summary>
public enum CreditCodeFault
{
    /// <summary>The code is well formed and its check character fits.</summary>
    None,

    /// <summary>Not 18 characters.</summary>
    Length,

    /// <summary>Holds something other than 0–9 and A–Z without I, O, S, V and Z.</summary>
    Characters,

    /// <summary>Characters 3 to 8, the code of the registering authority's region, are not six digits.</summary>
    Region,

    /// <summary>The last character does not follow from the others: a typing error.</summary>
    CheckCharacter,
}

/// <summary>
/// The 18 characters that identify an organisation in mainland China (GB 32100-2015): authority and kind (2),
/// region by GB/T 2260 (6), organisation (9), check character (1).
/// </summary>
public static class UnifiedSocialCreditCode
{
    /// <summary>Number of characters (GB 32100-2015, section 4).</summary>
    public const int Length = 18;

    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    /// <summary>Upper case, half width, without spaces and hyphens; the form in which codes are stored and compared.</summary>
    public static string Normalize(string code) =>
        string.Concat(TextRules.ToHalfWidth(code).Where(c => c != '-' && !char.IsWhiteSpace(c))).ToUpperInvariant();

    /// <summary>Examines a normalised code. Does not tell whether the organisation exists.</summary>
    public static CreditCodeFault Check(string code)
    {
        if (code.Length != Length)
            return CreditCodeFault.Length;
        if (code.Any(c => !Alphabet.Contains(c)))
            return CreditCodeFault.Characters;
        if (code.AsSpan(2, 6).ContainsAnyExceptInRange('0', '9'))
            return CreditCodeFault.Region;
        return code[^1] == CheckCharacter(code) ? CreditCodeFault.None : CreditCodeFault.CheckCharacter;
    }

    // GB 32100-2015, annex A: weights 3^(i-1) mod 31, modulus 31.
    private static char CheckCharacter(string code)
    {
        var sum = 0;
        var weight = 1;
        foreach (var c in code.AsSpan(0, Length - 1))
        {
            sum += Alphabet.IndexOf(c) * weight;
            weight = weight * 3 % 31;
        }
        return Alphabet[(31 - sum % 31) % 31];
    }
}
