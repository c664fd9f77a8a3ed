namespace Crm.Api.Http;

/// <summary>Gives every request a name that logs, problems and the caller share.</summary>
internal sealed class RequestIdMiddleware(RequestDelegate next, TimeProvider clock, ILogger<RequestIdMiddleware> log)
{
    public const string Header = "Request-Id";

    public async Task InvokeAsync(HttpContext context)
    {
        var id = "req_" + Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
        context.TraceIdentifier = id;
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[Header] = id;
            return Task.CompletedTask;
        });

        using (log.BeginScope(new Dictionary<string, object> { ["RequestId"] = id })) await next(context);
    }
}
