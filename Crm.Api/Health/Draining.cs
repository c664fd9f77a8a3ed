using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Crm.Api.Health;

/// <summary>
/// The end of a node among several: asked to stop, it says that it is not ready, goes on answering until the load balancer has noticed
/// (setting <c>Shutdown:DelaySeconds</c>, none by default), then finishes what it has begun and ends.
/// </summary>
internal sealed class Draining(IConfiguration configuration, IHostApplicationLifetime lifetime) : IHostedLifecycleService, IHealthCheck
{
    /// <summary>How long the node goes on answering.</summary>
    public TimeSpan Delay { get; } = TimeSpan.FromSeconds(Math.Clamp(configuration.GetValue("Shutdown:DelaySeconds", 0.0), 0, 300));

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(lifetime.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy("stopping") : HealthCheckResult.Healthy());

    /// <summary>The last answer on each connection ends it, so that the caller comes back on a new one, which the load balancer gives to another node.</summary>
    public Task SendElsewhereAsync(HttpContext context, RequestDelegate next)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested && HttpProtocol.IsHttp11(context.Request.Protocol)) context.Response.Headers.Connection = "close";
        return next(context);
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Delay > TimeSpan.Zero ? Task.Delay(Delay, cancellationToken) : Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
