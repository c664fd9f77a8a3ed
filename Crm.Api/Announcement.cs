namespace Crm.Api;

/// <summary>Tells whoever started the program, in plain words, where it is and what to do first.</summary>
internal static class Announcement
{
    public static async Task WriteAsync(ICollection<string> addresses, IReadOnlyList<string> firstStart)
    {
        foreach (var address in addresses)
        {
            var open = address.Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal).Replace("//[::]", "//localhost", StringComparison.Ordinal).TrimEnd('/');
            await Console.Out.WriteLineAsync($"CRM: {open}   API: {open}/swagger");
        }

        foreach (var line in firstStart) await Console.Out.WriteLineAsync(line);
    }
}
