using System.Collections;
using System.Globalization;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Jobs;
using Crm.Application.Questionnaires;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Application.Settings;
using Crm.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Export;

/// <summary>
/// Writes a list into a file. The order is noted first, ids only, in a file of its own; then the rows are read some at a time and only those
/// columns that are asked for. So memory does not grow with the list, any order costs one sort, and a row that changes meanwhile comes once.
/// </summary>
internal sealed class ExportTable(ICrmDb db, ReadKinds kinds, IFieldCatalogue catalogue, IUserDirectory users, ICurrentUser user, ITableFiles files)
{
    private const int IdBytes = 16;
    private const int RowsAtOnce = 1000;
    private readonly Dictionary<(string List, string Code), string> _codes = [];
    private readonly Dictionary<Guid, string> _titles = [];

    /// <summary>Refuses what cannot be exported, or not by this user; answers how many rows there are.</summary>
    public async Task<int> CountAsync(ExportInput input, CancellationToken cancellationToken)
    {
        var kind = KindOf(input);
        await ColumnsAsync(kind, input, cancellationToken);
        if (input.Language is not (null or "zh-CN" or "en")) throw new InvalidException(FieldError.At("language", "unknown_value"));
        if (input.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)) throw new InvalidException(FieldError.At("timeZone", "unknown_value"));
        var count = await kind.CountAsync(input.ToList(input.Sort, input.TimeZone), cancellationToken);
        if (files.MostRows(input.Format) is { } most && count > most) throw new InvalidException(new FieldError("/format", "too_many_rows", new Dictionary<string, object?> { ["max"] = most }));
        return count;
    }

    /// <summary>What the list is called, and so the file.</summary>
    public Label LabelOf(ExportInput input) => KindOf(input).Descriptor.Label;

    /// <summary>Writes the rows and answers how many there were.</summary>
    public async Task<long> WriteAsync(ExportInput input, Stream file, Func<JobProgress, Task> tellAsync, CancellationToken cancellationToken)
    {
        var kind = KindOf(input);
        var fields = await ColumnsAsync(kind, input, cancellationToken);
        await using var order = new FileStream(
            Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 81_920, FileOptions.DeleteOnClose | FileOptions.SequentialScan);
        var total = await NoteAsync(kind, input, order, cancellationToken);
        await tellAsync(new JobProgress(0, total, 0));
        if (input.Format != ExportFormat.Jsonl) await ReadCodesAsync(fields, input.Language == "en", cancellationToken);

        IEnumerable<TableColumn> id = input.IncludeIds ? [new TableColumn("id", "ID")] : [];
        using var table = files.Begin(input.Format, file, [.. id, .. fields.Select(f => new TableColumn(f.Key, input.Language == "en" ? f.Label.En : f.Label.Zh))]);
        long written = 0;
        for (long done = 0; done < total;)
        {
            var ids = Read(order, (int)Math.Min(RowsAtOnce, total - done));
            var values = await kind.ValuesAsync(ids, fields, cancellationToken);
            if (input.Format != ExportFormat.Jsonl) await ReadTitlesAsync(fields, values.Values, cancellationToken);
            foreach (var row in ids.Where(values.ContainsKey))
            {
                table.Write(await CellsAsync(input, fields, row, values[row], cancellationToken));
                written++;
            }

            done += ids.Count;
            await tellAsync(new JobProgress(done, total, 0));
        }

        table.Complete();
        return written;
    }

    private static async Task<long> NoteAsync(ReadKind kind, ExportInput input, FileStream order, CancellationToken cancellationToken)
    {
        long total = 0;
        var bytes = new byte[IdBytes];
        await foreach (var id in kind.IdsAsync(input.ToList(input.Sort, input.TimeZone), cancellationToken))
        {
            id.TryWriteBytes(bytes);
            order.Write(bytes);
            total++;
        }

        order.Position = 0;
        return total;
    }

    private static List<Guid> Read(FileStream order, int count)
    {
        var bytes = new byte[count * IdBytes];
        order.ReadExactly(bytes);
        return [.. Enumerable.Range(0, count).Select(i => new Guid(bytes.AsSpan(i * IdBytes, IdBytes)))];
    }

    private ReadKind KindOf(ExportInput input) => kinds.Find(input.Entity ?? "") ?? throw new InvalidException(FieldError.At("entity", input.Entity is null ? "required" : "unknown_value"));

    private async Task<IReadOnlyList<FieldDescriptor>> ColumnsAsync(ReadKind kind, ExportInput input, CancellationToken cancellationToken)
    {
        var own = (await catalogue.OfAsync(kind.Descriptor, cancellationToken)).Fields.Where(f => f.Type != FieldType.Segments); // they narrow the list and are no value of a row
        List<FieldDescriptor> columns = [.. own, .. await kind.FieldsOfAsync(input.ToList(), cancellationToken)];
        if (input.Columns is not { Count: > 0 } keys) return columns;
        var errors = keys.Where(key => !columns.Exists(f => f.Key == key)).Select(_ => new FieldError("/columns", "unknown_field", new Dictionary<string, object?> { ["allowed"] = string.Join(", ", columns.Select(f => f.Key)) })).ToList();
        return errors.Count > 0 ? throw new InvalidException(errors, unreadable: true) : [.. keys.Distinct().Select(key => columns.Find(f => f.Key == key)!)];
    }

    private async ValueTask<List<object?>> CellsAsync(ExportInput input, IReadOnlyList<FieldDescriptor> fields, Guid id, object?[] values, CancellationToken cancellationToken)
    {
        var cells = new List<object?>(fields.Count + 1);
        if (input.IncludeIds) cells.Add(id.ToString());
        for (var i = 0; i < fields.Count; i++)
            cells.Add(input.Format == ExportFormat.Jsonl ? values[i] : await CellAsync(input, fields[i], values[i], cancellationToken));
        return cells;
    }

    /// <summary>A value as people write it.</summary>
    private async ValueTask<object?> CellAsync(ExportInput input, FieldDescriptor field, object? value, CancellationToken cancellationToken) => value switch
    {
        null => null,
        DateTime moment => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(moment, DateTimeKind.Utc), ZoneOf(input)),
        DateOnly or int or long or decimal => value,
        bool truth => (truth, input.Language == "en") switch { (true, false) => "是", (false, false) => "否", (true, true) => "Yes", _ => "No" },
        Money money => money.Currency == "CNY" ? money.Amount : $"{money.Amount.ToString("0.00##", CultureInfo.InvariantCulture)} {money.Currency}",
        Guid id when input.Codes => id.ToString(),
        Guid id when field.Type == FieldType.Owner => await users.NameOfAsync(id, cancellationToken) ?? id.ToString(),
        Guid id => _titles.GetValueOrDefault(id),
        string code when input.Codes => code,
        string code when field.Type == FieldType.Code => _codes.GetValueOrDefault((field.CodeList!, code), code),
        string word when field.Type is FieldType.Choice or FieldType.Choices => LabelOf(input, field, word),
        string region when field.Type == FieldType.Region => field.ReadOnly ? Regions.FullName(region) : Regions.Find(region)?.Name ?? region,
        string text => text,
        Enum word => LabelOf(input, field, JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString())),
        Preference preference => preference.Value,
        IEnumerable items => await JoinAsync(input, field, items, cancellationToken),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static string LabelOf(ExportInput input, FieldDescriptor field, string word) =>
        input.Codes || field.Options.FirstOrDefault(o => o.Value == word) is not { } option ? word : input.Language == "en" ? option.Label.En : option.Label.Zh;

    private async ValueTask<string?> JoinAsync(ExportInput input, FieldDescriptor field, IEnumerable items, CancellationToken cancellationToken)
    {
        var texts = new List<string>();
        foreach (var item in items) if (await CellAsync(input, field, item, cancellationToken) is { } cell) texts.Add(Convert.ToString(cell, CultureInfo.InvariantCulture)!);
        return texts.Count == 0 ? null : string.Join("; ", texts);
    }

    private TimeZoneInfo ZoneOf(ExportInput input) => input.TimeZone is null ? user.TimeZone : TimeZoneInfo.FindSystemTimeZoneById(input.TimeZone);

    private async Task ReadCodesAsync(IReadOnlyList<FieldDescriptor> fields, bool english, CancellationToken cancellationToken)
    {
        var lists = fields.Where(f => f.CodeList is not null).Select(f => f.CodeList!).Distinct().ToList();
        if (lists.Count == 0) return;
        foreach (var item in await db.CodeListItems.AsNoTracking().Where(i => lists.Contains(i.List)).ToListAsync(cancellationToken)) _codes[(item.List, item.Code)] = english ? item.LabelEn : item.LabelZh;
    }

    /// <summary>What the records that these lead to are called, as far as they are in sight; what was read before is remembered for a while.</summary>
    private async Task ReadTitlesAsync(IReadOnlyList<FieldDescriptor> fields, IReadOnlyCollection<object?[]> rows, CancellationToken cancellationToken)
    {
        if (_titles.Count > 10 * RowsAtOnce) _titles.Clear();
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].RelatesTo is not { } entity) continue;
            var place = i;
            var ids = rows.SelectMany(row => row[place] switch { Guid one => [one], IEnumerable several => several.OfType<Guid>(), _ => Enumerable.Empty<Guid>() }).Where(id => !_titles.ContainsKey(id)).Distinct().ToList();
            if (ids.Count == 0) continue;
            await ReadTitlesAsync(entity, ids, cancellationToken);
        }
    }

    private async Task ReadTitlesAsync(string entity, List<Guid> ids, CancellationToken cancellationToken)
    {
        if (kinds.Find(entity) is { } kind && (kind.Descriptor.Find("name") ?? kind.Descriptor.Find("subject")) is { } title)
            foreach (var (id, values) in await kind.ValuesAsync(ids, [title], cancellationToken)) _titles[id] = values[0] as string ?? "";
        else if (entity == "questionnaires") // everybody's, and no kind of record
            foreach (var one in await db.Questionnaires.Where(q => ids.Contains(q.Id)).Select(q => new { q.Id, q.Name }).ToListAsync(cancellationToken)) _titles[one.Id] = one.Name;
    }
}
