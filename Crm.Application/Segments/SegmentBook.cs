using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Customers;
using Crm.Application.Orders;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Application.Views;
using Crm.Domain.Customers;
using Crm.Domain.Security;
using Crm.Domain.Segments;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Segments;

/// <summary>Reads segments as the one who asks may see them, counts them, and takes their members.</summary>
internal sealed class SegmentBook(
    ICrmDb db, CustomerDescriptor descriptor, FieldMap fields, FilterTranslator filters, FilterWords words, IUserDirectory directory, TradeBook trade, ICurrentUser user, TimeProvider clock)
{
    private const int AtOnce = 1000;

    /// <summary>A segment that may be changed.</summary>
    public async Task<Segment> GetOwnAsync(Guid id, int? expectedVersion, CancellationToken cancellationToken)
    {
        var segment = await db.Segments.GetAsync(id, cancellationToken);
        EnsureMayChange(segment);
        segment.EnsureVersion(expectedVersion);
        return segment;
    }

    /// <summary>Whoever made a segment keeps it in order, and so may an administrator.</summary>
    public void EnsureMayChange(Segment segment)
    {
        if (!MayChange(segment)) throw new ForbiddenException("segment_of_somebody_else");
    }

    private bool MayChange(Segment segment) => segment.OwnerId == user.UserId || user.May(Permissions.SettingsManage);

    /// <summary>Answers.</summary>
    public async Task<IReadOnlyList<SegmentRow>> RowsAsync(IReadOnlyList<Segment> segments, CancellationToken cancellationToken)
    {
        var paths = await fields.OfAsync(descriptor, cancellationToken);
        var conditions = segments.Select(FilterOf).ToList();
        var texts = await words.DescribeAsync(paths, conditions, cancellationToken);
        var ids = segments.Select(s => s.Id).ToList();
        var counts = db.SegmentSizes;
        var sizes = await counts.AsNoTracking()
            .Where(s => ids.Contains(s.SegmentId) && s.Day == counts.Where(o => o.SegmentId == s.SegmentId).Max(o => o.Day))
            .ToDictionaryAsync(s => s.SegmentId, s => new SegmentDay(s.Day, s.Customers), cancellationToken);
        var rows = new List<SegmentRow>();
        for (var i = 0; i < segments.Count; i++)
        {
            var segment = segments[i];
            rows.Add(new SegmentRow
            {
                Id = segment.Id,
                Name = segment.Name,
                Description = segment.Description,
                Color = segment.Color,
                Kind = segment.Kind,
                Where = SegmentInput.FilterOf(segment.Where),
                FilterText = segment.Where is null ? null : texts[i],
                Gone = [.. conditions[i].Comparisons.Select(c => c.Field).Where(key => paths.Find(key) is not { Field.Filterable: true }).Distinct(StringComparer.Ordinal)],
                OwnerId = segment.OwnerId,
                OwnerName = await directory.NameOfAsync(segment.OwnerId, cancellationToken),
                Shared = segment.Shared,
                TakenAt = segment.TakenAt,
                ArchivedAt = segment.ArchivedAt,
                Size = sizes.GetValueOrDefault(segment.Id),
                Can = RecordCan.Of(segment.IsDeleted, MayChange(segment), MayChange(segment)),
                CreatedAt = segment.CreatedAt,
                UpdatedAt = segment.UpdatedAt,
                DeletedAt = segment.DeletedAt,
                Version = segment.Version,
            });
        }

        return rows;
    }

    /// <summary>The filter of a list that holds the members.</summary>
    public static ListRequest ListOf(Guid segmentId) => new() { IsBody = true, Filter = new Comparison("segment", FilterOperator.Eq, [segmentId.ToString()], "/where"), TimeZone = User.DefaultTimeZone };

    /// <summary>The members in sight.</summary>
    /// <exception cref="InvalidException"><c>segment_unusable</c>: a field of its filter is gone.</exception>
    public async Task<IQueryable<Customer>> MembersAsync(Guid segmentId, CancellationToken cancellationToken) =>
        db.Customers.AsNoTracking().Where(await filters.TranslateAsync(descriptor, ListOf(segmentId), cancellationToken));

    /// <summary>Counts the customers of the company in it, and keeps the number for today.</summary>
    public async Task<int> MeasureAsync(Guid segmentId, CancellationToken cancellationToken)
    {
        var members = await MembersAsync(segmentId, cancellationToken);
        var count = await members.IgnoreQueryFilters([QueryFilters.Sight]).CountAsync(cancellationToken); // a size is a fact of the company
        var today = trade.Today;
        if (await db.SegmentSizes.FindAsync([segmentId, today], cancellationToken) is { } size) size.Count(count);
        else db.SegmentSizes.Add(new SegmentSize(segmentId, today, count));
        await db.SaveChangesAsync(cancellationToken);
        return count;
    }

    /// <summary>
    /// Makes the members of a static segment those for whom its filter holds now, whoever may see them, as a live one would hold them; who was picked stays.
    /// The caller holds the segment.
    /// </summary>
    public async Task<(int Added, int Removed)> TakeAsync(Segment segment, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        segment.Take(now);
        await db.SaveChangesAsync(cancellationToken);
        var list = new ListRequest { IsBody = true, Filter = FilterOf(segment), TimeZone = User.DefaultTimeZone };
        var matching = db.Customers.AsNoTracking().IgnoreQueryFilters([QueryFilters.Sight]) // as said above; who lists the members sees his own
            .Where(await filters.TranslateAsync(descriptor, list, cancellationToken));
        var (id, members) = (segment.Id, db.SegmentMembers);
        var wanted = await matching.Where(c => !members.Any(m => m.SegmentId == id && m.CustomerId == c.Id)).Select(c => c.Id).Take(Segment.MaxMembers + 1).ToListAsync(cancellationToken);
        if (wanted.Count > Segment.MaxMembers) throw new InvalidException(new FieldError("/where", "too_many", new Dictionary<string, object?> { ["max"] = Segment.MaxMembers }));
        var removed = await db.SegmentMembers.Where(m => m.SegmentId == id && !m.Picked && !matching.Any(c => c.Id == m.CustomerId)).ExecuteDeleteAsync(cancellationToken);
        foreach (var part in wanted.Chunk(AtOnce))
        {
            db.SegmentMembers.AddRange(part.Select(customerId => new SegmentMember(id, customerId, picked: false, now)));
            await db.SaveChangesAsync(cancellationToken);
        }

        return (wanted.Count, removed);
    }

    /// <summary>What a segment asks of a customer.</summary>
    public static Filter FilterOf(Segment segment) => SegmentInput.FilterOf(segment.Where) is { } where ? FilterParser.Read(where, "/where") : new AllOf([]);
}
