using System.Linq.Expressions;
using System.Reflection;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Common;
using Crm.Domain.Settings;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Settings;

/// <summary>The values that the records of a kind have in one added field, also in records out of the administrator's sight: the field is everybody's.</summary>
internal sealed class CustomFieldValues(ICrmDb db)
{
    private const int Step = 1000;

    /// <summary>How many records in use have a value.</summary>
    public Task<int> CountAsync(EntityDescriptor kind, CustomField field, CancellationToken cancellationToken) => OfKind<int>(kind, nameof(CountOfAsync), kind, field, cancellationToken);

    /// <summary>Whether a record, in use or in the bin, has this option.</summary>
    public Task<bool> HasAsync(EntityDescriptor kind, CustomField field, string option, CancellationToken cancellationToken) =>
        OfKind<bool>(kind, nameof(HasOfAsync), kind, field, option, cancellationToken);

    /// <summary>Takes every value that a record in use has as one that no other may have.</summary>
    /// <exception cref="ConflictException">Two have the same already.</exception>
    public Task ClaimAsync(EntityDescriptor kind, CustomField field, CancellationToken cancellationToken) => OfKind<int>(kind, nameof(ClaimOfAsync), kind, field, cancellationToken);

    /// <summary>Lets go of them.</summary>
    public Task<int> FreeAsync(CustomField field, CancellationToken cancellationToken) =>
        db.Set<UniqueValue>().Where(v => v.FieldId == field.Id).ExecuteDeleteAsync(cancellationToken);

    private Task<int> CountOfAsync<T>(EntityDescriptor kind, CustomField field, CancellationToken cancellationToken)
        where T : DescribedRecord => With<T>(kind, field).CountAsync(cancellationToken);

    private Task<bool> HasOfAsync<T>(EntityDescriptor kind, CustomField field, string option, CancellationToken cancellationToken)
        where T : DescribedRecord
    {
        var value = CustomFieldDescriptors.Describe(kind, field).Value;
        Expression matches = field.Type == CustomFieldType.Choices
            ? Expression.Call(value.Body, nameof(string.Contains), null, Expression.Constant($"\"{option}\""))
            : Expression.Equal(value.Body, Expression.Constant(option));
        return With<T>(kind, field).IgnoreQueryFilters().Where(Expression.Lambda<Func<T, bool>>(matches, value.Parameters)).AnyAsync(cancellationToken);
    }

    private async Task<int> ClaimOfAsync<T>(EntityDescriptor kind, CustomField field, CancellationToken cancellationToken)
        where T : DescribedRecord
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (Guid? behind = null; ;)
        {
            var some = await With<T>(kind, field)
                .Where(r => behind == null || r.Id > behind).OrderBy(r => r.Id).Take(Step)
                .Select(r => new { r.Id, r.Custom }).ToListAsync(cancellationToken);
            if (some.Count == 0) return taken.Count;
            behind = some[^1].Id;

            var values = some.ConvertAll(r => new UniqueValue(field.Id, r.Id, r.Custom!.Compared(field.Key)!));
            if (!values.TrueForAll(v => taken.Add(v.Value))) throw new ConflictException("values_not_unique", "unique");
            db.Set<UniqueValue>().AddRange(values);
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    private IQueryable<T> With<T>(EntityDescriptor kind, CustomField field)
        where T : DescribedRecord
    {
        var value = CustomFieldDescriptors.Describe(kind, field).Value;
        var given = Expression.NotEqual(value.Body, Expression.Constant(null, value.ReturnType));
        return db.Set<T>().AsNoTracking()
            .IgnoreQueryFilters([QueryFilters.Sight]) // the field is everybody's
            .Where(Expression.Lambda<Func<T, bool>>(given, value.Parameters));
    }

    private Task<TResult> OfKind<TResult>(EntityDescriptor kind, string method, params object[] arguments) =>
        (Task<TResult>)GetType().GetMethod(method, BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(kind.Record).Invoke(this, arguments)!;
}
