using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Domain.Customers;

namespace Crm.Application.Records;

/// <summary>What the words in a filter depend on.</summary>
/// <param name="Me">Who asks.</param>
/// <param name="TeamId">His team.</param>
/// <param name="Team">Its members, himself among them.</param>
/// <param name="Now">This moment (UTC).</param>
/// <param name="Zone">Where days begin and end.</param>
internal sealed record FilterSetting(Guid? Me, Guid? TeamId, IReadOnlyList<Guid> Team, DateTime Now, TimeZoneInfo Zone)
{
    /// <summary>What the segments say that the filter names.</summary>
    public IReadOnlyDictionary<Guid, SegmentCondition> Segments { get; init; } = new Dictionary<Guid, SegmentCondition>();
}

/// <summary>A segment as conditions on a customer.</summary>
/// <param name="Plain">Who is in it.</param>
/// <param name="Exact">The same where unknown (NULL) must be told from false, because what comes of it is turned round.</param>
internal sealed record SegmentCondition(Expression<Func<Customer, bool>> Plain, Expression<Func<Customer, bool>> Exact);

/// <summary>Turns a filter into an expression that the database runs, with every value as a parameter.</summary>
internal sealed class FilterExpressions(FieldPaths fields, FilterSetting setting)
{
    /// <summary>Each of them is looked for apart.</summary>
    private const int MaxValuesOfAll = 30;

    /// <summary>No stored text can hold it; see <see cref="EndsWith"/>.</summary>
    private const string Mark = "\u0001";

    private static readonly MethodInfo StringToLower = typeof(string).GetMethod(nameof(string.ToLower), [])!;
    private static readonly MethodInfo StringContains = typeof(string).GetMethod(nameof(string.Contains), [typeof(string)])!;
    private static readonly MethodInfo StringConcat = typeof(string).GetMethod(nameof(string.Concat), [typeof(string), typeof(string)])!;
    private static readonly MethodInfo StringIndexOf = typeof(string).GetMethod(nameof(string.IndexOf), [typeof(string)])!;
    private static readonly MethodInfo StringCompare = typeof(string).GetMethod(nameof(string.Compare), [typeof(string), typeof(string)])!;
    private static readonly MethodInfo StringStartsWith = typeof(string).GetMethod(nameof(string.StartsWith), [typeof(string)])!;

    /// <summary>The condition that a filter puts on a record.</summary>
    /// <exception cref="InvalidException">An unknown field or comparison, or a value that the field cannot have.</exception>
    public Expression<Func<T, bool>> Of<T>(Filter filter, bool exact = false)
    {
        var record = Expression.Parameter(typeof(T), "r");
        return Expression.Lambda<Func<T, bool>>(Visit(filter, record, exact), record);
    }

    /// <summary>Refuses what <see cref="Of"/> would refuse.</summary>
    public void Check(Type record, Filter filter) => Visit(filter, Expression.Parameter(record, "r"), exact: false);

    /// <summary>For records without a place in the search index: one of the searchable fields contains the text.</summary>
    public static Expression<Func<T, bool>> AnyContains<T>(FieldSet fields, string text)
    {
        var record = Expression.Parameter(typeof(T), "r");
        var any = fields.Fields.Where(f => f.Searchable && f.Value.ReturnType == typeof(string))
            .Select(f => Replace(f.Value, record))
            .Select(value => (Expression)NotNullAnd(value, Expression.Call(Expression.Call(value, StringToLower), StringContains, Parameter(typeof(string), text.ToLowerInvariant()))))
            .DefaultIfEmpty(Expression.Constant(false))
            .Aggregate(Expression.OrElse);
        return Expression.Lambda<Func<T, bool>>(any, record);
    }

    /// <summary>A captured value, so that it reaches the database as a parameter and never as SQL.</summary>
    internal static Expression Parameter(Type type, object? value)
    {
        var box = Activator.CreateInstance(typeof(QueryValue<>).MakeGenericType(type), value)!;
        return Expression.Property(Expression.Constant(box), nameof(QueryValue<>.Value));
    }

