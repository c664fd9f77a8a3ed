using System.Collections;

namespace Crm.Api.Http;

/// <summary>Gives every request a name that logs, problems and the caller share.</summary>
internal sealed class RequestIdMiddleware(RequestDelegate next, TimeProvider clock, ILogger<RequestIdMiddleware> log)
{
    public const string Header = "Request-Id";

    public async Task InvokeAsync(HttpContext context)
    {
        var id = "req_" + Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
        context.TraceIdentifier = id;
        context.Response.OnStarting(Write, context);
        using (log.BeginScope(new Named(id))) await next(context);
    }

    private static Task Write(object state)
    {
        var context = (HttpContext)state;
        context.Response.Headers[Header] = context.TraceIdentifier;
        return Task.CompletedTask;
    }

    /// <summary>What log entries of a request say of it.</summary>
    private sealed class Named(string id) : IReadOnlyList<KeyValuePair<string, object?>>
    {
        public int Count => 1;

        public KeyValuePair<string, object?> this[int index] => new("RequestId", id);

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
        {
            yield return this[0];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
