using Crm.Domain.Common;
using Crm.Domain.Customers;
using Crm.Domain.Orders;

namespace Crm.Domain.Receivables;

/// <summary>Money that came from a customer, or that went back to him.</summary>
public sealed class Payment : DescribedRecord
{
    /// <summary>Longest reference.</summary>
    public const int ReferenceMaxLength = 100;

    private Payment()
    {
    }

    private Payment(Guid id)
        : base(id)
    {
    }

    /// <summary>Whose money it is.</summary>
    public Guid CustomerId { get; private set; }

    /// <summary>Whose money it is, for reading.</summary>
    public Customer? Customer { get; private set; }

    /// <summary>The order it is for; null when it was not said.</summary>
    public Guid? OrderId { get; private set; }

    /// <summary>The order, for reading.</summary>
    public Order? Order { get; private set; }

    /// <summary>The day the money moved.</summary>
    public DateOnly PaidOn { get; private set; }

    /// <summary>The day it should have come, where one was agreed.</summary>
    public DateOnly? DueOn { get; private set; }

    /// <summary>How much; below zero for money that went back.</summary>
    public Money Amount { get; private set; } = new(0, "CNY");

    /// <summary>One unit of its currency in the base currency.</summary>
    public decimal Rate { get; private set; } = 1;

    /// <summary>Code of the list <c>payment_method</c>.</summary>
    public string? Method { get; private set; }

    /// <summary>What the bank or the shop calls it.</summary>
    public string? Reference { get; private set; }

    /// <summary>How many days late it came; null when no day was agreed, below zero when it came early.</summary>
    public int? DaysLate => DueOn is { } due ? PaidOn.DayNumber - due.DayNumber : null;

    /// <summary>Notes a payment.</summary>
    /// <exception cref="DomainException"><c>amount_zero</c>.</exception>
    public static Payment Record(Guid id, PaymentFacts facts)
    {
        var payment = new Payment(id);
        payment.Correct(facts);
        return payment;
    }

    /// <summary>Corrects what was noted.</summary>
    /// <exception cref="DomainException"><c>amount_zero</c>.</exception>
    public void Correct(PaymentFacts facts)
    {
        if (facts.Amount.Amount == 0) throw new DomainException("amount_zero", "amount");
        if (CustomerId != Guid.Empty && CustomerId != facts.CustomerId) Raise(new TradeChanged(CustomerId));
        (CustomerId, OrderId, PaidOn, DueOn, Amount, Rate, Method, Reference) =
            (facts.CustomerId, facts.OrderId, facts.PaidOn, facts.DueOn, facts.Amount, facts.Rate, facts.Method, facts.Reference);
        Raise(new TradeChanged(CustomerId));
    }

    /// <inheritdoc/>
    public override void Delete(DateTime now)
    {
        base.Delete(now);
        Raise(new TradeChanged(CustomerId));
    }

    /// <inheritdoc/>
    public override void Restore()
    {
        base.Restore();
        Raise(new TradeChanged(CustomerId));
    }
}

/// <summary>Everything about a payment that people type in.</summary>
public sealed record PaymentFacts
{
    /// <summary>Whose money it is.</summary>
    public required Guid CustomerId { get; init; }

    /// <summary>The order it is for.</summary>
    public Guid? OrderId { get; init; }

    /// <summary>The day the money moved.</summary>
    public required DateOnly PaidOn { get; init; }

    /// <summary>The day it should have come.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>How much; below zero for money that went back.</summary>
    public required Money Amount { get; init; }

    /// <summary>One unit of its currency in the base currency.</summary>
    public decimal Rate { get; init; } = 1;

    /// <summary>Code of the list <c>payment_method</c>.</summary>
    public string? Method { get; init; }

    /// <summary>What the bank or the shop calls it.</summary>
    public string? Reference { get; init; }
}
