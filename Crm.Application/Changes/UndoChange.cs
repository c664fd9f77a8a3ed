using System.Runtime.ExceptionServices;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Changes;

/// <summary>Undoes one saved change, as a new change. What has been changed since stays, unless it is forced.</summary>
/// <param name="Id">The change.</param>
/// <param name="Force">Whether what has been changed since goes back too.</param>
[ByKindRequest]
public sealed record UndoChange(Guid Id, bool Force) : IRequest<UndoneChange>;

/// <summary>How to undo a change.</summary>
public sealed record UndoInput
{
    /// <summary>Whether fields go back that have been changed since, and a new record goes into the bin that has been changed since.</summary>
    public bool Force { get; init; }
}

internal sealed class UndoChangeHandler(ICrmDb db, RecordKinds kinds, ChangeOrigin origin, IUserDirectory users, ICurrentUser user) : IRequestHandler<UndoChange, UndoneChange>
{
    /// <summary>Changes since that are looked through for whoever made them; a field that was last changed before is told without a name.</summary>
    private const int MostLater = 500;

    public async Task<UndoneChange> Handle(UndoChange request, CancellationToken cancellationToken)
    {
        var set = await db.ChangeSets.AsNoTracking().FirstOrDefaultAsync(s => s.Id == request.Id, cancellationToken) ?? throw new NotFoundException(nameof(ChangeSet));
        var kind = kinds.Find(set.Entity) ?? throw new NotFoundException(nameof(ChangeSet));
        var now = await kind.ReadAsync([set.RecordId], cancellationToken) is [var state, ..] ? state : throw new NotFoundException(nameof(ChangeSet));
        RequestGate.Check(user, ChangeReader.PermissionToUndo(kind, set));

        var later = await db.ChangeSets.AsNoTracking()
            .Where(s => s.RecordId == set.RecordId && s.Version > set.Version)
            .OrderByDescending(s => s.Version).Take(MostLater)
            .ToListAsync(cancellationToken);
        var plan = UndoPlan.Of(set, now, later, kind.Descriptor, request.Force);
        return new UndoneChange
        {
            Entity = set.Entity,
            RecordId = set.RecordId,
            Version = plan.Write is { } write ? await WriteAsync(kind, write, set.Id, cancellationToken) : now.Version,
            Verb = plan.Write?.Verb switch { RecordVerb.Delete => ChangeVerb.Deleted, RecordVerb.Restore => ChangeVerb.Restored, null => null, _ => ChangeVerb.Changed },
            Undone = plan.Undone,
            Kept = await WithNamesAsync(plan.Kept, cancellationToken),
        };
    }

    private async Task<int> WriteAsync(RecordKind kind, RecordWrite write, Guid undone, CancellationToken cancellationToken)
    {
        origin.Is(ChangeSource.Undo, undone, origin.RequestId);
        var result = (await kind.WriteAsync([write], allOrNone: true, cancellationToken))[0];
        if (result.Refusal is { } refusal) ExceptionDispatchInfo.Throw(refusal);
        return result.Version!.Value;
    }

    private async Task<IReadOnlyList<KeptField>> WithNamesAsync(IReadOnlyList<KeptField> kept, CancellationToken cancellationToken)
    {
        var named = new List<KeptField>();
        foreach (var field in kept) named.Add(field with { UserName = await users.NameOfAsync(field.UserId, cancellationToken) });
        return named;
    }
}
