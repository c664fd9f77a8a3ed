using Crm.Domain.Common;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;
using Crm.Domain.Security;

namespace Crm.Domain.Activities;

/// <summary>One conversation with a customer, or one note about him.</summary>
public sealed class Interaction : DescribedRecord
{
    /// <summary>Longest subject.</summary>
    public const int SubjectMaxLength = 200;

    /// <summary>Longest body.</summary>
    public const int BodyMaxLength = 20_000;

    /// <summary>Longest conversation: a week, in minutes.</summary>
    public const int DurationMaxMinutes = 7 * 24 * 60;

    /// <summary>Most contacts or participants of one conversation.</summary>
    public const int PeopleMaxCount = 50;

    /// <summary>How far a clock may run ahead before "started" counts as the future.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    private readonly List<InteractionContact> _contacts = [];

    private Interaction()
    {
    }

    private Interaction(Guid id, Guid ownerId)
        : base(id) => OwnerId = ownerId;

    /// <summary>The customer it was about; null for a conversation with a contact alone.</summary>
    public Guid? CustomerId { get; private set; }

    /// <summary>The customer, for reading.</summary>
    public Customer? Customer { get; private set; }

    /// <summary>How it took place.</summary>
    public InteractionChannel Channel { get; private set; }

    /// <summary>Who began; null where it does not matter.</summary>
    public Direction? Direction { get; private set; }

    /// <summary>What it was about.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>What was said.</summary>
    public string? Body { get; private set; }

    /// <summary>When it began (UTC), not in the future.</summary>
    public DateTime StartedAt { get; private set; }

    /// <summary>How long it took, in minutes.</summary>
    public int? DurationMinutes { get; private set; }

    /// <summary>Code of the list <c>interaction_outcome</c>.</summary>
    public string? Outcome { get; private set; }

    /// <summary>Others who took part.</summary>
    public IReadOnlyList<Participant> Participants { get; private set; } = [];

    /// <summary>The user who logged it.</summary>
    public Guid OwnerId { get; private set; }

    /// <summary>The user who logged it, for reading.</summary>
    public User? Owner { get; private set; }

    /// <summary>The contacts who took part.</summary>
    public IReadOnlyList<InteractionContact> Contacts => _contacts;

    /// <summary>Writes a conversation down.</summary>
    public static Interaction Log(Guid id, Guid ownerId, InteractionFacts facts, DateTime now)
    {
        var interaction = new Interaction(id, ownerId);
        interaction.Correct(facts, now);
        return interaction;
    }

    /// <summary>Corrects what was written down.</summary>
    /// <exception cref="DomainException"><c>in_future</c>, <c>about_nobody</c>.</exception>
    public void Correct(InteractionFacts facts, DateTime now)
    {
        if (facts.StartedAt > now + ClockTolerance) throw new DomainException("in_future", "startedAt");
        if (facts.CustomerId is null && facts.ContactIds.Count == 0) throw new DomainException("about_nobody", "customerId");

        if (CustomerId is { } before && before != facts.CustomerId) Raise(new InteractionChanged(before, []));
        (CustomerId, Channel, Direction, Subject, Body, StartedAt, DurationMinutes, Outcome, Participants) =
            (facts.CustomerId, facts.Channel, facts.Direction, facts.Subject, facts.Body, facts.StartedAt, facts.DurationMinutes, facts.Outcome, facts.Participants);

        var contactsBefore = _contacts.Select(c => c.ContactId).ToList();
        _contacts.RemoveAll(c => !facts.ContactIds.Contains(c.ContactId));
        _contacts.AddRange(facts.ContactIds.Distinct().Except(contactsBefore).Select(contactId => new InteractionContact(Id, contactId)));
        Raise(new InteractionChanged(CustomerId, [.. contactsBefore.Union(facts.ContactIds)]));
    }

    /// <inheritdoc/>
    public override void Delete(DateTime now)
    {
        base.Delete(now);
        Raise(new InteractionChanged(CustomerId, [.. _contacts.Select(c => c.ContactId)]));
    }

    /// <inheritdoc/>
    public override void Restore()
    {
        base.Restore();
        Raise(new InteractionChanged(CustomerId, [.. _contacts.Select(c => c.ContactId)]));
    }
}

/// <summary>What is written down about a conversation.</summary>
public sealed record InteractionFacts
{
    /// <summary>The customer it was about.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>The contacts who took part.</summary>
    public IReadOnlyList<Guid> ContactIds { get; init; } = [];

    /// <summary>How it took place.</summary>
    public required InteractionChannel Channel { get; init; }

    /// <summary>Who began.</summary>
    public Direction? Direction { get; init; }

    /// <summary>What it was about.</summary>
    public required string Subject { get; init; }

    /// <summary>What was said.</summary>
    public string? Body { get; init; }

    /// <summary>When it began (UTC).</summary>
    public required DateTime StartedAt { get; init; }

    /// <summary>How long it took, in minutes.</summary>
    public int? DurationMinutes { get; init; }

    /// <summary>Code of the list <c>interaction_outcome</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>Others who took part.</summary>
    public IReadOnlyList<Participant> Participants { get; init; } = [];
}

/// <summary>A contact who took part in a conversation.</summary>
public sealed class InteractionContact : IPartOfRecord
{
    private InteractionContact()
    {
    }

    internal InteractionContact(Guid interactionId, Guid contactId) => (InteractionId, ContactId) = (interactionId, contactId);

    Guid IPartOfRecord.RecordId => InteractionId;

    /// <summary>The conversation.</summary>
    public Guid InteractionId { get; private set; }

    /// <summary>The contact.</summary>
    public Guid ContactId { get; private set; }

    /// <summary>The contact, for reading.</summary>
    public Contact? Contact { get; private set; }
}

/// <summary>Somebody who took part: a colleague or a person without a file.</summary>
/// <param name="Name">Name as it was given.</param>
/// <param name="UserId">The colleague, if it is one.</param>
public sealed record Participant(string Name, Guid? UserId);

/// <summary>How a conversation takes place.</summary>
public enum InteractionChannel
{
    /// <summary>Phone call.</summary>
    Call,

    /// <summary>Visit on site.</summary>
    Visit,

    /// <summary>Meeting, at ours or on screen.</summary>
    Meeting,

    /// <summary>E-mail.</summary>
    Email,

    /// <summary>Chat, for example WeChat.</summary>
    Chat,

    /// <summary>Text message.</summary>
    Sms,

    /// <summary>A note: nobody was spoken to.</summary>
    Note,
}

/// <summary>Who began a conversation.</summary>
public enum Direction
{
    /// <summary>The customer.</summary>
    Inbound,

    /// <summary>We.</summary>
    Outbound,
}

/// <summary>A conversation was written down, corrected, deleted or restored: the dates of last contact follow.</summary>
/// <param name="CustomerId">The customer concerned.</param>
/// <param name="ContactIds">The contacts concerned.</param>
public sealed record InteractionChanged(Guid? CustomerId, IReadOnlyList<Guid> ContactIds) : IDomainEvent;