    internal static Expression Replace(LambdaExpression lambda, Expression record) => new ParameterReplacer(lambda.Parameters[0], record).Visit(lambda.Body);

    /// <summary>How to read a field of the record, also through a relation that leads to one other record.</summary>
    internal static Expression ValueOf(FieldPath path, Expression record)
    {
        if (path.Relation is not { } relation) return Replace(path.Field.Value, record);
        var value = Replace(path.Field.Value, Replace(relation.Path, record));
        return value.Type.IsValueType && Nullable.GetUnderlyingType(value.Type) is null ? Expression.Convert(value, typeof(Nullable<>).MakeGenericType(value.Type)) : value;
    }

    /// <param name="filter">The filter.</param>
    /// <param name="record">The record.</param>
    /// <param name="exact">Whether unknown (NULL) must be told from false, because what comes of it is turned round.</param>
    private Expression Visit(Filter filter, Expression record, bool exact) => filter switch
    {
        AllOf all => all.Filters.Select(inner => Visit(inner, record, exact)).DefaultIfEmpty(Expression.Constant(true)).Aggregate(Expression.AndAlso),
        AnyOf any => any.Filters.Select(inner => Visit(inner, record, exact)).DefaultIfEmpty(Expression.Constant(false)).Aggregate(Expression.OrElse),
        Not not => Expression.Not(Visit(not.Filter, record, exact: true)),
        Comparison comparison => Compare(comparison, record, exact),
        _ => throw new NotSupportedException(filter.GetType().Name),
    };

    /// <summary>A comparison that denies is the opposite of one that affirms, so that it also holds for what is empty.</summary>
    private Expression Compare(Comparison comparison, Expression record, bool exact)
    {
        var path = fields.Find(comparison.Field);
        if (path is not { Field.Filterable: true }) throw comparison.NotAmong("field", "unknown_field", fields.All.Where(p => p.Field.Filterable).Select(p => p.Key));
        if (!path.Operators.Contains(comparison.Operator)) throw comparison.NotAmong("op", "unknown_operator", path.Operators.Select(FilterOperators.NameOf));
        var most = comparison.Operator == FilterOperator.HasAll ? MaxValuesOfAll : Filter.MaxValues;
        if (comparison.Values.Count > most) throw comparison.Wrong("value", "too_many", new Dictionary<string, object?> { ["max"] = most });

        var denies = comparison.Operator is FilterOperator.Ne or FilterOperator.Nin or FilterOperator.NotContains or FilterOperator.NotWithin or FilterOperator.NotInside
            || (comparison.Operator == FilterOperator.IsEmpty && Truth(comparison));
        var affirmed = Affirm(comparison, path, record, exact || denies);
        return denies ? Expression.Not(affirmed) : affirmed;
    }

    private Expression Affirm(Comparison comparison, FieldPath path, Expression record, bool exact)
    {
        if (path.Field.Type == FieldType.Segments) return InSegments(comparison, path.Relation, record, exact);
        if (path.Relation is not { IsMany: true } relation) return Test(comparison, path.Field, ValueOf(path, record), exact);
        var others = Replace(relation.Path, record);
        return Any(others, other => Test(comparison, path.Field, Replace(path.Field.Value, other), exact));
    }

    /// <summary>A customer is in a segment when its condition holds for him, whatever the filter is about; there must be a customer.</summary>
    private Expression InSegments(Comparison comparison, Relation? relation, Expression record, bool exact)
    {
        if (relation is { IsMany: true }) return Any(Replace(relation.Path, record), other => InAll(comparison, other, exact));
        var customer = relation is null ? record : Replace(relation.Path, record);
        if (customer.Type != typeof(Customer)) throw comparison.Wrong("field", "segments_not_here");
        return relation is null ? InAll(comparison, customer, exact) : NotNullAnd(customer, InAll(comparison, customer, exact));
    }

