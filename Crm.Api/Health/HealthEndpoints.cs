using Crm.Application.Common;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Crm.Api.Health;

/// <summary>Two questions that a load balancer asks: does the process live, and may it get requests.</summary>
internal static class HealthEndpoints
{
    public static void MapCrmHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new() { Predicate = _ => false, ResponseWriter = WriteAsync });
        endpoints.MapHealthChecks("/health/ready", new() { ResponseWriter = WriteAsync });
    }

    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var checks = report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Status == HealthStatus.Healthy ? "ok" : entry.Value.Description ?? "failed");
        var answer = new HealthAnswer(report.Status == HealthStatus.Healthy ? "ok" : "unavailable", checks);
        return context.Response.WriteAsJsonAsync(answer, CrmJson.Options, context.RequestAborted);
    }

    private sealed record HealthAnswer(string Status, IReadOnlyDictionary<string, string> Checks);
}
