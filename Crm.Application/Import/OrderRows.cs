using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using Crm.Domain.Products;

namespace Crm.Application.Import;

/// <summary>
/// Writes files of orders, one row for each line: rows of one number become one order, what came back becomes a return, and customers and products
/// that are not there yet are made, unless only what is there is to be changed.
/// </summary>
internal sealed class OrderRows(RecordKinds kinds, RecordMatcher matcher, RowMatching matching, ExternalReferences references, ChangeOrigin origin, TimeProvider clock)
{
    /// <summary>Rows of a step: an order has a score of lines, and customers whose figures are made anew are fewer than orders.</summary>
    public const int RowsOfStep = 1000;

    /// <summary>The system under whose name the ids of customers are kept that a file brings.</summary>
    private const string OwnSystem = "import";

    /// <summary>What the id of a customer may be when nobody says, in the order in which it is tried.</summary>
    private static readonly string[] CustomerKeys = [ImportTargets.ExternalRef + OwnSystem, "number", "name", "creditCode", "emails"];

    /// <summary>Writes what the rows say.</summary>
    public async Task<WrittenRows> WriteAsync(ImportRequest request, RowReading reading, TimeZoneInfo zone, IReadOnlyList<RowDraft> rows, CancellationToken cancellationToken)
    {
        var drafts = OrderDraft.Gather(rows, reading, allBack: request.Entity == "returns", zone);
        var makes = request.Mode != ImportMode.Update;
        var customers = await FindCustomersAsync(drafts.Where(d => d is { IsWhole: true, Buyer: not null }), request, reading, makes, cancellationToken);
        var products = await FindProductsAsync([.. drafts.Where(d => d.IsWhole).SelectMany(d => d.Lines.Where(l => l.Code is not null).Select(l => (d.Currency, Line: l)))], reading, makes, cancellationToken);

        var results = new Dictionary<int, RowResult>();
        foreach (var draft in drafts.Where(d => !d.IsWhole)) Fail(draft.Rows, results);
        var whole = drafts.Where(d => d.IsWhole).ToList();
        var orders = whole.Select(d => new Paper(d, [.. d.Lines.Where(l => !l.IsBack)])).Where(p => p.Lines.Count > 0).ToList();
        await WriteAsync(kinds.Find("orders")!, orders, (paper, isNew) => paper.Order.ToOrder(paper.Lines, isNew), request, reading, results, cancellationToken);

        var written = orders.Where(p => p.Id is not null).ToDictionary(p => p.Order, p => p.Id);
        var returns = whole.Select(d => new Paper(d, [.. d.Lines.Where(l => l.IsBack)])).Where(p => p.Lines.Count > 0).ToList();
        await WriteAsync(kinds.Find("returns")!, returns, (paper, _) => paper.Order.ToReturn(paper.Lines, written.GetValueOrDefault(paper.Order)), request, reading, results, cancellationToken);
        return new WrittenRows([.. rows.Select(row => results[row.Number])], customers, products);
    }

    private async Task WriteAsync(
        RecordKind kind, IReadOnlyList<Paper> papers, Func<Paper, bool, JsonObject> say, ImportRequest request, RowReading reading, Dictionary<int, RowResult> results, CancellationToken cancellationToken)
    {
        await FindAsync(kind, papers, request.MatchOn, cancellationToken);
        var writes = new List<(Paper Paper, RecordWrite Write)>();
        foreach (var paper in papers)
        {
            if (RefusalOf(paper, request) is { } code) paper.Say(results, code == "duplicate_skipped" ? RowOutcome.Skipped : RowOutcome.Failed, new RowFault(null, code));
            else
            {
                var isNew = paper.Found.Count == 0 || request is { Mode: ImportMode.Create, Mapping.Duplicates: DuplicatePolicy.Create };
                var write = new RecordWrite(isNew ? RecordVerb.Create : RecordVerb.Change, isNew ? Guid.CreateVersion7(clock.GetUtcNow()) : paper.Found[0], say(paper, isNew));
                origin.Rows[write.Id!.Value] = paper.First.Number;
                writes.Add((paper, write));
            }
        }

        foreach (var ((paper, write), result) in writes.Zip(await kind.WriteAsync([.. writes.Select(w => w.Write)], allOrNone: false, cancellationToken)))
        {
            if (result.Refusal is { } refusal)
            {
                Blame(paper, refusal, reading);
                Fail([.. paper.Lines.Select(l => l.Row)], results);
                continue;
            }

            paper.Id = result.Id;
            paper.Say(results, write.Verb == RecordVerb.Create ? RowOutcome.Created : result.Changed ? RowOutcome.Updated : RowOutcome.Unchanged);
        }

        await matching.NameAsync(kind, [.. writes.Select(w => results[w.Paper.First.Number])], cancellationToken);
    }