    private Expression InAll(Comparison comparison, Expression customer, bool exact)
    {
        var conditions = comparison.Values.Distinct().Select(value =>
            Guid.TryParseExact(value, "D", out var id) && setting.Segments.TryGetValue(id, out var segment)
                ? Replace(exact ? segment.Exact : segment.Plain, customer)
                : throw comparison.Wrong("value", "unknown_segment"));
        return comparison.Operator == FilterOperator.HasAll
            ? conditions.DefaultIfEmpty(Expression.Constant(true)).Aggregate(Expression.AndAlso)
            : conditions.DefaultIfEmpty(Expression.Constant(false)).Aggregate(Expression.OrElse);
    }

    private Expression Test(Comparison comparison, FieldDescriptor field, Expression value, bool exact) => field.Type switch
    {
        FieldType.Choices => TestWords(comparison, value),
        FieldType.Tags or FieldType.Relations => TestItems(comparison, field, value),
        _ => TestValue(comparison, field, value, exact),
    };

    /// <summary>Several choices come as the text of a JSON list; a word is in it when it stands there between quotes.</summary>
    private static BinaryExpression TestWords(Comparison comparison, Expression list)
    {
        if (comparison.Operator == FilterOperator.IsEmpty) return NotNull(list);
        var there = comparison.Values.Select(word => (Expression)Expression.Call(list, StringContains, Parameter(typeof(string), $"\"{word}\"")));
        return NotNullAnd(list, comparison.Operator == FilterOperator.HasAll ? there.DefaultIfEmpty(Expression.Constant(true)).Aggregate(Expression.AndAlso) : there.DefaultIfEmpty(Expression.Constant(false)).Aggregate(Expression.OrElse));
    }

    /// <summary>A field with several values matches when one of them does.</summary>
    private Expression TestItems(Comparison comparison, FieldDescriptor field, Expression items)
    {
        var type = items.Type.GetGenericArguments()[0];
        List<object?> wanted = comparison.Operator == FilterOperator.IsEmpty ? [] : Parse(comparison, field, type);
        return comparison.Operator switch
        {
            FilterOperator.IsEmpty => Expression.Call(typeof(Enumerable), nameof(Enumerable.Any), [type], items),
            FilterOperator.HasAll => wanted.Distinct()
                .Select(one => (Expression)Any(items, item => Expression.Equal(item, Parameter(type, one))))
                .DefaultIfEmpty(Expression.Constant(true))
                .Aggregate(Expression.AndAlso),
            _ => Any(items, item => AnyOf(item, wanted)),
        };
    }

    private Expression TestValue(Comparison comparison, FieldDescriptor field, Expression value, bool exact)
    {
        if (comparison.Operator is FilterOperator.Within or FilterOperator.NotWithin) return Within(comparison, value, exact);
        if (comparison.Operator is FilterOperator.Inside or FilterOperator.NotInside) return NotNullAnd(value, comparison.Values.Select(code => (Expression)Inside(comparison, value, code)).DefaultIfEmpty(Expression.Constant(false)).Aggregate(Expression.OrElse));
        if (comparison.Operator == FilterOperator.IsEmpty) return value.Type.IsValueType && Nullable.GetUnderlyingType(value.Type) is null ? Expression.Constant(true) : NotNull(value);

        var values = Parse(comparison, field, value.Type);
        Expression One(int index = 0) => Parameter(value.Type, values[index]);
        return comparison.Operator switch
        {
            FilterOperator.Eq or FilterOperator.Ne => values is [_] ? Expression.Equal(value, One()) : AnyOf(value, values),
            FilterOperator.In or FilterOperator.Nin => AnyOf(value, values),
            FilterOperator.Gt => Ordered(value, Expression.GreaterThan(value, One()), exact),
            FilterOperator.Gte => Ordered(value, Expression.GreaterThanOrEqual(value, One()), exact),
            FilterOperator.Lt => Ordered(value, Expression.LessThan(value, One()), exact),
            FilterOperator.Lte => Ordered(value, Expression.LessThanOrEqual(value, One()), exact),
            FilterOperator.Between when values is [_, _] =>
                Ordered(value, Expression.AndAlso(Expression.GreaterThanOrEqual(value, One()), Expression.LessThanOrEqual(value, One(1))), exact),
            FilterOperator.Between => throw comparison.Wrong("value", "two_values_needed"),
            FilterOperator.Contains or FilterOperator.NotContains => NotNullAnd(value, Expression.Call(value, StringContains, One())),
            FilterOperator.StartsWith => NotNullAnd(value, StartsWith(value, One())),
            FilterOperator.EndsWith => NotNullAnd(value, EndsWith(value, (string)values[0]!)),
            _ => throw new NotSupportedException(comparison.Operator.ToString()),
        };
    }

