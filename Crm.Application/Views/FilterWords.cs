using System.Globalization;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;
using Crm.Domain.Security;
using Crm.Domain.Questionnaires;
using Crm.Domain.Segments;
using Crm.Domain.Settings;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Views;

/// <summary>
/// Says filters in words, in both languages: 负责人是我 且 30 天未跟进, Owner is me and no contact for 30 days. Ids and codes become the names that
/// the one who asks may see.
/// </summary>
internal sealed class FilterWords(ICrmDb db, IUserDirectory directory, ICurrentUser user)
{
    private const int MostNamed = 5;
    private static readonly FilterText Everything = new("全部", "Everything");

    private static readonly Dictionary<string, FilterText> PeriodWords = new(StringComparer.Ordinal)
    {
        ["today"] = new("今天", "today"), ["yesterday"] = new("昨天", "yesterday"), ["tomorrow"] = new("明天", "tomorrow"),
        ["lastWeek"] = new("上周", "last week"), ["thisWeek"] = new("本周", "this week"), ["nextWeek"] = new("下周", "next week"),
        ["lastMonth"] = new("上月", "last month"), ["thisMonth"] = new("本月", "this month"), ["nextMonth"] = new("下月", "next month"),
        ["lastQuarter"] = new("上季度", "last quarter"), ["thisQuarter"] = new("本季度", "this quarter"), ["nextQuarter"] = new("下季度", "next quarter"),
        ["lastYear"] = new("去年", "last year"), ["thisYear"] = new("今年", "this year"), ["nextYear"] = new("明年", "next year"),
        [Periods.Past] = new("过去", "the past"), [Periods.Future] = new("将来", "the future"),
    };

    /// <summary>Each of these filters in words.</summary>
    public async Task<IReadOnlyList<FilterText>> DescribeAsync(FieldPaths fields, IReadOnlyList<Filter> filters, CancellationToken cancellationToken)
    {
        var names = await NamesAsync([.. filters.SelectMany(filter => filter.Comparisons).Select(c => (c, fields.Find(c.Field)))], cancellationToken);
        return [.. filters.Select(filter => Say(filter, fields, names, isInner: false))];
    }

    /// <summary>What these values of a field are called.</summary>
    public async Task<Dictionary<string, FilterText>> NameAsync(FieldPath path, IReadOnlyList<string> values, CancellationToken cancellationToken)
    {
        var names = await NamesAsync([(new Comparison(path.Key, FilterOperator.In, values, path.Key), path)], cancellationToken);
        return values.ToDictionary(value => value, value => names.Of(path, value), StringComparer.Ordinal);
    }

    private static FilterText Say(Filter filter, FieldPaths fields, Names names, bool isInner) => filter switch
    {
        AllOf { Filters: [] } => Everything,
        AllOf { Filters: [var only] } => Say(only, fields, names, isInner),
        AnyOf { Filters: [var only] } => Say(only, fields, names, isInner),
        AllOf all => Join(all.Filters, new(" 且 ", " and "), fields, names, isInner),
        AnyOf any => Join(any.Filters, new(" 或 ", " or "), fields, names, isInner),
        Not not => Around("不满足（{0}）", "not ({0})", Say(not.Filter, fields, names, isInner: false)),
        Comparison comparison => Say(comparison, fields.Find(comparison.Field), names),
        _ => throw new NotSupportedException(filter.GetType().Name),
    };

    private static FilterText Join(IReadOnlyList<Filter> filters, FilterText word, FieldPaths fields, Names names, bool isInner)
    {
        var parts = filters.Select(filter => Say(filter, fields, names, isInner: true)).ToList();
        var joined = new FilterText(string.Join(word.Zh, parts.Select(part => part.Zh)), string.Join(word.En, parts.Select(part => part.En)));
        return isInner ? Around("（{0}）", "({0})", joined) : joined;
    }

