using System.Globalization;
using System.Linq.Expressions;
using Crm.Domain.Common;

namespace Crm.Application.Records;

/// <summary>The order of a list: fields, and the id last so that it is always the same.</summary>
internal sealed class SortOrder<T>
    where T : Record
{
    private const int MaxFields = 4;
    private static readonly Expression Downwards = Expression.Constant(true);
    private static readonly Expression Upwards = Expression.Constant(false);
    private readonly IReadOnlyList<Term> _terms;

    private SortOrder(IReadOnlyList<Term> terms) => _terms = terms;

    /// <param name="fields">What there is to order by.</param>
    /// <param name="request">Whose order it is.</param>
    public static SortOrder<T> Parse(FieldSet fields, ListRequest request)
    {
        var terms = new List<Term>();
        foreach (var part in (request.Sort ?? fields.Descriptor.DefaultSort).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var field = fields.Find(part.TrimStart('-'));
            if (field is not { Sortable: true }) throw request.Wrong("sort", "unknown_field", new Dictionary<string, object?> { ["allowed"] = string.Join(", ", fields.Fields.Where(f => f.Sortable).Select(f => f.Key)) });
            terms.Add(new Term(field.SortBy ?? field.Value, part.StartsWith('-'), field.IsNullable));
        }

        if (terms.Count > MaxFields) throw request.Wrong("sort", "too_many", new Dictionary<string, object?> { ["max"] = MaxFields });
        Expression<Func<T, Guid>> id = r => r.Id;
        return new SortOrder<T>([.. terms, new Term(id, terms is [{ Descending: true }, ..], MayBeEmpty: false)]);
    }

    /// <summary>What tells one order from another: what is compared, and whether downwards.</summary>
    public IEnumerable<Expression> Parts => _terms.SelectMany(term => new Expression[] { term.Value, term.Descending ? Downwards : Upwards });

    /// <summary>Orders the rows; empty values come last in either direction.</summary>
    public IQueryable<T> Apply(IQueryable<T> rows) => Apply(rows, _terms);

    /// <summary>
    /// The ordered rows behind these values, in slices to be asked for one after the other until there are enough. Where the first field may be
    /// empty, those come first that have it: an index over the field gives them in either direction without sorting, which the question whether
    /// it is empty would forbid.
    /// </summary>
    public IReadOnlyList<Slice> Slices(string[]? behind)
    {
        var first = _terms[0];
        var after = behind is null ? null : After(behind);
        var from = behind is null ? null : From(first, behind[0]);
        if (!first.IsNullable) return [new Slice("all", Both(from, after), _terms)];

        var empty = new Slice("empty", Both(Is(first, empty: true), after), [.. _terms.Skip(1)]);
        return behind is ["", ..] ? [empty] : [new Slice("given", Both(Both(Is(first, empty: false), from), after), [first with { Given = true }, .. _terms.Skip(1)]), empty];
    }

    /// <summary>The values of one row by which the next page finds its place.</summary>
    public IQueryable<object?[]> Keys(IQueryable<T> rows)
    {
        var record = Expression.Parameter(typeof(T), "r");
        var values = _terms.Select(term => Expression.Convert(FilterExpressions.Replace(term.Value, record), typeof(object)));
        return rows.Select(Expression.Lambda<Func<T, object?[]>>(Expression.NewArrayInit(typeof(object), values), record));
    }

    /// <summary>The id stands last among the keys.</summary>
    public static Guid IdOf(object?[] keys) => (Guid)keys[^1]!;

    public static string[] ToText(object?[] keys) => [.. keys.Select(Text)];

    /// <summary>What holds of the rows behind these values.</summary>
    private Expression<Func<T, bool>> After(string[] keys)
    {
        if (keys.Length != _terms.Count) throw new FormatException("A cursor of another order.");
        var record = Expression.Parameter(typeof(T), "r");
        Expression behind = Expression.Constant(false);
        for (var i = _terms.Count - 1; i >= 0; i--) behind = Behind(_terms[i], keys[i], record, behind);
        return Expression.Lambda<Func<T, bool>>(behind, record);
    }

    /// <summary>Behind in this term, or equal in it and behind in the rest.</summary>
    private static Expression Behind(Term term, string key, ParameterExpression record, Expression rest)
    {
        var value = FilterExpressions.Replace(term.Value, record);
        var isNull = term.IsNullable ? Expression.Equal(value, Expression.Constant(null, value.Type)) : null;
        if (Parse(term.Type, key) is not { } parsed) return isNull is null ? Expression.Constant(false) : Expression.AndAlso(isNull, rest);

        var parameter = FilterExpressions.Parameter(value.Type, parsed);
        var beyond = Beyond(value, parameter, term.Descending);
        if (isNull is not null) beyond = Expression.OrElse(beyond, isNull);
        return rest is ConstantExpression ? beyond : Expression.OrElse(beyond, Expression.AndAlso(Expression.Equal(value, parameter), rest));
    }

    private static BinaryExpression Beyond(Expression value, Expression parameter, bool descending)
    {
        if (value.Type == typeof(string))
        {
            value = Expression.Call(typeof(string), nameof(string.Compare), null, value, parameter);
            parameter = Expression.Constant(0);
        }

        return descending ? Expression.LessThan(value, parameter) : Expression.GreaterThan(value, parameter);
    }

    private static IQueryable<T> Apply(IQueryable<T> rows, IReadOnlyList<Term> terms)
    {
        IOrderedQueryable<T>? ordered = null;
        foreach (var term in terms)
        {
            if (term is { IsNullable: true, Given: false }) ordered = Order(ordered, rows, IsNull(term), descending: false);
            ordered = Order(ordered, rows, term.Value, term.Descending);
        }

        return ordered!;
    }

    /// <summary>Says once more, so that an index can begin there, where in the first field the rows behind a place begin.</summary>
    private static Expression<Func<T, bool>>? From(Term term, string key)
    {
        if (Parse(term.Type, key) is not { } parsed) return null;
        var record = Expression.Parameter(typeof(T), "r");
        Expression value = FilterExpressions.Replace(term.Value, record);
        var place = FilterExpressions.Parameter(value.Type, parsed);
        if (value.Type == typeof(string)) (value, place) = (Expression.Call(typeof(string), nameof(string.Compare), null, value, place), Expression.Constant(0));
        return Expression.Lambda<Func<T, bool>>(term.Descending ? Expression.LessThanOrEqual(value, place) : Expression.GreaterThanOrEqual(value, place), record);
    }

    private static Expression<Func<T, bool>> Is(Term term, bool empty)
    {
        var record = Expression.Parameter(typeof(T), "r");
        var value = FilterExpressions.Replace(term.Value, record);
        var nothing = Expression.Constant(null, value.Type);
        return Expression.Lambda<Func<T, bool>>(empty ? Expression.Equal(value, nothing) : Expression.NotEqual(value, nothing), record);
    }

    private static Expression<Func<T, bool>>? Both(Expression<Func<T, bool>>? one, Expression<Func<T, bool>>? other) =>
        one is null || other is null ? one ?? other : Expression.Lambda<Func<T, bool>>(Expression.AndAlso(one.Body, FilterExpressions.Replace(other, one.Parameters[0])), one.Parameters);

    private static LambdaExpression IsNull(Term term) =>
        Expression.Lambda(Expression.Equal(term.Value.Body, Expression.Constant(null, term.Value.ReturnType)), term.Value.Parameters);

    private static IOrderedQueryable<T> Order(IOrderedQueryable<T>? ordered, IQueryable<T> rows, LambdaExpression by, bool descending)
    {
        var method = (ordered is null, descending) switch
        {
            (true, false) => nameof(Queryable.OrderBy),
            (true, true) => nameof(Queryable.OrderByDescending),
            (false, false) => nameof(Queryable.ThenBy),
            (false, true) => nameof(Queryable.ThenByDescending),
        };
        var source = ordered ?? rows;
        return (IOrderedQueryable<T>)source.Provider.CreateQuery<T>(
            Expression.Call(typeof(Queryable), method, [typeof(T), by.ReturnType], source.Expression, Expression.Quote(by)));
    }

    private static string Text(object? key) => key switch
    {
        null => "",
        DateTime moment => "=" + moment.Ticks.ToString(CultureInfo.InvariantCulture),
        DateOnly day => "=" + day.DayNumber.ToString(CultureInfo.InvariantCulture),
        _ => "=" + Convert.ToString(key, CultureInfo.InvariantCulture),
    };

    private static object? Parse(Type type, string key)
    {
        if (key.Length == 0) return null;
        var text = key[1..];
        if (type == typeof(string)) return text;
        if (type == typeof(Guid)) return Guid.Parse(text);
        if (type == typeof(DateTime)) return new DateTime(long.Parse(text, CultureInfo.InvariantCulture), DateTimeKind.Utc);
        if (type == typeof(DateOnly)) return DateOnly.FromDayNumber(int.Parse(text, CultureInfo.InvariantCulture));
        return Convert.ChangeType(text, type, CultureInfo.InvariantCulture);
    }

    /// <summary>Some of the rows, in the order.</summary>
    public sealed class Slice
    {
        private readonly IReadOnlyList<Term> _terms;

        internal Slice(string name, Expression<Func<T, bool>>? where, IReadOnlyList<Term> terms) => (Name, Where, _terms) = (name, where, terms);

        /// <summary>Which of the slices it is.</summary>
        public string Name { get; }

        /// <summary>What holds of its rows; null when nothing is asked of them.</summary>
        public Expression<Func<T, bool>>? Where { get; }

        /// <summary>Its rows among these, in the order.</summary>
        public IQueryable<T> Of(IQueryable<T> rows) => SortOrder<T>.Apply(Where is null ? rows : rows.Where(Where), _terms);
    }

    internal sealed record Term(LambdaExpression Value, bool Descending, bool MayBeEmpty)
    {
        /// <summary>Whether the rows are known to have it.</summary>
        public bool Given { get; init; }

        public Type Type => Nullable.GetUnderlyingType(Value.ReturnType) ?? Value.ReturnType;

        public bool IsNullable => Nullable.GetUnderlyingType(Value.ReturnType) is not null || (MayBeEmpty && Value.ReturnType == typeof(string));
    }
}
