using Crm.Application;
using Crm.Application.Activities;
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

    public IQueryable<T> Narrow<T>(IQueryable<T> rows, string text)
        where T : Record
    {
        var query = SearchQuery.Parse(text);
        if (query.IsEmpty) return rows.Where(_ => false);
        var found = engine.Match(db, query, fromStart: false).Select(e => e.RecordId);
        return rows.Where(r => found.Contains(r.Id));
    }

    public async Task<IReadOnlyList<SearchHit>> FindAsync(string text, IReadOnlyCollection<string> types, int limit, CancellationToken cancellationToken)
    {
        var query = SearchQuery.Parse(text);
        if (query.IsEmpty) return [];

        var found = new List<Candidate>();
        if (types.Contains(RecentTypes.Customer)) found.AddRange(await CandidatesAsync(query, CustomersAsync, limit, cancellationToken));
        if (types.Contains(RecentTypes.Contact)) found.AddRange(await CandidatesAsync(query, ContactsAsync, limit, cancellationToken));
        foreach (var entity in SimpleEntities.All.Where(e => types.Contains(e.SearchType)))
            found.AddRange((await SimpleAsync(entity, query, limit * CandidatesPerHit, cancellationToken)).Select(row => row.Rank(query, fromStart: false)));
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
        SearchQuery query,
        Func<SearchQuery, bool, int, CancellationToken, Task<List<Row>>> match,
        int limit,
        CancellationToken cancellationToken)
    {
        var most = limit * CandidatesPerHit;
        var found = query.Anchors.Count == 0 ? [] : await match(query, true, most, cancellationToken);
        var candidates = found.ConvertAll(row => row.Rank(query, fromStart: true));
        if (candidates.Count >= limit) return candidates;

        var known = found.Select(row => row.Id).ToHashSet();
        var anywhere = await match(query, false, most, cancellationToken);
        return candidates.Concat(anywhere.Where(row => !known.Contains(row.Id)).Select(row => row.Rank(query, fromStart: false)));
    }

    private Task<List<Row>> CustomersAsync(SearchQuery query, bool fromStart, int most, CancellationToken cancellationToken)
    {
        var newest = Newest(engine.Match(db, query, fromStart), RecentTypes.Customer, db.Set<Customer>(), most);
        var rows = query.IsOfOneKind
            ? newest.Select(f => new Row(RecentTypes.Customer, f.Record.Id, f.Record.Name, f.Record.ShortName, f.Record.Number, f.Record.OwnerId, null))
            : newest.Select(f => new Row(RecentTypes.Customer, f.Record.Id, f.Record.Name, f.Record.ShortName, f.Record.Number, f.Record.OwnerId, f.Entry.Terms));
        return rows.ToListAsync(cancellationToken);
    }

    private Task<List<Row>> ContactsAsync(SearchQuery query, bool fromStart, int most, CancellationToken cancellationToken)
    {
        var newest = Newest(engine.Match(db, query, fromStart), RecentTypes.Contact, db.Set<Contact>(), most);
        var rows = query.IsOfOneKind
            ? newest.Select(f => new Row(RecentTypes.Contact, f.Record.Id, f.Record.Name, null, null, f.Record.OwnerId, null))
            : newest.Select(f => new Row(RecentTypes.Contact, f.Record.Id, f.Record.Name, null, null, f.Record.OwnerId, f.Entry.Terms));
        return rows.ToListAsync(cancellationToken);
    }

    /// <summary>There are few of them: the newest that match anywhere are all that match.</summary>
    private Task<List<Row>> SimpleAsync(SimpleEntity entity, SearchQuery query, int most, CancellationToken cancellationToken)
    {
        var newest = Newest(engine.Match(db, query, fromStart: false), entity.SearchType, entity.Rows(db), most);
        var rows = query.IsOfOneKind
            ? newest.Select(f => new Row(entity.SearchType, f.Record.Id, f.Record.Name, null, null, null, null))
            : newest.Select(f => new Row(entity.SearchType, f.Record.Id, f.Record.Name, null, null, null, f.Entry.Terms));
        return rows.ToListAsync(cancellationToken);
    }

    /// <summary>The newest that match. The index is walked from its end, so that a word that half of all names hold costs no more than a rare one.</summary>
    private static IQueryable<Found<T>> Newest<T>(IQueryable<SearchEntry> matching, string type, IQueryable<T> records, int most)
        where T : Record => matching.Where(e => e.RecordType == type)
        .Join(records, e => e.RecordId, r => r.Id, (e, r) => new Found<T> { Entry = e, Record = r })
        .OrderByDescending(f => f.Entry.RowNo)
        .Take(most);

    /// <summary>Where people work now, their main place first.</summary>
    private async Task<Dictionary<Guid, string>> PlacesAsync(List<Guid> contacts, CancellationToken cancellationToken)
    {
        if (contacts.Count == 0) return [];
        var places = await db.Set<CustomerContact>().AsNoTracking()
            .Where(l => contacts.Contains(l.ContactId) && l.LeftOn == null)
            .Select(l => new { l.ContactId, l.IsPrimary, l.Customer!.Name })
            .ToListAsync(cancellationToken);
        return places.GroupBy(p => p.ContactId).ToDictionary(of => of.Key, of => of.OrderByDescending(p => p.IsPrimary).First().Name);
    }

    private sealed class Found<T>
    {
        public required SearchEntry Entry { get; init; }

        public required T Record { get; init; }
    }

    /// <summary>What is needed to rank a record; its terms only where they tell by what it was found.</summary>
    private sealed record Row(string Type, Guid Id, string Title, string? ShortName, string? Number, Guid? OwnerId, string? Terms)
    {
        public Candidate Rank(SearchQuery query, bool fromStart)
        {
            var match = SearchRanking.Match(query, Terms);
            return new Candidate(Type, Id, Title, ShortName, Number, OwnerId, SearchRanking.Rank(query, Title, ShortName, fromStart, match), SearchRanking.NameOf(match) ?? "name");
        }
    }

    private sealed record Candidate(string Type, Guid Id, string Title, string? ShortName, string? Number, Guid? OwnerId, int Rank, string MatchedOn);
}
