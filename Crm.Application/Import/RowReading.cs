using System.Globalization;
using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Common;

namespace Crm.Application.Import;

/// <summary>Something that is wrong with a row.</summary>
/// <param name="Column">The column it stands in; null when it is the row as a whole.</param>
/// <param name="Code">Stable code.</param>
/// <param name="Params">Values for the sentence.</param>
internal sealed record RowFault(string? Column, string Code, IReadOnlyDictionary<string, object?>? Params = null);

/// <summary>Another record that a row speaks of, by a word.</summary>
/// <param name="Entity">Kind of record.</param>
/// <param name="Text">The word.</param>
/// <param name="By">What it is: name, number, email, id, externalRef:…; null for whatever finds one.</param>
/// <param name="Column">Where it stands.</param>
/// <param name="Target">What it fills.</param>
/// <param name="Put">Takes the id.</param>
internal sealed record RowReference(string Entity, string Text, string? By, string Column, ImportTarget Target, Action<Guid> Put);

/// <summary>A row as it was understood.</summary>
internal sealed class RowDraft(StagedRow row, int number)
{
    /// <summary>The row.</summary>
    public StagedRow Row { get; } = row;

    /// <summary>Its place among the rows of data, from 1.</summary>
    public int Number { get; } = number;

    /// <summary>What it says, as an input would.</summary>
    public JsonObject Values { get; } = [];

    /// <summary>What finds the record, by target key.</summary>
    public Dictionary<string, string> Keys { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of the record in other systems.</summary>
    public List<(string System, string Id)> ExternalRefs { get; } = [];

    /// <summary>Records it speaks of.</summary>
    public List<RowReference> References { get; } = [];

    /// <summary>What is wrong with it.</summary>
    public List<RowFault> Faults { get; } = [];

    /// <summary>Whether it speaks of a record that another row of the file is about; it is told when all rows are in.</summary>
    public bool Waits { get; set; }
}

/// <summary>What is needed to understand values beyond the file: codes, choices, users.</summary>
/// <param name="Codes">Codes by list.</param>
/// <param name="Users">Users.</param>
internal sealed record ReadingWords(IReadOnlyDictionary<string, ValueWords> Codes, ValueWords Users);

/// <summary>Turns rows into what an input would say, column by column, as the mapping has it.</summary>
internal sealed class RowReading
{
    private const string HomeCurrency = "CNY";
    private readonly List<Column> _columns = [];
    private readonly List<Column> _defaults = [];
    private readonly Dictionary<string, ValueWords> _choices = new(StringComparer.Ordinal);
    private readonly StagedFile _file;
    private readonly ReadingWords _words;
    private readonly bool _clearsEmpty;
    private readonly TimeZoneInfo _zone;
    private readonly ImportMapping? _willAdd;

    private RowReading(StagedFile file, ReadingWords words, bool clearsEmpty, TimeZoneInfo zone, ImportMapping? willAdd) =>
        (_file, _words, _clearsEmpty, _zone, _willAdd) = (file, words, clearsEmpty, zone, willAdd);

    /// <summary>What the columns fill: members of the input, and keys that find the record.</summary>
    public IEnumerable<string> Members => _columns.Select(c => c.Target.Field?.IsCustom == true ? c.Target.Key : c.Target.Member);

    /// <summary>Gets ready to read rows.</summary>
    /// <exception cref="InvalidException">The mapping names a column or a field that there is not, or a field twice.</exception>
    public static RowReading By(ImportMapping mapping, StagedFile file, ImportTargets targets, ReadingWords words, TimeZoneInfo zone, bool foretells = false)
    {
        var reading = new RowReading(file, words, mapping.EmptyCells == EmptyCells.Clear, zone, foretells ? mapping : null);
        var (errors, filled) = (new List<FieldError>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (i, map) in mapping.Columns.Index())
        {
            var place = file.Columns.Select(c => c.Name).ToList().IndexOf(map.Column);
            if (place < 0) errors.Add(new FieldError($"/mapping/columns/{i}/column", "unknown_column"));
            if (map.Field is null) continue;
            if (targets.Find(map.Field) is not { } target) errors.Add(new FieldError($"/mapping/columns/{i}/field", "unknown_field"));
            else if (!filled.Add(target.Key) && !target.TakesSeveral) errors.Add(new FieldError($"/mapping/columns/{i}/field", "listed_twice"));
            else if (place >= 0) reading._columns.Add(new Column(place, map, target, map.DayFormat ?? Likeliest(file.Columns[place].DayFormats)));
        }

        foreach (var (key, text) in mapping.Defaults ?? new Dictionary<string, string>())
        {
            if (targets.Find(key) is not { OnlyFinds: false } target) errors.Add(new FieldError($"/mapping/defaults/{key}", "unknown_field"));
            else reading._defaults.Add(new Column(-1, new ColumnMapping { Column = text, Field = key }, target, Likeliest(DayReading.Possible(text))));
        }

        return errors.Count == 0 ? reading : throw new InvalidException(errors);
    }

