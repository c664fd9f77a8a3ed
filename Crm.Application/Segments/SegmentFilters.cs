using System.Linq.Expressions;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Customers;
using Crm.Domain.Security;
using Crm.Domain.Segments;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Segments;

/// <summary>
/// What the segments say that a filter names: a live one its own filter, and what the segments say that this one names; a static one who was put
/// into it. So a filter over segments is one condition, and the database answers it with one command.
/// </summary>
internal sealed class SegmentFilters(ICrmDb db, FieldMap fields, CustomerDescriptor descriptor, ICurrentUser user, TimeProvider clock) : INamedFilters
{
    /// <summary>Most comparisons that a filter may come to with all that its segments say.</summary>
    private const int MostComparisons = 500;

    /// <summary>The segments that a filter names, with the comparisons that do.</summary>
    public static IEnumerable<(Comparison Comparison, Guid Id)> Named(FieldPaths paths, Filter filter) => filter.Comparisons
        .Where(c => paths.Find(c.Field)?.Field.Type == FieldType.Segments)
        .SelectMany(c => c.Values.Select(value => (c, Guid.TryParseExact(value, "D", out var id) ? id : throw c.Wrong("value", "unknown_segment"))));

    /// <inheritdoc/>
    async Task<FilterSetting> INamedFilters.ExpandAsync(FilterSetting setting, FieldPaths paths, Filter filter, CancellationToken cancellationToken)
    {
        var named = Named(paths, filter).ToList();
        if (named.Count == 0) return setting;

        var customers = await fields.OfAsync(descriptor, cancellationToken);
        var known = await ReadAsync(named.Select(n => n.Id), customers, cancellationToken);
        var expansion = new Expansion(setting, customers, known);
        foreach (var (comparison, id) in named)
        {
            if (!known.TryGetValue(id, out var segment) || !MayUse(segment)) throw comparison.Wrong("value", "unknown_segment");
            expansion.Add(comparison, id);
        }

        return setting with { Segments = expansion.Conditions };
    }