    /// <summary>Days as they are; moments from the beginning of the first day to the beginning of the day behind the last, where the user is.</summary>
    private Expression Within(Comparison comparison, Expression value, bool exact)
    {
        var word = comparison.Values[0];
        var today = LocalDay.Of(setting.Now, setting.Zone);
        var isDay = (Nullable.GetUnderlyingType(value.Type) ?? value.Type) == typeof(DateOnly);
        object? from, before;
        if (word is Periods.Past or Periods.Future)
        {
            object border = isDay ? word == Periods.Past ? today : today.AddDays(1) : setting.Now;
            (from, before) = word == Periods.Past ? ((object?)null, border) : (border, null);
        }
        else
        {
            var span = Periods.Of(word, today) ?? throw comparison.NotAmong("value", "unknown_period", Periods.Words.Append("last:30d").Append("next:7d").Append("olderThan:30d").Append("laterThan:7d"));
            object? Border(DateOnly? day) => day is not { } border ? null : isDay ? border : LocalDay.Start(border, setting.Zone);
            (from, before) = (Border(span.From), Border(span.Before));
        }

        var since = from is null ? null : Expression.GreaterThanOrEqual(value, Parameter(value.Type, from));
        var until = before is null ? null : Expression.LessThan(value, Parameter(value.Type, before));
        return Ordered(value, since is null ? until! : until is null ? since : Expression.AndAlso(since, until), exact);
    }

