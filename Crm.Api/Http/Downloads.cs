namespace Crm.Api.Http;

/// <summary>What all downloads have in common.</summary>
internal static class Downloads
{
    /// <summary>Even where a browser shows a file instead of keeping it, nothing in it runs.</summary>
    public const string Sandbox = "sandbox; default-src 'none'; frame-ancestors 'none'";
}
