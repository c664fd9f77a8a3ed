using System.Linq.Expressions;
using Crm.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Records;

/// <summary>Reads any fields of records by their descriptors: exactly the columns that are asked for, and nothing else of the row.</summary>
internal static class RecordColumns
{
    private static readonly System.Reflection.MethodInfo ItemsMethod = typeof(RecordColumns).GetMethod(nameof(ItemsOfAsync), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!;

    /// <summary>The values of these records by id, in the order of the fields: as the database holds them, lists as lists, money with its currency.</summary>
    public static async Task<Dictionary<Guid, object?[]>> ReadAsync<T>(IQueryable<T> records, IReadOnlyList<FieldDescriptor> fields, CancellationToken cancellationToken)
        where T : Record
    {
        var record = Expression.Parameter(typeof(T), "r");
        var single = fields.Where(f => !HasItems(f)).ToList();
        List<Expression> columns = [Expression.Property(record, nameof(Record.Id)), .. single.Select(f => FilterExpressions.Replace(f.Value, record))];
        var money = single.Where(f => f.Type == FieldType.Money).Select(f => (Field: f, Currency: CurrencyOf(f.Value.Body))).Where(f => f.Currency is not null).ToList();
        columns.AddRange(money.Select(f => FilterExpressions.Replace(Expression.Lambda(f.Currency!, f.Field.Value.Parameters), record)));
        var row = Expression.NewArrayInit(typeof(object), columns.Select(column => Expression.Convert(column, typeof(object))));
        var read = await records.Select(Expression.Lambda<Func<T, object?[]>>(row, record)).ToListAsync(cancellationToken);

        var places = fields.Select((field, place) => (field, place)).ToDictionary(f => f.field, f => f.place);
        var values = new Dictionary<Guid, object?[]>(read.Count);
        foreach (var columnsOf in read)
        {
            var of = values[(Guid)columnsOf[0]!] = new object?[fields.Count];
            for (var i = 0; i < single.Count; i++) of[places[single[i]]] = columnsOf[i + 1];
            for (var i = 0; i < money.Count; i++)
                if (of[places[money[i].Field]] is decimal amount && columnsOf[1 + single.Count + i] is string currency) of[places[money[i].Field]] = new Money(amount, currency);
        }

        foreach (var field in fields.Where(HasItems))
        {
            var items = await (Task<ILookup<Guid, object?>>)ItemsMethod.MakeGenericMethod(typeof(T), field.Value.ReturnType.GetGenericArguments()[0]).Invoke(null, [records, field.Value, cancellationToken])!;
            foreach (var (id, of) in values) of[places[field]] = items[id].ToList();
        }

        return values;
    }

    /// <summary>Records whose text is one of these, in small letters where the field has no form of its own.</summary>
    public static Task<List<ValueMatch>> MatchAsync<T>(IQueryable<T> records, FieldDescriptor field, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
        where T : Record
    {
        var record = Expression.Parameter(typeof(T), "r");
        var value = FilterExpressions.Replace(field.Value, record);
        if (value.Type != typeof(string)) throw new NotSupportedException($"{field.Key} is no text to match on.");
        var compared = field.Normalize is null ? Expression.Call(value, nameof(string.ToLower), null) : value;
        var isOne = Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(string)], FilterExpressions.Parameter(typeof(List<string>), keys.ToList()), compared);
        var given = Expression.AndAlso(Expression.NotEqual(value, Expression.Constant(null, typeof(string))), isOne);
        var match = Expression.New(typeof(ValueMatch).GetConstructors()[0], [Expression.Property(record, nameof(Record.Id)), value], typeof(ValueMatch).GetProperty(nameof(ValueMatch.Id))!, typeof(ValueMatch).GetProperty(nameof(ValueMatch.Value))!);
        return records.Where(Expression.Lambda<Func<T, bool>>(given, record)).Select(Expression.Lambda<Func<T, ValueMatch>>(match, record)).ToListAsync(cancellationToken);
    }

    private static bool HasItems(FieldDescriptor field) => field.Type is FieldType.Tags or FieldType.Relations && !field.IsCustom;

    private static async Task<ILookup<Guid, object?>> ItemsOfAsync<T, TItem>(IQueryable<T> records, LambdaExpression items, CancellationToken cancellationToken)
        where T : Record
    {
        var pairs = await records.SelectMany((Expression<Func<T, IEnumerable<TItem>>>)items, (r, item) => new { r.Id, Item = item }).ToListAsync(cancellationToken);
        return pairs.ToLookup(p => p.Id, p => (object?)p.Item);
    }

    /// <summary>An amount without its currency means nothing outside the list that shows both.</summary>
    private static MemberExpression? CurrencyOf(Expression amount) => amount switch
    {
        UnaryExpression convert => CurrencyOf(convert.Operand),
        MemberExpression { Member.Name: nameof(Money.Amount), Expression: { } money } when money.Type == typeof(Money) => Expression.Property(money, nameof(Money.Currency)),
        _ => null,
    };
}
