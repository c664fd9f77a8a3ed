using System.Text.Json;
using System.Text.Json.Serialization;
using AutoMapper;
using AutoMapper.QueryableExtensions;
using Crm.Application.Common;
using Crm.Application.Orders;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.Receivables;
using Crm.Domain.Settings;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Receivables;

/// <summary>Payments in sight.</summary>
/// <param name="List">Which ones.</param>
[RequirePermission(Permissions.OrdersRead)]
public sealed record ListPayments(ListRequest List) : IRequest<ListPage<PaymentRow>>;

/// <summary>One payment.</summary>
/// <param name="Id">The payment.</param>
[RequirePermission(Permissions.OrdersRead)]
public sealed record GetPayment(Guid Id) : IRequest<PaymentRow>;

/// <summary>Notes a payment.</summary>
/// <param name="Input">Who paid what, and when.</param>
/// <param name="Id">The id that the new record is to have; null to let it be made.</param>
[RequirePermission(Permissions.OrdersWrite)]
public sealed record RecordPayment(PaymentInput Input, Guid? Id = null) : IRequest<PaymentRow>;

/// <summary>Corrects a payment.</summary>
/// <param name="Id">The payment.</param>
/// <param name="Patch">What changes.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.OrdersWrite)]
public sealed record CorrectPayment(Guid Id, MergePatch<PaymentInput> Patch, int? ExpectedVersion) : IRequest<PaymentRow>;

/// <summary>Puts a payment into the bin; it no longer counts.</summary>
/// <param name="Id">The payment.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.OrdersDelete)]
public sealed record DeletePayment(Guid Id, int? ExpectedVersion) : IRequest;

/// <summary>Takes a payment out of the bin.</summary>
/// <param name="Id">The payment.</param>
[RequirePermission(Permissions.OrdersDelete)]
public sealed record RestorePayment(Guid Id) : IRequest<PaymentRow>;

/// <summary>What can be written about a payment.</summary>
public sealed record PaymentInput : IDescribedInput
{
    /// <summary>Whose money it is; the order's customer when nothing is said.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>The order it is for.</summary>
    public Guid? OrderId { get; init; }

    /// <summary>The day the money moved; today when nothing is said.</summary>
    public DateOnly? PaidOn { get; init; }

    /// <summary>The day it should have come, where one was agreed.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>How much; below zero for money that went back, never zero.</summary>
    public Money? Amount { get; init; }

    /// <summary>One unit of its currency in the base currency on that day; 1 when nothing is said.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal Rate { get; init; } = 1;

    /// <summary>Code of the list <c>payment_method</c>.</summary>
    public string? Method { get; init; }

    /// <summary>What the bank or the shop calls it; at most 100 characters.</summary>
    public string? Reference { get; init; }

    /// <summary>Values of the fields that an administrator added, by key. <c>GET /api/v1/meta/{entity}</c> says which there are; what is left out keeps its value, null clears it.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Custom { get; init; }

    internal static PaymentInput From(Payment payment) => new()
    {
        CustomerId = payment.CustomerId,
        OrderId = payment.OrderId,
        PaidOn = payment.PaidOn,
        DueOn = payment.DueOn,
        Amount = payment.Amount,
        Rate = payment.Rate,
        Method = payment.Method,
        Reference = payment.Reference,
        Custom = CustomWire.Input(payment.Custom),
    };

    internal PaymentFacts ToFacts(DateOnly today) => new()
    {
        CustomerId = CustomerId!.Value,
        OrderId = OrderId,
        PaidOn = PaidOn ?? today,
        DueOn = DueOn,
        Amount = Amount!,
        Rate = Rate,
        Method = Method,
        Reference = TextRules.Clean(Reference),
    };
}

/// <summary>A payment.</summary>
public sealed record PaymentRow : IRow
{
    /// <inheritdoc cref="Domain.Common.Record.Id"/>
    public Guid Id { get; init; }

