namespace Crm.Api.Http;

/// <summary>Query values that are several, separated by commas.</summary>
internal static class CommaList
{
    public static IReadOnlyList<string> Split(string? text) => text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
