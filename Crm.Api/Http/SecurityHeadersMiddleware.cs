using Microsoft.Extensions.Primitives;

namespace Crm.Api.Http;

/// <summary>Headers that keep browsers from doing more with an answer than it is meant for (OWASP ASVS 5.0, 3.4).</summary>
internal sealed class SecurityHeadersMiddleware(RequestDelegate next)
{
    private const string NothingPolicy = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>Swagger UI writes style attributes into its markup; its scripts come from files.</summary>
    private const string SwaggerPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(WriteAsync, context);
        return next(context);
    }

    /// <summary>What the page may load: its own files, and what carries this answer's nonce.</summary>
    public static string PagePolicy(string nonce) =>
        $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; font-src 'self'; "
        + "connect-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static Task WriteAsync(object state)
    {
        var context = (HttpContext)state;
        var (request, headers) = (context.Request, context.Response.Headers);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        if (request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        if (StringValues.IsNullOrEmpty(headers.ContentSecurityPolicy))
            headers.ContentSecurityPolicy = request.Path.StartsWithSegments("/swagger") ? SwaggerPolicy : NothingPolicy;
        if (StringValues.IsNullOrEmpty(headers.CacheControl) && request.Path.StartsWithSegments("/api")) headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
