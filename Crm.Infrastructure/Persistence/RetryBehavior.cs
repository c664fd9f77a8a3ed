using Crm.Infrastructure.Persistence.Providers;
using MediatR;
using Microsoft.Extensions.Logging;

namespace Crm.Infrastructure.Persistence;

/// <summary>
/// Does a request again when the database was in the way and nothing of it was saved: the loser of a deadlock, a server that moves to
/// another machine. A use case loads, calls one verb and saves once, so doing it again is safe as long as no commit was begun.
/// </summary>
internal sealed class RetryBehavior<TRequest, TResponse>(CrmDbContext db, IEngine engine, ReadRoute route, ILogger<RetryBehavior<TRequest, TResponse>> log) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    private const int MaxAttempts = 4;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (db.Database.CurrentTransaction is not null) return await next(); // whoever opened it must do all of it again

        var commits = db.Commits;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await next();
            }
            catch (Exception e) when (attempt < MaxAttempts && db.Commits == commits && engine.IsTransient(e))
            {
                log.LogWarning("{Request} is tried again: {Reason}", typeof(TRequest).Name, e.GetBaseException().GetType().Name);
                db.ChangeTracker.Clear();
                route.Leave(db);
                await Task.Delay(FirstPause * (Math.Pow(2, attempt - 1) * (0.5 + Random.Shared.NextDouble())), cancellationToken);
            }
        }
    }
}
