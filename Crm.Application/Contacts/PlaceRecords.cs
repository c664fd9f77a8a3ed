using System.Linq.Expressions;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Contacts;
using Crm.Domain.Settings;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Contacts;

/// <summary>A person's place at a customer, field by field.</summary>
public sealed class PlaceDescriptor : EntityDescriptor<CustomerContact>
{
    /// <summary>Names every field once.</summary>
    public PlaceDescriptor()
        : base("places", new Label("任职", "Places at customers"))
    {
        Add(Field("customerId", FieldType.Relation, "客户", "Customer", l => l.CustomerId) with { ReadOnly = true, Required = true, Filterable = true, RelatesTo = "customers" });
        Add(Field("contactId", FieldType.Relation, "联系人", "Contact", l => l.ContactId) with { ReadOnly = true, Required = true, Filterable = true, RelatesTo = "contacts" });
        Add(Field("role", FieldType.Code, "角色", "Role", l => l.Role) with { Filterable = true, CodeList = CodeLists.ContactRole });
        Add(Field("title", FieldType.Text, "职务", "Title", l => l.Title) with { Filterable = true, MaxLength = CustomerContact.TitleMaxLength });
        Add(Field("department", FieldType.Text, "部门", "Department", l => l.Department) with { Filterable = true, MaxLength = CustomerContact.TitleMaxLength });
        Add(Field("isPrimary", FieldType.YesNo, "首要联系人", "Primary contact", l => l.IsPrimary) with { Required = true, Filterable = true });
        Add(Field("leftOn", FieldType.Date, "离职日期", "Left on", l => l.LeftOn) with { Filterable = true });
        Add(Field("createdAt", FieldType.DateTime, "创建时间", "Created at", l => l.CreatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(Field("updatedAt", FieldType.DateTime, "更新时间", "Updated at", l => l.UpdatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
    }

    /// <inheritdoc/>
    public override string DefaultSort => "-createdAt";

    /// <inheritdoc/>
    public override bool IsPart => true;
}

/// <summary>People's places at customers, as batch and undo write them. They stand in the files of both.</summary>
internal sealed class PlaceRecords(PlaceDescriptor descriptor, ICrmDb db, RecordLister lister, ICurrentUser user, IMediator mediator) : PartOfCustomerKind<CustomerContact>(descriptor, db, lister, user)
{
    private const string ContactMember = "contactId";

    public override string ReadPermission => Permissions.ContactsRead;

    public override string WritePermission => Permissions.ContactsWrite;

    public override string DeletePermission => Permissions.ContactsWrite;

    protected override Expression<Func<CustomerContact, PartOfFile>> Told => l => new PartOfFile(l.Id, l.Contact!.Name);

    protected override IQueryable<PartOfFile>? InFile(string file, Guid id) =>
        file == "contacts" ? Parts.Where(l => l.ContactId == id).Select(l => new PartOfFile(l.Id, l.Customer!.Name)) : base.InFile(file, id);

    protected override object OwnInputOf(CustomerContact record) => new { record.ContactId, record.Role, record.Title, record.Department, record.IsPrimary, record.LeftOn };

    /// <summary>Whoever is new is there: a day on which he left is written down afterwards.</summary>
    protected override async Task<Guid> AddAsync(Guid customerId, RecordWrite write, CancellationToken cancellationToken)
    {
        var values = write.Values?.DeepClone().AsObject() ?? [];
        if (values.Remove("leftOn", out var left) && left is not null) throw new InvalidException(FieldError.At("leftOn", "read_only"));
        var row = await mediator.Send(new LinkContact(customerId, (write with { Values = values }).ReadAs<LinkContactInput>()) { Id = write.Id }, cancellationToken);
        return await Db.CustomerContacts.Where(l => l.CustomerId == customerId && l.ContactId == row.ContactId).Select(l => l.Id).FirstAsync(cancellationToken);
    }

    protected override async Task ChangeAsync(Guid customerId, RecordWrite write, CancellationToken cancellationToken)
    {
        var values = write.Values?.DeepClone().AsObject();
        var said = TakeId(values, ContactMember);
        var contactId = await ContactOfAsync(write, cancellationToken);
        if (said is not null && said != contactId) throw new InvalidException(FieldError.At(ContactMember, "read_only"));
        await mediator.Send(new ChangeCustomerContact(customerId, contactId, (write with { Values = values }).PatchOf<CustomerContactInput>(), write.ExpectedVersion), cancellationToken);
    }

    protected override async Task RemoveAsync(Guid customerId, RecordWrite write, CancellationToken cancellationToken) =>
        await mediator.Send(new UnlinkContact(customerId, await ContactOfAsync(write, cancellationToken), write.ExpectedVersion), cancellationToken);

    protected override Task RestoreAsync(Guid id, CancellationToken cancellationToken) => mediator.Send(new LinkContactAgain(id), cancellationToken);

    private Task<Guid> ContactOfAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        var id = write.RequireId();
        return Parts.Where(l => l.Id == id).Select(l => l.ContactId).FirstAsync(cancellationToken);
    }
}