    private static DayFormat Likeliest(IReadOnlyList<DayFormat> formats) => formats is [var first, ..] ? first : default;

    /// <summary>The columns that fill a member of the input, for telling where a refusal belongs.</summary>
    public string? ColumnOf(string member) => _columns.Find(c => c.Target.Member == member || c.Target.Key == member)?.Map.Column;

    /// <summary>Understands a row. What is wrong is noted and does not stop the rest.</summary>
    public RowDraft Read(StagedRow row, int number)
    {
        var draft = new RowDraft(row, number);
        if (row.Cells.Length > _file.Columns.Count) draft.Faults.Add(new RowFault(null, "too_many_cells", new Dictionary<string, object?> { ["max"] = _file.Columns.Count, ["count"] = row.Cells.Length }));
        foreach (var column in _columns)
        {
            var text = row.Cells[column.Place];
            if (!_file.Layout.IsProven && text.Contains('\uFFFD', StringComparison.Ordinal)) Fault(draft, column, "unreadable_characters");
            else Fill(draft, column, text);
        }

        foreach (var column in _defaults.Where(d => !Has(draft.Values, d.Target))) Fill(draft, column, column.Map.Column);
        Finish(draft.Values);
        return draft;
    }

    private void Fill(RowDraft draft, Column column, string text)
    {
        if (Mapped(column, text) is { Found: true } mapped) text = mapped.Value ?? "";
        var target = column.Target;
        if (string.IsNullOrWhiteSpace(text))
        {
            if (_clearsEmpty && target is { OnlyFinds: false, IsRaw: false, Part: null } and not { Key: ImportTargets.WholeAddress } && ImportTargets.SystemOf(target.Key) is null && !Has(draft.Values, target)) Set(draft.Values, target, null);
            return;
        }

        if (ImportTargets.SystemOf(target.Key) is { } system)
        {
            draft.Keys[target.Key] = text.Trim();
            if (ExternalReferences.IsId(text.Trim())) draft.ExternalRefs.Add((system, text.Trim()));
            else Fault(draft, column, "unknown_value");
            return;
        }

        if (target.OnlyFinds || target.IsRaw) draft.Keys[target.Key] = text.Trim();
        else if (target.Key == ImportTargets.WholeAddress) FillAddress(draft.Values, text);
        else if (target.RelatesTo is { } entity && target.Type is FieldType.Relation or FieldType.Relations) Refer(draft, column, entity, text);
        else Write(draft, column, text);
    }

    private static (bool Found, string? Value) Mapped(Column column, string text) =>
        column.Map.Values is { } values && values.TryGetValue(text.Trim(), out var value) ? (true, value) : (false, null);

