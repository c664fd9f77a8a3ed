using System.Linq.Expressions;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using MediatR;

namespace Crm.Application.Customers;

/// <summary>A tax profile of a customer, field by field.</summary>
public sealed class TaxProfileDescriptor : EntityDescriptor<TaxProfile>
{
    /// <summary>Names every field once.</summary>
    public TaxProfileDescriptor()
        : base("tax-profiles", new Label("开票信息", "Tax profiles"))
    {
        Add(Field("customerId", FieldType.Relation, "客户", "Customer", t => t.CustomerId) with { ReadOnly = true, Required = true, Filterable = true, RelatesTo = "customers" });
        Add(Field("title", FieldType.Text, "抬头", "Invoice title", t => t.Title) with { Required = true, Filterable = true, MaxLength = TaxProfile.TitleMaxLength });
        Add(Field("taxNumber", FieldType.Text, "税号", "Tax number", t => t.TaxNumber) with { Filterable = true, MaxLength = TaxProfile.TaxNumberMaxLength });
        Add(Field("invoiceType", FieldType.Choice, "发票类型", "Kind of invoice", t => t.InvoiceType) with { Required = true, Filterable = true, Choices = WordsOf<InvoiceType>(), Options = Named(("ordinary", "普通发票", "Ordinary"), ("special", "专用发票", "Special")) });
        Add(Field("registeredAddress", FieldType.Text, "注册地址", "Registered address", t => t.RegisteredAddress) with { PersonalData = PersonalData.Contact, MaxLength = Place.LineMaxLength });
        Add(Field("registeredPhone", FieldType.Text, "注册电话", "Registered phone", t => t.RegisteredPhone) with { PersonalData = PersonalData.Contact });
        Add(Field("bankName", FieldType.Text, "开户行", "Bank", t => t.BankName) with { Filterable = true, MaxLength = TaxProfile.TitleMaxLength });
        Add(Field("bankAccount", FieldType.Text, "银行账号", "Bank account", t => t.BankAccount) with { PersonalData = PersonalData.Contact, MaxLength = TaxProfile.BankAccountMaxLength });
        Add(Field("isDefault", FieldType.YesNo, "默认", "Default", t => t.IsDefault) with { Required = true, Filterable = true });
        Add(Field("createdAt", FieldType.DateTime, "创建时间", "Created at", t => t.CreatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(Field("updatedAt", FieldType.DateTime, "更新时间", "Updated at", t => t.UpdatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
    }

    /// <inheritdoc/>
    public override string DefaultSort => "-createdAt";

    /// <inheritdoc/>
    public override bool IsPart => true;
}

/// <summary>Tax profiles, as batch and undo write them.</summary>
internal sealed class TaxProfileRecords(TaxProfileDescriptor descriptor, ICrmDb db, RecordLister lister, ICurrentUser user, IMediator mediator) : PartOfCustomerKind<TaxProfile>(descriptor, db, lister, user)
{
    public override string ReadPermission => Permissions.CustomersRead;

    public override string WritePermission => Permissions.CustomersWrite;

    public override string DeletePermission => Permissions.CustomersWrite;

    protected override Expression<Func<TaxProfile, PartOfFile>> Told => t => new PartOfFile(t.Id, t.Title);

    protected override object OwnInputOf(TaxProfile record) => TaxProfileInput.From(record);

    protected override async Task<Guid> AddAsync(Guid customerId, RecordWrite write, CancellationToken cancellationToken) =>
        (await mediator.Send(new AddTaxProfile(customerId, write.ReadAs<TaxProfileInput>()) { Id = write.Id }, cancellationToken)).Id;

    protected override Task ChangeAsync(Guid customerId, RecordWrite write, CancellationToken cancellationToken) =>
        mediator.Send(new ChangeTaxProfile(customerId, write.RequireId(), write.PatchOf<TaxProfileInput>(), write.ExpectedVersion), cancellationToken);

    protected override Task RemoveAsync(Guid customerId, RecordWrite write, CancellationToken cancellationToken) =>
        mediator.Send(new RemoveTaxProfile(customerId, write.RequireId(), write.ExpectedVersion), cancellationToken);

    protected override Task RestoreAsync(Guid id, CancellationToken cancellationToken) => mediator.Send(new RestoreTaxProfile(id), cancellationToken);
}
