using Crm.Application;
using Crm.Application.Activities;
using Crm.Application.Common;
using Crm.Application.Search;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;
using Crm.Infrastructure.Persistence.Providers;
using Crm.Infrastructure.Search;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Persistence;

/// <summary>Finds records through the engine's full-text index; the filters of sight and bin apply as in every other query.</summary>
internal sealed class SearchIndex(CrmDbContext db, IEngine engine, IUserDirectory users) : ISearchIndex
{
    /// <summary>Candidates of one kind that are ranked, for each hit that is wanted.</summary>
    private const int CandidatesPerHit = 2;

    /// <summary>Kinds with so many records that those whose text begins with what is looked for are asked for first, and the rest only when they are too few.</summary>
    private static readonly string[] Many = [RecentTypes.Customer, RecentTypes.Contact];

    public bool Covers<T>()
        where T : Record => typeof(T) == typeof(Customer) || typeof(T) == typeof(Contact) || typeof(T).IsSubclassOf(typeof(NamedRecord));

    public ISearchMatch Match<T>(string text)
        where T : Record
    {
        var query = SearchQuery.Parse(text);
        return query.IsEmpty ? NoMatch.Instance : new IndexMatch(db, engine.Match(query, SearchWriter.TypeOf(typeof(T)), fromStart: false));
    }

    public ISearchMatch MatchPhones<T>(IReadOnlyCollection<string> numbers)
        where T : Record => new IndexMatch(db, engine.MatchAnchors([.. numbers.Select(SearchText.PhoneAnchor).Distinct()], SearchWriter.TypeOf(typeof(T))));

    public async Task<IReadOnlyList<SearchHit>> FindAsync(string text, IReadOnlyCollection<string> types, int limit, CancellationToken cancellationToken)
    {
        var query = SearchQuery.Parse(text);
        if (query.IsEmpty) return [];

        var most = limit * CandidatesPerHit;
        var fromStart = query.Anchors.Count == 0 ? [] : types.Intersect(Many).ToList();
        var simple = types.Except(Many).ToList();
        if (simple.Count > 1 && !await HasAnyAsync(query, simple, cancellationToken)) simple.Clear();
        var found = await FoundAsync(query, fromStart, [.. types.Intersect(Many).Except(fromStart), .. simple], most, cancellationToken);
        var few = fromStart.FindAll(type => found.Count(row => row.Type == type) < limit);
        if (few.Count > 0) found.AddRange(await FoundAsync(query, [], few, most, cancellationToken));
        var best = found
            .Select(row => row.Rank(query))
            .OrderBy(c => c.Rank).ThenBy(c => c.Title, StringComparer.Ordinal).ThenBy(c => c.Id)
            .DistinctBy(c => (c.Type, c.Id)) // what begins with the text also holds it
            .Take(limit).ToList();

        var places = await PlacesAsync([.. best.Where(c => c.Type == RecentTypes.Contact).Select(c => c.Id)], cancellationToken);
        var hits = new List<SearchHit>(best.Count);
        foreach (var hit in best)
        {
            var subtitle = hit.Type == RecentTypes.Contact ? places.GetValueOrDefault(hit.Id) : hit.ShortName;
            hits.Add(new SearchHit(hit.Type, hit.Id, hit.Title, subtitle, hit.Number, await users.NameOfAsync(hit.OwnerId, cancellationToken), hit.MatchedOn));
        }

        return hits;
    }

    /// <summary>
    /// Whether the query finds anything of these kinds, which share a sign in the index: one question for them all, because competitors or gifts are rarely what is
    /// looked for.
    /// </summary>
    private async Task<bool> HasAnyAsync(SearchQuery query, List<string> simple, CancellationToken cancellationToken)
    {
        var kinds = QueryValue.Of(simple);
        foreach (var match in engine.MatchNewest(query, simple[0], fromStart: false).Select(sql => new IndexMatch(db, sql)))
        {
            var first = await db.ReadAsync(
                QueryShape.Of((nameof(SearchIndex), nameof(HasAnyAsync), match.Shape), [.. match.Values, kinds]),
                () => match.Entries().Where(e => kinds.Value.Contains(e.RecordType)).Select(e => e.RowNo).Take(1),
                cancellationToken);
            if (first.Count > 0) return true;
        }

        return false;
    }

