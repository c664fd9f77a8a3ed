using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Segments;

/// <summary>Counts the customers in sight for whom a filter holds; nothing is kept.</summary>
/// <param name="Where">The filter.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record PreviewSegment(JsonElement? Where) : IRequest<SegmentCount>;

/// <summary>How large a segment was, day by day.</summary>
/// <param name="Id">The segment.</param>
/// <param name="From">First day; a year before today when nothing is said.</param>
/// <param name="To">Last day.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record ListSegmentSizes(Guid Id, DateOnly? From, DateOnly? To) : IRequest<ListPage<SegmentDay>>;

/// <summary>What two segments have in common.</summary>
/// <param name="Id">The one.</param>
/// <param name="Other">The other.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record GetSegmentOverlap(Guid Id, Guid Other) : IRequest<SegmentOverlap>;

/// <summary>Counts every segment in use and keeps its size of today. Answers how many those were.</summary>
[SystemRequest]
public sealed record MeasureSegments : IRequest<int>;

/// <summary>A filter whose customers are counted.</summary>
public sealed record SegmentPreviewInput
{
    /// <inheritdoc cref="SegmentInput.Where"/>
    public JsonElement? Where { get; init; }
}

internal sealed class SegmentFigures(ICrmDb db, SegmentBook book, FilterTranslator filters, RecordLister lister, CustomerDescriptor descriptor, TimeProvider clock) :
    IRequestHandler<PreviewSegment, SegmentCount>,
    IRequestHandler<ListSegmentSizes, ListPage<SegmentDay>>,
    IRequestHandler<GetSegmentOverlap, SegmentOverlap>,
    IRequestHandler<MeasureSegments, int>
{
    private const int UsualDays = 366;

    public async Task<SegmentCount> Handle(PreviewSegment request, CancellationToken cancellationToken) =>
        new(await lister.CountAsync(descriptor, new SearchInput { Where = request.Where, TimeZone = User.DefaultTimeZone }.ToList(), cancellationToken));

    public async Task<ListPage<SegmentDay>> Handle(ListSegmentSizes request, CancellationToken cancellationToken)
    {
        await db.Segments.EnsureExistsAsync(request.Id, cancellationToken);
        var from = request.From ?? (request.To ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)).AddDays(-UsualDays);
        var to = request.To ?? DateOnly.MaxValue;
        return Pages.Whole(await db.SegmentSizes.AsNoTracking().Where(s => s.SegmentId == request.Id && s.Day >= from && s.Day <= to).OrderBy(s => s.Day).Select(s => new SegmentDay(s.Day, s.Customers)).ToListAsync(cancellationToken));
    }

    public async Task<SegmentOverlap> Handle(GetSegmentOverlap request, CancellationToken cancellationToken)
    {
        await db.Segments.EnsureExistsAsync(request.Id, cancellationToken);
        await db.Segments.EnsureExistsAsync(request.Other, cancellationToken);
        var these = await book.MembersAsync(request.Id, cancellationToken);
        var those = await filters.TranslateAsync(descriptor, SegmentBook.ListOf(request.Other), cancellationToken);
        var (one, other, both) = (await these.CountAsync(cancellationToken), await db.Customers.CountAsync(those, cancellationToken), await these.CountAsync(those, cancellationToken));
        var either = one + other - both;
        return new SegmentOverlap(one - both, both, other - both, either == 0 ? null : decimal.Round((decimal)both / either, 4));
    }

    public async Task<int> Handle(MeasureSegments request, CancellationToken cancellationToken)
    {
        var measured = 0;
        foreach (var id in await db.Segments.Where(s => s.ArchivedAt == null).OrderBy(s => s.Id).Select(s => s.Id).ToListAsync(cancellationToken))
        {
            try
            {
                await db.AttemptAsync(() => book.MeasureAsync(id, cancellationToken), _ => true, cancellationToken);
                measured++;
            }
            catch (InvalidException)
            {
                // a field of its filter is gone: a day without a size says so, and the others are counted all the same
            }
        }

        return measured;
    }
}
