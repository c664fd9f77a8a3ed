using System.Linq.Expressions;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Customers;
using Crm.Domain.KeyAccounts;
using MediatR;

namespace Crm.Application.KeyAccounts;

/// <summary>A key-account plan, field by field.</summary>
public sealed class KeyAccountDescriptor : EntityDescriptor<KeyAccountPlan>
{
    /// <summary>Names every field once.</summary>
    public KeyAccountDescriptor()
        : base("key-accounts", new Label("大客户计划", "Key accounts"))
    {
        Add(Field("customerId", FieldType.Relation, "客户", "Customer", p => p.CustomerId) with { ReadOnly = true, Required = true, Filterable = true, RelatesTo = "customers" });
        Add(Field("status", FieldType.Choice, "状态", "Status", p => p.Status) with
        {
            Required = true, Filterable = true, BulkEditable = true, Choices = WordsOf<KeyAccountStatus>(), Options = Named(("active", "进行中", "Active"), ("paused", "暂停", "Paused"), ("closed", "已结束", "Closed")),
        });
        Add(Field("startedOn", FieldType.Date, "纳入日期", "In the programme since", p => p.StartedOn) with { Required = true, Sortable = true, Filterable = true });
        Add(Field("nextReviewOn", FieldType.Date, "下次复盘", "Next review", p => p.NextReviewOn) with { Sortable = true, Filterable = true, BulkEditable = true });
        Add(Field("lastReviewOn", FieldType.Date, "上次复盘", "Last review", p => p.LastReviewOn) with { ReadOnly = true, Sortable = true, Filterable = true });
        Add(Field("goals", FieldType.Structure, "目标", "Goals", p => KeyAccountInput.ContentOf(p.Content).Goals));
        Add(Field("stakeholders", FieldType.Structure, "关键人", "Stakeholders", p => KeyAccountInput.ContentOf(p.Content).Stakeholders));
        Add(Field("potentials", FieldType.Structure, "潜力", "Potential", p => KeyAccountInput.ContentOf(p.Content).Potentials));
        Add(Field("risks", FieldType.Structure, "风险", "Risks", p => KeyAccountInput.ContentOf(p.Content).Risks));
        Add(Field("actions", FieldType.Structure, "行动", "Actions", p => KeyAccountInput.ContentOf(p.Content).Actions));
        Add(Field("openGoals", FieldType.Number, "未完成目标", "Open goals", p => p.OpenGoals) with { Logged = false, ReadOnly = true, Required = true, Filterable = true });
        Add(Field("openActions", FieldType.Number, "待办行动", "Open actions", p => p.OpenActions) with { Logged = false, ReadOnly = true, Required = true, Filterable = true });
        Add(Field("nextActionOn", FieldType.Date, "最近行动截止", "Next action due", p => p.NextActionOn) with { Logged = false, ReadOnly = true, Sortable = true, Filterable = true });
        Add(Field("createdAt", FieldType.DateTime, "创建时间", "Created at", p => p.CreatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(Field("updatedAt", FieldType.DateTime, "更新时间", "Updated at", p => p.UpdatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(To<Customer, CustomerDescriptor>("customer", "客户", "Customer", p => p.Customer));
    }

    /// <inheritdoc/>
    public override string DefaultSort => "nextReviewOn";
}

/// <summary>Key-account plans, as batch, bulk work and undo write them. Each list of a plan is written whole.</summary>
internal sealed class KeyAccountRecords(KeyAccountDescriptor descriptor, ICrmDb db, RecordLister lister, ICurrentUser user, KeyAccountBook book, IMediator mediator)
    : PartOfCustomerKind<KeyAccountPlan>(descriptor, db, lister, user)
{
    public override string ReadPermission => Permissions.CustomersRead;

    public override string WritePermission => Permissions.CustomersWrite;

    public override string DeletePermission => Permissions.CustomersWrite;

    protected override Expression<Func<KeyAccountPlan, PartOfFile>> Told => p => new PartOfFile(p.Id, "");

    protected override object OwnInputOf(KeyAccountPlan record) => KeyAccountInput.From(record);

    protected override async Task<Guid> AddAsync(Guid customerId, RecordWrite write, CancellationToken cancellationToken) =>
        (await mediator.Send(new StartKeyAccount(customerId, write.ReadAs<KeyAccountInput>(), write.Id), cancellationToken)).Id;

    protected override async Task ChangeAsync(Guid customerId, RecordWrite write, CancellationToken cancellationToken)
    {
        var plan = await book.GetAsync(write.RequireId(), write.ExpectedVersion, cancellationToken);
        await mediator.Send(new ChangeKeyAccount(plan.Id, write.WholeOf(KeyAccountInput.From(plan)), write.ExpectedVersion), cancellationToken);
    }

    protected override Task RemoveAsync(Guid customerId, RecordWrite write, CancellationToken cancellationToken) => mediator.Send(new DeleteKeyAccount(write.RequireId(), write.ExpectedVersion), cancellationToken);

    protected override Task RestoreAsync(Guid id, CancellationToken cancellationToken) => mediator.Send(new RestoreKeyAccount(id), cancellationToken);
}
