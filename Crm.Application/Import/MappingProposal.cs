using Crm.Application.Records;
using Crm.Domain.Settings;

namespace Crm.Application.Import;

/// <summary>What a column probably fills.</summary>
/// <param name="Map">The column.</param>
/// <param name="Confidence">How sure that is, 0 to 1.</param>
/// <param name="Unknown">Values that stand for nothing we know, and need to be told.</param>
/// <param name="NewField">The field that could be added for it, when nothing fits.</param>
internal sealed record ColumnProposal(ColumnMapping Map, double Confidence, IReadOnlyList<string> Unknown, NewField? NewField);

/// <summary>Finds out which column fills which field: by its name in either language, by what other programs call the field, and by what stands in it.</summary>
internal sealed class MappingProposal(StagedFile file, ImportTargets targets, ReadingWords words)
{
    private const double Named = 1;
    private const double Synonym = 0.95;
    private const double Alike = 0.86;
    private const double Enough = 0.35;
    private const double EmptyColumn = 0.2;

    /// <summary>A column called like the field whose values are all unknown is proposed, one that is only called alike is not.</summary>
    private const double Doubtful = 0.36;
    private const double Mostly = 0.5;

    /// <summary>Few values that return again and again are a choice.</summary>
    private const int FewValues = 12;
    private const int OftenEach = 4;
    private const int NumberDigits = 15;
    private readonly IReadOnlyDictionary<string, System.Collections.Frozen.FrozenSet<string>> _synonyms = Synonyms.Fields(targets.Fields.Descriptor.Key);

    /// <summary>Names of columns by which a header is known.</summary>
    public static HashSet<string> KnownNames(ImportTargets targets) =>
        [.. targets.All.SelectMany(NamesOf), .. Synonyms.Fields(targets.Fields.Descriptor.Key).Values.SelectMany(s => s)];

    /// <summary>For each column, in the order of the file.</summary>
    public IReadOnlyList<ColumnProposal> Columns()
    {
        var scores =
            from column in file.Columns.Index()
            from target in targets.All
            let score = Score(column.Item, target)
            where score >= Enough
            orderby score descending, column.Index
            select (column.Index, Target: target, Score: score);

        var (chosen, used) = (new Dictionary<int, (ImportTarget Target, double Score)>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (column, target, score) in scores)
        {
            if (chosen.ContainsKey(column) || (used.Contains(target.Key) && !target.TakesSeveral)) continue;
            chosen.Add(column, (target, score));
            used.Add(target.Key);
        }

        var own = file.Columns.Index().FirstOrDefault(c => !chosen.ContainsKey(c.Index) && IsOwnId(c.Item), (-1, null!)).Index;
        return
        [
            .. file.Columns.Select((column, i) => chosen.TryGetValue(i, out var choice) ? Propose(column, choice.Target, choice.Score)
                : i == own ? Propose(column, targets.Find(ImportTargets.ExternalRef + "salesforce")!, Synonym)
                : Unmapped(column)),
        ];
    }

    /// <summary>What a mapping that people made or that is remembered leaves unsaid.</summary>
    public ColumnProposal Complete(ColumnMapping map)
    {
        var column = file.Columns.First(c => c.Name == map.Column);
        if (map.Field is null || targets.Find(map.Field) is not { } target) return Unmapped(column) with { Map = map };
        var proposed = Propose(column, target, Named);
        return proposed with
        {
            Map = map with { DayFormat = map.DayFormat ?? proposed.Map.DayFormat, Values = map.Values ?? proposed.Map.Values },
            Unknown = [.. proposed.Unknown.Where(v => map.Values?.ContainsKey(v) != true)],
        };
    }

    /// <summary>The id that Salesforce gave the record: 15 or 18 characters, another in every row.</summary>
    private static bool IsOwnId(ColumnProfile column) =>
        column.Look == ColumnLook.ForeignId && Words.Key(column.Name) is "id" or "accountid" or "contactid" or "recordid" && column.Samples.All(s => s.Length is 15 or 18);