    /// <summary>
    /// The newest that match, of these kinds in one statement. The index is walked from its end, so that a word that half of all names hold costs no
    /// more than a rare one.
    /// </summary>
    /// <param name="query">What is looked for.</param>
    /// <param name="fromStart">Kinds of which those are wanted that begin with it.</param>
    /// <param name="anywhere">Kinds of which those are wanted that hold it anywhere.</param>
    /// <param name="most">Most of each kind.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    private Task<List<Row>> FoundAsync(SearchQuery query, IEnumerable<string> fromStart, IEnumerable<string> anywhere, int most, CancellationToken cancellationToken)
    {
        var count = QueryValue.Of(most);
        List<Part> parts = [.. fromStart.SelectMany(type => PartsOf(type, true)), .. anywhere.SelectMany(type => PartsOf(type, false))];
        return parts.Count == 0
            ? Task.FromResult(new List<Row>())
            : db.ReadAsync(
                QueryShape.Of((nameof(SearchIndex), string.Join('\n', parts.Select(part => $"{part.Type.Value} {part.Match.Shape}"))), [.. parts.SelectMany(part => part.Values), count]),
                () => parts.Select(part => RowsOf(part, count)).Aggregate(Queryable.Concat),
                cancellationToken);

        IEnumerable<Part> PartsOf(string type, bool atStart) =>
            engine.MatchNewest(query, type, atStart).Select(sql => new Part(new IndexMatch(db, sql), QueryValue.Of(type), QueryValue.Of(atStart)));
    }

    private IQueryable<Row> RowsOf(Part part, QueryValue<int> count) => part.Type.Value switch
    {
        RecentTypes.Customer => NewestOf(part, db.Set<Customer>(), count)
            .Select(f => new Row { Type = f.Entry.RecordType, FromStart = part.FromStart.Value, Id = f.Record.Id, Title = f.Record.Name, ShortName = f.Record.ShortName, Number = f.Record.Number, OwnerId = f.Record.OwnerId, Terms = f.Entry.Terms }),
        RecentTypes.Contact => NewestOf(part, db.Set<Contact>(), count)
            .Select(f => new Row { Type = f.Entry.RecordType, FromStart = part.FromStart.Value, Id = f.Record.Id, Title = f.Record.Name, ShortName = null, Number = null, OwnerId = f.Record.OwnerId, Terms = f.Entry.Terms }),
        var simple => NewestOf(part, SimpleEntities.All.First(entity => entity.SearchType == simple).Rows(db), count) // nobody owns one, which PostgreSQL wants to hear as an id
            .Select(f => new Row { Type = f.Entry.RecordType, FromStart = part.FromStart.Value, Id = f.Record.Id, Title = f.Record.Name, ShortName = null, Number = null, OwnerId = f.Entry.RecordType == "" ? f.Record.Id : null, Terms = f.Entry.Terms }),
    };

    private static IQueryable<Found<T>> NewestOf<T>(Part part, IQueryable<T> records, QueryValue<int> count)
        where T : Record => part.Match.Entries()
            .Where(e => e.RecordType == part.Type.Value)
            .Join(records, e => e.RecordId, r => r.Id, (e, r) => new Found<T> { Entry = e, Record = r })
            .OrderByDescending(f => f.Entry.RowNo)
            .Take(count);

    /// <summary>Where people work now, their main place first.</summary>
    private async Task<Dictionary<Guid, string>> PlacesAsync(List<Guid> contacts, CancellationToken cancellationToken)
    {
        if (contacts.Count == 0) return [];
        var ids = QueryValue.Of(contacts);
        var places = await db.ReadAsync(
            QueryShape.Of((nameof(SearchIndex), nameof(PlacesAsync)), ids),
            () => db.Set<CustomerContact>().AsNoTracking()
                .Where(l => ids.Value.Contains(l.ContactId) && l.LeftOn == null)
                .Select(l => new Place(l.ContactId, l.IsPrimary, l.Customer!.Name)),
            cancellationToken);
        return places.GroupBy(p => p.ContactId).ToDictionary(of => of.Key, of => of.OrderByDescending(p => p.IsPrimary).First().Customer);
    }

    private sealed class Found<T>
    {
        public required SearchEntry Entry { get; init; }

        public required T Record { get; init; }
    }

    /// <summary>What is looked for among the records of one kind.</summary>
    private sealed record Part(IndexMatch Match, QueryValue<string> Type, QueryValue<bool> FromStart)
    {
        public IEnumerable<QueryValue> Values => [.. Match.Values, Type, FromStart];
    }

    private sealed record Place(Guid ContactId, bool IsPrimary, string Customer);

    /// <summary>What is needed to rank a record; its terms tell by what it was found.</summary>
    private sealed class Row
    {
        public required string Type { get; init; }

        public required bool FromStart { get; init; }

        public required Guid Id { get; init; }

        public required string Title { get; init; }

        public required string? ShortName { get; init; }

        public required string? Number { get; init; }

        public required Guid? OwnerId { get; init; }

        public required string Terms { get; init; }

        public Candidate Rank(SearchQuery query)
        {
            var match = SearchRanking.Match(query, Terms);
            return new Candidate(Type, Id, Title, ShortName, Number, OwnerId, SearchRanking.Rank(query, Title, ShortName, FromStart, match), SearchRanking.NameOf(match) ?? "name");
        }
    }

    private sealed record Candidate(string Type, Guid Id, string Title, string? ShortName, string? Number, Guid? OwnerId, int Rank, string MatchedOn);
}
