using System.Buffers;

namespace Crm.Api.Logging;

/// <summary>Addresses that are keys themselves: whoever reads the log must not get in with what stands there.</summary>
internal static class SecretAddresses
{
    private const int ShortestKey = 16; // shorter ones are names: calendar/feed

    private static readonly SearchValues<char> Ends = SearchValues.Create(" /?#\"'");

    private static readonly string[] Folders = ["/api/v1/calendar/", "/api/v1/downloads/"];

    /// <summary>The text, with … in place of the keys in it.</summary>
    public static string Hide(string text)
    {
        foreach (var folder in Folders)
        {
            for (var at = text.IndexOf(folder, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(folder, at + folder.Length, StringComparison.OrdinalIgnoreCase))
            {
                var from = at + folder.Length;
                var length = text.AsSpan(from).IndexOfAny(Ends) is var end and >= 0 ? end : text.Length - from;
                if (length >= ShortestKey) text = string.Concat(text.AsSpan(0, from), "…", text.AsSpan(from + length));
            }
        }

        return text;
    }
}
