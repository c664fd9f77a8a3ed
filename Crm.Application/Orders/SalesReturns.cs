using System.Text.Json;
using System.Text.Json.Serialization;
using AutoMapper;
using AutoMapper.QueryableExtensions;
using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Customers;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using Crm.Domain.Orders;
using Crm.Domain.Settings;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Orders;

/// <summary>Returns in sight.</summary>
/// <param name="List">Which ones.</param>
[RequirePermission(Permissions.OrdersRead)]
public sealed record ListSalesReturns(ListRequest List) : IRequest<ListPage<SalesReturnRow>>;

/// <summary>One return with its lines.</summary>
/// <param name="Id">The return.</param>
[RequirePermission(Permissions.OrdersRead)]
public sealed record GetSalesReturn(Guid Id) : IRequest<SalesReturnDetail>;

/// <summary>Takes goods back.</summary>
/// <param name="Input">What came back.</param>
/// <param name="Id">The id that the new record is to have; null to let it be made.</param>
[RequirePermission(Permissions.OrdersWrite)]
public sealed record TakeSalesReturn(SalesReturnInput Input, Guid? Id = null) : IRequest<SalesReturnDetail>;

/// <summary>Changes what came back.</summary>
/// <param name="Id">The return.</param>
/// <param name="Patch">What changes; lines are replaced whole.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.OrdersWrite)]
public sealed record ChangeSalesReturn(Guid Id, MergePatch<SalesReturnInput> Patch, int? ExpectedVersion) : IRequest<SalesReturnDetail>;

/// <summary>Puts a return into the bin; it no longer counts.</summary>
/// <param name="Id">The return.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.OrdersDelete)]
public sealed record DeleteSalesReturn(Guid Id, int? ExpectedVersion) : IRequest;

/// <summary>Takes a return out of the bin.</summary>
/// <param name="Id">The return.</param>
[RequirePermission(Permissions.OrdersDelete)]
public sealed record RestoreSalesReturn(Guid Id) : IRequest<SalesReturnDetail>;

/// <summary>What can be written about a return.</summary>
public sealed record SalesReturnInput : IDescribedInput
{
    /// <summary>Number on paper, unique, at most 40 characters; the next of ours when nothing is said. It never changes afterwards.</summary>
    public string? Number { get; init; }

    /// <summary>Who sent it back; the order's customer when nothing is said.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>The order it came from.</summary>
    public Guid? OrderId { get; init; }

    /// <summary>When it came back (UTC); now when nothing is said.</summary>
    public DateTime? ReturnedAt { get; init; }

    /// <summary>The day by which figures by day and month go; that of <c>returnedAt</c> where you are when nothing is said.</summary>
    public DateOnly? ReturnedOn { get; init; }

    /// <summary>ISO 4217 code of all amounts; <c>CNY</c> when nothing is said.</summary>
    public string? Currency { get; init; }

    /// <summary>One unit of the currency in the base currency on that day; 1 when nothing is said.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal Rate { get; init; } = 1;

    /// <summary>Code of the list <c>return_reason</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>Anything worth knowing; at most 4,000 characters, several lines.</summary>
    public string? Note { get; init; }

    /// <summary>The lines, 1 to 2,000; quantities are positive.</summary>
    public IReadOnlyList<OrderLineInput>? Lines { get; init; }

    /// <summary>Values of the fields that an administrator added, by key. <c>GET /api/v1/meta/{entity}</c> says which there are; what is left out keeps its value, null clears it.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Custom { get; init; }

    internal static SalesReturnInput From(SalesReturn back) => new()
    {
        Number = back.Number,
        CustomerId = back.CustomerId,
        OrderId = back.OrderId,
        ReturnedAt = back.ReturnedAt,
        ReturnedOn = back.ReturnedOn,
        Currency = back.Currency,
        Rate = back.Rate,
        Reason = back.Reason,
        Note = back.Note,
        Custom = CustomWire.Input(back.Custom),
        Lines = [.. back.Lines.OrderBy(l => l.Position).Select(l => OrderLineInput.From(l.Facts))],
    };

