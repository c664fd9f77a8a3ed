using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Common;
using MediatR;

namespace Crm.Application.Views;

/// <summary>What groups are made of.</summary>
public sealed record GroupsInput
{
    /// <summary>Most fields that are added up.</summary>
    public const int MaxFigures = 10;

    /// <inheritdoc cref="SearchInput.Where"/>
    public JsonElement? Where { get; init; }

    /// <inheritdoc cref="ListRequest.Q"/>
    public string? Q { get; init; }

    /// <summary><c>only</c> groups the bin instead of what is in use.</summary>
    public string? Deleted { get; init; }

    /// <inheritdoc cref="ListRequest.TimeZone"/>
    public string? TimeZone { get; init; }

    /// <summary>The field by whose values records are grouped: a choice, code, user, record, score, yes or no, region, tags, or a day (by month, beyond five years by year). Only the total when nothing is said.</summary>
    public string? By { get; init; }

    /// <summary>Fields with numbers or amounts to add up, at most 10.</summary>
    public IReadOnlyList<string>? Sum { get; init; }

    /// <summary>Fields with numbers or amounts to average, at most 10; empty ones do not count.</summary>
    public IReadOnlyList<string>? Average { get; init; }

    internal ListRequest ToList() => new SearchInput { Where = Where, Q = Q, Deleted = Deleted, TimeZone = TimeZone }.ToList();
}

/// <summary>What a group comes to.</summary>
public record GroupFigures
{
    /// <summary>Number of records.</summary>
    public int Count { get; init; }

    /// <summary>Sums by the key of the field. Amounts of money are lists with one amount per currency, numbers are decimal texts.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Sums { get; init; } = new Dictionary<string, JsonNode?>();

    /// <summary>Averages by the key of the field, like the sums; null where nothing is given.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Averages { get; init; } = new Dictionary<string, JsonNode?>();
}

/// <summary>Records with the same value.</summary>
public sealed record GroupRow : GroupFigures
{
    /// <summary>The value as filters write it, a month as <c>2026-11</c>, a year as <c>2026</c>; null for records that have none.</summary>
    public string? Key { get; init; }

    /// <summary>What the value is called; null for records that have none.</summary>
    public FilterText? Label { get; init; }
}

/// <summary>The groups of a list.</summary>
/// <param name="Data">The largest 200 groups. A record with several tags is in several.</param>
/// <param name="HasMore">Whether there are more groups than these.</param>
/// <param name="Total">What the list comes to as a whole.</param>
public sealed record Groups(IReadOnlyList<GroupRow> Data, bool HasMore, GroupFigures Total);

/// <summary>Counts and adds up what a list holds, by the values of one field.</summary>
/// <param name="Entity">Key of the kind of record.</param>
/// <param name="Input">Of what, by what.</param>
[ByKindRequest]
public sealed record GroupRecords(string Entity, GroupsInput Input) : IRequest<Groups>;

internal sealed class GroupRecordsHandler(ListedKinds kinds, FieldMap fields, RecordGroups groups, FilterWords words, ICurrentUser user) : IRequestHandler<GroupRecords, Groups>
{
    private const int MaxGroups = 200;

    public async Task<Groups> Handle(GroupRecords request, CancellationToken cancellationToken)
    {
        var (kind, input, list) = (kinds.Get(request.Entity, user), request.Input, request.Input.ToList());
        var paths = await fields.OfAsync(kind.Descriptor, cancellationToken);
        var by = input.By is null ? null : paths.Find(input.By) is { } path && RecordGroups.CanGroupBy(path) ? path : throw Wrong("/by", "unknown_field");
        var (sums, averages) = (Figures(paths, input.Sum, "/sum"), Figures(paths, input.Average, "/average"));

        var total = await FiguresAsync(kind, list, null, sums, averages, cancellationToken);
        var all = by is null ? [] : await FiguresAsync(kind, list, by, sums, averages, cancellationToken);
        var largest = all.OrderByDescending(group => group.Figures.Count).ThenBy(group => group.Key, StringComparer.Ordinal).Take(MaxGroups).ToList();
        var names = by is null ? [] : await words.NameAsync(by, [.. largest.Where(group => group.Key is not null).Select(group => group.Key!)], cancellationToken);
        return new Groups(
            [.. largest.Select(group => new GroupRow
            {
                Key = group.Key,
                Label = group.Key is null ? null : names[group.Key],
                Count = group.Figures.Count,
                Sums = group.Figures.Sums,
                Averages = group.Figures.Averages,
            })],
            all.Count > largest.Count,
            total is [var (_, figures)] ? figures : Figures([], sums, averages));
    }