    private ColumnProposal Propose(ColumnProfile column, ImportTarget target, double confidence)
    {
        var (values, unknown) = (new Dictionary<string, string?>(StringComparer.Ordinal), new List<string>());
        if (WordsFor(target) is { } known)
        {
            foreach (var value in (column.Values ?? column.Samples).Select(v => v.Trim()).Distinct())
            {
                if (known.Find(value) is not null) continue;
                if (known.Guess(value) is { } guess) values[value] = guess;
                else unknown.Add(value);
            }
        }

        var map = new ColumnMapping
        {
            Column = column.Name,
            Field = target.Key,
            DayFormat = target.Type is FieldType.Date or FieldType.DateTime && column.DayFormats.Count > 0 ? column.DayFormats[0] : null,
            Values = values.Count > 0 ? values : null,
        };
        return new ColumnProposal(map, Math.Round(confidence, 2), unknown, FieldFor(column));
    }

    private ColumnProposal Unmapped(ColumnProfile column) => new(new ColumnMapping { Column = column.Name }, 0, [], FieldFor(column));

    private NewField? FieldFor(ColumnProfile column) =>
        targets.Fields.Descriptor.TakesCustomFields ? new NewField { Label = NewFields.LabelOf(column.Name, null), Type = TypeOf(column) } : null;

    private double Score(ColumnProfile column, ImportTarget target)
    {
        var score = ByName(Words.Key(column.Name), target);
        if (column.Filled == 0) return score - EmptyColumn;
        if (score < Enough) score = ByLook(column, target);
        return score < Enough ? 0 : score * Fit(column, target);
    }

    private double ByName(string key, ImportTarget target)
    {
        if (NamesOf(target).Contains(key)) return Named;
        var synonyms = _synonyms.GetValueOrDefault(target.Key);
        if (synonyms?.Contains(key) == true) return Synonym;
        var likeness = NamesOf(target).Concat(synonyms ?? []).Max(name => Words.Likeness(key, name));
        return likeness >= Alike ? likeness * 0.8 : 0;
    }

    private static double ByLook(ColumnProfile column, ImportTarget target) => (column.Look, target.Key) switch
    {
        (ColumnLook.Email, "emails") => 0.6,
        (ColumnLook.CreditCode, "creditCode") => 0.7,
        (ColumnLook.Phone, "phones") => 0.5,
        (ColumnLook.Web, "website") => 0.5,
        _ => 0,
    };

    /// <summary>How well what stands in the column goes with the field: 1 well, 0 not at all.</summary>
    private double Fit(ColumnProfile column, ImportTarget target)
    {
        double Share(Func<string, bool> fits) => (double)column.Samples.Count(fits) / column.Samples.Count;
        double Most(Func<string, bool> fits) => Share(fits) >= Mostly ? 1 : 0;
        double Any(Func<string, bool> fits) => Share(fits) > 0 ? 1 : 0;

        return target.Type switch
        {
            _ when target.Key == ImportTargets.Id => column.Samples.All(s => Guid.TryParse(s, out _)) ? 1 : 0,
            FieldType.Email => Any(s => s.Contains('@', StringComparison.Ordinal)),
            FieldType.Phone => Any(s => s.Count(char.IsAsciiDigit) >= 5 && !s.Contains('@', StringComparison.Ordinal)),
            FieldType.Date or FieldType.DateTime => column.DayFormats.Count > 0 ? 1 : 0,
            FieldType.Money or FieldType.Number or FieldType.Percent => Most(s => NumberReading.Read(s.TrimEnd('%'), out _) is not null),
            FieldType.YesNo => Most(s => CellText.YesNo(s) is not null),
            FieldType.Score => Most(s => CellText.Score(s) is not null),
            FieldType.WebAddress => Any(s => CellText.IsWeb(s.Trim())),
            FieldType.Region => Most(s => IsRegion(target.Key, s)),
            FieldType.Owner => Any(s => words.Users.Find(s) is not null),
            FieldType.Choice => Most(s => WordsFor(target)!.Guess(s) is not null),
            FieldType.Code => Share(s => WordsFor(target)!.Guess(s) is not null) > 0 ? 1 : column.Look == ColumnLook.Text ? Doubtful : 0,
            FieldType.Choices => Any(s => CellText.YesNo(s) is not null || CellText.Items(s).Any(i => WordsFor(target)!.Find(i) is not null)),
            FieldType.Relation or FieldType.Relations when target.RelatesTo == targets.Fields.Descriptor.Key && file.Columns.Any(IsOwnId) => 1, // ids of the same file
            FieldType.Relation or FieldType.Relations => column.Look == ColumnLook.ForeignId && !column.Samples.All(s => Guid.TryParse(s, out _)) ? 0 : 1,
            _ when target.Key == "creditCode" => column.Look == ColumnLook.CreditCode ? 1 : Any(s => s.Trim().Length == Domain.Common.UnifiedSocialCreditCode.Length),
            _ => 1,
        };
    }