    /// <summary>Why a paper is not written at all.</summary>
    private static string? RefusalOf(Paper paper, ImportRequest request) => (request.Mode, paper.Found.Count) switch
    {
        (ImportMode.Update, 0) => "nothing_matches",
        (_, 0) => null,
        (ImportMode.Create, _) when request.Mapping.Duplicates == DuplicatePolicy.Skip => "duplicate_skipped",
        (ImportMode.Create, _) when request.Mapping.Duplicates == DuplicatePolicy.Create => null,
        (_, > 1) => "several_matches",
        _ => null,
    };

    /// <summary>What is wrong with a line stands in its row, everything else in the first.</summary>
    private static void Blame(Paper paper, Exception refusal, RowReading reading)
    {
        if (refusal is not InvalidException invalid)
        {
            paper.First.Faults.AddRange(ImportErrors.FaultsOf(refusal, reading));
            return;
        }

        foreach (var error in invalid.Errors)
        {
            var parts = (error.Pointer ?? "").Split('/');
            if (parts is ["", "lines", var at, ..] && int.TryParse(at, out var i) && i < paper.Lines.Count)
                paper.Lines[i].Row.Faults.Add(new RowFault(parts.Length > 3 ? reading.ColumnOf("line." + parts[3]) : null, error.Code, error.Params));
            else paper.First.Faults.AddRange(ImportErrors.FaultsOf(new InvalidException(error), reading));
        }
    }

    private static void Fail(IReadOnlyList<RowDraft> rows, Dictionary<int, RowResult> results)
    {
        foreach (var row in rows)
            results[row.Number] = new RowResult(row, RowOutcome.Failed, null, row.Faults.Count > 0 ? row.Faults : [new RowFault(null, "order_incomplete")]);
    }

    private async Task FindAsync(RecordKind kind, IReadOnlyList<Paper> papers, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        foreach (var key in keys.Where(k => k is OrderTargets.Number or ImportTargets.Id || ImportTargets.SystemOf(k) is not null))
        {
            var open = papers.Where(p => p.Found.Count == 0).ToList();
            var found = await LookAsync(kind, key, open.ConvertAll(p => key == OrderTargets.Number ? p.Order.Number : p.Order.First(key)), cancellationToken);
            foreach (var (paper, ids) in open.Zip(found)) paper.Found = ids;
        }
    }

    private async Task<int> FindCustomersAsync(IEnumerable<OrderDraft> drafts, ImportRequest request, RowReading reading, bool makes, CancellationToken cancellationToken)
    {
        var (kind, by) = (kinds.Find("customers")!, request.Mapping.Columns.FirstOrDefault(c => c.Field == OrderTargets.Customer)?.By);
        var open = drafts.GroupBy(d => d.Buyer!).ToList();
        foreach (var key in by switch { null => CustomerKeys, "email" => ["emails"], _ => [by] })
        {
            var found = await LookAsync(kind, key, open.ConvertAll(b => b.Key.Id ?? (key == "name" ? b.Key.Name : null)), cancellationToken);
            foreach (var (buyer, ids) in open.Zip(found).Where(x => x.Second.Count > 0))
            {
                foreach (var draft in buyer)
                {
                    if (ids.Count == 1) draft.CustomerId = ids[0];
                    else draft.Rows[0].Faults.Add(new RowFault(reading.ColumnOf(OrderTargets.Customer), "several_matches"));
                }
            }

            open = [.. open.Zip(found).Where(x => x.Second.Count == 0).Select(x => x.First)];
        }

        if (makes) return await MakeCustomersAsync(kind, open, by is not null && ImportTargets.SystemOf(by) is { } system ? system : OwnSystem, reading, cancellationToken);
        foreach (var draft in open.SelectMany(b => b)) draft.Rows[0].Faults.Add(new RowFault(reading.ColumnOf(OrderTargets.Customer), "unknown_customer"));
        return 0;
    }

