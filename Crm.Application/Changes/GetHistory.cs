using System.Text;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Changes;

/// <summary>What became of a record and of what stands in its file, newest first: of a customer also his addresses, tax profiles and people.</summary>
/// <param name="Entity">Key of its kind.</param>
/// <param name="RecordId">The record.</param>
/// <param name="Field">Only changes of this field; null for all.</param>
/// <param name="Limit">Changes of a page.</param>
/// <param name="Cursor">Where to go on.</param>
[ByKindRequest]
public sealed record GetHistory(string Entity, Guid RecordId, string? Field, int Limit, string? Cursor) : IRequest<ListPage<ChangeRow>>;

/// <summary>One change.</summary>
/// <param name="Id">The change.</param>
[ByKindRequest]
public sealed record GetChange(Guid Id) : IRequest<ChangeRow>;

internal sealed class HistoryHandlers(ICrmDb db, RecordKinds kinds, ChangeReader reader, ICursorSeal seal) :
    IRequestHandler<GetHistory, ListPage<ChangeRow>>,
    IRequestHandler<GetChange, ChangeRow>
{
    public async Task<ListPage<ChangeRow>> Handle(GetHistory request, CancellationToken cancellationToken)
    {
        var kind = kinds.Find(request.Entity) ?? throw new NotFoundException("Entity");
        if ((await kind.ReadAsync([request.RecordId], cancellationToken)).Count == 0) throw new NotFoundException(request.Entity);
        if (request.Limit is < 1 or > ListRequest.MaxLimit) throw new InvalidException(FieldError.OutOfRange("limit", 1, ListRequest.MaxLimit), unreadable: true);

        var sets = db.ChangeSets.AsNoTracking();
        var parts = new Dictionary<Guid, FilePart>();
        if (request.Field is { } field)
        {
            var mark = MarkOf(kind.Descriptor, field);
            sets = sets.Where(s => s.RecordId == request.RecordId && s.Fields.Contains(mark));
        }
        else
        {
            parts = await PartsAsync(request, cancellationToken);
            List<Guid> told = [request.RecordId, .. parts.Keys];
            sets = sets.Where(s => told.Contains(s.RecordId));
        }

        if (request.Cursor is { } cursor)
        {
            var behind = Open(cursor, request);
            sets = sets.Where(s => s.Id < behind);
        }

        var found = await sets.OrderByDescending(s => s.Id).Take(request.Limit + 1).ToListAsync(cancellationToken);
        var rows = new List<ChangeRow>();
        foreach (var set in found.Take(request.Limit))
        {
            var part = parts.GetValueOrDefault(set.RecordId);
            rows.Add(await reader.TellAsync(part?.Kind ?? kind, set, request.Field, cancellationToken) with { Name = part?.Name });
        }

        var next = found.Count > request.Limit ? Seal(rows[^1].Id, request) : null;
        return new ListPage<ChangeRow>(rows, new PageInfo(next, next is not null, request.Limit));
    }

    /// <summary>What stands in the file of the record and has a history that is told with its own.</summary>
    private async Task<Dictionary<Guid, FilePart>> PartsAsync(GetHistory request, CancellationToken cancellationToken)
    {
        var parts = new Dictionary<Guid, FilePart>();
        foreach (var kind in kinds.All)
        {
            foreach (var part in await kind.InFileAsync(request.Entity, request.RecordId, cancellationToken)) parts.Add(part.Id, new FilePart(kind, part.Name));
        }

        return parts;
    }

    public async Task<ChangeRow> Handle(GetChange request, CancellationToken cancellationToken)
    {
        var set = await db.ChangeSets.AsNoTracking().FirstOrDefaultAsync(s => s.Id == request.Id, cancellationToken);
        if (set is null || kinds.Find(set.Entity) is not { } kind || (await kind.ReadAsync([set.RecordId], cancellationToken)).Count == 0) throw new NotFoundException(nameof(ChangeSet));
        return await reader.TellAsync(kind, set, field: null, cancellationToken);
    }

    /// <summary>An added field may be gone and have a history all the same.</summary>
    private static string MarkOf(EntityDescriptor descriptor, string field) =>
        descriptor.Find(field) is { Logged: true } || ChangedFields.IsAdded(field)
            ? ChangedFields.Mark(field)
            : throw new InvalidException(FieldError.InQuery("field", "unknown_field"), unreadable: true);

    private static string Of(GetHistory request) => $"{request.RecordId}/{request.Field}";

    private string Seal(Guid last, GetHistory request) => seal.Seal(Encoding.UTF8.GetBytes($"{Of(request)} {last}"));

    private Guid Open(string cursor, GetHistory request)
    {
        var parts = seal.Open(cursor) is { } bytes ? Encoding.UTF8.GetString(bytes).Split(' ') : [];
        if (parts is not [var history, var last] || history != Of(request)) throw new InvalidException(FieldError.InQuery("cursor", "invalid_cursor"), unreadable: true);
        return Guid.Parse(last);
    }

    /// <summary>A record in the file, with its kind and what people know it by.</summary>
    private sealed record FilePart(RecordKind Kind, string? Name);
}
