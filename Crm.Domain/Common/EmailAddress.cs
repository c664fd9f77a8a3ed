using System.Globalization;
using System.Text;

namespace Crm.Domain.Common;

/// <summary>
/// E-mail addresses as people and mail providers use them: a dot-atom, an at sign, a domain of two or more labels
/// (RFC 5321 section 4.1.2, RFC 5322 section 3.4.1). Domains in other scripts are accepted and kept as Punycode (RFC 5890).
/// </summary>
/// <remarks>
/// Refused on purpose although the RFCs allow them: quoted local parts, comments and folding white space, address
/// literals, domains of one label and numeric top-level domains. In a customer file they are typing errors.
/// </remarks>
public static class EmailAddress
{
    /// <summary>The longest address that mail servers must carry (RFC 5321 section 4.5.3.1.3, erratum 1690).</summary>
    public const int MaxLength = 254;

    private const int LocalPartMaxLength = 64;
    private const int LabelMaxLength = 63;
    private const int DomainMaxLength = 253;
    private const string LocalPartSigns = "!#$%&'*+/=?^_`{|}~-";

    /// <summary>Whether mail can be addressed to this. Surrounding white space is a fault: normalise first.</summary>
    public static bool IsValid(string address)
    {
        var at = address.LastIndexOf('@');
        return at > 0
            && address.Length <= MaxLength
            && IsLocalPart(address.AsSpan(0, at))
            && ToAsciiDomain(address[(at + 1)..]) is { } domain
            && at + 1 + domain.Length <= MaxLength
            && IsDomain(domain);
    }

    /// <summary>
    /// The form for comparison and storage: trimmed, Unicode form C, lower case, domain as Punycode.
    /// An address that is not valid comes back trimmed and in lower case.
    /// </summary>
    public static string Normalize(string address)
    {
        var text = TextRules.Clean(address) ?? "";
        var at = text.LastIndexOf('@');
        var domain = ToAsciiDomain(text[(at + 1)..]);
        return at < 0 || domain is null ? Lower(text) : Lower(string.Concat(text.AsSpan(0, at + 1), domain));
    }

    private static bool IsLocalPart(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > LocalPartMaxLength || text[0] == '.' || text[^1] == '.' || text.Contains("..", StringComparison.Ordinal))
            return false;

        foreach (var c in text)
            if (!char.IsAsciiLetterOrDigit(c) && c != '.' && !LocalPartSigns.Contains(c))
                return false;
        return true;
    }

    private static bool IsDomain(string domain)
    {
        var labels = domain.Split('.');
        return domain.Length <= DomainMaxLength
            && labels.Length >= 2
            && labels.All(IsLabel)
            && !labels[^1].All(char.IsAsciiDigit);
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= LabelMaxLength
        && label[0] != '-' && label[^1] != '-'
        && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static string? ToAsciiDomain(string domain)
    {
        if (Ascii.IsValid(domain))
            return domain;
        try
        {
            return new IdnMapping { UseStd3AsciiRules = true }.GetAscii(domain);
        }
        catch (ArgumentException)
        {
            return null; // IdnMapping has no Try method; the exception is its answer "not a domain".
        }
    }

#pragma warning disable CA1308 // mail addresses are written in lower case
    private static string Lower(string text) => text.ToLowerInvariant();
#pragma warning restore CA1308
}