    private async Task<int> MakeCustomersAsync(RecordKind kind, List<IGrouping<Buyer, OrderDraft>> buyers, string system, RowReading reading, CancellationToken cancellationToken)
    {
        var writes = buyers.ConvertAll(b => new RecordWrite(RecordVerb.Create, Guid.CreateVersion7(clock.GetUtcNow()), CustomerOf(b)));
        foreach (var (buyer, write) in buyers.Zip(writes)) origin.Rows[write.Id!.Value] = buyer.First().Rows[0].Number;
        var names = new Dictionary<Guid, IReadOnlyList<ExternalRefInput>>();
        foreach (var (buyer, result) in buyers.Zip(await kind.WriteAsync(writes, allOrNone: false, cancellationToken)))
        {
            foreach (var draft in buyer)
            {
                draft.CustomerId = result.Id;
                if (result.Refusal is { } refusal) draft.Rows[0].Faults.AddRange(ImportErrors.FaultsOf(refusal, reading).Select(f => f with { Column = reading.ColumnOf(OrderTargets.Customer) ?? reading.ColumnOf(OrderTargets.CustomerName) }));
            }

            if (result is { Id: { } id, Refusal: null } && ExternalReferences.IsId(buyer.Key.Id)) names[id] = [new ExternalRefInput(system, buyer.Key.Id)];
        }

        if (names.Count > 0) await references.WriteAsync(kind.Descriptor.Key, names, cancellationToken);
        return buyers.Count(b => b.First().CustomerId is not null);
    }

    private static JsonObject CustomerOf(IGrouping<Buyer, OrderDraft> buyer)
    {
        string? First(string target) => buyer.Select(d => d.First(target)).FirstOrDefault(text => text is not null);
        var values = new JsonObject { ["kind"] = "company", ["name"] = Cut(buyer.Key.Name ?? buyer.Key.Id!, Customer.NameMaxLength) };
        if (First(OrderTargets.CustomerPlace) is { } place) values["addressLine2"] = Cut(place, Place.LineMaxLength);
        if (First(OrderTargets.CustomerPhone) is { } phone && PhoneNumber.ToE164(phone) is not null) values["phones"] = new JsonArray(new JsonObject { ["number"] = phone });
        return values;
    }

    private async Task<int> FindProductsAsync(IReadOnlyList<(string Currency, LineDraft Line)> lines, RowReading reading, bool makes, CancellationToken cancellationToken)
    {
        var kind = kinds.Find("products")!;
        var codes = lines.GroupBy(l => l.Line.Code!).ToList();
        var found = await LookAsync(kind, "code", codes.ConvertAll(c => (string?)c.Key), cancellationToken);
        foreach (var (code, ids) in codes.Zip(found).Where(x => x.Second.Count > 0))
        {
            foreach (var (_, line) in code) line.ProductId = ids[0];
        }

        var open = codes.Zip(found).Where(x => x.Second.Count == 0).Select(x => x.First).ToList();
        if (makes) return await MakeProductsAsync(kind, open, reading, cancellationToken);
        foreach (var (_, line) in open.SelectMany(c => c)) line.Row.Faults.Add(new RowFault(reading.ColumnOf(OrderTargets.ProductCode), "unknown_product"));
        return 0;
    }

    private async Task<int> MakeProductsAsync(RecordKind kind, List<IGrouping<string, (string Currency, LineDraft Line)>> codes, RowReading reading, CancellationToken cancellationToken)
    {
        var categories = await CategoriesAsync([.. codes.SelectMany(c => c).Select(l => l.Line.Category).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)], cancellationToken);
        var writes = codes.ConvertAll(c => new RecordWrite(RecordVerb.Create, Guid.CreateVersion7(clock.GetUtcNow()), ProductOf(c, categories)));
        foreach (var (code, write) in codes.Zip(writes)) origin.Rows[write.Id!.Value] = code.First().Line.Row.Number;
        var made = 0;
        foreach (var (code, result) in codes.Zip(await kind.WriteAsync(writes, allOrNone: false, cancellationToken)))
        {
            if (result.Refusal is null) made++;
            foreach (var (_, line) in code)
            {
                line.ProductId = result.Id;
                if (result.Refusal is { } refusal) line.Row.Faults.AddRange(ImportErrors.FaultsOf(refusal, reading).Select(f => f with { Column = reading.ColumnOf(OrderTargets.ProductCode) }));
            }
        }