    /// <summary>What these segments say whoever asks; one that cannot be asked, because a field of its filter is gone, is missing.</summary>
    public async Task<IReadOnlyDictionary<Guid, SegmentCondition>> OfAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0) return new Dictionary<Guid, SegmentCondition>();
        var customers = await fields.OfAsync(descriptor, cancellationToken);
        var setting = new FilterSetting(null, null, [], clock.GetUtcNow().UtcDateTime, User.HouseZone);
        var known = await ReadAsync(ids, customers, cancellationToken);
        var expansion = new Expansion(setting, customers, known);
        return ids.Distinct().Where(expansion.Try).ToDictionary(id => id, id => expansion.Conditions[id]);
    }

    /// <summary>Refuses a filter by which a segment would name itself, directly or through others.</summary>
    /// <exception cref="InvalidException"><c>segment_cycle</c>, with the segment through which.</exception>
    public async Task EnsureNoCycleAsync(Guid segmentId, Filter filter, CancellationToken cancellationToken)
    {
        var customers = await fields.OfAsync(descriptor, cancellationToken);
        foreach (var (comparison, id) in Named(customers, filter))
        {
            var reached = await ReadAsync([id], customers, cancellationToken);
            if (id == segmentId || reached.ContainsKey(segmentId))
                throw comparison.Wrong("value", "segment_cycle", new Dictionary<string, object?> { ["segment"] = reached.GetValueOrDefault(id)?.Name });
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlySet<Guid>> KnownAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0) return new HashSet<Guid>();
        var known = await db.Segments.AsNoTracking().Where(s => ids.Contains(s.Id)).Select(s => new SegmentFacts(s.Id, s.Name, s.Kind, null, s.OwnerId, s.Shared)).ToListAsync(cancellationToken);
        return known.Where(MayUse).Select(s => s.Id).ToHashSet();
    }

    /// <summary>Whether whoever asks may name it: his own, and what is shared.</summary>
    private bool MayUse(SegmentFacts segment) => user.IsSystem || segment.Shared || segment.OwnerId == user.UserId || user.May(Permissions.SettingsManage);

    /// <summary>These segments and all that they name, as far as there are any.</summary>
    private async Task<Dictionary<Guid, SegmentFacts>> ReadAsync(IEnumerable<Guid> ids, FieldPaths customers, CancellationToken cancellationToken)
    {
        var known = new Dictionary<Guid, SegmentFacts>();
        for (var wanted = ids.Distinct().ToList(); wanted.Count > 0;)
        {
            var found = await db.Segments.AsNoTracking()
                .IgnoreQueryFilters([QueryFilters.Sight]) // what a shared segment names goes on working; whether one may name it is asked where he does
                .Where(s => wanted.Contains(s.Id)).Select(s => new SegmentFacts(s.Id, s.Name, s.Kind, s.Where, s.OwnerId, s.Shared)).ToListAsync(cancellationToken);
            foreach (var segment in found) known[segment.Id] = segment;
            wanted = [.. found.Where(s => s.Kind == SegmentKind.Live).SelectMany(s => Named(customers, s.Filter)).Select(n => n.Id).Distinct().Where(id => !known.ContainsKey(id))];
        }

        return known;
    }

    private sealed record SegmentFacts(Guid Id, string Name, SegmentKind Kind, string? Where, Guid OwnerId, bool Shared)
    {
        public Filter Filter => Where is null ? new AllOf([]) : FilterParser.Read(JsonSerializer.Deserialize<JsonElement>(Where), "/where");
    }

    /// <summary>Makes conditions of segments, the innermost first.</summary>
    private sealed class Expansion(FilterSetting setting, FieldPaths customers, Dictionary<Guid, SegmentFacts> known)
    {
        private readonly Dictionary<Guid, SegmentCondition> _conditions = [];
        private readonly Dictionary<Guid, int> _comparisons = [];

        public Dictionary<Guid, SegmentCondition> Conditions => _conditions;

        /// <summary>What is wrong with a segment is said where the filter names it.</summary>
        public void Add(Comparison comparison, Guid id)
        {
            try
            {
                Add(id, []);
            }
            catch (UnusableException unusable)
            {
                throw comparison.Wrong("value", unusable.Code, new Dictionary<string, object?> { ["segment"] = unusable.Segment, ["field"] = unusable.Field });
            }
        }

        /// <summary>Whether a segment can be asked.</summary>
        public bool Try(Guid id)
        {
            try
            {
                Add(id, []);
                return true;
            }
            catch (UnusableException)
            {
                return false;
            }
        }

        private void Add(Guid id, HashSet<Guid> within)
        {
            if (_conditions.ContainsKey(id)) return;
            if (!known.TryGetValue(id, out var segment)) throw new UnusableException("segment_unusable", "", FieldOf(null));
            if (!within.Add(id)) throw new UnusableException("segment_cycle", segment.Name, null);
            if (segment.Kind == SegmentKind.Static) (_conditions[id], _comparisons[id]) = (OfMembers(id), 1);
            else AddLive(segment, within);
            within.Remove(id);
        }

        private void AddLive(SegmentFacts segment, HashSet<Guid> within)
        {
            try
            {
                var filter = segment.Filter;
                var named = Named(customers, filter).Select(n => n.Id).ToList();
                foreach (var inner in named) Add(inner, within);
                var comparisons = filter.Comparisons.Count() + named.Sum(inner => _comparisons[inner]);
                if (comparisons > MostComparisons) throw new UnusableException("segment_too_large", segment.Name, null);
                var expressions = new FilterExpressions(customers, setting with { Segments = _conditions });
                (_conditions[segment.Id], _comparisons[segment.Id]) = (new SegmentCondition(expressions.Of<Customer>(filter), expressions.Of<Customer>(filter, exact: true)), comparisons);
            }
            catch (InvalidException invalid)
            {
                var gone = segment.Filter.Comparisons.FirstOrDefault(c => customers.Find(c.Field) is not { Field.Filterable: true });
                throw new UnusableException("segment_unusable", segment.Name, gone?.Field ?? FieldOf(invalid));
            }
        }

        private static string? FieldOf(InvalidException? invalid) => invalid?.Errors[0].Pointer;

        private static SegmentCondition OfMembers(Guid id)
        {
            var wanted = QueryValue.Of(id);
            Expression<Func<Customer, bool>> isMember = c => c.Segments.Any(m => m.SegmentId == wanted.Value);
            return new SegmentCondition(isMember, isMember);
        }
    }

    private sealed class UnusableException(string code, string segment, string? field) : Exception(code)
    {
        public string Code { get; } = code;

        public string Segment { get; } = segment;

        public string? Field { get; } = field;
    }
}
