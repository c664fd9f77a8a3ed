using Crm.Application;
using Crm.Application.Activities;
using Crm.Application.Search;
using Crm.Application.Simple;
using Crm.Domain.Common;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;
using Crm.Infrastructure.Persistence.Providers;
using Crm.Infrastructure.Search;
using Microsoft.EntityFrameworkCore;

namespace Crm.Infrastructure.Persistence;

/// <summary>Finds records through the engine's full-text index; the filters of sight and bin apply as in every other query.</summary>
internal sealed class SearchIndex(CrmDbContext db, IEngine engine) : ISearchIndex
{
    /// <summary>Candidates of one kind that are ranked; the index gives those that begin with the text first.</summary>
    private const int MaxCandidates = 100;

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

        var hits = new List<(int Rank, SearchHit Hit)>();
        if (types.Contains(RecentTypes.Customer)) hits.AddRange(await CustomersAsync(query, limit, cancellationToken));
        if (types.Contains(RecentTypes.Contact)) hits.AddRange(await ContactsAsync(query, limit, cancellationToken));
        foreach (var entity in SimpleEntities.All.Where(e => types.Contains(e.SearchType))) hits.AddRange(await SimpleAsync(entity, query, limit, cancellationToken));
        return [.. hits.OrderBy(h => h.Rank).ThenBy(h => h.Hit.Title, StringComparer.Ordinal).ThenBy(h => h.Hit.Id).Take(limit).Select(h => h.Hit)];
    }

    private async Task<IEnumerable<(int Rank, SearchHit Hit)>> CustomersAsync(SearchQuery query, int limit, CancellationToken cancellationToken)
    {
        var found = await CandidatesAsync(db.Set<Customer>().Include(c => c.Owner), RecentTypes.Customer, query, limit, cancellationToken);
        return found.Select(f => (
            SearchRanking.Rank(query, f.Record.Name, f.Record.ShortName, f.Document),
            new SearchHit(RecentTypes.Customer, f.Record.Id, f.Record.Name, f.Record.ShortName, f.Record.Number, f.Record.Owner?.Name, MatchedOn(query, f.Document))));
    }

    private async Task<IEnumerable<(int Rank, SearchHit Hit)>> ContactsAsync(SearchQuery query, int limit, CancellationToken cancellationToken)
    {
        var contacts = db.Set<Contact>().Include(c => c.Owner).Include(c => c.Customers.Where(l => l.LeftOn == null)).ThenInclude(l => l.Customer);
        var found = await CandidatesAsync(contacts, RecentTypes.Contact, query, limit, cancellationToken);
        return found.Select(f =>
        {
            var place = f.Record.Customers.OrderByDescending(l => l.IsPrimary).FirstOrDefault();
            return (
                SearchRanking.Rank(query, f.Record.Name, null, f.Document),
                new SearchHit(RecentTypes.Contact, f.Record.Id, f.Record.Name, place?.Customer?.Name, null, f.Record.Owner?.Name, MatchedOn(query, f.Document)));
        });
    }

    private async Task<IEnumerable<(int Rank, SearchHit Hit)>> SimpleAsync(SimpleEntity entity, SearchQuery query, int limit, CancellationToken cancellationToken)
    {
        var found = await CandidatesAsync(entity.Rows(db), entity.SearchType, query, limit, cancellationToken);
        return found.Select(f => (
            SearchRanking.Rank(query, f.Record.Name, null, f.Document),
            new SearchHit(entity.SearchType, f.Record.Id, f.Record.Name, null, null, null, MatchedOn(query, f.Document))));
    }

    private static string MatchedOn(SearchQuery query, SearchDocument document) => SearchRanking.MatchedOn(query, document) ?? "name";

    /// <summary>Those that begin with the text come first; the rest is only looked for when they are too few.</summary>
    private async Task<List<Found<T>>> CandidatesAsync<T>(IQueryable<T> records, string type, SearchQuery query, int limit, CancellationToken cancellationToken)
        where T : Record
    {
        var found = query.Anchors.Count == 0 ? [] : await MatchingAsync(records, type, query, fromStart: true, cancellationToken);
        if (found.Count >= limit) return found;

        var known = found.Select(f => f.Record.Id).ToHashSet();
        var anywhere = await MatchingAsync(records, type, query, fromStart: false, cancellationToken);
        return [.. found, .. anywhere.Where(f => !known.Contains(f.Record.Id))];
    }

    /// <summary>The newest that match. The index is walked from its end, so that a word that half of all names hold costs no more than a rare one.</summary>
    private Task<List<Found<T>>> MatchingAsync<T>(IQueryable<T> records, string type, SearchQuery query, bool fromStart, CancellationToken cancellationToken)
        where T : Record =>
        engine.Match(db, query, fromStart).Where(e => e.RecordType == type)
            .Join(records, e => e.RecordId, r => r.Id, (e, r) => new { e, r })
            .OrderByDescending(f => f.e.RowNo)
            .Take(MaxCandidates)
            .Select(f => new Found<T>(f.r, new SearchDocument(f.e.Anchors, f.e.Terms)))
            .AsNoTracking()
            .AsSplitQuery()
            .ToListAsync(cancellationToken);

    private sealed record Found<T>(T Record, SearchDocument Document);
}
