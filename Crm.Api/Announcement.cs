namespace Crm.Api;

/// <summary>Tells whoever started the program, in plain words, what to do first and where it is.</summary>
internal static class Announcement
{
    public static async Task TellFirstStartAsync(IReadOnlyList<string> lines)
    {
        foreach (var line in lines) await Console.Out.WriteLineAsync(line);
    }

    public static async Task TellAddressesAsync(ICollection<string> addresses)
    {
        foreach (var address in addresses)
        {
            var open = address.Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal).Replace("//[::]", "//localhost", StringComparison.Ordinal).TrimEnd('/');
            await Console.Out.WriteLineAsync($"CRM: {open}   API: {open}/swagger");
        }
    }
}