    private void Write(RowDraft draft, Column column, string text)
    {
        var (values, target) = (draft.Values, column.Target);
        switch (target.Type)
        {
            case FieldType.Text or FieldType.PersonName when target.Part is { } part && target.Field!.Type is FieldType.PersonName or FieldType.Money:
                values[Temporary(target.Member, part)] = text.Trim();
                break;
            case FieldType.Text or FieldType.PersonName:
                Join(values, target, TextRules.Clean(text), ", ");
                break;
            case FieldType.LongText:
                var known = Value(values, target) is not null;
                Join(values, target, known ? $"{column.Map.Column}: {TextRules.CleanMultiline(text)}" : TextRules.CleanMultiline(text), "\n");
                break;
            case FieldType.Number or FieldType.Percent:
                WriteNumber(draft, column, text);
                break;
            case FieldType.Money:
                if (NumberReading.Read(text, out var currency) is { } amount) Set(values, target, MoneyOf(amount, currency ?? column.Map.Currency));
                else Fault(draft, column, "not_an_amount");
                break;
            case FieldType.Date:
                if (DayReading.Day(text, column.DayFormat) is { } day) Set(values, target, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                else Fault(draft, column, "not_a_day");
                break;
            case FieldType.DateTime:
                if (DayReading.Moment(text, column.DayFormat, _zone) is { } moment) Set(values, target, Instants.Format(moment));
                else Fault(draft, column, "not_a_moment");
                break;
            case FieldType.YesNo:
                if (CellText.YesNo(text) is { } truth) Set(values, target, truth);
                else Fault(draft, column, "not_yes_or_no");
                break;
            case FieldType.Score:
                if (CellText.Score(text) is { } score) Set(values, target, score);
                else Fault(draft, column, "not_a_score");
                break;
            case FieldType.Code:
                if (_words.Codes[target.CodeList!].Find(text) is { } code) Set(values, target, code);
                else if (_willAdd is null || !column.Map.Adds(text, _willAdd)) Fault(draft, column, "unknown_code"); // a dry run adds no codes, and foretells as if they were there
                break;
            case FieldType.Owner:
                if (_words.Users.Find(text) is { } user) Set(values, target, user);
                else Fault(draft, column, "unknown_user");
                break;
            case FieldType.Choice:
                if (Choices(target.Field!).Find(text) is { } choice) Set(values, target, choice);
                else Fault(draft, column, "unknown_value");
                break;
            case FieldType.Choices:
                WriteChoices(draft, column, text);
                break;
            case FieldType.Tags:
                foreach (var tag in CellText.Items(text)) Add(values, target, TextRules.Clean(tag));
                break;
            case FieldType.Phone:
                WritePhones(draft, column, text);
                break;
            case FieldType.Email:
                WriteEmails(draft, column, text);
                break;
            case FieldType.WebAddress:
                Set(values, target, CellText.Web(text.Split('\n')[0]));
                break;
            case FieldType.Region:
                WriteRegion(draft, column, text);
                break;
        }
    }

    private static void WriteNumber(RowDraft draft, Column column, string text)
    {
        var percent = text.TrimEnd().EndsWith('%');
        if (NumberReading.Read(percent ? text.TrimEnd()[..^1] : text, out _) is not { } number) Fault(draft, column, "not_a_number");
        else if (IsWhole(column.Target.Field!) && number != decimal.Truncate(number)) Fault(draft, column, "not_a_whole_number");
        else if (IsWhole(column.Target.Field!) && Math.Abs(number) <= int.MaxValue) Set(draft.Values, column.Target, (int)number);
        else Set(draft.Values, column.Target, number);
    }

    private static bool IsWhole(FieldDescriptor field) => !field.IsCustom && (Nullable.GetUnderlyingType(field.Value.ReturnType) ?? field.Value.ReturnType) == typeof(int);

    private void WriteChoices(RowDraft draft, Column column, string text)
    {
        if (CellText.YesNo(text) is { } all && !column.Target.Field!.IsCustom)
        {
            foreach (var choice in all ? column.Target.Field.Choices : []) Add(draft.Values, column.Target, choice); // one column "do not contact: yes" means every way
            return;
        }

        foreach (var item in CellText.Items(text))
        {
            if (Choices(column.Target.Field!).Find(item) is { } choice) Add(draft.Values, column.Target, choice);
            else Fault(draft, column, "unknown_value");
        }
    }

    private static void WritePhones(RowDraft draft, Column column, string text)
    {
        var target = column.Target;
        if (target.Field!.IsCustom)
        {
            Set(draft.Values, target, TextRules.Clean(CellText.Digits(text)));
            return;
        }

        foreach (var phone in CellText.Phones(text).Select(p => CellText.Phone(CellText.Digits(p))))
        {
            var label = target.Part ?? (PhoneNumber.ToE164(phone) is ['+', '8', '6', '1', not '0', ..] e164 && e164.Length == 14 ? "mobile" : "office");
            Add(draft.Values, target, new JsonObject { ["label"] = label, ["number"] = TextRules.Clean(phone) }, "number");
        }
    }

    private static void WriteEmails(RowDraft draft, Column column, string text)
    {
        var target = column.Target;
        if (target.Field!.IsCustom)
        {
            Set(draft.Values, target, CellText.Address(text));
            return;
        }

        foreach (var address in CellText.Items(text).Select(CellText.Address))
            Add(draft.Values, target, new JsonObject { ["label"] = target.Part ?? "work", ["address"] = address }, "address");
    }

    private static void WriteRegion(RowDraft draft, Column column, string text)
    {
        var values = draft.Values;
        var (province, city) = (values["provinceCode"]?.GetValue<string>(), values["cityCode"]?.GetValue<string>());
        var code = column.Target.Key switch
        {
            "provinceCode" => RegionWords.Province(text),
            "cityCode" => RegionWords.City(text, province),
            "districtCode" => RegionWords.District(text, province, city),
            _ => text.Trim(),
        };
        if (code is null) Fault(draft, column, "unknown_region");
        else Set(values, column.Target, code);
    }

    private static void FillAddress(JsonObject values, string text)
    {
        var (province, city, district, rest) = RegionWords.Cut(TextRules.Clean(text) ?? "");
        if (province is not null) values["provinceCode"] ??= province;
        if (city is not null && Equals(values["provinceCode"]?.GetValue<string>(), RegionWords.Above(city, 2))) values["cityCode"] ??= city;
        if (district is not null && Equals(values["cityCode"]?.GetValue<string>(), RegionWords.Above(district, 4))) values["districtCode"] ??= district;
        if (rest.Length > 0) values["addressLine1"] = values["addressLine1"] is { } known ? $"{known.GetValue<string>()}, {rest}" : rest;
    }

    /// <summary>Of what a row says, only the records that it speaks of.</summary>
    public static JsonObject Relations(RowDraft draft)
    {
        var only = new JsonObject();
        foreach (var target in draft.References.Select(r => r.Target).Distinct()) Set(only, target, Value(draft.Values, target)?.DeepClone());
        return only;
    }

    private static void Refer(RowDraft draft, Column column, string entity, string text)
    {
        var target = column.Target;
        foreach (var item in target.Type == FieldType.Relations ? CellText.Items(text) : [text.Trim()])
        {
            draft.References.Add(new RowReference(entity, item, column.Map.By, column.Map.Column, target, id =>
            {
                if (target.Type == FieldType.Relations) Add(draft.Values, target, id.ToString());
                else Set(draft.Values, target, id.ToString());
            }));
        }
    }

    /// <summary>Puts together what came in parts: names, amounts with their currency, cities above districts.</summary>
    private static void Finish(JsonObject values)
    {
        foreach (var member in values.Select(v => v.Key).Where(k => k.Contains(PartMark, StringComparison.Ordinal)).Select(k => k.Split(PartMark)[0]).Distinct().ToList())
        {
            string? Part(string part)
            {
                var text = values[Temporary(member, part)]?.GetValue<string>();
                values.Remove(Temporary(member, part));
                return text;
            }

            var (family, given, middle, currency) = (Part("family"), Part("given"), Part("middle"), Part("currency"));
            if (CellText.Name(family, given, middle) is { Length: > 0 } name && values[member] is null) values[member] = name;
            if (currency is not null && NumberReading.Currency(currency) is { } code && values[member] is JsonObject money) money["currency"] = code;
        }

        if (values["districtCode"]?.GetValue<string>() is { } district) values["cityCode"] ??= RegionWords.Above(district, 4);
        if (values["cityCode"]?.GetValue<string>() is { } city) values["provinceCode"] ??= RegionWords.Above(city, 2);
    }

    private const string PartMark = "\u001F";

    private static string Temporary(string member, string part) => member + PartMark + part;

    private static JsonObject MoneyOf(decimal amount, string? currency) =>
        new() { ["amount"] = decimal.Round(amount, 4).ToString("0.####", CultureInfo.InvariantCulture), ["currency"] = NumberReading.Currency(currency ?? HomeCurrency) ?? HomeCurrency };

    private ValueWords Choices(FieldDescriptor field)
    {
        if (!_choices.TryGetValue(field.Key, out var words)) _choices[field.Key] = words = ValueWords.Of(field);
        return words;
    }

    private static bool Has(JsonObject values, ImportTarget target) => Value(values, target) is not null;

    private static JsonNode? Value(JsonObject values, ImportTarget target) => Home(values, target, make: false)?[Name(target)];

    private static void Set(JsonObject values, ImportTarget target, JsonNode? value) => Home(values, target, make: true)![Name(target)] = value;

    private static void Join(JsonObject values, ImportTarget target, string? text, string between) =>
        Set(values, target, text is null ? Value(values, target)?.DeepClone() : Value(values, target) is { } known ? known.GetValue<string>() + between + text : text);

    private static void Add(JsonObject values, ImportTarget target, JsonNode? item, string? identity = null)
    {
        if (item is null) return;
        if (Value(values, target) is not JsonArray list) Set(values, target, list = []);
        var text = (identity is null ? item : item[identity])!.ToString();
        if (!list.Any(known => (identity is null ? known : known![identity])!.ToString() == text)) list.Add(item);
    }

    /// <summary>The object that holds the member: the input itself, <c>custom</c> in it, or a contact's one place at a customer.</summary>
    private static JsonObject? Home(JsonObject values, ImportTarget target, bool make)
    {
        if (target.Field?.IsCustom == true)
        {
            if (values["custom"] is not JsonObject custom && make) values["custom"] = custom = [];
            else custom = (values["custom"] as JsonObject)!;
            return custom;
        }

        if (target.Member != "customers") return values;
        if (values["customers"] is JsonArray { Count: > 0 } places) return (JsonObject)places[0]!;
        if (!make) return null;
        var place = new JsonObject();
        values["customers"] = new JsonArray(place);
        return place;
    }

    private static string Name(ImportTarget target) => target.Field?.IsCustom == true ? target.Key["custom.".Length..] : target.Member == "customers" ? target.Part! : target.Member;

    private static void Fault(RowDraft draft, Column column, string code) => draft.Faults.Add(new RowFault(column.Place < 0 ? null : column.Map.Column, code));

    private sealed record Column(int Place, ColumnMapping Map, ImportTarget Target, DayFormat DayFormat);
}
