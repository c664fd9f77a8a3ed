using System.Text;
using System.Text.Json;
using Crm.Application.Common;
using Microsoft.AspNetCore.Http.Features;

namespace Crm.Api.Http;

/// <summary>Writes server-sent events, with a comment every 15 seconds so that nobody on the way takes the silence for the end.</summary>
internal static class EventStream
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>Begins the stream and writes what comes until it ends, until nobody listens any more or until the node stops.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">Name of the events.</param>
    /// <param name="events">What happens, given the token that ends it.</param>
    public static async Task WriteAsync<T>(HttpContext context, string name, Func<CancellationToken, IAsyncEnumerable<T>> events)
    {
        var lifetime = context.RequestServices.GetRequiredService<IHostApplicationLifetime>();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        context.Features.Get<IHttpResponseBodyFeature>()!.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no"; // for proxies that would wait until there is more
        try
        {
            await SendAsync(context, ": \n\n", ending.Token);
            await FollowAsync(context, name, events(ending.Token), ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Nobody listens any more, or the node stops.
        }
    }

    private static async Task FollowAsync<T>(HttpContext context, string name, IAsyncEnumerable<T> happening, CancellationToken ending)
    {
        await using var events = happening.GetAsyncEnumerator(ending);
        for (var next = events.MoveNextAsync().AsTask(); ;)
        {
            if (await Task.WhenAny(next, Task.Delay(Heartbeat, ending)) != next)
            {
                await SendAsync(context, ": \n\n", ending);
                continue;
            }

            if (!await next) return;
            await SendAsync(context, $"event: {name}\ndata: {JsonSerializer.Serialize(events.Current, CrmJson.Options)}\n\n", ending);
            next = events.MoveNextAsync().AsTask();
        }
    }

    private static async Task SendAsync(HttpContext context, string text, CancellationToken ending)
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), ending);
        await context.Response.Body.FlushAsync(ending);
    }
}
