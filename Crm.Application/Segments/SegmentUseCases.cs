using System.Text;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.Segments;
using Crm.Domain.Settings;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Segments;

/// <summary>The segments that the user made or that are shared with him, by name.</summary>
/// <param name="Archived">Whether those that were laid aside are meant.</param>
/// <param name="Q">Part of the name.</param>
/// <param name="Limit">Rows of a page, 1 to 200.</param>
/// <param name="Cursor">Where to go on.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record ListSegments(bool Archived, string? Q, int Limit, string? Cursor) : IRequest<ListPage<SegmentRow>>;

/// <summary>One segment.</summary>
/// <param name="Id">The segment.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record GetSegment(Guid Id) : IRequest<SegmentRow>;

/// <summary>Makes a segment.</summary>
/// <param name="Input">The segment.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record AddSegment(SegmentInput Input) : IRequest<SegmentRow>;

/// <summary>Says everything about a segment anew; lays it aside or takes it up again.</summary>
/// <param name="Id">The segment.</param>
/// <param name="Input">All of it.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record ReplaceSegment(Guid Id, SegmentInput Input, int? ExpectedVersion) : IRequest<SegmentRow>;

/// <summary>Deletes a segment for good, unless something names it.</summary>
/// <param name="Id">The segment.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record DeleteSegment(Guid Id, int? ExpectedVersion) : IRequest;

internal sealed class SegmentQueries(SegmentBook book, ICursorSeal seal) : IRequestHandler<ListSegments, ListPage<SegmentRow>>, IRequestHandler<GetSegment, SegmentRow>
{
    public async Task<ListPage<SegmentRow>> Handle(ListSegments request, CancellationToken cancellationToken)
    {
        if (request.Limit is < 1 or > ListRequest.MaxLimit) throw new InvalidException(FieldError.OutOfRange("limit", 1, ListRequest.MaxLimit), unreadable: true);
        (Guid Id, string Name)? behind = request.Cursor is null ? null
            : seal.Open(request.Cursor) is { Length: > 16 } place ? (new Guid(place.AsSpan(0, 16)), Encoding.UTF8.GetString(place.AsSpan(16))) : throw new InvalidException(FieldError.InQuery("cursor", "invalid_cursor"), unreadable: true);
        var q = TextRules.Clean(request.Q);
        var names = await book.InSight.AsNoTracking().Where(s => (s.ArchivedAt != null) == request.Archived).Select(s => new { s.Id, s.Name }).ToListAsync(cancellationToken); // at most 500 in the company
        var found = names.Where(s => q is null || s.Name.Contains(q, StringComparison.OrdinalIgnoreCase))
            .Where(s => behind is not { } last || string.CompareOrdinal(s.Name, last.Name) is var order && (order > 0 || (order == 0 && s.Id.CompareTo(last.Id) > 0)))
            .OrderBy(s => s.Name, StringComparer.Ordinal).ThenBy(s => s.Id).Take(request.Limit + 1).ToList();

        var ids = found.Take(request.Limit).Select(s => s.Id).ToList();
        var segments = await book.InSight.AsNoTracking().Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancellationToken);
        var page = ids.Where(segments.ContainsKey).Select(id => segments[id]).ToList();
        var next = found.Count > request.Limit ? seal.Seal([.. ids[^1].ToByteArray(), .. Encoding.UTF8.GetBytes(found[request.Limit - 1].Name)]) : null;
        return new ListPage<SegmentRow>(await book.RowsAsync(page, cancellationToken), new PageInfo(next, next is not null, request.Limit));
    }

    public async Task<SegmentRow> Handle(GetSegment request, CancellationToken cancellationToken) =>
        (await book.RowsAsync([await book.InSight.AsNoTracking().GetAsync(request.Id, cancellationToken)], cancellationToken))[0];
}