    private static FilterText Say(Comparison comparison, FieldPath? path, Names names)
    {
        if (path is null) return new FilterText($"{comparison.Field}（字段已不存在）", $"{comparison.Field} (a field that is gone)");
        var field = new FilterText(path.Label.Zh, path.Label.En);
        var (op, type, raw) = (comparison.Operator, path.Field.Type, comparison.Values);
        if (op is FilterOperator.Within or FilterOperator.NotWithin) return SayPeriod(path, raw[0], op == FilterOperator.NotWithin);
        if (op == FilterOperator.IsEmpty) return bool.TryParse(raw[0], out var empty) && empty ? After(field, "为空", " is empty") : After(field, "不为空", " is not empty");

        var values = raw.Select(value => names.Of(path, value)).ToList();
        FilterText Any() => List(values, " 或 ", " or ");
        FilterText All() => List(values, "、", ", ");
        var holdsSeveral = type is FieldType.Tags or FieldType.Relations or FieldType.Choices;
        var isDay = type is FieldType.Date or FieldType.DateTime;
        return op switch
        {
            FilterOperator.Eq or FilterOperator.In when holdsSeveral => With(field, "含有", " has ", Any()),
            FilterOperator.Ne or FilterOperator.Nin when holdsSeveral => With(field, "不含", " has none of ", All()),
            FilterOperator.HasAll => With(field, "同时含有", " has all of ", All()),
            FilterOperator.Eq when type == FieldType.YesNo => With(field, "：", ": ", values[0]),
            FilterOperator.Ne when type == FieldType.YesNo => With(field, "不为", " is not ", values[0]),
            FilterOperator.Eq or FilterOperator.In => With(field, "是", " is ", Any()),
            FilterOperator.Ne or FilterOperator.Nin => With(field, "不是", " is not ", Any()),
            FilterOperator.Inside => With(field, "在", " is in ", Any()),
            FilterOperator.NotInside => With(field, "不在", " is not in ", Any()),
            FilterOperator.Gt => isDay ? With(field, "晚于", " is after ", values[0]) : With(field, "大于", " is more than ", values[0]),
            FilterOperator.Gte => isDay ? With(field, "不早于", " is not before ", values[0]) : With(field, "不小于", " is at least ", values[0]),
            FilterOperator.Lt => isDay ? With(field, "早于", " is before ", values[0]) : With(field, "小于", " is less than ", values[0]),
            FilterOperator.Lte => isDay ? With(field, "不晚于", " is not after ", values[0]) : With(field, "不大于", " is at most ", values[0]),
            FilterOperator.Between when values is [var from, var to] => new($"{field.Zh}在 {from.Zh} 到 {to.Zh} 之间", $"{field.En} is between {from.En} and {to.En}"),
            FilterOperator.Contains => new($"{field.Zh}包含“{raw[0]}”", $"{field.En} contains “{raw[0]}”"),
            FilterOperator.NotContains => new($"{field.Zh}不包含“{raw[0]}”", $"{field.En} does not contain “{raw[0]}”"),
            FilterOperator.StartsWith => new($"{field.Zh}以“{raw[0]}”开头", $"{field.En} starts with “{raw[0]}”"),
            FilterOperator.EndsWith => new($"{field.Zh}以“{raw[0]}”结尾", $"{field.En} ends with “{raw[0]}”"),
            _ => With(field, FilterOperators.NameOf(op), $" {FilterOperators.NameOf(op)} ", All()),
        };
    }

    /// <summary>Nobody says that the last contact is not within the last 30 days.</summary>
    private static FilterText SayPeriod(FieldPath path, string period, bool denies)
    {
        var (zh, en) = (path.Label.Zh, path.Label.En);
        if (Periods.ReadCounted(period) is not var (side, count, unit))
        {
            var word = PeriodWords.GetValueOrDefault(period, new FilterText(period, period));
            var (preposition, of) = period is Periods.Past or Periods.Future ? ("在", "in ") : ("是", "");
            return denies ? new($"{zh}不{preposition}{word.Zh}", $"{en} is not {of}{word.En}") : new($"{zh}{preposition}{word.Zh}", $"{en} is {of}{word.En}");
        }

        var length = Length(count, unit);
        if (side == "last" && denies && path is { Relation: null, Field.Absence: { } absence }) return new($"{length.Zh}{absence.Zh}", $"{absence.En} for {length.En}");
        var is_ = denies ? new FilterText("不", "is not") : new FilterText("", "is");
        return side switch
        {
            "last" => new($"{zh}{is_.Zh}在最近 {length.Zh}内", $"{en} {is_.En} in the last {length.En}"),
            "next" => new($"{zh}{is_.Zh}在今后 {length.Zh}内", $"{en} {is_.En} in the next {length.En}"),
            "olderThan" => new($"{zh}{is_.Zh}早于 {length.Zh}前", $"{en} {is_.En} more than {length.En} ago"),
            _ => new($"{zh}{is_.Zh}晚于 {length.Zh}后", $"{en} {is_.En} more than {length.En} ahead"),
        };
    }

    private static FilterText Length(int count, char unit)
    {
        var (zh, en) = unit switch { 'd' => ("天", "day"), 'w' => ("周", "week"), _ => ("个月", "month") };
        return new FilterText($"{count} {zh}", $"{count} {en}{(count == 1 ? "" : "s")}");
    }

    private static FilterText List(List<FilterText> values, string zh, string en)
    {
        if (values.Count == 0) return new FilterText("（无）", "(none)");
        var named = values.Take(MostNamed).ToList();
        var more = values.Count - named.Count;
        return new FilterText(
            string.Join(zh, named.Select(value => value.Zh)) + (more > 0 ? $" 等 {values.Count} 个" : ""),
            string.Join(en, named.Select(value => value.En)) + (more > 0 ? $" and {more} more" : ""));
    }

    private static FilterText With(FilterText field, string zh, string en, FilterText value) => new(field.Zh + zh + value.Zh, field.En + en + value.En);

