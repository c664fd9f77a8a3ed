using System.Linq.Expressions;
using System.Runtime.CompilerServices;
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
        var fields = await catalogue.OfAsync(descriptor, cancellationToken);
        var order = SortOrder<T>.Parse(fields, request);
        CheckLimits(request);
        var filter = await filters.TranslateAsync(descriptor, request, cancellationToken);
        var place = request.Cursor is { } cursor ? PlaceOf(cursor, request, Fingerprint(descriptor, request)) : null;

        var keys = new List<object?[]>();
        foreach (var slice in order.Slices(place))
        {
            keys.AddRange(await KeysAsync(descriptor, fields, request, order, filter, slice, request.Limit + 1 - keys.Count, cancellationToken));
            if (keys.Count > request.Limit) break;
        }

        var hasMore = keys.Count > request.Limit;
        if (hasMore) keys.RemoveAt(request.Limit);

        var rows = await RowsAsync<T, TRow>(descriptor, request.Deleted, fields.CustomKeys, keys.ConvertAll(SortOrder<T>.IdOf), cancellationToken);
        var next = hasMore ? seal.Seal(JsonSerializer.SerializeToUtf8Bytes(new CursorContent(SortOrder<T>.ToText(keys[^1]), Fingerprint(descriptor, request)))) : null;
        var total = request.Count ? await CountAsync(Matching(descriptor, fields, request, filter, MatchOf<T>(request)), cancellationToken) : null;
        return new ListPage<TRow>(rows, new PageInfo(next, next is not null, request.Limit), total);
    }

    /// <summary>Ids of all that the list holds, page or no page, in their own order, behind one of them.</summary>
    public async Task<IReadOnlyList<Guid>> NextIdsAsync<T>(EntityDescriptor<T> descriptor, ListRequest request, Guid? behind, int most, CancellationToken cancellationToken)
        where T : Record
    {
        var matching = await MatchingAsync(descriptor, request, cancellationToken);
        if (behind is { } id) matching = matching.Where(r => r.Id > id);
        return await matching.OrderBy(r => r.Id).Select(r => r.Id).Take(most).ToListAsync(cancellationToken);
    }

    /// <summary>Ids of all that the list holds, in its order.</summary>
    public async IAsyncEnumerable<Guid> IdsAsync<T>(EntityDescriptor<T> descriptor, ListRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : Record
    {
        var order = SortOrder<T>.Parse(await catalogue.OfAsync(descriptor, cancellationToken), request);
        await foreach (var id in order.Apply(await MatchingAsync(descriptor, request, cancellationToken)).Select(r => r.Id).AsAsyncEnumerable().WithCancellation(cancellationToken)) yield return id;
    }

    /// <summary>How many there are, counted to the end.</summary>
    public async Task<int> CountAsync<T>(EntityDescriptor<T> descriptor, ListRequest request, CancellationToken cancellationToken)
        where T : Record =>
        await (await MatchingAsync(descriptor, request, cancellationToken)).CountAsync(cancellationToken);

    /// <summary>All records in sight that a list would show, in no order.</summary>
    /// <exception cref="InvalidException">The request cannot be read.</exception>
    public async Task<IQueryable<T>> MatchingAsync<T>(EntityDescriptor<T> descriptor, ListRequest request, CancellationToken cancellationToken)
        where T : Record
    {
        CheckLimits(request);
        return Matching(descriptor, await catalogue.OfAsync(descriptor, cancellationToken), request, await filters.TranslateAsync(descriptor, request, cancellationToken), MatchOf<T>(request));
    }

    private IQueryable<T> Matching<T>(EntityDescriptor<T> descriptor, FieldSet fields, ListRequest request, Expression<Func<T, bool>> filter, ISearchMatch? match)
        where T : Record
    {
        var rows = Records(descriptor, request.Deleted).Where(filter);
        if (match is not null) return match.Narrow(rows);
        return string.IsNullOrWhiteSpace(request.Q) ? rows : rows.Where(FilterExpressions.AnyContains<T>(fields, request.Q.Trim()));
    }

    /// <summary>What the text of the request finds in the index; null when there is no text, or no index over this kind of record.</summary>
    private ISearchMatch? MatchOf<T>(ListRequest request)
        where T : Record => string.IsNullOrWhiteSpace(request.Q) || !search.Covers<T>() ? null : search.Match<T>(request.Q);

    private IQueryable<T> Records<T>(EntityDescriptor<T> descriptor, bool deleted)
        where T : Record => descriptor.Within(deleted
            ? db.Set<T>().AsNoTracking().IgnoreQueryFilters([QueryFilters.Bin]).Where(r => r.DeletedAt != null) // the bin is what was asked for
            : db.Set<T>().AsNoTracking());

    /// <summary>By what the rows of a page and the first of the next are found.</summary>
    private Task<List<object?[]>> KeysAsync<T>(
        EntityDescriptor<T> descriptor,
        FieldSet fields,
        ListRequest request,
        SortOrder<T> order,
        Expression<Func<T, bool>> filter,
        SortOrder<T>.Slice slice,
        int most,
        CancellationToken cancellationToken)
        where T : Record
    {
        var limit = QueryValue.Of(most);
        var match = MatchOf<T>(request);
        IQueryable<object?[]> Query() => order.Keys(slice.Of(Matching(descriptor, fields, request, filter, match)).Take(limit));

        if (match is null && !string.IsNullOrWhiteSpace(request.Q)) return Query().ToListAsync(cancellationToken); // each text is a query of its own
        return db.ReadAsync(
            QueryShape.Of((descriptor.Key, request.Deleted, slice.Name, slice.Where is null, match?.Shape), [filter, .. slice.Where is null ? [] : new[] { slice.Where }, .. order.Parts], [limit, .. match?.Values ?? []]),
            Query,
            cancellationToken);
    }

    /// <summary>The values of some fields of these records by their ids. What is out of sight is missing from the answer.</summary>
    internal async Task<Dictionary<Guid, object?[]>> ValuesAsync<T>(IReadOnlyCollection<Guid> ids, IReadOnlyList<FieldPath> paths, CancellationToken cancellationToken)
        where T : Record
    {
        var record = Expression.Parameter(typeof(T), "r");
        var values = paths.Select(path => FilterExpressions.ValueOf(path with { Field = path.Field with { Value = path.Field.Stored ?? path.Field.Value } }, record)).Prepend(Expression.Property(record, nameof(Record.Id)));
        var rows = await db.Set<T>().AsNoTracking()
            .IgnoreQueryFilters([QueryFilters.Bin]) // the ids come from a list, which may be that of the bin
            .Where(r => ids.Contains(r.Id))
            .Select(Expression.Lambda<Func<T, object?[]>>(Expression.NewArrayInit(typeof(object), values.Select(value => Expression.Convert(value, typeof(object)))), record))
            .ToListAsync(cancellationToken);
        return rows.ToDictionary(row => (Guid)row[0]!, row => row[1..]);
    }

    /// <summary>Records in use and in sight that have one of these phone numbers, each with those it has; the index finds them, and the numbers are compared again.</summary>
    /// <param name="phones">How to read all numbers of a record.</param>
    /// <param name="numbers">Numbers as <see cref="PhoneNumber.Key"/> writes them.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal async Task<List<ValueMatch>> MatchPhonesAsync<T>(LambdaExpression phones, IReadOnlyCollection<string> numbers, CancellationToken cancellationToken)
        where T : Record
    {
        var record = phones.Parameters[0];
        var row = Expression.NewArrayInit(typeof(object), Expression.Convert(Expression.Property(record, nameof(Record.Id)), typeof(object)), phones.Body);
        var rows = await search.MatchPhones<T>(numbers).Narrow(db.Set<T>().AsNoTracking()).Select(Expression.Lambda<Func<T, object[]>>(row, record)).ToListAsync(cancellationToken);
        return
        [
            .. from found in rows
               from phone in (IReadOnlyList<Phone>)found[1]
               where numbers.Contains(PhoneNumber.Key(phone.Number))
               select new ValueMatch((Guid)found[0], phone.Number),
        ];
    }

    private static void CheckLimits(ListRequest request)
    {
        var errors = new List<FieldError>();
        if (request.Limit is < 1 or > ListRequest.MaxLimit) errors.Add(request.ErrorAt("limit", "out_of_range", new Dictionary<string, object?> { ["min"] = 1, ["max"] = ListRequest.MaxLimit }));
        if (request.Q?.Length > ListRequest.MaxSearchLength) errors.Add(request.ErrorAt("q", "too_long"));
        if (request.Q?.Contains('\0', StringComparison.Ordinal) == true) errors.Add(request.ErrorAt("q", "forbidden_characters"));
        if (errors.Count > 0) throw new InvalidException(errors, unreadable: true);
    }

    private string[] PlaceOf(string cursor, ListRequest request, string fingerprint)
    {
        if (seal.Open(cursor) is not { } bytes || CursorContent.Read(bytes) is not { } content) throw request.Wrong("cursor", "invalid_cursor");
        if (content.For != fingerprint) throw request.Wrong("cursor", "cursor_mismatch");
        return content.Keys;
    }

    /// <summary>The rows of these ids in this order. What has gone since the ids were read is left out; the cursor does not depend
    /// on it. Maps of rows may use the ids, and the keys of the added fields.</summary>
    private async Task<List<TRow>> RowsAsync<T, TRow>(EntityDescriptor<T> descriptor, bool deleted, IReadOnlySet<string>? customKeys, List<Guid> page, CancellationToken cancellationToken)
        where T : Record
        where TRow : IRow
    {
        if (page.Count == 0) return [];
        var (ids, custom) = (QueryValue.Of(page), QueryValue.Of(customKeys));
        var rows = await db.ReadAsync(
            QueryShape.Of((typeof(TRow), deleted), ids, custom),
            () => Records(descriptor, deleted).Where(r => ids.Value.Contains(r.Id)).ProjectTo<TRow>(mapper.ConfigurationProvider, new { ids, custom }),
            cancellationToken);
        var byId = rows.ToDictionary(r => r.Id);
        return [.. page.Where(byId.ContainsKey).Select(id => byId[id])];
    }

    private static async Task<Total> CountAsync<T>(IQueryable<T> matching, CancellationToken cancellationToken)
        where T : Record
    {
        var count = await matching.Select(r => r.Id).Take(MaxCount + 1).CountAsync(cancellationToken);
        return count > MaxCount ? new Total(MaxCount, "gte") : new Total(count, "eq");
    }

    /// <summary>A cursor belongs to one list, order and filter, in whichever form the filter was written.</summary>
    private static string Fingerprint(EntityDescriptor descriptor, ListRequest request)
    {
        var text = string.Join('\n', descriptor.Key, request.Sort ?? descriptor.DefaultSort, request.Q, request.Deleted, request.TimeZone, FilterParser.Write(request.Filter).ToJsonString());
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }

    private sealed record CursorContent(string[] Keys, string For)
    {
        /// <summary>Null for a cursor of something that is not a list, such as a timeline.</summary>
        public static CursorContent? Read(byte[] bytes) => bytes is [(byte)'{', ..] ? JsonSerializer.Deserialize<CursorContent>(bytes) : null;
    }
}
