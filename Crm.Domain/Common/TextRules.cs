using System.Text;

namespace Crm.Domain.Common;

/// <summary>How typed text is cleaned before it is stored or compared.</summary>
public static class TextRules
{
    /// <summary>
    /// A single-line value: trimmed, Unicode normalisation form C, every inner run of white space one space.
    /// Null when nothing is left.
    /// </summary>
    public static string? Clean(string? text)
    {
        if (text is null)
            return null;

        var clean = new StringBuilder(text.Length);
        foreach (var c in Compose(text))
        {
            if (!char.IsWhiteSpace(c))
                clean.Append(c);
            else if (clean.Length > 0 && clean[^1] != ' ')
                clean.Append(' ');
        }
        return clean.ToString().TrimEnd() is { Length: > 0 } value ? value : null;
    }

    /// <summary>
    /// A text of several lines: form C, line ends as \n, no white space at line ends, no empty lines at either end.
    /// Null when nothing is left.
    /// </summary>
    public static string? CleanMultiline(string? text)
    {
        if (text is null)
            return null;

        var lines = Compose(text).ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd());
        return string.Join('\n', lines).Trim('\n') is { Length: > 0 } value ? value : null;
    }

    /// <summary>
    /// True for characters that no stored text may hold: C0 and C1 controls, bidirectional overrides and isolates
    /// (U+202A–202E, U+2066–2069; they make text read as something else, see Unicode TR 36 section 3.2),
    /// surrogates without their partner, U+FFFE and U+FFFF.
    /// </summary>
    /// <param name="text">The value as received.</param>
    /// <param name="multiline">Allows line feed, carriage return and tab.</param>
    public static bool HasForbiddenCharacters(string text, bool multiline)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(c) || IsForbidden(c) && !(multiline && c is ('\n' or '\r' or '\t')))
                return true;
        }
        return false;
    }

    /// <summary>Full-width ASCII (U+FF01–FF5E) and the ideographic space as their half-width characters.</summary>
    public static string ToHalfWidth(string text) => string.Create(text.Length, text, (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = source[i] switch
            {
                '\u3000' => ' ',
                >= '\uFF01' and <= '\uFF5E' => (char)(source[i] - 0xFEE0),
                _ => source[i],
            };
        }
    });

    // Normalize throws on lone surrogates and U+FFFE; HasForbiddenCharacters tells the user about those instead.
    private static string Compose(string text) =>
        HasForbiddenCharacters(text, multiline: true) ? text : text.Normalize(NormalizationForm.FormC);

    private static bool IsForbidden(char c) =>
        char.IsControl(c) || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFFFE' or '\uFFFF';
}
