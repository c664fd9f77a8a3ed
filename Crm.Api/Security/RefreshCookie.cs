using System.Net;

namespace Crm.Api.Security;

/// <summary>
/// The refresh token travels in a cookie that no script can read and no other site can send. On https its name binds it to this host
/// (RFC 6265bis, <c>__Host-</c>); plain http is served only to the same machine, where browsers may refuse secure cookies.
/// </summary>
internal static class RefreshCookie
{
    private const string SecureName = "__Host-crm_refresh";
    private const string LoopbackName = "crm_refresh";

    public static string? Read(HttpRequest request) => NameFor(request) is { } name ? request.Cookies[name] : null;

    /// <summary>Sends the token; over plain http to another machine it is not sent at all, and the session ends with its access token.</summary>
    public static void Write(HttpContext context, string token, DateTime expiresAt)
    {
        if (NameFor(context.Request) is not { } name) return;

        // Browsers go by the age, which a clock that is set wrongly on the user's machine does not change.
        var options = Options(context.Request);
        options.Expires = expiresAt;
        options.MaxAge = expiresAt - context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        context.Response.Cookies.Append(name, token, options);
    }

    public static void Delete(HttpContext context)
    {
        if (NameFor(context.Request) is { } name) context.Response.Cookies.Delete(name, Options(context.Request));
    }

    private static string? NameFor(HttpRequest request) => request.IsHttps ? SecureName : IsLoopback(request.Host.Host) ? LoopbackName : null;

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static CookieOptions Options(HttpRequest request) => new()
    {
        HttpOnly = true,
        Secure = request.IsHttps,
        SameSite = SameSiteMode.Strict,
        Path = "/",
        IsEssential = true,
    };
}
