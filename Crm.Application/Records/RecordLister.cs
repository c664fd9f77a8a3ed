using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AutoMapper;
using AutoMapper.QueryableExtensions;
using Crm.Application.Common;
using Crm.Application.Search;
using Crm.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Records;

/// <summary>A row of a list: it has an id by which the next page finds its place.</summary>
public interface IRow
{
    /// <summary>Id of the record.</summary>
    Guid Id { get; }
}

/// <summary>Lists any kind of record from its descriptor: filter, search, order, page by cursor, count on demand.</summary>
public sealed class RecordLister(ICrmDb db, IMapper mapper, IFieldCatalogue catalogue, FilterTranslator filters, ICursorSeal seal, ISearchIndex search)
{
    /// <summary>Counting stops here; a list that long is not read to its end.</summary>
    public const int MaxCount = 10_000;

    /// <summary>One page.</summary>
    /// <exception cref="InvalidException">The request cannot be read: unknown field, wrong value, foreign cursor.</exception>
    public async Task<ListPage<TRow>> ListAsync<T, TRow>(EntityDescriptor<T> descriptor, ListRequest request, CancellationToken cancellationToken)
        where T : Record
        where TRow : IRow
    {
        CheckLimits(request);
        var fields = await catalogue.OfAsync(descriptor, cancellationToken);
        var order = SortOrder<T>.Parse(fields, request.Sort);
        var matching = Matching<T>(fields, request);
        var from = request.Cursor is { } cursor ? After(order, matching, cursor, Fingerprint(descriptor, request)) : matching;

        var keys = await order.Keys(order.Apply(from).Take(request.Limit + 1)).ToListAsync(cancellationToken);
        var hasMore = keys.Count > request.Limit;
        if (hasMore) keys.RemoveAt(request.Limit);

        var rows = await RowsAsync<T, TRow>(matching, fields.CustomKeys, keys.ConvertAll(SortOrder<T>.IdOf), cancellationToken);
        var next = hasMore ? seal.Seal(JsonSerializer.SerializeToUtf8Bytes(new CursorContent(SortOrder<T>.ToText(keys[^1]), Fingerprint(descriptor, request)))) : null;
        var total = request.Count ? await CountAsync(matching, cancellationToken) : null;
        return new ListPage<TRow>(rows, new PageInfo(next, next is not null, request.Limit), total);
    }

    /// <summary>Ids of all that the list holds, page or no page, in their own order, behind one of them.</summary>
    public async Task<IReadOnlyList<Guid>> NextIdsAsync<T>(EntityDescriptor<T> descriptor, ListRequest request, Guid? behind, int most, CancellationToken cancellationToken)
        where T : Record
    {
        CheckLimits(request);
        var matching = Matching<T>(await catalogue.OfAsync(descriptor, cancellationToken), request);
        if (behind is { } id) matching = matching.Where(r => r.Id > id);
        return await matching.OrderBy(r => r.Id).Select(r => r.Id).Take(most).ToListAsync(cancellationToken);
    }

    /// <summary>How many there are, counted to the end.</summary>
    public async Task<int> CountAsync<T>(EntityDescriptor<T> descriptor, ListRequest request, CancellationToken cancellationToken)
        where T : Record
    {
        CheckLimits(request);
        return await Matching<T>(await catalogue.OfAsync(descriptor, cancellationToken), request).CountAsync(cancellationToken);
    }

    private IQueryable<T> Matching<T>(FieldSet fields, ListRequest request)
        where T : Record
    {
        var rows = db.Set<T>().AsNoTracking().Where(filters.Translate<T>(fields, request.Filter));
        if (request.Deleted) rows = rows.IgnoreQueryFilters([QueryFilters.Bin]).Where(r => r.DeletedAt != null); // the bin is what was asked for
        if (string.IsNullOrWhiteSpace(request.Q)) return rows;
        return search.Covers<T>() ? search.Narrow(rows, request.Q) : rows.Where(FilterTranslator.AnyContains<T>(fields, request.Q.Trim()));
    }

    private static void CheckLimits(ListRequest request)
    {
        var errors = new List<FieldError>();
        if (request.Limit is < 1 or > ListRequest.MaxLimit) errors.Add(FieldError.OutOfRange("limit", 1, ListRequest.MaxLimit));
        if (request.Q?.Length > ListRequest.MaxSearchLength) errors.Add(FieldError.InQuery("q", "too_long"));
        if (request.Q?.Contains('\0', StringComparison.Ordinal) == true) errors.Add(FieldError.InQuery("q", "forbidden_characters"));
        if (errors.Count > 0) throw new InvalidException(errors, unreadable: true);
    }

    private IQueryable<T> After<T>(SortOrder<T> order, IQueryable<T> rows, string cursor, string fingerprint)
        where T : Record
    {
        if (seal.Open(cursor) is not { } bytes) throw new InvalidException(FieldError.InQuery("cursor", "invalid_cursor"), unreadable: true);
        if (CursorContent.Read(bytes) is not { } content) throw new InvalidException(FieldError.InQuery("cursor", "invalid_cursor"), unreadable: true);
        if (content.For != fingerprint) throw new InvalidException(FieldError.InQuery("cursor", "cursor_mismatch"), unreadable: true);
        return order.After(rows, content.Keys);
    }

    /// <summary>The rows of these ids in this order. What has gone since the ids were read is left out; the cursor does not depend
    /// on it. Maps of rows may use the ids, and the keys of the added fields.</summary>
    private async Task<List<TRow>> RowsAsync<T, TRow>(IQueryable<T> matching, IReadOnlySet<string> custom, List<Guid> ids, CancellationToken cancellationToken)
        where T : Record
        where TRow : IRow
    {
        if (ids.Count == 0) return [];
        var rows = await matching.Where(r => ids.Contains(r.Id)).ProjectTo<TRow>(mapper.ConfigurationProvider, new { ids, custom }).ToDictionaryAsync(r => r.Id, cancellationToken);
        return [.. ids.Where(rows.ContainsKey).Select(id => rows[id])];
    }

    private static async Task<Total> CountAsync<T>(IQueryable<T> matching, CancellationToken cancellationToken)
        where T : Record
    {
        var count = await matching.Select(r => r.Id).Take(MaxCount + 1).CountAsync(cancellationToken);
        return count > MaxCount ? new Total(MaxCount, "gte") : new Total(count, "eq");
    }

    /// <summary>A cursor belongs to one list, order and filter.</summary>
    private static string Fingerprint(EntityDescriptor descriptor, ListRequest request)
    {
        var text = new StringBuilder(descriptor.Key).Append('\n').Append(request.Sort ?? descriptor.DefaultSort).Append('\n').Append(request.Q).Append('\n').Append(request.Deleted);
        foreach (var comparison in request.Filter.Filters.OfType<Comparison>())
            text.Append('\n').Append(comparison.Source).Append('=').AppendJoin('\u001f', comparison.Values);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }

    private sealed record CursorContent(string[] Keys, string For)
    {
        /// <summary>Null for a cursor of something that is not a list, such as a timeline.</summary>
        public static CursorContent? Read(byte[] bytes) => bytes is [(byte)'{', ..] ? JsonSerializer.Deserialize<CursorContent>(bytes) : null;
    }
}
