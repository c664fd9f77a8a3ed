using System.Linq.Expressions;
using Crm.Application;
using Crm.Application.Activities;
using Crm.Application.Common;
using Crm.Application.Search;
using Crm.Application.Security;
using Crm.Application.Simple;
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

        var found = new List<Candidate>();
        if (types.Contains(RecentTypes.Customer)) found.AddRange(await CandidatesAsync(RecentTypes.Customer, query, CustomersAsync, limit, cancellationToken));
        if (types.Contains(RecentTypes.Contact)) found.AddRange(await CandidatesAsync(RecentTypes.Contact, query, ContactsAsync, limit, cancellationToken));
        foreach (var entity in SimpleEntities.All.Where(e => types.Contains(e.SearchType)))
            found.AddRange((await SimpleAsync(entity, query, limit * CandidatesPerHit, cancellationToken)).Select(row => row.Rank(entity.SearchType, query, fromStart: false)));
        var best = found.OrderBy(c => c.Rank).ThenBy(c => c.Title, StringComparer.Ordinal).ThenBy(c => c.Id).Take(limit).ToList();

        var places = await PlacesAsync([.. best.Where(c => c.Type == RecentTypes.Contact).Select(c => c.Id)], cancellationToken);
        var hits = new List<SearchHit>(best.Count);
        foreach (var hit in best)
        {
            var subtitle = hit.Type == RecentTypes.Contact ? places.GetValueOrDefault(hit.Id) : hit.ShortName;
            hits.Add(new SearchHit(hit.Type, hit.Id, hit.Title, subtitle, hit.Number, await users.NameOfAsync(hit.OwnerId, cancellationToken), hit.MatchedOn));
        }

        return hits;
    }

    /// <summary>Those that begin with the text come first; the rest is only looked for when they are too few.</summary>
    private static async Task<IEnumerable<Candidate>> CandidatesAsync(
        string type,
        SearchQuery query,
        Func<SearchQuery, bool, int, CancellationToken, Task<List<Row>>> match,
        int limit,
        CancellationToken cancellationToken)
    {
        var most = limit * CandidatesPerHit;
        var found = query.Anchors.Count == 0 ? [] : await match(query, true, most, cancellationToken);
        var candidates = found.ConvertAll(row => row.Rank(type, query, fromStart: true));
        if (candidates.Count >= limit) return candidates;

        var known = found.Select(row => row.Id).ToHashSet();
        var anywhere = await match(query, false, most, cancellationToken);
        return candidates.Concat(anywhere.Where(row => !known.Contains(row.Id)).Select(row => row.Rank(type, query, fromStart: false)));
    }

    private Task<List<Row>> CustomersAsync(SearchQuery query, bool fromStart, int most, CancellationToken cancellationToken) => NewestAsync(
        RecentTypes.Customer,
        db.Set<Customer>(),
        query,
        fromStart,
        most,
        f => new Row(f.Record.Id, f.Record.Name, f.Record.ShortName, f.Record.Number, f.Record.OwnerId, f.Entry.Terms),
        cancellationToken);

    private Task<List<Row>> ContactsAsync(SearchQuery query, bool fromStart, int most, CancellationToken cancellationToken) => NewestAsync(
        RecentTypes.Contact,
        db.Set<Contact>(),
        query,
        fromStart,
        most,
        f => new Row(f.Record.Id, f.Record.Name, null, null, f.Record.OwnerId, f.Entry.Terms),
        cancellationToken);

    /// <summary>There are few of them: the newest that match anywhere are all that match.</summary>
    private Task<List<Row>> SimpleAsync(SimpleEntity entity, SearchQuery query, int most, CancellationToken cancellationToken) => NewestAsync(
        entity.SearchType,
        entity.Rows(db),
        query,
        fromStart: false,
        most,
        f => new Row(f.Record.Id, f.Record.Name, null, null, null, f.Entry.Terms),
        cancellationToken);

    /// <summary>The newest that match. The index is walked from its end, so that a word that half of all names hold costs no more than a rare one.</summary>
    private Task<List<Row>> NewestAsync<T>(
        string type,
        IQueryable<T> records,
        SearchQuery query,
        bool fromStart,
        int most,
        Expression<Func<Found<T>, Row>> row,
        CancellationToken cancellationToken)
        where T : Record
    {
        var match = new IndexMatch(db, engine.Match(query, type, fromStart));
        var (kind, count) = (QueryValue.Of(type), QueryValue.Of(most));
        return db.ReadAsync(
            QueryShape.Of((nameof(SearchIndex), type, match.Shape), [.. match.Values, kind, count]),
            () => match.Entries()
                .Where(e => e.RecordType == kind.Value)
                .Join(records, e => e.RecordId, r => r.Id, (e, r) => new Found<T> { Entry = e, Record = r })
                .OrderByDescending(f => f.Entry.RowNo)
                .Take(count)
                .Select(row),
            cancellationToken);
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

    private sealed record Place(Guid ContactId, bool IsPrimary, string Customer);

    /// <summary>What is needed to rank a record; its terms tell by what it was found.</summary>
    private sealed record Row(Guid Id, string Title, string? ShortName, string? Number, Guid? OwnerId, string Terms)
    {
        public Candidate Rank(string type, SearchQuery query, bool fromStart)
        {
            var match = SearchRanking.Match(query, Terms);
            return new Candidate(type, Id, Title, ShortName, Number, OwnerId, SearchRanking.Rank(query, Title, ShortName, fromStart, match), SearchRanking.NameOf(match) ?? "name");
        }
    }

    private sealed record Candidate(string Type, Guid Id, string Title, string? ShortName, string? Number, Guid? OwnerId, int Rank, string MatchedOn);
}