    /// <inheritdoc cref="Payment.CustomerId"/>
    public Guid CustomerId { get; init; }

    /// <summary>Name of the customer.</summary>
    public string? CustomerName { get; init; }

    /// <inheritdoc cref="Payment.OrderId"/>
    public Guid? OrderId { get; init; }

    /// <summary>Number of the order.</summary>
    public string? OrderNumber { get; init; }

    /// <inheritdoc cref="Payment.PaidOn"/>
    public DateOnly PaidOn { get; init; }

    /// <inheritdoc cref="Payment.DueOn"/>
    public DateOnly? DueOn { get; init; }

    /// <inheritdoc cref="Payment.Amount"/>
    public Money Amount { get; init; } = new(0, "CNY");

    /// <inheritdoc cref="Payment.Rate"/>
    [JsonConverter(typeof(AmountConverter))]
    public decimal Rate { get; init; } = 1;

    /// <inheritdoc cref="Payment.Method"/>
    public string? Method { get; init; }

    /// <inheritdoc cref="Payment.Reference"/>
    public string? Reference { get; init; }

    /// <summary>Values of the fields that an administrator added, by key; <c>GET /api/v1/meta/{entity}</c> says which there are.</summary>
    public IReadOnlyDictionary<string, object> Custom { get; init; } = CustomWire.Nothing;

    /// <inheritdoc cref="Domain.Common.Record.CreatedAt"/>
    public DateTime CreatedAt { get; init; }

    /// <inheritdoc cref="Domain.Common.Record.UpdatedAt"/>
    public DateTime UpdatedAt { get; init; }

    /// <inheritdoc cref="Domain.Common.Record.DeletedAt"/>
    public DateTime? DeletedAt { get; init; }

    /// <inheritdoc cref="Domain.Common.Record.Version"/>
    public int Version { get; init; }
}