        return made;
    }

    private static JsonObject ProductOf(IGrouping<string, (string Currency, LineDraft Line)> code, Dictionary<string, Guid> categories)
    {
        var sold = code.Where(l => l.Line is { UnitPrice: > 0, IsBack: false }).ToList();
        var values = new JsonObject { ["code"] = code.Key, ["name"] = Cut(code.Select(l => l.Line.Name).FirstOrDefault(n => n is not null) ?? code.Key, Product.NameMaxLength) };
        if (sold.Count > 0) values["price"] = new JsonObject { ["amount"] = sold[0].Line.UnitPrice.ToString(System.Globalization.CultureInfo.InvariantCulture), ["currency"] = sold[0].Currency };
        if (code.Select(l => TextRules.Clean(l.Line.Row.Keys.GetValueOrDefault(OrderTargets.Unit))).FirstOrDefault(u => u is not null) is { } unit) values["unit"] = Cut(unit, Product.UnitMaxLength);
        if (code.Select(l => l.Line.Category).FirstOrDefault(c => c is not null) is { } category && categories.TryGetValue(category, out var id)) values["categoryId"] = id.ToString();
        return values;
    }

    private async Task<Dictionary<string, Guid>> CategoriesAsync(List<string> names, CancellationToken cancellationToken)
    {
        var (kind, categories) = (kinds.Find("product-categories")!, new Dictionary<string, Guid>(StringComparer.OrdinalIgnoreCase));
        var found = await LookAsync(kind, "name", names.ConvertAll(n => (string?)n), cancellationToken);
        foreach (var (name, ids) in names.Zip(found).Where(x => x.Second.Count > 0)) categories[name] = ids[0];
        var missing = names.Where(n => !categories.ContainsKey(n)).ToList();
        var writes = missing.ConvertAll(n => new RecordWrite(RecordVerb.Create, Guid.CreateVersion7(clock.GetUtcNow()), new JsonObject { ["name"] = Cut(n, ProductCategory.NameMaxLength) }));
        foreach (var (name, result) in missing.Zip(await kind.WriteAsync(writes, allOrNone: false, cancellationToken)))
        {
            if (result.Id is { } id) categories[name] = id;
        }

        return categories;
    }

    private Task<IReadOnlyList<IReadOnlyList<Guid>>> LookAsync(RecordKind kind, string key, IReadOnlyList<string?> texts, CancellationToken cancellationToken) => ImportTargets.SystemOf(key) is { } system
        ? matcher.FindAsync(kind, RecordMatcher.ExternalRef, [.. texts.Select(text => text is null ? null : $"{system}:{text.Trim()}")], cancellationToken)
        : matcher.FindAsync(kind, key, texts, cancellationToken);

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];

    /// <summary>An order or a return that is to be written.</summary>
    private sealed class Paper(OrderDraft order, IReadOnlyList<LineDraft> lines)
    {
        public OrderDraft Order { get; } = order;

        public IReadOnlyList<LineDraft> Lines { get; } = lines;

        public RowDraft First => Lines[0].Row;

        public IReadOnlyList<Guid> Found { get; set; } = [];

        public Guid? Id { get; set; }

        /// <summary>The first row tells what came of it, the others are part of that.</summary>
        public void Say(Dictionary<int, RowResult> results, RowOutcome outcome, params RowFault[] faults)
        {
            foreach (var line in Lines)
            {
                var part = line.Row != First && outcome != RowOutcome.Failed;
                results[line.Row.Number] = new RowResult(line.Row, part ? RowOutcome.Part : outcome, Id ?? (Found.Count > 0 ? Found[0] : null), part ? [] : faults);
            }
        }
    }
}