internal sealed class SegmentCommands(
    ICrmDb db, IValidator<SegmentInput> validator, SegmentBook book, SegmentFilters segments, FilterTranslator filters, CustomerDescriptor descriptor, ICurrentUser user, TimeProvider clock) :
    IRequestHandler<AddSegment, SegmentRow>,
    IRequestHandler<ReplaceSegment, SegmentRow>,
    IRequestHandler<DeleteSegment>
{
    /// <summary>Who holds this writes filters of segments, and nobody else meanwhile: two of them could name each other.</summary>
    private const string Lock = "segments";

    public Task<SegmentRow> Handle(AddSegment request, CancellationToken cancellationToken) => db.AloneAsync(
        [Lock],
        async () =>
        {
            InputValidation.Ensure(validator, request.Input);
            if (await db.Segments.CountAsync(cancellationToken) >= Segment.MaxCount) throw new ConflictException("too_many_segments");
            var segment = new Segment(Guid.CreateVersion7(clock.GetUtcNow()), request.Input.Kind ?? SegmentKind.Live, user.RequireId());
            await WriteAsync(segment, request.Input, cancellationToken);
            db.Segments.Add(segment);
            await db.SaveChangesAsync(cancellationToken);
            if (segment is { Kind: SegmentKind.Static, Where: not null }) await book.TakeAsync(segment, cancellationToken);
            return await MeasuredAsync(segment, cancellationToken);
        },
        cancellationToken);

    public Task<SegmentRow> Handle(ReplaceSegment request, CancellationToken cancellationToken) => db.AloneAsync(
        [Lock],
        async () =>
        {
            var (segment, input) = (await book.GetOwnAsync(request.Id, request.ExpectedVersion, cancellationToken), request.Input);
            InputValidation.Ensure(validator, input);
            if ((input.Kind ?? SegmentKind.Live) != segment.Kind) throw new InvalidException(FieldError.At("kind", "read_only"));
            var said = segment.Where;
            await WriteAsync(segment, input, cancellationToken);
            if (input.Archived) segment.Archive(clock.GetUtcNow().UtcDateTime);
            else segment.Reopen();
            await db.SaveChangesAsync(cancellationToken);
            return segment.Kind == SegmentKind.Live && segment.Where != said
                ? await MeasuredAsync(segment, cancellationToken)
                : (await book.RowsAsync([segment], cancellationToken))[0];
        },
        cancellationToken);

    public async Task<Unit> Handle(DeleteSegment request, CancellationToken cancellationToken)
    {
        var segment = await book.GetOwnAsync(request.Id, request.ExpectedVersion, cancellationToken);
        if (await IsNamedAsync(segment.Id, cancellationToken)) throw new ConflictException("segment_in_use");
        db.Segments.Remove(segment); // the database forgets its members and sizes
        await db.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }

    private async Task<SegmentRow> MeasuredAsync(Segment segment, CancellationToken cancellationToken)
    {
        await book.MeasureAsync(segment.Id, cancellationToken);
        return (await book.RowsAsync([segment], cancellationToken))[0];
    }

    private async Task WriteAsync(Segment segment, SegmentInput input, CancellationToken cancellationToken)
    {
        var where = input.Where is { ValueKind: JsonValueKind.Object } json ? json : (JsonElement?)null;
        var list = new SearchInput { Where = where }.ToList();
        foreach (var comparison in list.Filter.Comparisons)
            if (comparison.Values.Any(value => value is FilterTranslator.Me or FilterTranslator.MyTeam)) throw comparison.Wrong("value", "depends_on_who_asks");
        if (input.Archived && segment.Version == 0) throw new InvalidException(FieldError.At("archived", "read_only"));
        await segments.EnsureNoCycleAsync(segment.Id, list.Filter, cancellationToken);
        var text = where is null ? null : FilterParser.Write(list.Filter).ToJsonString(CrmJson.Options);
        if (text != segment.Where || segment.Version == 0) await filters.EnsureAsync(descriptor, list, cancellationToken); // what was right once may stay

        var name = TextRules.Clean(input.Name)!;
        if (await db.Segments.AnyAsync(s => s.OwnerId == segment.OwnerId && s.Name == name && s.Id != segment.Id, cancellationToken)) throw new ConflictException("duplicate_name", "name");
        segment.Write(name, TextRules.CleanMultiline(input.Description), input.Color ?? Tag.Colors[0], text, input.Shared);
    }

    /// <summary>Whether a view, a rule, a plan or another segment names it.</summary>
    private async Task<bool> IsNamedAsync(Guid id, CancellationToken cancellationToken)
    {
        var word = id.ToString();
        return await db.Segments.AnyAsync(s => s.Id != id && s.Where != null && s.Where.Contains(word), cancellationToken)
            || await db.Set<Domain.Views.SavedView>().AnyAsync(v => v.Content.Contains(word), cancellationToken)
            || await db.Set<Domain.Activities.ServicePlan>().AnyAsync(p => p.SegmentId == id, cancellationToken)
            || await db.Set<Domain.Tiers.TierScheme>().AnyAsync(t => t.Content.Contains(word), cancellationToken);
    }
}
