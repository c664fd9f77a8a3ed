using Crm.Application.Common;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Crm.Api.Health;

/// <summary>
/// Two questions that a load balancer asks: does the process live, and may it get requests. And one of whoever watches it: is the work
/// behind the scenes done; that is no reason to send requests elsewhere.
/// </summary>
internal static class HealthEndpoints
{
    /// <summary>Marks what must be well for requests to come.</summary>
    public const string Ready = "ready";

    /// <summary>Marks what is done behind the scenes.</summary>
    public const string Work = "work";

    public static void MapCrmHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new() { Predicate = _ => false, ResponseWriter = WriteAsync });
        endpoints.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains(Ready), ResponseWriter = WriteAsync });
        endpoints.MapHealthChecks("/health/work", new() { Predicate = check => check.Tags.Contains(Work), ResponseWriter = WriteAsync });
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var checks = report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Status == HealthStatus.Healthy ? "ok" : entry.Value.Description ?? "failed");
        var status = report.Status switch
        {
            HealthStatus.Healthy => "ok",
            HealthStatus.Degraded => "attention",
            _ => "unavailable",
        };
        var answer = new HealthAnswer(status, checks);
        return context.Response.WriteAsJsonAsync(answer, CrmJson.Options, context.RequestAborted);
    }

    private sealed record HealthAnswer(string Status, IReadOnlyDictionary<string, string> Checks);
}
