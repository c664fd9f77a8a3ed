using Crm.Application.Common;
using Crm.Application.Offers;
using Crm.Application.Records;
using Crm.Domain.Common;
using Crm.Domain.Orders;
using Crm.Domain.Settings;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Orders;

/// <summary>Takes and changes orders, one or many.</summary>
internal sealed class OrderWriter(
    OrderDescriptor descriptor,
    ICrmDb db,
    IValidator<OrderInput> validator,
    FieldCheck fields,
    TradeReferences references,
    TradeBook book,
    PriceLimits limits,
    ICurrentUser user,
    TimeProvider clock)
    : RecordWriter<Order, OrderInput>(descriptor, db, validator, fields)
{
    protected override IQueryable<Order> Whole(IQueryable<Order> records, QueryValue<List<Guid>> ids) => records.Include(o => o.Lines.Where(l => ids.Value.Contains(l.OrderId)));

    protected override OrderInput InputOf(Order record) => OrderInput.From(record);

    protected override async Task PrepareAsync(IReadOnlyList<RecordDraft<Order, OrderInput>> drafts, CancellationToken cancellationToken)
    {
        foreach (var draft in drafts.Where(d => d.IsNew)) draft.Try(() => draft.Complete(input => input with { OwnerId = input.OwnerId ?? user.UserId }));
        var open = drafts.Where(d => d.IsOpen).ToList();
        var errors = await references.FindErrorsAsync(
            open.ConvertAll(d => PointersOf(d.Input, d.Before)),
            open.ConvertAll(d => d.Before is { } before ? PointersOf(before, null) : null),
            Db.Orders.IgnoreQueryFilters().Select(o => o.Number), // a number is taken also where one may not look, and in the bin
            cancellationToken);
        foreach (var (draft, found) in open.Zip(errors)) draft.Refuse([.. found, .. OwnErrors(draft)]);

        open = drafts.Where(d => d.IsOpen).ToList();
        var names = await references.NamesAsync(open.SelectMany(d => d.Input.Lines!), cancellationToken);
        foreach (var draft in open) draft.Try(() => Write(draft, names));
        await KeepPricesAsync([.. open.Where(d => d.IsOpen && HasNewPrices(d))], cancellationToken);
    }

    protected override Task<int> SaveAsync(IReadOnlyList<RecordDraft<Order, OrderInput>> open, CancellationToken cancellationToken) =>
        Db.SaveTradeAsync(book, open, cancellationToken);

    private void Write(RecordDraft<Order, OrderInput> draft, IReadOnlyDictionary<Guid, string> names)
    {
        var now = clock.GetUtcNow();
        if (draft.Input.OrderedAt != draft.Before?.OrderedAt && draft.Input.OrderedOn == draft.Before?.OrderedOn) draft.Complete(input => input with { OrderedOn = null }); // the day moves with the moment
        var facts = draft.Input.ToFacts(now.UtcDateTime, user.TimeZone);
        facts = facts with { Lines = [.. facts.Lines.Select(l => l.Text.Length > 0 ? l : l with { Text = names[l.ProductId!.Value] })] };
        if (draft.IsNew) draft.Becomes(Order.Take(draft.Id ?? Guid.CreateVersion7(now), TextRules.Clean(draft.Input.Number), facts, draft.Input.Status ?? OrderStatus.Draft));
        else
        {
            draft.Record.Change(facts);
            draft.Record.GoTo(draft.Input.Status ?? draft.Record.Status);
        }
    }

    private async Task KeepPricesAsync(IReadOnlyList<RecordDraft<Order, OrderInput>> drafts, CancellationToken cancellationToken)
    {
        if (drafts.Count == 0) return;
        foreach (var (draft, wrong) in drafts.Zip(await limits.FindErrorsAsync([.. drafts.Select(d => d.Record)], cancellationToken))) draft.Refuse(wrong);
    }

    private static bool HasNewPrices(RecordDraft<Order, OrderInput> draft) =>
        draft.Before is not { } before || before.CustomerId != draft.Input.CustomerId || before.Discount != draft.Input.Discount || before.Currency != draft.Input.Currency || !before.Lines!.SequenceEqual(draft.Input.Lines!);

    private IEnumerable<FieldError> OwnErrors(RecordDraft<Order, OrderInput> draft)
    {
        var (input, before) = (draft.Input, draft.Before);
        if (input.OwnerId != before?.OwnerId && !user.MayHandOver(before?.OwnerId, input.OwnerId)) yield return FieldError.At("ownerId", "unknown_user");
        if (input.CustomerId is null && !user.HasInSight(input.OwnerId)) yield return FieldError.At("customerId", "required"); // else its writer would not see it
        if (before is not null && input.Number != before.Number) yield return FieldError.At("number", "read_only");
    }

    private static TradePointers PointersOf(OrderInput input, OrderInput? before) => new(
        input.CustomerId,
        input.OwnerId,
        before is null ? TextRules.Clean(input.Number) : null,
        input.Lines ?? [],
        [
            new("channel", CodeLists.SalesChannel, input.Channel, before?.Channel),
            new("paymentMethod", CodeLists.PaymentMethod, input.PaymentMethod, before?.PaymentMethod),
        ]);
}
