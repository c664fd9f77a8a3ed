using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Domain.Common;

namespace Crm.Application.Records;

/// <summary>Turns filters into expressions that the database runs, with every value as a parameter.</summary>
public sealed class FilterTranslator(ICurrentUser user)
{
    /// <summary>Most values in one comparison.</summary>
    public const int MaxValues = 500;

    /// <summary>The word that stands for whoever asks, in fields that hold a user.</summary>
    public const string Me = "me";

    private static readonly MethodInfo StringToLower = typeof(string).GetMethod(nameof(string.ToLower), [])!;
    private static readonly MethodInfo StringContains = typeof(string).GetMethod(nameof(string.Contains), [typeof(string)])!;
    private static readonly MethodInfo StringIndexOf = typeof(string).GetMethod(nameof(string.IndexOf), [typeof(string)])!;
    private static readonly MethodInfo StringStartsWith = typeof(string).GetMethod(nameof(string.StartsWith), [typeof(string)])!;

    /// <summary>The condition that a filter puts on a record.</summary>
    /// <exception cref="InvalidException">An unknown field or comparison, or a value that the field cannot have.</exception>
    public Expression<Func<T, bool>> Translate<T>(FieldSet fields, Filter filter)
        where T : Record
    {
        var record = Expression.Parameter(typeof(T), "r");
        return Expression.Lambda<Func<T, bool>>(Visit(fields, filter, record), record);
    }

    /// <summary>For records without a place in the search index: one of the searchable fields contains the text.</summary>
    public static Expression<Func<T, bool>> AnyContains<T>(FieldSet fields, string text)
        where T : Record
    {
        var record = Expression.Parameter(typeof(T), "r");
        var any = fields.Fields.Where(f => f.Searchable && f.Value.ReturnType == typeof(string))
            .Select(f => Replace(f.Value, record))
            .Select(value => (Expression)NotNullAnd(value, Expression.Call(Expression.Call(value, StringToLower), StringContains, Parameter(typeof(string), text.ToLowerInvariant()))))
            .DefaultIfEmpty(Expression.Constant(false))
            .Aggregate(Expression.OrElse);
        return Expression.Lambda<Func<T, bool>>(any, record);
    }

    private Expression Visit(FieldSet fields, Filter filter, ParameterExpression record) => filter switch
    {
        AllOf all => all.Filters.Select(inner => Visit(fields, inner, record)).DefaultIfEmpty(Expression.Constant(true)).Aggregate(Expression.AndAlso),
        Comparison comparison => Compare(fields, comparison, record),
        _ => throw new NotSupportedException(filter.GetType().Name),
    };

    private Expression Compare(FieldSet fields, Comparison comparison, ParameterExpression record)
    {
        var field = fields.Find(comparison.Field);
        if (field is not { Filterable: true })
            throw new InvalidException(FieldError.NotAmong(comparison.Source, "unknown_field", fields.Fields.Where(f => f.Filterable).Select(f => f.Key)), unreadable: true);
        if (!field.Operators.Contains(comparison.Operator))
            throw new InvalidException(FieldError.NotAmong(comparison.Source, "unknown_operator", field.Operators.Select(FilterOperators.NameOf)), unreadable: true);
        if (comparison.Values.Count > MaxValues) throw Wrong(comparison, "too_many");

        var value = Replace(field.Value, record);
        return field.Type switch
        {
            FieldType.Choices => CompareWords(value, comparison),
            FieldType.Tags or FieldType.Relations => CompareItems(field, value, comparison),
            _ => CompareValue(field, value, comparison),
        };
    }

    /// <summary>Several choices come as the text of a JSON list; a word is in it when it stands there between quotes.</summary>
    private static Expression CompareWords(Expression list, Comparison comparison)
    {
        var isThere = Expression.NotEqual(list, Expression.Constant(null, typeof(string)));
        if (comparison.Operator == FilterOperator.IsEmpty) return Negate(isThere, Truth(comparison));

        var any = comparison.Values
            .Select(word => (Expression)Expression.Call(list, StringContains, Parameter(typeof(string), JsonSerializer.Serialize(word))))
            .Aggregate(Expression.OrElse);
        return Negate(Expression.AndAlso(isThere, any), comparison.Operator is FilterOperator.Ne or FilterOperator.Nin);
    }

    /// <summary>A field with several values matches when one of them does.</summary>
    private Expression CompareItems(FieldDescriptor field, Expression items, Comparison comparison)
    {
        var type = field.Value.ReturnType.GetGenericArguments()[0];
        if (comparison.Operator == FilterOperator.IsEmpty)
            return Negate(Expression.Call(typeof(Enumerable), nameof(Enumerable.Any), [type], items), Truth(comparison));

        var item = Expression.Parameter(type, "item");
        var wanted = AnyOf(item, [.. comparison.Values.Select(text => Parse(field, type, text, comparison))]);
        var any = Expression.Call(typeof(Enumerable), nameof(Enumerable.Any), [type], items, Expression.Lambda(wanted, item));
        return comparison.Operator is FilterOperator.Ne or FilterOperator.Nin ? Expression.Not(any) : any;
    }