/// <summary>A payment, field by field.</summary>
public sealed class PaymentDescriptor : EntityDescriptor<Payment>
{
    /// <summary>Names every field once.</summary>
    public PaymentDescriptor()
        : base("payments", new Label("收款", "Payments"))
    {
        Add(Field("customerId", FieldType.Relation, "客户", "Customer", p => p.CustomerId) with { Required = true, Filterable = true, RelatesTo = "customers" });
        Add(Field("orderId", FieldType.Relation, "订单", "Order", p => p.OrderId) with { Filterable = true, RelatesTo = "orders" });
        Add(Field("paidOn", FieldType.Date, "收款日期", "Paid on", p => p.PaidOn) with { Required = true, Sortable = true, Filterable = true });
        Add(Field("dueOn", FieldType.Date, "约定日期", "Due on", p => p.DueOn) with { Sortable = true, Filterable = true });
        Add(Field("amount", FieldType.Money, "金额", "Amount", p => p.Amount.Amount) with { Required = true, Sortable = true, Filterable = true });
        Add(Field("rate", FieldType.Number, "汇率", "Exchange rate", p => p.Rate));
        Add(Field("method", FieldType.Code, "付款方式", "Payment method", p => p.Method) with { Filterable = true, CodeList = CodeLists.PaymentMethod, BulkEditable = true });
        Add(Field("reference", FieldType.Text, "流水号", "Reference", p => p.Reference) with { Filterable = true, Searchable = true, Matchable = true, MaxLength = Payment.ReferenceMaxLength });
        Add(Field("createdAt", FieldType.DateTime, "创建时间", "Created at", p => p.CreatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(Field("updatedAt", FieldType.DateTime, "更新时间", "Updated at", p => p.UpdatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
    }

    /// <inheritdoc/>
    public override string DefaultSort => "-paidOn";
}

internal sealed class PaymentMaps : Profile
{
    public PaymentMaps()
    {
        var custom = QueryValue.Of<IReadOnlySet<string>?>(null);
        CreateMap<Payment, PaymentRow>()
            .ForMember(row => row.CustomerName, m => m.MapFrom(p => p.Customer!.Name))
            .ForMember(row => row.OrderNumber, m => m.MapFrom(p => p.Order!.Number))
            .ForMember(row => row.Amount, m => m.MapFrom(p => new Money(p.Amount.Amount, p.Amount.Currency)))
            .ForMember(row => row.Custom, m => m.MapFrom(p => CustomWire.Answer(p.Custom, custom.Value)));
    }
}

internal sealed class PaymentInputValidator : AbstractValidator<PaymentInput>
{
    public PaymentInputValidator()
    {
        RuleFor(p => p.CustomerId).Present().When(p => p.OrderId is null);
        RuleFor(p => p.Amount).Present();
        RuleFor(p => p.Amount!.Currency).Currency().When(p => p.Amount is not null).OverridePropertyName("Amount.Currency");
        RuleFor(p => p.Rate).GreaterThan(0).WithErrorCode("not_positive");
        RuleFor(p => p.Method).Line(CodeListItem.CodeMaxLength);
        RuleFor(p => p.Reference).Line(Payment.ReferenceMaxLength);
    }
}

/// <summary>Notes and corrects payments, one or many.</summary>
internal sealed class PaymentWriter(
    PaymentDescriptor descriptor,
    ICrmDb db,
    IValidator<PaymentInput> validator,
    FieldCheck fields,
    TradeReferences references,
    TradeBook book,
    ICurrentUser user,
    TimeProvider clock)
    : RecordWriter<Payment, PaymentInput>(descriptor, db, validator, fields)
{
    protected override IQueryable<Payment> Whole(IQueryable<Payment> records, QueryValue<List<Guid>> ids) => records;

    protected override PaymentInput InputOf(Payment record) => PaymentInput.From(record);

    protected override async Task PrepareAsync(IReadOnlyList<RecordDraft<Payment, PaymentInput>> drafts, CancellationToken cancellationToken)
    {
        var open = drafts.Where(d => d.IsOpen).ToList();
        var ids = open.Select(d => d.Input.OrderId).OfType<Guid>().Distinct().ToList();
        var orders = ids.Count == 0 ? [] : await Db.Orders.Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.CustomerId, cancellationToken);
        foreach (var draft in open) draft.Complete(input => input with { CustomerId = input.CustomerId ?? (input.OrderId is { } id ? orders.GetValueOrDefault(id) : null) });
        var errors = await references.FindErrorsAsync(
            open.ConvertAll(d => PointersOf(d.Input, d.Before)), open.ConvertAll(d => d.Before is { } before ? PointersOf(before, null) : null), Enumerable.Empty<string>().AsQueryable(), cancellationToken);
        foreach (var (draft, found) in open.Zip(errors))
        {
            if (draft.Input.OrderId is { } orderId && orderId != draft.Before?.OrderId && !orders.ContainsKey(orderId)) found.Add(FieldError.At("orderId", "unknown_order"));
            if (draft.Input.CustomerId is null) found.Add(FieldError.At("customerId", "required"));
            draft.Refuse(found);
        }

        var now = clock.GetUtcNow();
        var today = LocalDay.Of(now.UtcDateTime, user.TimeZone);
        foreach (var draft in drafts)
        {
            draft.Try(() =>
            {
                if (draft.IsNew) draft.Becomes(Payment.Record(draft.Id ?? Guid.CreateVersion7(now), draft.Input.ToFacts(today)));
                else draft.Record.Correct(draft.Input.ToFacts(today));
            });
        }
    }

    protected override Task<int> SaveAsync(IReadOnlyList<RecordDraft<Payment, PaymentInput>> open, CancellationToken cancellationToken) =>
        Db.SaveTradeAsync(book, open, cancellationToken);

    private static TradePointers PointersOf(PaymentInput input, PaymentInput? before) =>
        new(input.CustomerId, null, null, [], [new("method", CodeLists.PaymentMethod, input.Method, before?.Method)]);
}

internal sealed class PaymentHandlers(ICrmDb db, RecordLister lister, PaymentDescriptor descriptor, PaymentWriter writer, IFieldCatalogue catalogue, IMapper mapper, TimeProvider clock) :
    IRequestHandler<ListPayments, ListPage<PaymentRow>>,
    IRequestHandler<GetPayment, PaymentRow>,
    IRequestHandler<RecordPayment, PaymentRow>,
    IRequestHandler<CorrectPayment, PaymentRow>,
    IRequestHandler<DeletePayment>,
    IRequestHandler<RestorePayment, PaymentRow>
{
    public Task<ListPage<PaymentRow>> Handle(ListPayments request, CancellationToken cancellationToken) =>
        lister.ListAsync<Payment, PaymentRow>(descriptor, request.List, cancellationToken);

    public async Task<PaymentRow> Handle(GetPayment request, CancellationToken cancellationToken)
    {
        var custom = QueryValue.Of<IReadOnlySet<string>?>((await catalogue.OfAsync(descriptor, cancellationToken)).CustomKeys);
        return await db.Payments
            .IgnoreQueryFilters([QueryFilters.Bin]) // one in the bin can be looked at, and restored
            .Where(p => p.Id == request.Id)
            .AsNoTracking()
            .ProjectTo<PaymentRow>(mapper.ConfigurationProvider, new { custom })
            .FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException(nameof(Payment));
    }

    public Task<PaymentRow> Handle(RecordPayment request, CancellationToken cancellationToken) =>
        WriteAsync(RecordDraft<Payment, PaymentInput>.New(request.Id, () => request.Input), cancellationToken);

    public Task<PaymentRow> Handle(CorrectPayment request, CancellationToken cancellationToken) =>
        WriteAsync(RecordDraft<Payment, PaymentInput>.Change(request.Id, request.Patch, request.ExpectedVersion), cancellationToken);

    public async Task<Unit> Handle(DeletePayment request, CancellationToken cancellationToken)
    {
        await db.DeleteAsync<Payment>(request.Id, request.ExpectedVersion, clock, cancellationToken);
        return Unit.Value;
    }

    public async Task<PaymentRow> Handle(RestorePayment request, CancellationToken cancellationToken)
    {
        await db.RestoreAsync<Payment>(request.Id, cancellationToken);
        return await Handle(new GetPayment(request.Id), cancellationToken);
    }

    private async Task<PaymentRow> WriteAsync(RecordDraft<Payment, PaymentInput> draft, CancellationToken cancellationToken)
    {
        var payment = await writer.WriteAsync(draft, cancellationToken);
        return await Handle(new GetPayment(payment.Id), cancellationToken);
    }
}

/// <summary>Payments, as batch, bulk work, import and undo write them.</summary>
internal sealed class PaymentRecords(PaymentDescriptor descriptor, ICrmDb db, RecordLister lister, ICurrentUser user, PaymentWriter writer, IMediator mediator)
    : WrittenKind<Payment, PaymentInput>(descriptor, db, lister, user, writer)
{
    public override string ReadPermission => Permissions.OrdersRead;

    public override string WritePermission => Permissions.OrdersWrite;

    public override string DeletePermission => Permissions.OrdersDelete;

    protected override IQueryable<Payment> Whole(IQueryable<Payment> records, QueryValue<List<Guid>> ids) => records;

    protected override object InputOf(Payment record) => PaymentInput.From(record);

    protected override async Task<Guid> SendAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        if (write.Verb == RecordVerb.Delete) await mediator.Send(new DeletePayment(write.RequireId(), write.ExpectedVersion), cancellationToken);
        else await mediator.Send(new RestorePayment(write.RequireId()), cancellationToken);
        return write.RequireId();
    }
}