    internal SalesReturnFacts ToFacts(DateTime now, TimeZoneInfo zone) => new()
    {
        CustomerId = CustomerId,
        OrderId = OrderId,
        ReturnedAt = ReturnedAt ?? now,
        ReturnedOn = ReturnedOn ?? LocalDay.Of(ReturnedAt ?? now, zone),
        Currency = Currency ?? "CNY",
        Rate = Rate,
        Reason = Reason,
        Note = TextRules.CleanMultiline(Note),
        Lines = [.. (Lines ?? []).Select(l => l.ToFacts())],
    };
}

/// <summary>A return in a list.</summary>
public record SalesReturnRow : IRow
{
    /// <inheritdoc cref="Record.Id"/>
    public Guid Id { get; init; }

    /// <inheritdoc cref="SalesReturn.Number"/>
    public string Number { get; init; } = "";

    /// <inheritdoc cref="SalesReturn.CustomerId"/>
    public Guid? CustomerId { get; init; }

    /// <summary>Name of the customer.</summary>
    public string? CustomerName { get; init; }

    /// <inheritdoc cref="SalesReturn.OrderId"/>
    public Guid? OrderId { get; init; }

    /// <summary>Number of the order.</summary>
    public string? OrderNumber { get; init; }

    /// <inheritdoc cref="SalesReturn.ReturnedAt"/>
    public DateTime ReturnedAt { get; init; }

    /// <inheritdoc cref="SalesReturn.ReturnedOn"/>
    public DateOnly ReturnedOn { get; init; }

    /// <inheritdoc cref="SalesReturn.Reason"/>
    public string? Reason { get; init; }

    /// <inheritdoc cref="SalesReturn.Total"/>
    public Money Total { get; init; } = new(0, "CNY");

    /// <inheritdoc cref="SalesReturn.Revenue"/>
    [JsonConverter(typeof(AmountConverter))]
    public decimal Revenue { get; init; }

    /// <summary>Values of the fields that an administrator added, by key; <c>GET /api/v1/meta/{entity}</c> says which there are.</summary>
    public IReadOnlyDictionary<string, object> Custom { get; init; } = CustomWire.Nothing;

    /// <inheritdoc cref="Record.CreatedAt"/>
    public DateTime CreatedAt { get; init; }

    /// <inheritdoc cref="Record.UpdatedAt"/>
    public DateTime UpdatedAt { get; init; }

    /// <inheritdoc cref="Record.DeletedAt"/>
    public DateTime? DeletedAt { get; init; }

    /// <inheritdoc cref="Record.Version"/>
    public int Version { get; init; }
}

/// <summary>A whole return.</summary>
public sealed record SalesReturnDetail : SalesReturnRow
{
    /// <inheritdoc cref="SalesReturn.Currency"/>
    public string Currency { get; init; } = "CNY";

    /// <inheritdoc cref="SalesReturn.Rate"/>
    [JsonConverter(typeof(AmountConverter))]
    public decimal Rate { get; init; } = 1;

    /// <inheritdoc cref="SalesReturn.Goods"/>
    [JsonConverter(typeof(AmountConverter))]
    public decimal Goods { get; init; }

    /// <inheritdoc cref="SalesReturn.Tax"/>
    [JsonConverter(typeof(AmountConverter))]
    public decimal Tax { get; init; }

    /// <inheritdoc cref="SalesReturn.Note"/>
    public string? Note { get; init; }

    /// <summary>The lines, in their order.</summary>
    public IReadOnlyList<OrderLineRow> Lines { get; init; } = [];

    /// <summary>What you may do with it now.</summary>
    public RecordCan Can { get; init; } = RecordCan.Nothing;
}