    /// <summary>The groups with their numbers: one question for the counts, and one for each field that is added up.</summary>
    private async Task<List<(string? Key, GroupFigures Figures)>> FiguresAsync(
        ListedKind kind, ListRequest list, FieldPath? by, IReadOnlyList<FieldDescriptor> sums, IReadOnlyList<FieldDescriptor> averages, CancellationToken cancellationToken)
    {
        var counts = await kind.GroupsAsync(groups, list, by, null, cancellationToken);
        var cells = new List<(FieldDescriptor Field, ILookup<string, GroupCell> ByKey)>();
        foreach (var field in sums.Concat(averages).Distinct())
            cells.Add((field, (await kind.GroupsAsync(groups, list, by, field, cancellationToken)).ToLookup(cell => cell.Key ?? "")));
        return [.. counts.Select(group =>
        {
            var own = cells.Select(cell => (cell.Field, Cells: cell.ByKey[group.Key ?? ""].Where(c => c.Filled > 0).ToList())).ToList();
            return (group.Key, Figures(own, sums, averages) with { Count = group.Count });
        })];
    }

    private static GroupFigures Figures(IReadOnlyList<(FieldDescriptor Field, List<GroupCell> Cells)> cells, IReadOnlyList<FieldDescriptor> sums, IReadOnlyList<FieldDescriptor> averages)
    {
        List<GroupCell> Of(FieldDescriptor field) => cells.FirstOrDefault(cell => cell.Field == field).Cells ?? [];
        return new GroupFigures
        {
            Sums = sums.ToDictionary(field => field.Key, field => Write(field, Of(field), cell => cell.Sum, zero: "0")),
            Averages = averages.ToDictionary(field => field.Key, field => Write(field, Of(field), cell => decimal.Round(cell.Sum / cell.Filled, 4), zero: null)),
        };
    }

    private static JsonNode? Write(FieldDescriptor field, List<GroupCell> cells, Func<GroupCell, decimal> figure, string? zero)
    {
        if (RecordGroups.CurrencyOf(field) is null) return cells is [var cell] ? figure(cell).ToString("0.####", CultureInfo.InvariantCulture) : zero;
        return new JsonArray([.. cells.OrderBy(c => c.Currency, StringComparer.Ordinal).Select(c => JsonSerializer.SerializeToNode(new Money(figure(c), c.Currency!), CrmJson.Options))]);
    }

    private static List<FieldDescriptor> Figures(FieldPaths paths, IReadOnlyList<string>? keys, string pointer)
    {
        if (keys?.Count > GroupsInput.MaxFigures) throw new InvalidException(new FieldError(pointer, "too_many", new Dictionary<string, object?> { ["max"] = GroupsInput.MaxFigures }), unreadable: true);
        var found = new List<FieldDescriptor>();
        foreach (var key in keys ?? [])
        {
            var field = key is null ? null : paths.Own.Find(key);
            if (field is null || !RecordGroups.CanAdd(field)) throw Wrong($"{pointer}/{found.Count}", "unknown_field");
            found.Add(field);
        }

        return [.. found.DistinctBy(field => field.Key)];
    }

    private static InvalidException Wrong(string pointer, string code) => new(new FieldError(pointer, code), unreadable: true);
}
