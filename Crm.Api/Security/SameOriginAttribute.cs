using Crm.Application.Common;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Crm.Api.Security;

/// <summary>
/// Only pages of this very origin, and programs that are no browser, may use what works by cookie. <c>SameSite=Strict</c> stops other
/// sites; this stops neighbours on the same site too.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SameOriginAttribute : Attribute, IResourceFilter
{
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        var request = context.HttpContext.Request;
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var origin = request.Headers.Origin.ToString();
        if (site is "cross-site" or "same-site" || (origin.Length > 0 && !IsOf(request.Host, origin))) throw new ForbiddenException("cross_site");
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
    }

    /// <summary>Compares hosts and ports only: behind a proxy the scheme that arrives here need not be the one in the browser.</summary>
    private static bool IsOf(HostString host, string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(host.ToUriComponent(), StringComparison.OrdinalIgnoreCase);
}
