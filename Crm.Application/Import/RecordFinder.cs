using System.Linq.Expressions;
using System.Reflection;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Import;

/// <summary>Finds records by what people write of them, many with one question. What is out of sight is not found.</summary>
internal sealed class RecordFinder(ICrmDb db)
{
    private static readonly MethodInfo FindMethod = typeof(RecordFinder).GetMethod(nameof(FindInAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>The records in sight that have these values, in the order of the values: none, one or several each.</summary>
    /// <param name="kind">The kind of record.</param>
    /// <param name="matchOn">Key of a field that holds a text, or <c>id</c>.</param>
    /// <param name="values">What is looked for.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<IReadOnlyList<Guid>>> FindAsync(RecordKind kind, string matchOn, IReadOnlyList<string> values, CancellationToken cancellationToken)
    {
        if (values.Count == 0) return [];
        var record = kind.Descriptor.GetType().BaseType!.GetGenericArguments()[0];
        var wanted = values.SelectMany(v => new[] { TextRules.Clean(v) ?? "", Normal(v), Normal(v).ToUpperInvariant() }).Distinct(StringComparer.Ordinal).ToList();
        var found = await (Task<List<Found>>)FindMethod.MakeGenericMethod(record).Invoke(this, [matchOn == ImportTargets.Id ? null : kind.Descriptor.Find(matchOn), wanted, cancellationToken])!;
        var ids = found.ToLookup(f => Normal(f.Text ?? ""), f => f.Id, StringComparer.Ordinal);
        return [.. values.Select(v => (IReadOnlyList<Guid>)[.. ids[Normal(v)]])];
    }

    private static string Normal(string text) => (TextRules.Clean(text) ?? "").ToLowerInvariant();

    private async Task<List<Found>> FindInAsync<T>(FieldDescriptor? field, List<string> wanted, CancellationToken cancellationToken)
        where T : Record
    {
        var set = db.Set<T>().AsNoTracking();
        if (field is null)
        {
            var ids = wanted.Select(t => Guid.TryParse(t, out var id) ? id : Guid.Empty).Distinct().ToList();
            return [.. (await set.Where(r => ids.Contains(r.Id)).Select(r => r.Id).ToListAsync(cancellationToken)).Select(id => new Found { Text = id.ToString(), Id = id })];
        }

        var (record, text) = (field.Value.Parameters[0], field.Value.Body);
        Expression<Func<List<string>>> parameter = () => wanted; // a parameter of the query, not a part of it
        var condition = Expression.Lambda<Func<T, bool>>(Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(string)], parameter.Body, text), record);
        var found = Expression.Lambda<Func<T, Found>>(
            Expression.MemberInit(
                Expression.New(typeof(Found)),
                Expression.Bind(typeof(Found).GetProperty(nameof(Found.Text))!, text),
                Expression.Bind(typeof(Found).GetProperty(nameof(Found.Id))!, Expression.Property(record, nameof(Record.Id)))),
            record);
        return await set.Where(condition).Select(found).ToListAsync(cancellationToken);
    }

    private sealed class Found
    {
        public string? Text { get; set; }

        public Guid Id { get; set; }
    }
}
