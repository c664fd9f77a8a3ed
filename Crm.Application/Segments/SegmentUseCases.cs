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

/// <summary>The segments that the user made or that are shared with him.</summary>
/// <param name="List">Which ones.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record ListSegments(ListRequest List) : IRequest<ListPage<SegmentRow>>;

/// <summary>One segment, also when it lies in the bin.</summary>
/// <param name="Id">The segment.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record GetSegment(Guid Id) : IRequest<SegmentRow>;

/// <summary>Makes a segment.</summary>
/// <param name="Input">The segment.</param>
/// <param name="Id">The id that the new record is to have; null to let it be made.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record AddSegment(SegmentInput Input, Guid? Id = null) : IRequest<SegmentRow>;

/// <summary>Says everything about a segment anew; lays it aside or takes it up again.</summary>
/// <param name="Id">The segment.</param>
/// <param name="Input">All of it.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record ReplaceSegment(Guid Id, SegmentInput Input, int? ExpectedVersion) : IRequest<SegmentRow>;

/// <summary>Puts a segment into the bin, unless something names it.</summary>
/// <param name="Id">The segment.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record DeleteSegment(Guid Id, int? ExpectedVersion) : IRequest;

/// <summary>Takes a segment out of the bin.</summary>
/// <param name="Id">The segment.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record RestoreSegment(Guid Id) : IRequest<SegmentRow>;

internal sealed class SegmentQueries(ICrmDb db, SegmentBook book, RecordLister lister, SegmentDescriptor descriptor) : IRequestHandler<ListSegments, ListPage<SegmentRow>>, IRequestHandler<GetSegment, SegmentRow>
{
    public async Task<ListPage<SegmentRow>> Handle(ListSegments request, CancellationToken cancellationToken)
    {
        var page = await lister.ListAsync<Segment, SegmentPlace>(descriptor, request.List, cancellationToken);
        var ids = page.Data.Select(place => place.Id).ToList();
        var segments = await All.Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancellationToken);
        return new ListPage<SegmentRow>(await book.RowsAsync([.. ids.Where(segments.ContainsKey).Select(id => segments[id])], cancellationToken), page.Page, page.Total);
    }

    public async Task<SegmentRow> Handle(GetSegment request, CancellationToken cancellationToken) => (await book.RowsAsync([await All.GetAsync(request.Id, cancellationToken)], cancellationToken))[0];

    private IQueryable<Segment> All => db.Segments.AsNoTracking().IgnoreQueryFilters([QueryFilters.Bin]); // one in the bin can be looked at, and restored
}

internal sealed class SegmentCommands(
    ICrmDb db, IValidator<SegmentInput> validator, SegmentBook book, SegmentFilters segments, FilterTranslator filters, CustomerDescriptor descriptor, ICurrentUser user, TimeProvider clock) :
    IRequestHandler<AddSegment, SegmentRow>,
    IRequestHandler<ReplaceSegment, SegmentRow>,
    IRequestHandler<DeleteSegment>,
    IRequestHandler<RestoreSegment, SegmentRow>
{
    /// <summary>Who holds this writes filters of segments, and nobody else meanwhile: two of them could name each other.</summary>
    private const string Lock = "segments";

    public Task<SegmentRow> Handle(AddSegment request, CancellationToken cancellationToken) => db.AloneAsync(
        [Lock],
        async () =>
        {
            InputValidation.Ensure(validator, request.Input);
            await EnsureRoomAsync(cancellationToken);
            var segment = new Segment(request.Id ?? Guid.CreateVersion7(clock.GetUtcNow()), request.Input.Kind ?? SegmentKind.Live, user.RequireId());
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

    public Task<Unit> Handle(DeleteSegment request, CancellationToken cancellationToken) => db.AloneAsync(
        [Lock],
        async () =>
        {
            book.EnsureMayChange(await db.Segments.IgnoreQueryFilters([QueryFilters.Bin]).GetAsync(request.Id, cancellationToken)); // deleting twice is no error
            if (await IsNamedAsync(request.Id, cancellationToken)) throw new ConflictException("segment_in_use");
            await db.DeleteAsync<Segment>(request.Id, request.ExpectedVersion, clock, cancellationToken);
            return Unit.Value;
        },
        cancellationToken);

    public Task<SegmentRow> Handle(RestoreSegment request, CancellationToken cancellationToken) => db.AloneAsync(
        [Lock],
        async () =>
        {
            await db.RestoreAsync<Segment>(
                request.Id,
                cancellationToken,
                async segment =>
                {
                    book.EnsureMayChange(segment);
                    await EnsureRoomAsync(cancellationToken);
                    await EnsureFreeAsync(segment, segment.Name, cancellationToken);
                });
            return (await book.RowsAsync([await db.Segments.GetAsync(request.Id, cancellationToken)], cancellationToken))[0];
        },
        cancellationToken);

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
        await EnsureFreeAsync(segment, name, cancellationToken);
        segment.Write(name, TextRules.CleanMultiline(input.Description), input.Color ?? Tag.Colors[0], text, input.Shared);
    }

    private async Task EnsureRoomAsync(CancellationToken cancellationToken)
    {
        if (await db.Segments.IgnoreQueryFilters([QueryFilters.Sight]).CountAsync(cancellationToken) >= Segment.MaxCount) throw new ConflictException("too_many_segments"); // of the company
    }

    private async Task EnsureFreeAsync(Segment segment, string name, CancellationToken cancellationToken)
    {
        if (await db.Segments.AnyAsync(s => s.OwnerId == segment.OwnerId && s.Name == name && s.Id != segment.Id, cancellationToken)) throw new ConflictException("duplicate_name", "name");
    }

    /// <summary>Whether a view, a rule, a plan or another segment names it, whoever made that.</summary>
    private async Task<bool> IsNamedAsync(Guid id, CancellationToken cancellationToken)
    {
        var word = id.ToString();
        return await db.Segments.IgnoreQueryFilters([QueryFilters.Sight]).AnyAsync(s => s.Id != id && s.Where != null && s.Where.Contains(word), cancellationToken)
            || await db.Set<Domain.Views.SavedView>().AnyAsync(v => v.Content.Contains(word), cancellationToken)
            || await db.Set<Domain.Activities.ServicePlan>().AnyAsync(p => p.SegmentId == id, cancellationToken)
            || await db.Set<Domain.Tiers.TierScheme>().AnyAsync(t => t.Content.Contains(word), cancellationToken);
    }
}
