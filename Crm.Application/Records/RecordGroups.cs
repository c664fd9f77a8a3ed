using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Records;

/// <summary>What the records with one value, and one currency, come to.</summary>
/// <param name="Key">The value as filters write it; null for none.</param>
/// <param name="Currency">The currency of what was added up, if that is money.</param>
/// <param name="Count">Number of records.</param>
/// <param name="Filled">Number of records in which the field is given that was added up.</param>
/// <param name="Sum">Their sum.</param>
public sealed record GroupCell(string? Key, string? Currency, int Count, int Filled, decimal Sum);

/// <summary>Counts and adds up, in the database, what a list holds.</summary>
public sealed class RecordGroups(RecordLister lister, ICurrentUser user)
{
    private const int MaxMonths = 60;
    private const int MaxYears = 100;

    private static readonly FieldType[] Groupable =
    [
        FieldType.Choice, FieldType.Code, FieldType.Owner, FieldType.Relation, FieldType.Relations, FieldType.Tags, FieldType.Region, FieldType.YesNo, FieldType.Score, FieldType.Date, FieldType.DateTime,
    ];

    private static readonly MethodInfo CountMethod = typeof(RecordGroups).GetMethod(nameof(CountByAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>Whether groups can be made by a field: it has few values, and one for each record or for each of several records.</summary>
    public static bool CanGroupBy(FieldPath path) => path.Field.Filterable && path.Relation is not { IsMany: true } && Groupable.Contains(path.Field.Type) && (path.Relation is null || !IsSeveral(path.Field));

    /// <summary>Whether a field can be added up.</summary>
    public static bool CanAdd(FieldDescriptor field) => field.Type is FieldType.Number or FieldType.Percent or FieldType.Money or FieldType.Score && NumberOf(field.Value.ReturnType) is not null;

    /// <summary>Where the currency of an amount stands; null for numbers without one.</summary>
    public static LambdaExpression? CurrencyOf(FieldDescriptor field) =>
        field.Stored is { } stored && stored.ReturnType == typeof(Money) ? Expression.Lambda(Expression.Property(stored.Body, nameof(Money.Currency)), stored.Parameters) : null;

    internal async Task<IReadOnlyList<GroupCell>> OfAsync<T>(EntityDescriptor<T> descriptor, ListRequest list, FieldPath? by, FieldDescriptor? figure, CancellationToken cancellationToken)
        where T : Record
    {
        var rows = await lister.MatchingAsync(descriptor, list, cancellationToken);
        var record = Expression.Parameter(typeof(T), "r");
        if (by is null) return await CountAsync(rows, record, Expression.Constant(1), figure, _ => null, cancellationToken);
        if (IsSeveral(by.Field)) return await CountItemsAsync(rows, record, by.Field, figure, cancellationToken);

        var value = FilterExpressions.ValueOf(by, record);
        return by.Field.Type is FieldType.Date or FieldType.DateTime
            ? await CountDaysAsync(rows, record, value, list, figure, cancellationToken)
            : await CountAsync(rows, record, value, figure, Text, cancellationToken);
    }

    private static bool IsSeveral(FieldDescriptor field) => field.Type is FieldType.Tags or FieldType.Relations;

    private static Task<List<GroupCell>> CountAsync<T>(IQueryable<T> rows, ParameterExpression record, Expression key, FieldDescriptor? figure, Func<object?, string?> text, CancellationToken cancellationToken)
    {
        var row = typeof(Keyed<>).MakeGenericType(key.Type);
        var keyed = Expression.Call(typeof(Queryable), nameof(Queryable.Select), [typeof(T), row], rows.Expression, Expression.Quote(Expression.Lambda(Row(row, record, key, figure), record)));
        return RunAsync(rows.Provider, row, keyed, figure, text, cancellationToken);
    }

    /// <summary>A record with several values is in several groups, and one with none in that of none.</summary>
    private static async Task<IReadOnlyList<GroupCell>> CountItemsAsync<T>(IQueryable<T> rows, ParameterExpression record, FieldDescriptor by, FieldDescriptor? figure, CancellationToken cancellationToken)
    {
        var items = FilterExpressions.Replace(by.Value, record);
        var type = items.Type.GetGenericArguments()[0];
        var (row, item) = (typeof(Keyed<>).MakeGenericType(type), Expression.Parameter(type, "item"));
        var selector = Expression.Lambda(typeof(Func<,>).MakeGenericType(typeof(T), typeof(IEnumerable<>).MakeGenericType(type)), items, record);
        var keyed = Expression.Call(
            typeof(Queryable), nameof(Queryable.SelectMany), [typeof(T), type, row], rows.Expression, Expression.Quote(selector), Expression.Quote(Expression.Lambda(Row(row, record, item, figure), record, item)));
        var groups = await RunAsync(rows.Provider, row, keyed, figure, Text, cancellationToken);

        var without = rows.Where(Expression.Lambda<Func<T, bool>>(Expression.Not(Expression.Call(typeof(Enumerable), nameof(Enumerable.Any), [type], items)), record));
        return [.. groups, .. await CountAsync(without, record, Expression.Constant(1), figure, _ => null, cancellationToken)];
    }

    /// <summary>By the months, or years, in which days lie where the user is. Engines know nothing of that; they are told where each month begins.</summary>
    private async Task<IReadOnlyList<GroupCell>> CountDaysAsync<T>(IQueryable<T> rows, ParameterExpression record, Expression value, ListRequest list, FieldDescriptor? figure, CancellationToken cancellationToken)
    {
        var zone = list.TimeZone is { } name ? TimeZoneInfo.FindSystemTimeZoneById(name) : user.TimeZone;
        if (await EndAsync(rows, record, value, zone, last: false, cancellationToken) is not { } first) return await CountAsync(rows, record, Expression.Constant(1), figure, _ => null, cancellationToken);
        var last = (await EndAsync(rows, record, value, zone, last: true, cancellationToken))!.Value;

        var months = ((last.Year - first.Year) * 12) + last.Month - first.Month + 1;
        var (step, pattern) = months <= MaxMonths ? (1, "yyyy-MM") : (12, "yyyy");
        if (last.Year - first.Year >= MaxYears) throw list.Wrong("by", "days_too_far_apart", new Dictionary<string, object?> { ["max"] = MaxYears });

        var starts = new List<DateOnly> { new(first.Year, step == 1 ? first.Month : 1, 1) };
        while (starts[^1].AddMonths(step) <= last) starts.Add(starts[^1].AddMonths(step));

        Expression key = Expression.Constant(starts.Count - 1);
        for (var i = starts.Count - 1; i > 0; i--)
            key = Expression.Condition(Expression.LessThan(value, FilterExpressions.Parameter(value.Type, Border(value, starts[i], zone))), Expression.Constant(i - 1), key);
        if (Nullable.GetUnderlyingType(value.Type) is not null) key = Expression.Condition(Expression.Equal(value, Expression.Constant(null, value.Type)), Expression.Constant(-1), key);
        return await CountAsync(rows, record, key, figure, index => (int)index! < 0 ? null : starts[(int)index].ToString(pattern, CultureInfo.InvariantCulture), cancellationToken);
    }

    private static object Border(Expression value, DateOnly day, TimeZoneInfo zone) => IsDay(value) ? day : LocalDay.Start(day, zone);

    private static bool IsDay(Expression value) => (Nullable.GetUnderlyingType(value.Type) ?? value.Type) == typeof(DateOnly);

    /// <summary>The first or the last day there is.</summary>
    private static async Task<DateOnly?> EndAsync<T>(IQueryable<T> rows, ParameterExpression record, Expression value, TimeZoneInfo zone, bool last, CancellationToken cancellationToken)
    {
        async Task<TValue?> FindAsync<TValue>()
        {
            var nullable = Expression.Lambda<Func<T, TValue?>>(value.Type == typeof(TValue) ? value : Expression.Convert(value, typeof(TValue)), record);
            var given = rows.Where(Expression.Lambda<Func<T, bool>>(Expression.NotEqual(nullable.Body, Expression.Constant(null, typeof(TValue))), record));
            return await (last ? given.OrderByDescending(nullable) : given.OrderBy(nullable)).Select(nullable).FirstOrDefaultAsync(cancellationToken);
        }

        return IsDay(value) ? await FindAsync<DateOnly?>() : await FindAsync<DateTime?>() is { } moment ? LocalDay.Of(moment, zone) : null;
    }

    private static MemberInitExpression Row(Type row, ParameterExpression record, Expression key, FieldDescriptor? figure)
    {
        MemberBinding Bind(string member, Expression value) => Expression.Bind(row.GetProperty(member)!, value);

        var members = new List<MemberBinding> { Bind(nameof(Keyed<>.Key), key) };
        if (figure is not null)
        {
            var value = FilterExpressions.Replace(figure.Value, record);
            var number = NumberOf(value.Type)!;
            members.Add(Bind(number == typeof(decimal?) ? nameof(Keyed<>.Amount) : nameof(Keyed<>.Whole), value.Type == number ? value : Expression.Convert(value, number)));
            if (CurrencyOf(figure) is { } currency) members.Add(Bind(nameof(Keyed<>.Currency), FilterExpressions.Replace(currency, record)));
        }

        return Expression.MemberInit(Expression.New(row), members);
    }

    private static Type? NumberOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var number when number == typeof(decimal) => typeof(decimal?),
        var number when number == typeof(int) || number == typeof(long) => typeof(long?),
        _ => null,
    };

    private static Task<List<GroupCell>> RunAsync(IQueryProvider provider, Type row, Expression keyed, FieldDescriptor? figure, Func<object?, string?> text, CancellationToken cancellationToken) =>
        (Task<List<GroupCell>>)CountMethod.MakeGenericMethod(row.GetGenericArguments()[0]).Invoke(null, [provider, keyed, figure, text, cancellationToken])!;

    private static async Task<List<GroupCell>> CountByAsync<TKey>(IQueryProvider provider, Expression keyed, FieldDescriptor? figure, Func<object?, string?> text, CancellationToken cancellationToken)
    {
        var rows = provider.CreateQuery<Keyed<TKey>>(keyed);
        IQueryable<Cell<TKey>> cells = rows.GroupBy(row => row.Key).Select(group => new Cell<TKey> { Key = group.Key, Count = group.Count() });
        if (figure is not null && CurrencyOf(figure) is not null)
        {
            cells = rows.GroupBy(row => new { row.Key, row.Currency })
                .Select(group => new Cell<TKey> { Key = group.Key.Key, Currency = group.Key.Currency, Count = group.Count(), Filled = group.Count(row => row.Amount != null), Amount = group.Sum(row => row.Amount) });
        }
        else if (figure is not null && NumberOf(figure.Value.ReturnType) == typeof(decimal?))
        {
            cells = rows.GroupBy(row => row.Key)
                .Select(group => new Cell<TKey> { Key = group.Key, Count = group.Count(), Filled = group.Count(row => row.Amount != null), Amount = group.Sum(row => row.Amount) });
        }
        else if (figure is not null)
        {
            cells = rows.GroupBy(row => row.Key)
                .Select(group => new Cell<TKey> { Key = group.Key, Count = group.Count(), Filled = group.Count(row => row.Whole != null), Whole = group.Sum(row => row.Whole) });
        }

        return (await cells.ToListAsync(cancellationToken)).ConvertAll(cell => new GroupCell(text(cell.Key), cell.Currency, cell.Count, cell.Filled, (cell.Amount ?? 0) + (cell.Whole ?? 0)));
    }

    private static string? Text(object? key) => key switch
    {
        null => null,
        Enum word => JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString()),
        bool truth => truth ? "true" : "false",
        _ => Convert.ToString(key, CultureInfo.InvariantCulture),
    };

    private sealed class Cell<TKey>
    {
        public TKey Key { get; set; } = default!;

        public string? Currency { get; set; }

        public int Count { get; set; }

        public int Filled { get; set; }

        public decimal? Amount { get; set; }

        public long? Whole { get; set; }
    }

    private sealed class Keyed<TKey>
    {
        public TKey Key { get; set; } = default!;

        public string? Currency { get; set; }

        public decimal? Amount { get; set; }

        public long? Whole { get; set; }
    }
}
