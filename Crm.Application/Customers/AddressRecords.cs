using System.Linq.Expressions;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using MediatR;

namespace Crm.Application.Customers;

/// <summary>An address of a customer, field by field.</summary>
public sealed class AddressDescriptor : EntityDescriptor<CustomerAddress>
{
    /// <summary>Names every field once.</summary>
    public AddressDescriptor()
        : base("addresses", new Label("地址", "Addresses"))
    {
        Add(Field("customerId", FieldType.Relation, "客户", "Customer", a => a.CustomerId) with { ReadOnly = true, Required = true, Filterable = true, RelatesTo = "customers" });
        Add(Field("label", FieldType.Choice, "用途", "Used for", a => a.Label) with { Required = true, Filterable = true, Choices = WordsOf<AddressLabel>(), Options = Named(("office", "办公", "Office"), ("billing", "开票", "Billing"), ("shipping", "收货", "Shipping"), ("home", "家庭", "Home"), ("other", "其他", "Other")) });
        Add(Field("provinceCode", FieldType.Region, "省份", "Province", a => a.Place.ProvinceCode) with { Filterable = true });
        Add(Field("cityCode", FieldType.Region, "城市", "City", a => a.Place.CityCode) with { Filterable = true });
        Add(Field("districtCode", FieldType.Region, "区县", "District", a => a.Place.DistrictCode) with { Filterable = true });
        Add(Field("line1", FieldType.Text, "详细地址", "Street address", a => a.Place.Line1) with { PersonalData = PersonalData.Contact, Required = true, Filterable = true, MaxLength = Place.LineMaxLength });
        Add(Field("line2", FieldType.Text, "地址（续）", "Second line", a => a.Place.Line2) with { PersonalData = PersonalData.Contact, MaxLength = Place.LineMaxLength });
        Add(Field("postalCode", FieldType.Text, "邮编", "Postal code", a => a.Place.PostalCode) with { PersonalData = PersonalData.Contact, Filterable = true, MaxLength = Place.PostalCodeMaxLength });
        Add(Field("recipient", FieldType.Text, "收件人", "Recipient", a => a.Recipient) with { PersonalData = PersonalData.Contact, Filterable = true, MaxLength = CustomerAddress.RecipientMaxLength });
        Add(Field("phone", FieldType.Text, "收件电话", "Phone of the recipient", a => a.Phone) with { PersonalData = PersonalData.Contact });
        Add(Field("isPrimary", FieldType.YesNo, "默认地址", "Primary address", a => a.IsPrimary) with { Required = true, Filterable = true });
        Add(Field("createdAt", FieldType.DateTime, "创建时间", "Created at", a => a.CreatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(Field("updatedAt", FieldType.DateTime, "更新时间", "Updated at", a => a.UpdatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
    }

    /// <inheritdoc/>
    public override string DefaultSort => "-createdAt";

    /// <inheritdoc/>
    public override bool IsPart => true;
}

/// <summary>Addresses, as batch and undo write them.</summary>
internal sealed class AddressRecords(AddressDescriptor descriptor, ICrmDb db, RecordLister lister, ICurrentUser user, IMediator mediator) : PartOfCustomerKind<CustomerAddress>(descriptor, db, lister, user)
{
    public override string ReadPermission => Permissions.CustomersRead;

    public override string WritePermission => Permissions.CustomersWrite;

    public override string DeletePermission => Permissions.CustomersWrite;

    protected override Expression<Func<CustomerAddress, PartOfFile>> Told => a => new PartOfFile(a.Id, a.Place.Line1);

    protected override object OwnInputOf(CustomerAddress record) => AddressInput.From(record);

    protected override async Task<Guid> AddAsync(Guid customerId, RecordWrite write, CancellationToken cancellationToken) =>
        (await mediator.Send(new AddAddress(customerId, write.ReadAs<AddressInput>()) { Id = write.Id }, cancellationToken)).Id;

    protected override Task ChangeAsync(Guid customerId, RecordWrite write, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeAddress(customerId, write.RequireId(), write.PatchOf<AddressInput>(), write.ExpectedVersion), cancellationToken);

    protected override Task RemoveAsync(Guid customerId, RecordWrite write, CancellationToken cancellationToken) =>
        mediator.Send(new RemoveAddress(customerId, write.RequireId(), write.ExpectedVersion), cancellationToken);

    protected override Task RestoreAsync(Guid id, CancellationToken cancellationToken) => mediator.Send(new RestoreAddress(id), cancellationToken);
}
