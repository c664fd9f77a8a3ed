using System.Diagnostics;
using Crm.Application.Security;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Crm.Application.Common;

/// <summary>Writes down who asked for what and how it ended; never what was in it.</summary>
internal sealed class LoggingBehavior<TRequest, TResponse>(ICurrentUser user, ILogger<LoggingBehavior<TRequest, TResponse>> log)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    private static readonly string Name = typeof(TRequest).Name;

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var started = Stopwatch.GetTimestamp();
        var outcome = "ok";
        try
        {
            return await next();
        }
        catch (Exception e)
        {
            outcome = e.GetType().Name;
            throw;
        }
        finally
        {
            var level = user.IsSystem ? LogLevel.Debug : LogLevel.Information; // jobs keep a book of their own
            if (log.IsEnabled(level)) RequestLog.Handled(log, level, Name, user.UserId, Stopwatch.GetElapsedTime(started).TotalMilliseconds, outcome);
        }
    }
}

internal static partial class RequestLog
{
    [LoggerMessage(Message = "{Request} by {UserId} took {Milliseconds:0.0} ms: {Outcome}")]
    public static partial void Handled(ILogger log, LogLevel level, string request, Guid? userId, double milliseconds, string outcome);
}

/// <summary>The gate that every request passes, whoever sends it: page, integration, job or import.</summary>
internal sealed class PermissionBehavior<TRequest, TResponse>(ICurrentUser user) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    private static readonly RequestGate Gate = RequestGate.Of(typeof(TRequest));

    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        Gate.Check(user);
        return next();
    }
}

/// <summary>Collects everything that is wrong with the shape of a request, before anything is done.</summary>
internal sealed class ValidationBehavior<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        foreach (var validator in validators) InputValidation.Ensure(validator, request);
        return await next();
    }
}
