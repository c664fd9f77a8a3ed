using Crm.Application.Common;
using Crm.Infrastructure.Persistence;

namespace Crm.Api.Http;

/// <summary>What is answered may be a moment old: a list, a search, a report.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MayLagAttribute : Attribute;

/// <summary>
/// Sends reads that may lag to the replica, but not those of who has just written: he sees what he wrote. This node remembers him; the
/// other nodes know him by a cookie that ends with the window.
/// </summary>
internal sealed class ReadReplicaMiddleware(RequestDelegate next)
{
    private const string Cookie = "crm_wrote";

    public Task InvokeAsync(HttpContext context, ReadReplica replica, ReadRoute route, ICurrentUser user)
    {
        if (!replica.Exists || user.UserId is not { } userId) return next(context);
        var endpoint = context.GetEndpoint()?.Metadata;
        var reads = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || endpoint?.GetMetadata<ReadByPostAttribute>() is not null;
        if (!reads) return WriteAsync(context, replica, userId);

        var mayLag = endpoint?.GetMetadata<MayLagAttribute>() is not null;
        if (mayLag && !context.Request.Cookies.ContainsKey(Cookie) && !replica.HasJustWritten(userId) && replica.IsFollowing()) route.TakeReplica();
        return next(context);
    }

    private async Task WriteAsync(HttpContext context, ReadReplica replica, Guid userId)
    {
        context.Response.OnStarting(() =>
        {
            replica.NoteWrite(userId);
            context.Response.Cookies.Append(Cookie, "1", new CookieOptions
            {
                MaxAge = replica.Window,
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Secure = context.Request.IsHttps,
                Path = "/api",
                IsEssential = true,
            });
            return Task.CompletedTask;
        });
        await next(context);
    }
}
