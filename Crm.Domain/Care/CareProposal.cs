using Crm.Domain.Common;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;
using Crm.Domain.Security;

namespace Crm.Domain.Care;

/// <summary>A greeting or a gift for a customer on an occasion, from the thought to the day it arrives.</summary>
public sealed class CareProposal : Record
{
    /// <summary>Longest name of an occasion.</summary>
    public const int OccasionMaxLength = 100;

    /// <summary>Longest key of an occasion.</summary>
    public const int KeyMaxLength = 80;

    /// <summary>Longest text.</summary>
    public const int TextMaxLength = 2000;

    /// <summary>Longest reason.</summary>
    public const int ReasonMaxLength = 500;

    private CareProposal()
    {
    }

    private CareProposal(Guid id)
        : base(id)
    {
    }

    /// <summary>The customer.</summary>
    public Guid CustomerId { get; private set; }

    /// <summary>The customer, for reading.</summary>
    public Customer? Customer { get; private set; }

    /// <summary>The person; null for the customer as a whole.</summary>
    public Guid? ContactId { get; private set; }

    /// <summary>The person, for reading.</summary>
    public Contact? Contact { get; private set; }

    /// <summary>Why.</summary>
    public OccasionKind OccasionKind { get; private set; }

    /// <summary>Which occasion of whom; with <see cref="OccasionYear"/> it comes once.</summary>
    public string OccasionKey { get; private set; } = "";

    /// <summary>Year of the occasion, by its own calendar.</summary>
    public int OccasionYear { get; private set; }

    /// <summary>What the occasion is called.</summary>
    public string Occasion { get; private set; } = "";

    /// <summary>The day.</summary>
    public DateOnly OccasionOn { get; private set; }

    /// <summary>Greeting or gift.</summary>
    public CareKind Kind { get; private set; }

    /// <summary>How it reaches the customer.</summary>
    public ContactChannel Channel { get; private set; }

    /// <summary>How far it is.</summary>
    public CareStatus Status { get; private set; }

    /// <summary>The words that go with it.</summary>
    public string? Text { get; private set; }

    /// <summary>The gift.</summary>
    public Guid? GiftId { get; private set; }

    /// <summary>The gift, for reading.</summary>
    public Gift? Gift { get; private set; }

    /// <summary>What it costs, in the company's currency.</summary>
    public decimal Cost { get; private set; }

    /// <summary>Whether it was approved although the budget was used up.</summary>
    public bool Exception { get; private set; }

    /// <summary>Who approved it.</summary>
    public Guid? ApprovedById { get; private set; }

    /// <summary>Who approved it, for reading.</summary>
    public User? ApprovedBy { get; private set; }

    /// <summary>When (UTC).</summary>
    public DateTime? ApprovedAt { get; private set; }

    /// <summary>When it was ordered or sent (UTC).</summary>
    public DateTime? SentAt { get; private set; }

    /// <summary>The day it arrived.</summary>
    public DateOnly? DeliveredOn { get; private set; }

    /// <summary>Why nothing came of it.</summary>
    public string? Reason { get; private set; }

    /// <summary>Whether its cost counts for budgets.</summary>
    public bool Counts => Status is CareStatus.Approved or CareStatus.Sent or CareStatus.Delivered;

    /// <summary>Thinks of a customer.</summary>
    public static CareProposal Propose(Guid id, CareIdea idea)
    {
        var proposal = new CareProposal(id)
        {
            CustomerId = idea.CustomerId,
            ContactId = idea.ContactId,
            OccasionKind = idea.OccasionKind,
            OccasionKey = idea.OccasionKey,
            OccasionYear = idea.OccasionYear,
            Occasion = idea.Occasion,
            OccasionOn = idea.OccasionOn,
        };
        proposal.Choose(idea.Gift, idea.Channel, idea.Text);
        return proposal;
    }

    /// <summary>Says anew what it is to be, while nobody has approved it.</summary>
    /// <exception cref="DomainException"><c>care_not_open</c>.</exception>
    public void Change(Gift? gift, ContactChannel channel, string? text)
    {
        if (gift?.Id == GiftId && channel == Channel && text == Text) return;
        Ensure(CareStatus.Proposed);
        Choose(gift, channel, text);
    }