    private static bool IsRegion(string key, string text) => key switch
    {
        "provinceCode" => RegionWords.Province(text) is not null,
        "cityCode" => RegionWords.City(text, null) is not null,
        "districtCode" => RegionWords.District(text, null, null) is not null || text.EndsWith('区') || text.EndsWith('县'),
        _ => Domain.Common.Regions.Find(text.Trim()) is not null,
    };

    private ValueWords? WordsFor(ImportTarget target) => target.Type switch
    {
        FieldType.Code => words.Codes[target.CodeList!],
        FieldType.Owner => words.Users,
        FieldType.Choice or FieldType.Choices => ValueWords.Of(target.Field!),
        _ => null,
    };

    private static IEnumerable<string> NamesOf(ImportTarget target)
    {
        yield return Words.Key(target.Label.Zh);
        yield return Words.Key(target.Label.En);
        yield return Words.Key(target.Key.Replace("custom.", "", StringComparison.Ordinal));
        if (target.Key.EndsWith("Id", StringComparison.Ordinal)) yield return Words.Key(target.Key[..^2]);
    }

    /// <summary>What a field would have to hold for all that was seen in a column; what looks like a number and is none, such as 00123 or a card's number, is a text.</summary>
    private static CustomFieldType TypeOf(ColumnProfile column) => column.Look switch
    {
        _ when column.DayFormats is [DayFormat.YearMonthDay or DayFormat.MonthDayYear or DayFormat.DayMonthYear, ..] => column.Samples.Any(s => s.Contains(':', StringComparison.Ordinal)) ? CustomFieldType.DateTime : CustomFieldType.Date,
        ColumnLook.Number => column.Samples.Any(s => s is ['0', >= '0' and <= '9', ..] || s.Count(char.IsAsciiDigit) > NumberDigits) ? CustomFieldType.Text : CustomFieldType.Number,
        ColumnLook.YesNo => CustomFieldType.YesNo,
        ColumnLook.Email => CustomFieldType.Email,
        ColumnLook.Phone => CustomFieldType.Phone,
        ColumnLook.Web when column.Samples.All(s => s.Contains("://", StringComparison.Ordinal)) => CustomFieldType.WebAddress,
        ColumnLook.Text when column.Values is { Count: > 1 and <= FewValues } values && column.Filled >= values.Count * OftenEach && values.All(v => v.Length <= CodeListItem.LabelMaxLength && !v.Contains('\n', StringComparison.Ordinal)) => CustomFieldType.Choice,
        _ => column.Samples.Any(s => s.Contains('\n', StringComparison.Ordinal) || s.Length > 100) ? CustomFieldType.LongText : CustomFieldType.Text,
    };
}
