using System.Linq.Expressions;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Customers;

/// <summary>A kind of record that stands in the file of a customer. A new one says whose; later that cannot be changed.</summary>
/// <typeparam name="T">The record.</typeparam>
internal abstract class PartOfCustomerKind<T>(EntityDescriptor<T> descriptor, ICrmDb db, RecordLister lister, ICurrentUser user) : RecordKind<T>(descriptor, db, lister, user)
    where T : Record, IPartOfCustomer
{
    private const string CustomerMember = "customerId";

    /// <summary>What people know it by.</summary>
    protected abstract Expression<Func<T, PartOfFile>> Told { get; }

    /// <inheritdoc/>
    protected override IQueryable<PartOfFile>? InFile(string file, Guid id) => file == "customers" ? Parts.Where(p => p.CustomerId == id).Select(Told) : null;

    /// <summary>All of them, those that were taken away among them: they have a history too.</summary>
    protected IQueryable<T> Parts => Db.Set<T>().IgnoreQueryFilters([QueryFilters.Bin]);

    /// <inheritdoc/>
    protected sealed override IQueryable<T> Whole(IQueryable<T> records, QueryValue<List<Guid>> ids) => records;

    /// <inheritdoc/>
    protected sealed override object InputOf(T record)
    {
        var values = JsonSerializer.SerializeToNode(OwnInputOf(record), CrmJson.Options)!.AsObject();
        values[CustomerMember] = record.CustomerId;
        return values;
    }

    /// <inheritdoc/>
    protected sealed override async Task<Guid> SendAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        var values = write.Values?.DeepClone().AsObject();
        var said = TakeId(values, CustomerMember);
        if (write.Verb == RecordVerb.Create)
            return await AddAsync(said ?? throw new InvalidException(FieldError.At(CustomerMember, "required"), unreadable: true), write with { Values = values }, cancellationToken);

        var id = write.RequireId();
        var customerId = await Parts.Where(p => p.Id == id).Select(p => (Guid?)p.CustomerId).FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException(typeof(T).Name);
        if (said is not null && said != customerId) throw new InvalidException(FieldError.At(CustomerMember, "read_only"));
        await (write.Verb switch
        {
            RecordVerb.Change => ChangeAsync(customerId, write with { Values = values }, cancellationToken),
            RecordVerb.Delete => RemoveAsync(customerId, write, cancellationToken),
            _ => RestoreAsync(id, cancellationToken),
        });
        return id;
    }

    /// <summary>Adds one to a customer and tells which it is.</summary>
    protected abstract Task<Guid> AddAsync(Guid customerId, RecordWrite write, CancellationToken cancellationToken);

    /// <summary>Changes one of a customer.</summary>
    protected abstract Task ChangeAsync(Guid customerId, RecordWrite write, CancellationToken cancellationToken);

    /// <summary>Takes one away from a customer.</summary>
    protected abstract Task RemoveAsync(Guid customerId, RecordWrite write, CancellationToken cancellationToken);

    /// <summary>Brings one back.</summary>
    protected abstract Task RestoreAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>What its own form says, without whose it is.</summary>
    protected abstract object OwnInputOf(T record);

    /// <summary>Takes an id out of what was sent.</summary>
    protected static Guid? TakeId(JsonObject? values, string member)
    {
        if (values is null || !values.Remove(member, out var value)) return null;
        return value is JsonValue text && text.TryGetValue<Guid>(out var id) ? id : throw new InvalidException(FieldError.At(member, "wrong_type"));
    }
}