    private Expression CompareValue(FieldDescriptor field, Expression value, Comparison comparison)
    {
        object?[] Parsed() => [.. comparison.Values.Select(text => Parse(field, field.Value.ReturnType, text, comparison))];
        Expression One(int index = 0) => Parameter(value.Type, Parsed()[index]);

        return comparison.Operator switch
        {
            FilterOperator.Eq => Expression.Equal(value, One()),
            FilterOperator.Ne => NotEqual(value, One()),
            FilterOperator.Gt => Expression.GreaterThan(value, One()),
            FilterOperator.Gte => Expression.GreaterThanOrEqual(value, One()),
            FilterOperator.Lt => Expression.LessThan(value, One()),
            FilterOperator.Lte => Expression.LessThanOrEqual(value, One()),
            FilterOperator.Between when comparison.Values.Count == 2 =>
                Expression.AndAlso(Expression.GreaterThanOrEqual(value, One()), Expression.LessThanOrEqual(value, One(1))),
            FilterOperator.Between => throw Wrong(comparison, "two_values_needed"),
            FilterOperator.In => AnyOf(value, Parsed()),
            FilterOperator.Nin => Expression.Not(AnyOf(value, Parsed())),
            FilterOperator.Contains => NotNullAnd(value, Expression.Call(value, StringContains, One())),
            FilterOperator.StartsWith => NotNullAnd(value, StartsWith(value, One())),
            FilterOperator.IsEmpty => Negate(Expression.NotEqual(value, Expression.Constant(null, value.Type)), Truth(comparison)),
            _ => throw new NotSupportedException(comparison.Operator.ToString()),
        };
    }

    /// <summary>LIKE, which may use an index, does not tell a from A on SQLite; the place where the text is found does.</summary>
    private static BinaryExpression StartsWith(Expression value, Expression start) =>
        Expression.AndAlso(Expression.Call(value, StringStartsWith, start), Expression.Equal(Expression.Call(value, StringIndexOf, start), Expression.Constant(0)));

    private static MethodCallExpression AnyOf(Expression value, object?[] values)
    {
        var typed = Array.CreateInstance(value.Type, values.Length);
        for (var i = 0; i < values.Length; i++) typed.SetValue(values[i], i);
        return Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [value.Type], Parameter(typed.GetType(), typed), value);
    }

    private static UnaryExpression NotEqual(Expression value, Expression other) => Expression.Not(Expression.Equal(value, other));

    private static BinaryExpression NotNullAnd(Expression value, Expression condition) =>
        Expression.AndAlso(Expression.NotEqual(value, Expression.Constant(null, value.Type)), condition);

    private static Expression Negate(Expression condition, bool negate) => negate ? Expression.Not(condition) : condition;

    private static bool Truth(Comparison comparison) =>
        comparison.Values is [var text] && bool.TryParse(text, out var truth) ? truth : throw Wrong(comparison, "not_true_or_false");

    private object? Parse(FieldDescriptor field, Type valueType, string text, Comparison comparison)
    {
        var type = Nullable.GetUnderlyingType(valueType) ?? valueType;
        if (type == typeof(string)) return text.Contains('\0', StringComparison.Ordinal) ? throw Wrong(comparison, "invalid_value") : text; // no engine keeps it in a text
        if (field.Type == FieldType.Owner && text == Me) return user.UserId ?? throw Wrong(comparison, "invalid_value");
        return ParseAs(type, text) ?? throw Wrong(comparison, "invalid_value");
    }

    private static object? ParseAs(Type type, string text)
    {
        var invariant = CultureInfo.InvariantCulture;
        if (type.IsEnum) return Enum.GetNames(type).FirstOrDefault(n => JsonNamingPolicy.SnakeCaseLower.ConvertName(n) == text) is { } name ? Enum.Parse(type, name) : null;
        if (type == typeof(Guid)) return Guid.TryParseExact(text, "D", out var id) ? id : null;
        if (type == typeof(int)) return int.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out var number) ? number : null;
        if (type == typeof(decimal)) return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, invariant, out var amount) && Money.CanHold(amount) ? amount : null;
        if (type == typeof(DateOnly)) return DateOnly.TryParseExact(text, "yyyy-MM-dd", invariant, DateTimeStyles.None, out var day) ? day : null;
        if (type == typeof(DateTime)) return Instants.TryParse(text, out var utc) ? utc : null;
        if (type == typeof(bool)) return bool.TryParse(text, out var truth) ? truth : null;
        throw new NotSupportedException($"No filter values of type {type.Name}.");
    }

    /// <summary>A captured value, so that it reaches the database as a parameter and never as SQL.</summary>
    internal static Expression Parameter(Type type, object? value)
    {
        var box = Activator.CreateInstance(typeof(Box<>).MakeGenericType(type), value)!;
        return Expression.Field(Expression.Constant(box), nameof(Box<>.Value));
    }

    internal static Expression Replace(LambdaExpression lambda, ParameterExpression record) =>
        new ParameterReplacer(lambda.Parameters[0], record).Visit(lambda.Body);

    private static InvalidException Wrong(Comparison comparison, string code) => new(FieldError.InQuery(comparison.Source, code), unreadable: true);

    private sealed class Box<TValue>(TValue value)
    {
        public readonly TValue Value = value;
    }

    private sealed class ParameterReplacer(ParameterExpression from, Expression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