/// <summary>A return, field by field.</summary>
public sealed class SalesReturnDescriptor : EntityDescriptor<SalesReturn>
{
    /// <summary>Names every field once.</summary>
    public SalesReturnDescriptor()
        : base("returns", new Label("退货", "Returns"))
    {
        Add(Field("number", FieldType.Text, "退货单号", "Number", r => r.Number) with
        {
            Required = true, Sortable = true, Filterable = true, Searchable = true, Unique = true, Matchable = true, Normalize = number => number.Trim(), MaxLength = Order.NumberMaxLength,
        });
        Add(Field("customerId", FieldType.Relation, "客户", "Customer", r => r.CustomerId) with { Filterable = true, RelatesTo = "customers" });
        Add(Field("orderId", FieldType.Relation, "原订单", "Order", r => r.OrderId) with { Filterable = true, RelatesTo = "orders" });
        Add(Field("returnedAt", FieldType.DateTime, "退货时间", "Returned at", r => r.ReturnedAt) with { Required = true, Sortable = true, Filterable = true });
        Add(Field("returnedOn", FieldType.Date, "退货日期", "Returned on", r => r.ReturnedOn) with { Required = true, Filterable = true });
        Add(Field("goods", FieldType.Money, "货款", "Goods", r => r.Goods) with { ReadOnly = true, Filterable = true });
        Add(Field("tax", FieldType.Money, "税额", "Tax", r => r.Tax) with { ReadOnly = true });
        Add(Field("currency", FieldType.Text, "币种", "Currency", r => r.Currency) with { Required = true, MaxLength = 3 });
        Add(Field("rate", FieldType.Number, "汇率", "Exchange rate", r => r.Rate));
        Add(Field("reason", FieldType.Code, "退货原因", "Reason", r => r.Reason) with { Filterable = true, CodeList = CodeLists.ReturnReason, BulkEditable = true });
        Add(Field("total", FieldType.Money, "退款金额", "Total", r => r.Total) with { ReadOnly = true, Sortable = true, Filterable = true });
        Add(Field("revenue", FieldType.Money, "冲减收入（本位币）", "Revenue in base currency", r => r.Revenue) with { ReadOnly = true, Sortable = true, Filterable = true });
        Add(Field("note", FieldType.LongText, "备注", "Note", r => r.Note) with { Filterable = true, Searchable = true, MaxLength = Order.NoteMaxLength });
        Add(To<Customer, CustomerDescriptor>("customer", "客户", "Customer", r => r.Customer));
        Add(To<Order, OrderDescriptor>("order", "原订单", "Order", r => r.Order));
        Add(Field("createdAt", FieldType.DateTime, "创建时间", "Created at", r => r.CreatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(Field("updatedAt", FieldType.DateTime, "更新时间", "Updated at", r => r.UpdatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
    }

    /// <inheritdoc/>
    public override string DefaultSort => "-returnedAt";
}

internal sealed class SalesReturnInputValidator : AbstractValidator<SalesReturnInput>
{
    public SalesReturnInputValidator()
    {
        RuleFor(r => r.Number).Line(Order.NumberMaxLength);
        RuleFor(r => r.ReturnedAt).Must(at => at is null || at.Value.Year >= 1900).WithErrorCode("not_a_past_day");
        RuleFor(r => r.Currency).Currency();
        RuleFor(r => r.Rate).GreaterThan(0).WithErrorCode("not_positive");
        RuleFor(r => r.Reason).Line(CodeListItem.CodeMaxLength);
        RuleFor(r => r.Note).Lines(Order.NoteMaxLength);
        RuleFor(r => r.Lines).Must(l => l is { Count: > 0 }).WithErrorCode("required").AtMost(Order.LinesMaxCount);
        RuleForEach(r => r.Lines).SetValidator(new OrderLineInputValidator());
    }
}

/// <summary>Takes goods back and corrects what came back, one or many.</summary>
internal sealed class SalesReturnWriter(
    SalesReturnDescriptor descriptor,
    ICrmDb db,
    IValidator<SalesReturnInput> validator,
    FieldCheck fields,
    TradeReferences references,
    TradeBook book,
    ICurrentUser user,
    TimeProvider clock)
    : RecordWriter<SalesReturn, SalesReturnInput>(descriptor, db, validator, fields)
{
    protected override IQueryable<SalesReturn> Whole(IQueryable<SalesReturn> records, QueryValue<List<Guid>> ids) => records.Include(r => r.Lines.Where(l => ids.Value.Contains(l.ReturnId)));

    protected override SalesReturnInput InputOf(SalesReturn record) => SalesReturnInput.From(record);

    protected override async Task PrepareAsync(IReadOnlyList<RecordDraft<SalesReturn, SalesReturnInput>> drafts, CancellationToken cancellationToken)
    {
        var open = drafts.Where(d => d.IsOpen).ToList();
        var orders = await CustomersOfOrdersAsync(open, cancellationToken);
        foreach (var draft in open) draft.Complete(input => input with { CustomerId = input.CustomerId ?? (input.OrderId is { } id ? orders.GetValueOrDefault(id) : null) });
        var errors = await references.FindErrorsAsync(
            open.ConvertAll(d => PointersOf(d.Input, d.Before)),
            open.ConvertAll(d => d.Before is { } before ? PointersOf(before, null) : null),
            Db.SalesReturns.IgnoreQueryFilters().Select(r => r.Number), // a number is taken also where one may not look, and in the bin
            cancellationToken);
        foreach (var (draft, found) in open.Zip(errors)) draft.Refuse([.. found, .. OwnErrors(draft, orders)]);

        open = drafts.Where(d => d.IsOpen).ToList();
        var names = await references.NamesAsync(open.SelectMany(d => d.Input.Lines!), cancellationToken);
        foreach (var draft in open) draft.Try(() => Write(draft, names));
    }

    protected override Task<int> SaveAsync(IReadOnlyList<RecordDraft<SalesReturn, SalesReturnInput>> open, CancellationToken cancellationToken) =>
        Db.SaveTradeAsync(book, open, cancellationToken);

    private async Task<Dictionary<Guid, Guid?>> CustomersOfOrdersAsync(List<RecordDraft<SalesReturn, SalesReturnInput>> open, CancellationToken cancellationToken)
    {
        var ids = open.Select(d => d.Input.OrderId).OfType<Guid>().Distinct().ToList();
        return ids.Count == 0 ? [] : await Db.Orders.Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.CustomerId, cancellationToken);
    }

    private void Write(RecordDraft<SalesReturn, SalesReturnInput> draft, IReadOnlyDictionary<Guid, string> names)
    {
        var now = clock.GetUtcNow();
        if (draft.Input.ReturnedAt != draft.Before?.ReturnedAt && draft.Input.ReturnedOn == draft.Before?.ReturnedOn) draft.Complete(input => input with { ReturnedOn = null }); // the day moves with the moment
        var facts = draft.Input.ToFacts(now.UtcDateTime, user.TimeZone);
        facts = facts with { Lines = [.. facts.Lines.Select(l => l.Text.Length > 0 ? l : l with { Text = names[l.ProductId!.Value] })] };
        if (draft.IsNew) draft.Becomes(SalesReturn.Take(draft.Id ?? Guid.CreateVersion7(now), TextRules.Clean(draft.Input.Number), facts));
        else draft.Record.Change(facts);
    }

    private IEnumerable<FieldError> OwnErrors(RecordDraft<SalesReturn, SalesReturnInput> draft, Dictionary<Guid, Guid?> orders)
    {
        var (input, before) = (draft.Input, draft.Before);
        if (input.OrderId is { } orderId && orderId != before?.OrderId && !orders.ContainsKey(orderId)) yield return FieldError.At("orderId", "unknown_order");
        if (input.CustomerId is null && user.OwnersInSight is not null) yield return FieldError.At("customerId", "required"); // else its writer would not see it
        if (before is not null && input.Number != before.Number) yield return FieldError.At("number", "read_only");
    }

    private static TradePointers PointersOf(SalesReturnInput input, SalesReturnInput? before) => new(
        input.CustomerId,
        null,
        before is null ? TextRules.Clean(input.Number) : null,
        input.Lines ?? [],
        [new("reason", CodeLists.ReturnReason, input.Reason, before?.Reason)]);
}

internal sealed class SalesReturnHandlers(ICrmDb db, RecordLister lister, SalesReturnDescriptor descriptor, SalesReturnWriter writer, IFieldCatalogue catalogue, IMapper mapper, ICurrentUser user, TimeProvider clock) :
    IRequestHandler<ListSalesReturns, ListPage<SalesReturnRow>>,
    IRequestHandler<GetSalesReturn, SalesReturnDetail>,
    IRequestHandler<TakeSalesReturn, SalesReturnDetail>,
    IRequestHandler<ChangeSalesReturn, SalesReturnDetail>,
    IRequestHandler<DeleteSalesReturn>,
    IRequestHandler<RestoreSalesReturn, SalesReturnDetail>
{
    public Task<ListPage<SalesReturnRow>> Handle(ListSalesReturns request, CancellationToken cancellationToken) =>
        lister.ListAsync<SalesReturn, SalesReturnRow>(descriptor, request.List, cancellationToken);

    public async Task<SalesReturnDetail> Handle(GetSalesReturn request, CancellationToken cancellationToken)
    {
        var custom = QueryValue.Of<IReadOnlySet<string>?>((await catalogue.OfAsync(descriptor, cancellationToken)).CustomKeys);
        var back = await db.SalesReturns
            .IgnoreQueryFilters([QueryFilters.Bin]) // one in the bin can be looked at, and restored
            .Where(r => r.Id == request.Id)
            .AsNoTracking()
            .ProjectTo<SalesReturnDetail>(mapper.ConfigurationProvider, new { custom })
            .FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException(nameof(SalesReturn));
        return back with { Can = RecordCan.Of(back.DeletedAt is not null, user.May(Permissions.OrdersWrite), user.May(Permissions.OrdersDelete)) };
    }

    public Task<SalesReturnDetail> Handle(TakeSalesReturn request, CancellationToken cancellationToken) =>
        WriteAsync(RecordDraft<SalesReturn, SalesReturnInput>.New(request.Id, () => request.Input), cancellationToken);

    public Task<SalesReturnDetail> Handle(ChangeSalesReturn request, CancellationToken cancellationToken) =>
        WriteAsync(RecordDraft<SalesReturn, SalesReturnInput>.Change(request.Id, request.Patch, request.ExpectedVersion), cancellationToken);

    public async Task<Unit> Handle(DeleteSalesReturn request, CancellationToken cancellationToken)
    {
        await db.DeleteAsync<SalesReturn>(request.Id, request.ExpectedVersion, clock, cancellationToken);
        return Unit.Value;
    }

    public async Task<SalesReturnDetail> Handle(RestoreSalesReturn request, CancellationToken cancellationToken)
    {
        await db.RestoreAsync<SalesReturn>(request.Id, cancellationToken);
        return await Handle(new GetSalesReturn(request.Id), cancellationToken);
    }

    private async Task<SalesReturnDetail> WriteAsync(RecordDraft<SalesReturn, SalesReturnInput> draft, CancellationToken cancellationToken)
    {
        var back = await writer.WriteAsync(draft, cancellationToken);
        return await Handle(new GetSalesReturn(back.Id), cancellationToken);
    }
}

/// <summary>Returns, as batch, bulk work, import and undo write them.</summary>
internal sealed class SalesReturnRecords(SalesReturnDescriptor descriptor, ICrmDb db, RecordLister lister, ICurrentUser user, SalesReturnWriter writer, IMediator mediator)
    : WrittenKind<SalesReturn, SalesReturnInput>(descriptor, db, lister, user, writer)
{
    public override string ReadPermission => Permissions.OrdersRead;

    public override string WritePermission => Permissions.OrdersWrite;

    public override string DeletePermission => Permissions.OrdersDelete;

    protected override IQueryable<SalesReturn> Whole(IQueryable<SalesReturn> records, QueryValue<List<Guid>> ids) => records.Include(r => r.Lines.Where(l => ids.Value.Contains(l.ReturnId)));

    protected override object InputOf(SalesReturn record) => SalesReturnInput.From(record);

    protected override async Task<Guid> SendAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        if (write.Verb == RecordVerb.Delete) await mediator.Send(new DeleteSalesReturn(write.RequireId(), write.ExpectedVersion), cancellationToken);
        else await mediator.Send(new RestoreSalesReturn(write.RequireId()), cancellationToken);
        return write.RequireId();
    }
}
