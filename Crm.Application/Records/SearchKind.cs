using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Security;
using MediatR;

namespace Crm.Application.Records;

/// <summary>What a search asks for; the same as a list, with a filter that can have groups.</summary>
public sealed record SearchInput
{
    /// <summary>Most fields that can be asked for.</summary>
    public const int MaxFields = 100;

    /// <summary>The filter: a comparison <c>{"field","op","value"}</c>, or <c>{"and":[…]}</c>, <c>{"or":[…]}</c>, <c>{"not":{…}}</c>. Everything when nothing is said.</summary>
    public JsonElement? Where { get; init; }

    /// <inheritdoc cref="ListRequest.Q"/>
    public string? Q { get; init; }

    /// <inheritdoc cref="ListRequest.Sort"/>
    public string? Sort { get; init; }

    /// <summary>
    /// The members that rows are to have beside <c>id</c> and <c>version</c>: those of the list of this kind, and any other of its fields, also custom
    /// ones and those of the record that it leads to (<c>owner.teamName</c>). All members of the list when nothing is said.
    /// </summary>
    public IReadOnlyList<string>? Fields { get; init; }

    /// <summary>Rows of a page, 1 to 200; 50 when nothing is said.</summary>
    public int? Limit { get; init; }

    /// <summary><c>page.next</c> of the page before.</summary>
    public string? Cursor { get; init; }

    /// <summary><c>exact</c> adds <c>total</c>, as in lists.</summary>
    public string? Count { get; init; }

    /// <summary><c>only</c> searches the bin instead of what is in use.</summary>
    public string? Deleted { get; init; }

    /// <inheritdoc cref="ListRequest.TimeZone"/>
    public string? TimeZone { get; init; }

    internal ListRequest ToList()
    {
        var list = new ListRequest { IsBody = true };
        bool Says(string member, string? text, string word) => text is not null && (text == word ? true : throw list.Wrong(member, "unknown_value"));

        return list with
        {
            Limit = Limit ?? ListRequest.DefaultLimit,
            Cursor = Cursor,
            Sort = Sort,
            Q = Q,
            Count = Says("count", Count, "exact"),
            Deleted = Says("deleted", Deleted, "only"),
            TimeZone = TimeZone,
            Filter = Where is { ValueKind: not JsonValueKind.Null } where ? FilterParser.Read(where, "/where") : new AllOf([]),
        };
    }
}

/// <summary>Records of one kind in sight, found by a filter with groups.</summary>
/// <param name="Entity">Key of the kind.</param>
/// <param name="Input">Which ones, and what of them.</param>
[ByKindRequest]
public sealed record SearchKind(string Entity, SearchInput Input) : IRequest<ListPage<JsonObject>>;

internal sealed class SearchKindHandler(ListedKinds kinds, FieldMap fields, RecordLister lister, IMediator mediator, ICurrentUser user) : IRequestHandler<SearchKind, ListPage<JsonObject>>
{
    private static readonly string[] Always = ["id", "version"];

    public async Task<ListPage<JsonObject>> Handle(SearchKind request, CancellationToken cancellationToken)
    {
        var kind = kinds.Get(request.Entity, user);
        var list = request.Input.ToList();
        if (request.Input.Fields is not { } wanted) return await kind.ListAsync(mediator, list, cancellationToken);

        var more = await FurtherAsync(kind, wanted, cancellationToken);
        var page = await kind.ListAsync(mediator, list, cancellationToken);
        var values = more.Count == 0 ? [] : await kind.ValuesAsync(lister, [.. page.Data.Select(row => row["id"]!.GetValue<Guid>())], more, cancellationToken);
        return page with { Data = [.. page.Data.Select(row => Row(row, wanted, more, values))] };
    }

    /// <summary>The fields that rows of the list do not have.</summary>
    private async Task<IReadOnlyList<FieldPath>> FurtherAsync(ListedKind kind, IReadOnlyList<string> wanted, CancellationToken cancellationToken)
    {
        if (wanted.Count > SearchInput.MaxFields) throw Wrong("/fields", "too_many", new Dictionary<string, object?> { ["max"] = SearchInput.MaxFields });
        var paths = await fields.OfAsync(kind.Descriptor, cancellationToken);
        var more = new List<FieldPath>();
        for (var i = 0; i < wanted.Count; i++)
        {
            if (wanted[i] is null) throw Wrong($"/fields/{i}", "null_item");
            if (kind.Members.Contains(wanted[i]) || more.Exists(path => path.Key == wanted[i])) continue;
            if (paths.Find(wanted[i]) is not { Relation: not { IsMany: true } } path || !IsPlain(path) || path.Key != wanted[i]) throw Wrong($"/fields/{i}", "unknown_field");
            more.Add(path);
        }

        return more;
    }

    /// <summary>Whether it is one value of one record, and what a list may show of a related one.</summary>
    private static bool IsPlain(FieldPath path) =>
        path.Field.Type is not (FieldType.Tags or FieldType.Relations or FieldType.Segments) && (path.Relation is null || path.Field.Filterable);

    private static JsonObject Row(JsonObject row, IReadOnlyList<string> wanted, IReadOnlyList<FieldPath> more, Dictionary<Guid, object?[]> values)
    {
        var chosen = new JsonObject();
        foreach (var name in Always.Concat(wanted).Distinct())
        {
            if (row.TryGetPropertyValue(name, out var value)) chosen[name] = value?.DeepClone();
        }

        var read = more.Count == 0 ? null : values.GetValueOrDefault(row["id"]!.GetValue<Guid>());
        for (var i = 0; i < more.Count; i++) Put(chosen, more[i].Key, JsonSerializer.SerializeToNode(read?[i], CrmJson.Options));
        return chosen;
    }

    /// <summary>The name of a related record stands in that record: <c>{"owner":{"name":"李明"}}</c>.</summary>
    private static void Put(JsonObject row, string key, JsonNode? value)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            row[key] = value;
            return;
        }

        if (row[key[..dot]] is not JsonObject inner) row[key[..dot]] = inner = [];
        Put(inner, key[(dot + 1)..], value);
    }

    private static InvalidException Wrong(string pointer, string code, IReadOnlyDictionary<string, object?>? parameters = null) => new(new FieldError(pointer, code, parameters), unreadable: true);
}
