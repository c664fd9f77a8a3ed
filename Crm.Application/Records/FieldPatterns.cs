using System.Text.RegularExpressions;

namespace Crm.Application.Records;

/// <summary>Regular expressions that administrators write. They run in time that grows with the text alone, whatever they say.</summary>
public static class FieldPatterns
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    /// <summary>Whether this is a pattern: one without look-around and back-references.</summary>
    public static bool IsOne(string pattern)
    {
        try
        {
            _ = new Regex(Whole(pattern), Options, Patience);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>Whether the whole text matches; one that takes too long does not.</summary>
    public static bool Match(string pattern, string text)
    {
        try
        {
            return Regex.IsMatch(text, Whole(pattern), Options, Patience);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static string Whole(string pattern) => $"^(?:{pattern})\\z";
}
