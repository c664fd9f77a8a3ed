using Crm.Application.Activities;
using Crm.Application.Search;
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
        where T : Record => typeof(T) == typeof(Customer) || typeof(T) == typeof(Contact);

    public IQueryable<T> Narrow<T>(IQueryable<T> rows, string text)
        where T : Record
    {
        if (SearchQuery.Parse(text).ToFts5() is not { } expression) return rows.Where(_ => false);
        var found = engine.Match(db, expression).Select(e => e.RecordId);
        return rows.Where(r => found.Contains(r.Id));
    }

    public async Task<IReadOnlyList<SearchHit>> FindAsync(string text, IReadOnlyCollection<string> types, int limit, CancellationToken cancellationToken)
    {
        var query = SearchQuery.Parse(text);
        if (query.IsEmpty) return [];

        var hits = new List<(int Rank, SearchHit Hit)>();
        if (types.Contains(RecentTypes.Customer)) hits.AddRange(await CustomersAsync(query, limit, cancellationToken));
        if (types.Contains(RecentTypes.Contact)) hits.AddRange(await ContactsAsync(query, limit, cancellationToken));
        return [.. hits.OrderBy(h => h.Rank).ThenBy(h => h.Hit.Title, StringComparer.Ordinal).ThenBy(h => h.Hit.Id).Take(limit).Select(h => h.Hit)];
    }

    private async Task<IEnumerable<(int Rank, SearchHit Hit)>> CustomersAsync(SearchQuery query, int limit, CancellationToken cancellationToken)
    {
        var customers = await CandidatesAsync(db.Set<Customer>().Include(c => c.Owner), query, limit, cancellationToken);
        return customers.Select(c =>
        {
            var texts = SearchedTexts.Of(c);
            return (
                SearchRanking.Rank(query, c.Name, c.ShortName, texts),
                new SearchHit(RecentTypes.Customer, c.Id, c.Name, c.ShortName, c.Number, c.Owner?.Name, SearchRanking.MatchedOn(query, texts) ?? "name"));
        });
    }

    private async Task<IEnumerable<(int Rank, SearchHit Hit)>> ContactsAsync(SearchQuery query, int limit, CancellationToken cancellationToken)
    {
        var contacts = await CandidatesAsync(
            db.Set<Contact>().Include(c => c.Owner).Include(c => c.Customers.Where(l => l.LeftOn == null)).ThenInclude(l => l.Customer),
            query,
            limit,
            cancellationToken);
        return contacts.Select(c =>
        {
            var texts = SearchedTexts.Of(c);
            var place = c.Customers.OrderByDescending(l => l.IsPrimary).FirstOrDefault();
            return (
                SearchRanking.Rank(query, c.Name, null, texts),
                new SearchHit(RecentTypes.Contact, c.Id, c.Name, place?.Customer?.Name, null, c.Owner?.Name, SearchRanking.MatchedOn(query, texts) ?? "name"));
        });
    }

    /// <summary>Those whose name begins with the text come first; the rest is only looked for when they are too few.</summary>
    private async Task<List<T>> CandidatesAsync<T>(IQueryable<T> records, SearchQuery query, int limit, CancellationToken cancellationToken)
        where T : Record
    {
        var found = await MatchingAsync(records, query.ToFts5Anchors(), cancellationToken);
        if (found.Count >= limit) return found;

        var known = found.Select(r => r.Id).ToHashSet();
        var anywhere = await MatchingAsync(records, query.ToFts5(), cancellationToken);
        return [.. found, .. anywhere.Where(r => !known.Contains(r.Id))];
    }

    private async Task<List<T>> MatchingAsync<T>(IQueryable<T> records, string? expression, CancellationToken cancellationToken)
        where T : Record
    {
        if (expression is null) return [];
        var ids = engine.Match(db, expression).Select(e => e.RecordId);
        return await records.AsNoTracking().Where(r => ids.Contains(r.Id)).OrderByDescending(r => r.UpdatedAt).Take(MaxCandidates).ToListAsync(cancellationToken);
    }
}