    private static FilterText After(FilterText field, string zh, string en) => new(field.Zh + zh, field.En + en);

    private static FilterText Around(string zh, string en, FilterText inner) => new(zh.Replace("{0}", inner.Zh, StringComparison.Ordinal), en.Replace("{0}", inner.En, StringComparison.Ordinal));

    /// <summary>Reads at once what all ids and codes are called.</summary>
    private async Task<Names> NamesAsync(IReadOnlyList<(Comparison Comparison, FieldPath? Path)> uses, CancellationToken cancellationToken)
    {
        var names = new Names(user.TimeZone);
        IEnumerable<(FieldPath Path, string Value)> Of(Func<FieldPath, bool> wanted) => uses.Where(use => use.Path is not null && wanted(use.Path)).SelectMany(use => use.Comparison.Values.Select(value => (use.Path!, value)));

        foreach (var (path, value) in Of(path => path.Field.Type == FieldType.Owner).Distinct())
        {
            if (Guid.TryParse(value, out var id) && await directory.NameOfAsync(id, cancellationToken) is { } name) names.Add(path, value, new FilterText(name, name));
        }

        var lists = Of(path => path.Field.CodeList is not null).Select(use => use.Path.Field.CodeList!).Distinct().ToList();
        if (lists.Count > 0)
        {
            var items = await db.Set<CodeListItem>().AsNoTracking().Where(i => lists.Contains(i.List)).Select(i => new { i.List, i.Code, i.LabelZh, i.LabelEn }).ToListAsync(cancellationToken);
            var labels = items.ToLookup(i => (i.List, i.Code), i => new FilterText(i.LabelZh, i.LabelEn));
            foreach (var (path, value) in Of(path => path.Field.CodeList is not null))
                if (labels[(path.Field.CodeList!, value)].FirstOrDefault() is { } label) names.Add(path, value, label);
        }

        await AddRecordsAsync("customers", db.Set<Customer>().Select(c => new Named { Id = c.Id, Name = c.Name }));
        await AddRecordsAsync("contacts", db.Set<Contact>().Select(c => new Named { Id = c.Id, Name = c.Name }));
        await AddRecordsAsync("segments", db.Set<Segment>().Select(s => new Named { Id = s.Id, Name = s.Name }));
        await AddRecordsAsync("questionnaires", db.Set<Questionnaire>().Select(q => new Named { Id = q.Id, Name = q.Name }));
        await AddRecordsAsync("teams", db.Set<Team>().Select(t => new Named { Id = t.Id, Name = t.Name }));
        return names;

        async Task AddRecordsAsync(string kind, IQueryable<Named> records)
        {
            var wanted = Of(path => path.Field.RelatesTo == kind).ToList();
            var ids = wanted.Select(use => Guid.TryParse(use.Value, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct().ToList();
            if (ids.Count == 0) return;
            var found = await records.Where(record => ids.Contains(record.Id)).ToDictionaryAsync(record => record.Id, record => record.Name, cancellationToken);
            foreach (var (path, value) in wanted)
                if (Guid.TryParse(value, out var id) && found.TryGetValue(id, out var name)) names.Add(path, value, new FilterText(name, name));
        }
    }

    private sealed class Named
    {
        public Guid Id { get; init; }

        public string Name { get; init; } = "";
    }

    /// <summary>What values are called.</summary>
    private sealed class Names(TimeZoneInfo zone)
    {
        private static readonly FilterText Unknown = new("（看不到的记录）", "(a record out of sight)");
        private readonly Dictionary<(string Field, string Value), FilterText> _known = [];

        public void Add(FieldPath path, string value, FilterText name) => _known[(path.Key, value)] = name;

        public FilterText Of(FieldPath path, string value)
        {
            if (_known.TryGetValue((path.Key, value), out var known)) return known;
            var plain = new FilterText(value, value);
            return (path.Field, value) switch
            {
                ({ Type: FieldType.Owner }, FilterTranslator.Me) => new("我", "me"),
                ({ Type: FieldType.Owner }, FilterTranslator.MyTeam) => new("我团队的人", "somebody of my team"),
                ({ RelatesTo: "teams" }, FilterTranslator.MyTeam) => new("我的团队", "my team"),
                ({ Type: FieldType.YesNo }, _) => value == "true" ? new("是", "yes") : new("否", "no"),
                ({ Type: FieldType.Region }, _) => Regions.Find(value) is null ? plain : new(Regions.FullName(value), Regions.FullName(value)),
                ({ Type: FieldType.DateTime }, _) => Instants.TryParse(value, out var utc) && TimeZoneInfo.ConvertTimeFromUtc(utc, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) is var local ? new(local, local) : plain,
                ({ Type: FieldType.Owner or FieldType.Relation or FieldType.Relations or FieldType.Segments }, _) => Unknown,
                _ => path.Field.Options.FirstOrDefault(option => option.Value == value) is { } option ? new(option.Label.Zh, option.Label.En) : plain,
            };
        }
    }
}
