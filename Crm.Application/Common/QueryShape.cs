using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Query;

namespace Crm.Application.Common;

/// <summary>A value that reaches the database as a parameter: one and the same query with other values is translated once.</summary>
public abstract class QueryValue
{
    /// <summary>The value.</summary>
    public abstract object? Boxed { get; }

    /// <summary>A value for a query.</summary>
    public static QueryValue<T> Of<T>(T value) => new(value);
}

/// <inheritdoc/>
/// <typeparam name="T">Its type in the query.</typeparam>
public sealed class QueryValue<T>(T value) : QueryValue
{
    /// <summary>The value; named in a query, it stands for a parameter.</summary>
    public T Value { get; } = value;

    /// <inheritdoc/>
    public override object? Boxed => Value;
}

/// <summary>Operators that take their numbers as parameters.</summary>
public static class QueryValueExtensions
{
    private static readonly System.Reflection.MethodInfo TakeMethod = new Func<IQueryable<object>, int, IQueryable<object>>(Queryable.Take).Method.GetGenericMethodDefinition();

    /// <summary>So many of the rows.</summary>
    public static IQueryable<T> Take<T>(this IQueryable<T> rows, QueryValue<int> count) => rows.Provider.CreateQuery<T>(Expression.Call(
        TakeMethod.MakeGenericMethod(typeof(T)), rows.Expression, Expression.Property(Expression.Constant(count), nameof(QueryValue<>.Value))));
}

/// <summary>
/// What a query looks like without its values. Queries of one shape are built, compared and translated once, and from then on only run, each
/// time with the values of that time and the filters of whoever asks. Whatever else decides how the query is built must be in the shape.
/// </summary>
public sealed class QueryShape : IEquatable<QueryShape>
{
    private readonly object _name;
    private readonly Expression[] _parts;
    private readonly int _hash;

    private QueryShape(object name, Expression[] parts, IReadOnlyList<QueryValue> values)
    {
        (_name, _parts, Values) = (name, parts, values);
        var hash = new HashCode();
        hash.Add(name);
        foreach (var part in parts) hash.Add(part, ExpressionEqualityComparer.Instance);
        _hash = hash.ToHashCode();
    }

    /// <summary>The values of this time, in the order of their parameters.</summary>
    public IReadOnlyList<QueryValue> Values { get; }

    /// <summary>The shape of a query that is always built alike.</summary>
    /// <param name="name">What tells it from all others, compared by value.</param>
    /// <param name="values">The values that the query names.</param>
    public static QueryShape Of(object name, params QueryValue[] values) => new(name, [], values);

    /// <summary>The shape of a query that is put together from parts; values in them become parameters.</summary>
    /// <param name="name">What tells it from all others but for the parts, compared by value.</param>
    /// <param name="parts">Conditions, orders: compared by their structure.</param>
    /// <param name="values">Values that the query names beside those in its parts.</param>
    public static QueryShape Of(object name, IEnumerable<Expression> parts, params QueryValue[] values)
    {
        var parameters = new Parameters([.. values]);
        return new QueryShape(name, [.. parts.Select(part => parameters.Visit(part)!)], parameters.Values);
    }

    /// <summary>Name of the parameter of a value.</summary>
    public static string ParameterName(int index) => "kept" + index;

    /// <summary>Whether a parameter is that of a value.</summary>
    public static bool IsParameterName(string name) => name.StartsWith("kept", StringComparison.Ordinal);

    /// <summary>The shape without the values of this time, to be kept.</summary>
    public QueryShape Bare() => new(_name, _parts, []);

    /// <summary>The query with parameters where its values stand.</summary>
    /// <exception cref="InvalidOperationException">The query holds a value that the shape does not know.</exception>
    public Expression Parameterize(Expression query) => new Parameters([.. Values], isClosed: true).Visit(query)!;

    /// <inheritdoc/>
    public bool Equals(QueryShape? other)
    {
        if (other is null || _hash != other._hash || !_name.Equals(other._name) || _parts.Length != other._parts.Length) return false;
        for (var i = 0; i < _parts.Length; i++)
            if (!ExpressionEqualityComparer.Instance.Equals(_parts[i], other._parts[i])) return false;
        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as QueryShape);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <summary>Puts a parameter where the value of a <see cref="QueryValue{T}"/> stands.</summary>
    /// <param name="values">Values that are known.</param>
    /// <param name="isClosed">Whether no others may be met.</param>
    private sealed class Parameters(List<QueryValue> values, bool isClosed = false) : ExpressionVisitor
    {
        public IReadOnlyList<QueryValue> Values => values;

        protected override Expression VisitMember(MemberExpression node)
        {
            if (node is { Member.Name: nameof(QueryValue<>.Value), Expression: { } holder } && holder.Type.IsAssignableTo(typeof(QueryValue)))
                return new QueryParameterExpression(ParameterName(IndexOf((QueryValue)Evaluate(holder)!)), node.Type);
            if (!IsCaptured(node)) return base.VisitMember(node);
            if (isClosed && !node.Type.IsAssignableTo(typeof(IQueryable)))
                throw new InvalidOperationException($"The query would be kept with a value of this time: {node}. Name it as a {nameof(QueryValue)} in the shape.");
            return node;
        }

        /// <summary>What is kept belongs to no context: each run brings its own.</summary>
        protected override Expression VisitExtension(Expression node)
        {
            var visited = base.VisitExtension(node);
            return isClosed && visited is QueryRootExpression { QueryProvider: not null } root ? root.DetachQueryProvider() : visited;
        }

        private int IndexOf(QueryValue value)
        {
            var index = values.IndexOf(value);
            if (index >= 0) return index;
            if (isClosed) throw new InvalidOperationException("The query names a value that its shape does not know.");
            values.Add(value);
            return values.Count - 1;
        }

        /// <summary>A local variable or a member of this time's objects, and not a member of a row.</summary>
        private static bool IsCaptured(MemberExpression node)
        {
            Expression? root = node;
            while (root is MemberExpression member) root = member.Expression;
            return root is ConstantExpression;
        }

        private static object? Evaluate(Expression node) => node switch
        {
            ConstantExpression constant => constant.Value,
            MemberExpression { Member: System.Reflection.FieldInfo field } member => field.GetValue(member.Expression is null ? null : Evaluate(member.Expression)),
            MemberExpression { Member: System.Reflection.PropertyInfo property } member => property.GetValue(member.Expression is null ? null : Evaluate(member.Expression)),
            UnaryExpression { NodeType: ExpressionType.Convert } cast => Evaluate(cast.Operand),
            _ => throw new InvalidOperationException($"{nameof(QueryValue)}s are named by variables, not by {node.NodeType}."),
        };
    }
}
