using Crm.Infrastructure.Persistence.Providers;
using Microsoft.AspNetCore.Diagnostics;

namespace Crm.Api.Problems;

/// <summary>Answers every exception with a problem. What nobody expected is logged whole and told only by its request id.</summary>
internal sealed class ProblemHandler(IEngine engine, ILogger<ProblemHandler> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && context.RequestAborted.IsCancellationRequested) return true; // nobody listens any more

        var refusal = engine.IsTransient(exception) ? Refusal.Of(503) with { RetryAfter = TimeSpan.FromSeconds(1) } : Refusal.Of(exception);
        if (refusal.Status >= 500) log.LogError(exception, "{Method} {Path} failed", context.Request.Method, context.Request.Path);
        await ProblemWriter.WriteAsync(context, refusal);
        return true;
    }
}