    /// <summary>The codes of a region stand side by side, from its own to the one behind the last that begins like it; an index finds them so on every engine.</summary>
    private static BinaryExpression Inside(Comparison comparison, Expression value, string code)
    {
        if (Regions.Find(code) is null) throw comparison.Wrong("value", "unknown_region");
        var first = Regions.PrefixOf(code);
        if (first == code) return Expression.Equal(value, Parameter(typeof(string), code));
        var behind = (int.Parse(first, CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
        Expression Compared(string with) => Expression.Call(StringCompare, value, Parameter(typeof(string), with));
        return Expression.AndAlso(Expression.GreaterThanOrEqual(Compared(first), Expression.Constant(0)), Expression.LessThan(Compared(behind), Expression.Constant(0)));
    }

    /// <summary>LIKE, which may use an index, does not tell a from A on SQLite; the place where the text is found does.</summary>
    private static BinaryExpression StartsWith(Expression value, Expression start) =>
        Expression.AndAlso(Expression.Call(value, StringStartsWith, start), Expression.Equal(Expression.Call(value, StringIndexOf, start), Expression.Constant(0)));

    /// <summary>
    /// Engines measure texts differently (in characters or in halves of them), so nothing is cut off from behind. The end is marked instead with
    /// a sign that is in no stored text, and looked for with it.
    /// </summary>
    private static MethodCallExpression EndsWith(Expression value, string end) =>
        Expression.Call(Expression.Add(value, Parameter(typeof(string), Mark), StringConcat), StringContains, Parameter(typeof(string), end + Mark));

    private static MethodCallExpression Any(Expression items, Func<Expression, Expression> condition)
    {
        var type = items.Type.GetGenericArguments()[0];
        var item = Expression.Parameter(type, "item");
        return Expression.Call(typeof(Enumerable), nameof(Enumerable.Any), [type], items, Expression.Lambda(condition(item), item));
    }

    private static MethodCallExpression AnyOf(Expression value, List<object?> values)
    {
        var typed = Array.CreateInstance(value.Type, values.Count);
        for (var i = 0; i < values.Count; i++) typed.SetValue(values[i], i);
        return Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [value.Type], Parameter(typed.GetType(), typed), value);
    }

    /// <summary>What is empty is neither before nor behind anything. SQL says "unknown" of it, whose opposite is "unknown" too.</summary>
    private static Expression Ordered(Expression value, Expression condition, bool exact) =>
        exact && Nullable.GetUnderlyingType(value.Type) is not null ? NotNullAnd(value, condition) : condition;

    private static BinaryExpression NotNullAnd(Expression value, Expression condition) => Expression.AndAlso(NotNull(value), condition);

    private static BinaryExpression NotNull(Expression value) => Expression.NotEqual(value, Expression.Constant(null, value.Type));

    private static bool Truth(Comparison comparison) =>
        comparison.Values is [var text] && bool.TryParse(text, out var truth) ? truth : throw comparison.Wrong("value", "not_true_or_false");

    private List<object?> Parse(Comparison comparison, FieldDescriptor field, Type valueType)
    {
        var type = Nullable.GetUnderlyingType(valueType) ?? valueType;
        var values = new List<object?>();
        foreach (var text in comparison.Values)
        {
            if (type == typeof(Guid) && Meant(field, text) is { } ids) values.AddRange(ids.Cast<object?>());
            else values.Add(ParseAs(type, text) ?? BeginOf(type, text) ?? throw comparison.Wrong("value", "invalid_value"));
        }

        return values;
    }

    /// <summary>Whom a word stands for; null when it is not one of the words that stand for somebody.</summary>
    private IEnumerable<Guid>? Meant(FieldDescriptor field, string text) => (field, text) switch
    {
        ({ Type: FieldType.Owner }, FilterTranslator.Me) when setting.Me is { } me => [me],
        ({ Type: FieldType.Owner }, FilterTranslator.MyTeam) when setting.Me is not null => setting.Team,
        ({ RelatesTo: "teams" }, FilterTranslator.MyTeam) when setting.Me is not null => setting.TeamId is { } team ? [team] : [],
        _ => null,
    };

    /// <summary>A day, where a moment is asked for, is the moment at which it begins for whoever asks.</summary>
    private DateTime? BeginOf(Type type, string text) =>
        type == typeof(DateTime) && ParseAs(typeof(DateOnly), text) is DateOnly { Year: > 1 } day ? LocalDay.Start(day, setting.Zone) : null;

    private static object? ParseAs(Type type, string text)
    {
        var invariant = CultureInfo.InvariantCulture;
        if (type == typeof(string)) return text.Contains('\0', StringComparison.Ordinal) ? null : text; // no engine keeps it in a text
        if (type.IsEnum) return Enum.GetNames(type).FirstOrDefault(n => JsonNamingPolicy.SnakeCaseLower.ConvertName(n) == text) is { } name ? Enum.Parse(type, name) : null;
        if (type == typeof(Guid)) return Guid.TryParseExact(text, "D", out var id) ? id : null;
        if (type == typeof(int)) return int.TryParse(text, NumberStyles.AllowLeadingSign, invariant, out var number) ? number : null;
        if (type == typeof(decimal)) return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, invariant, out var amount) && Money.CanHold(amount) ? amount : null;
        if (type == typeof(double)) return double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, invariant, out var measure) ? measure : null;
        if (type == typeof(DateOnly)) return DateOnly.TryParseExact(text, "yyyy-MM-dd", invariant, DateTimeStyles.None, out var day) ? day : null;
        if (type == typeof(DateTime)) return Instants.TryParse(text, out var utc) ? utc : null;
        if (type == typeof(bool)) return bool.TryParse(text, out var truth) ? truth : null;
        throw new NotSupportedException($"No filter values of type {type.Name}.");
    }

    private sealed class ParameterReplacer(ParameterExpression from, Expression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
