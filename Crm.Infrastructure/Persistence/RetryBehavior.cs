using Crm.Application.Common;
using Crm.Infrastructure.Persistence.Providers;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Crm.Infrastructure.Persistence;

/// <summary>
/// Does a request again when the database was in the way and nothing of it was saved: the loser of a deadlock, a server that moves to
/// another machine, or somebody who was faster with the same unique value. A use case loads, calls one verb and saves once, so doing it
/// again is safe as long as no commit was begun.
/// </summary>
internal sealed class RetryBehavior<TRequest, TResponse>(CrmDbContext db, IEngine engine, ReadRoute route, ILogger<RetryBehavior<TRequest, TResponse>> log) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    private const int MaxAttempts = 4;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var (within, commits, saves) = (db.Database.CurrentTransaction is not null, db.Commits, db.Saves);
        bool MayHelp(Exception e) => within
            ? db.Saves == saves && WasOvertaken(e) // only the refused save was undone; for all else whoever opened the transaction must do it again
            : db.Commits == commits && (WasOvertaken(e) || engine.IsTransient(e));

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await next();
            }
            catch (Exception e) when (attempt < MaxAttempts && MayHelp(e))
            {
                log.LogWarning("{Request} is tried again: {Reason}", typeof(TRequest).Name, e.GetBaseException().GetType().Name);
                db.ChangeTracker.Clear();
                route.Leave(db);
                await Task.Delay(FirstPause * (Math.Pow(2, attempt - 1) * (0.5 + Random.Shared.NextDouble())), cancellationToken);
            }
        }
    }

    /// <summary>A second look finds what the other one saved: the tag is there now, or the validator says kindly what is taken.</summary>
    private static bool WasOvertaken(Exception e) => e is ConflictException { InnerException: DbUpdateException };
}
