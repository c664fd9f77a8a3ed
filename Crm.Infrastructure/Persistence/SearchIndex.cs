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

    public bool Covers<T>()
        where T : Record => typeof(T) == typeof(Customer) || typeof(T) == typeof(Contact) || typeof(T).IsSubclassOf(typeof(NamedRecord));

    public ISearchMatch Match<T>(string text)
        where T : Record
    {
        var query = SearchQuery.Parse(text);
        return query.IsEmpty ? NoMatch.Instance : new IndexMatch(db, engine.Match(query, SearchWriter.TypeOf(typeof(T)), fromStart: false));
    }

    public async Task<IReadOnlyList<SearchHit>> FindAsync(string text, IReadOnlyCollection<string> types, int limit, CancellationToken cancellationToken)
    {
        var query = SearchQuery.Parse(text);
        if (query.IsEmpty) return [];

        var best = (await FoundAsync(query, types, limit * CandidatesPerHit, cancellationToken))
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
    /// The newest of each kind that match, in one statement. The index is walked from its end, so that a word that half of all names hold costs no
    /// more than a rare one; of customers and contacts those that begin with the text are looked for beside, so that older ones are not missed.
    /// </summary>
    private Task<List<Row>> FoundAsync(SearchQuery query, IReadOnlyCollection<string> types, int most, CancellationToken cancellationToken)
    {
        var (parts, count) = (new List<Part>(), QueryValue.Of(most));
        if (types.Contains(RecentTypes.Customer))
            AddBoth(RecentTypes.Customer, db.Set<Customer>, (part, found) => found.Select(f => new Row { Type = f.Entry.RecordType, FromStart = part.FromStart.Value, Id = f.Record.Id, Title = f.Record.Name, ShortName = f.Record.ShortName, Number = f.Record.Number, OwnerId = f.Record.OwnerId, Terms = f.Entry.Terms }));
        if (types.Contains(RecentTypes.Contact))
            AddBoth(RecentTypes.Contact, db.Set<Contact>, (part, found) => found.Select(f => new Row { Type = f.Entry.RecordType, FromStart = part.FromStart.Value, Id = f.Record.Id, Title = f.Record.Name, ShortName = null, Number = null, OwnerId = f.Record.OwnerId, Terms = f.Entry.Terms }));
        foreach (var entity in SimpleEntities.All.Where(e => types.Contains(e.SearchType))) // few of them: the newest that match anywhere are all that match; nobody owns one, which PostgreSQL wants to hear as an id
            Add(entity.SearchType, fromStart: false, () => entity.Rows(db), (part, found) => found.Select(f => new Row { Type = f.Entry.RecordType, FromStart = part.FromStart.Value, Id = f.Record.Id, Title = f.Record.Name, ShortName = null, Number = null, OwnerId = f.Entry.RecordType == "" ? f.Record.Id : null, Terms = f.Entry.Terms }));

        return db.ReadAsync(
            QueryShape.Of((nameof(SearchIndex), string.Join('\n', parts.Select(part => $"{part.Type.Value} {part.Match.Shape}"))), [.. parts.SelectMany(part => part.Values), count]),
            () => parts.Select(part => part.Rows()).Aggregate(Queryable.Concat),
            cancellationToken);

        void AddBoth<T>(string type, Func<IQueryable<T>> records, Func<Part, IQueryable<Found<T>>, IQueryable<Row>> rows)
            where T : Record
        {
            if (query.Anchors.Count > 0) Add(type, fromStart: true, records, rows);
            Add(type, fromStart: false, records, rows);
        }

        void Add<T>(string type, bool fromStart, Func<IQueryable<T>> records, Func<Part, IQueryable<Found<T>>, IQueryable<Row>> rows)
            where T : Record
        {
            var part = new Part(new IndexMatch(db, engine.Match(query, type, fromStart)), QueryValue.Of(type), QueryValue.Of(fromStart));
            part.Rows = () => rows(part, part.Match.Entries()
                .Where(e => e.RecordType == part.Type.Value)
                .Join(records(), e => e.RecordId, r => r.Id, (e, r) => new Found<T> { Entry = e, Record = r })
                .OrderByDescending(f => f.Entry.RowNo)
                .Take(count));
            parts.Add(part);
        }
    }

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
    private sealed class Part(IndexMatch match, QueryValue<string> type, QueryValue<bool> fromStart)
    {
        public IndexMatch Match => match;

        public QueryValue<string> Type => type;

        public QueryValue<bool> FromStart => fromStart;

        public IEnumerable<QueryValue> Values => [.. match.Values, type, fromStart];

        /// <summary>The query, only built when the statement is not known yet.</summary>
        public Func<IQueryable<Row>> Rows { get; set; } = null!;
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