    /// <summary>It may be done. Doing it twice changes nothing.</summary>
    /// <exception cref="DomainException"><c>care_not_open</c>.</exception>
    public void Approve(Guid userId, DateTime now, bool exception)
    {
        if (Counts) return;
        Ensure(CareStatus.Proposed);
        (Status, ApprovedById, ApprovedAt, Exception) = (CareStatus.Approved, userId, now, exception);
    }

    /// <summary>It was ordered or sent. Doing it twice changes nothing.</summary>
    /// <exception cref="DomainException"><c>care_not_approved</c>.</exception>
    public void Send(DateTime now)
    {
        if (Status is CareStatus.Sent or CareStatus.Delivered) return;
        if (Status != CareStatus.Approved) throw new DomainException("care_not_approved", "status");
        (Status, SentAt) = (CareStatus.Sent, now);
    }

    /// <summary>It arrived. Doing it twice changes nothing.</summary>
    /// <exception cref="DomainException"><c>care_not_approved</c>.</exception>
    public void Deliver(DateOnly on, DateTime now)
    {
        if (Status == CareStatus.Delivered) return;
        Send(now);
        (Status, DeliveredOn) = (CareStatus.Delivered, on);
    }

    /// <summary>Nothing is done this time, for a reason. Doing it twice changes nothing.</summary>
    /// <exception cref="DomainException"><c>care_not_open</c>.</exception>
    public void Skip(string reason)
    {
        if (Status == CareStatus.Skipped) return;
        Ensure(CareStatus.Proposed);
        (Status, Reason) = (CareStatus.Skipped, reason);
    }

    /// <summary>What was approved or under way is called off. Doing it twice changes nothing.</summary>
    /// <exception cref="DomainException"><c>care_not_approved</c> when it was not approved, or has arrived.</exception>
    public void Cancel(string? reason)
    {
        if (Status == CareStatus.Cancelled) return;
        if (Status is not (CareStatus.Approved or CareStatus.Sent)) throw new DomainException("care_not_approved", "status");
        (Status, Reason) = (CareStatus.Cancelled, reason);
    }

    private void Choose(Gift? gift, ContactChannel channel, string? text) =>
        (Kind, GiftId, Cost, Channel, Text) = (gift is null ? CareKind.Greeting : CareKind.Gift, gift?.Id, gift?.Price ?? 0, channel, text);

    private void Ensure(CareStatus status)
    {
        if (Status != status) throw new DomainException("care_not_open", "status");
    }
}

/// <summary>What somebody thought of for a customer.</summary>
public sealed record CareIdea
{
    /// <summary>The customer.</summary>
    public required Guid CustomerId { get; init; }

    /// <summary>The person.</summary>
    public Guid? ContactId { get; init; }

    /// <summary>Why.</summary>
    public required OccasionKind OccasionKind { get; init; }

    /// <summary>Which occasion of this customer.</summary>
    public required string OccasionKey { get; init; }

    /// <summary>Year of the occasion, by its own calendar.</summary>
    public required int OccasionYear { get; init; }

    /// <summary>What the occasion is called.</summary>
    public required string Occasion { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly OccasionOn { get; init; }

    /// <summary>The gift; null for a greeting.</summary>
    public Gift? Gift { get; init; }

    /// <summary>How it reaches the customer.</summary>
    public ContactChannel Channel { get; init; }

    /// <summary>The words that go with it.</summary>
    public string? Text { get; init; }
}

/// <summary>What a customer gets.</summary>
public enum CareKind
{
    /// <summary>Good wishes.</summary>
    Greeting,

    /// <summary>Something that costs money.</summary>
    Gift,
}

/// <summary>How far a greeting or gift is.</summary>
public enum CareStatus
{
    /// <summary>Thought of.</summary>
    Proposed,

    /// <summary>It may be done.</summary>
    Approved,

    /// <summary>Ordered or sent.</summary>
    Sent,

    /// <summary>It arrived.</summary>
    Delivered,

    /// <summary>Nothing is done this time.</summary>
    Skipped,

    /// <summary>Called off.</summary>
    Cancelled,
}
