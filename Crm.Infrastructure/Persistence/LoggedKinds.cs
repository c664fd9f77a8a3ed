using System.Collections.Frozen;
using System.Linq.Expressions;
using System.Reflection;
using Crm.Application.Records;
using Crm.Domain.Common;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Crm.Infrastructure.Persistence;

/// <summary>
/// Which kinds of record the change log follows and how it reads their fields, worked out once from their descriptors. What nobody can write
/// has no history: a job keeps its own book.
/// </summary>
public sealed class LoggedKinds(IEnumerable<EntityDescriptor> descriptors)
{
    private readonly FrozenDictionary<Type, LoggedKind> _byType = descriptors.Where(d => d.Fields.Any(f => !f.ReadOnly)).Select(d => new LoggedKind(d)).ToFrozenDictionary(k => k.Type);

    /// <summary>The kind of a record; null when none describes it.</summary>
    internal LoggedKind? Of(Record record) => _byType.GetValueOrDefault(record.GetType());
}

/// <summary>A kind of record as the change log sees it.</summary>
internal sealed class LoggedKind
{
    public LoggedKind(EntityDescriptor descriptor)
    {
        Key = descriptor.Key;
        Type = descriptor.Fields[0].Value.Parameters[0].Type;
        var logged = descriptor.Fields.Where(f => f.Logged).ToList();
        Parts = [.. logged.Where(f => LoggedParts.Fits(f.Value.Body)).Select(f => new LoggedParts(f))];
        Fields = [.. logged.Where(f => !LoggedParts.Fits(f.Value.Body)).Select(f => new LoggedField(f.Key, Reader(f.Stored ?? f.Value)))];
    }

    public string Key { get; }

    public Type Type { get; }

    /// <summary>The fields that stand in the row of the record.</summary>
    public IReadOnlyList<LoggedField> Fields { get; }

    /// <summary>The fields that are rows of their own: tags, people who took part.</summary>
    public IReadOnlyList<LoggedParts> Parts { get; }

    private static Func<Record, object?> Reader(LambdaExpression value)
    {
        var record = Expression.Parameter(typeof(Record));
        var body = Expression.Invoke(value, Expression.Convert(record, value.Parameters[0].Type));
        return Expression.Lambda<Func<Record, object?>>(Expression.Convert(body, typeof(object)), record).Compile();
    }
}

/// <summary>A field in the row of a record.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Read">Reads it.</param>
internal sealed record LoggedField(string Key, Func<Record, object?> Read);

/// <summary>A field whose values are rows: people who took part, <c>i.Contacts.Select(c =&gt; c.ContactId)</c>, or tags by name, <c>c.Tags.Select(t =&gt; t.Tag!.Name)</c>.</summary>
internal sealed class LoggedParts
{
    private readonly Func<object, object?> _read;
    private readonly MemberInfo? _leads;

    public LoggedParts(FieldDescriptor field)
    {
        Key = field.Key;
        var each = (LambdaExpression)((MethodCallExpression)field.Value.Body).Arguments[1];
        Type = each.Parameters[0].Type;
        var value = (MemberExpression)each.Body;
        _leads = (value.Expression as MemberExpression)?.Member;
        var from = Expression.Parameter(typeof(object));
        var member = Expression.MakeMemberAccess(Expression.Convert(from, value.Member.DeclaringType!), value.Member);
        _read = Expression.Lambda<Func<object, object?>>(Expression.Convert(member, typeof(object)), from).Compile();
    }

    public string Key { get; }

    /// <summary>Type of a row.</summary>
    public Type Type { get; }

    /// <summary>Whether a field is one of these.</summary>
    public static bool Fits(Expression value) =>
        value is MethodCallExpression { Method.Name: nameof(Enumerable.Select), Arguments: [var rows, _] } && rows.Type.GetGenericArguments() is [var row] && row.IsAssignableTo(typeof(IPartOfRecord));

    /// <summary>What these rows say, in an order that does not depend on theirs. A row that leads to a tag says its name, which is at hand or is read.</summary>
    public async ValueTask<IReadOnlyList<object>> ReadAsync(CrmDbContext db, IEnumerable<EntityEntry> rows, CancellationToken cancellationToken)
    {
        var values = new List<object>();
        foreach (var row in rows)
        {
            var from = _leads is null ? row.Entity : await LedToAsync(db, row, cancellationToken);
            if (from is not null && _read(from) is { } value) values.Add(value);
        }

        values.Sort();
        return values;
    }

    private ValueTask<object?> LedToAsync(CrmDbContext db, EntityEntry row, CancellationToken cancellationToken)
    {
        var key = row.Metadata.FindNavigation(_leads!)!.ForeignKey;
        return db.FindAsync(key.PrincipalEntityType.ClrType, [row.Property(key.Properties[0]).CurrentValue], cancellationToken);
    }
}
