using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Customers;
using Crm.Application.Files;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Activities;
using MediatR;

namespace Crm.Application.Activities;

/// <summary>What happened on a timeline: a conversation or note, or a follow-up that was done, cancelled or missed.</summary>
public sealed record TimelineItem
{
    /// <summary><c>interaction</c> or <c>follow_up</c>.</summary>
    public TimelineKind Kind { get; init; }

    /// <summary>Id of the conversation or follow-up.</summary>
    public Guid Id { get; init; }

    /// <summary>When it happened (UTC).</summary>
    public DateTime At { get; init; }

    /// <summary>How.</summary>
    public InteractionChannel Channel { get; init; }

    /// <summary>Who began a conversation.</summary>
    public Direction? Direction { get; init; }

    /// <summary>What it was about.</summary>
    public string Subject { get; init; } = "";

    /// <summary>What was said, or the notes of a follow-up.</summary>
    public string? Body { get; init; }

    /// <summary>How long a conversation took.</summary>
    public int? DurationMinutes { get; init; }

    /// <summary>Code of the list <c>interaction_outcome</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>Where a follow-up stands; null for a conversation.</summary>
    public FollowUpStatus? Status { get; init; }

    /// <summary>What came of a follow-up.</summary>
    public string? Result { get; init; }

    /// <summary>The questionnaire of a follow-up.</summary>
    public Guid? QuestionnaireId { get; init; }

    /// <summary>When it was answered (UTC).</summary>
    public DateTime? AnsweredAt { get; init; }

    /// <summary>What was answered, a line for each question; <c>GET /api/v1/follow-ups/{id}/answers</c> gives it question by question.</summary>
    public string? Answers { get; init; }

    /// <summary>Why a follow-up was completed without answers.</summary>
    public string? UnaskedReason { get; init; }

    /// <summary>Who logged or did it.</summary>
    public Guid OwnerId { get; init; }

    /// <summary>His name.</summary>
    public string? OwnerName { get; init; }

    /// <summary>The customer.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>Name of the customer.</summary>
    public string? CustomerName { get; init; }

    /// <summary>The people of the customer who took part.</summary>
    public IReadOnlyList<Reference> Contacts { get; init; } = [];

    /// <summary>Files that belong to a conversation.</summary>
    public IReadOnlyList<FileRow> Files { get; init; } = [];

    /// <summary>Version of the conversation or follow-up.</summary>
    public int Version { get; init; }

    /// <summary>What you may do with it now.</summary>
    public RecordCan Can { get; init; } = RecordCan.Nothing;

    internal static TimelineItem From(InteractionDetail i) => new()
    {
        Kind = TimelineKind.Interaction,
        Id = i.Id,
        At = i.StartedAt,
        Channel = i.Channel,
        Direction = i.Direction,
        Subject = i.Subject,
        Body = i.Body,
        DurationMinutes = i.DurationMinutes,
        Outcome = i.Outcome,
        OwnerId = i.OwnerId,
        OwnerName = i.OwnerName,
        CustomerId = i.CustomerId,
        CustomerName = i.CustomerName,
        Contacts = i.Contacts,
        Files = i.Files,
        Version = i.Version,
        Can = i.Can,
    };

    internal static TimelineItem From(FollowUpRow f) => new()
    {
        Kind = TimelineKind.FollowUp,
        Id = f.Id,
        At = f.CompletedAt!.Value,
        Channel = f.Channel,
        Subject = f.Subject,
        Body = f.Notes,
        Status = f.Status,
        Result = f.Result,
        QuestionnaireId = f.QuestionnaireId,
        AnsweredAt = f.AnsweredAt,
        Answers = f.Answers,
        UnaskedReason = f.UnaskedReason,
        OwnerId = f.OwnerId,
        OwnerName = f.OwnerName,
        CustomerId = f.CustomerId,
        CustomerName = f.CustomerName,
        Contacts = f is { ContactId: { } id, ContactName: { } name } ? [new Reference(id, name)] : [],
        Version = f.Version,
        Can = new RecordCan(f.Can.Update, f.Can.Delete, false),
    };
}

/// <summary>What stands on a timeline.</summary>
public enum TimelineKind
{
    /// <summary>A conversation or note.</summary>
    Interaction,

    /// <summary>A follow-up that is no longer planned.</summary>
    FollowUp,
}

/// <summary>Which part of a timeline is asked for.</summary>
public sealed record TimelineRequest
{
    /// <summary>Items of a page, 1 to 200.</summary>
    public int Limit { get; init; } = ListRequest.DefaultLimit;

    /// <summary>Where to go on.</summary>
    public string? Cursor { get; init; }

    /// <summary>Only this kind.</summary>
    public TimelineKind? Kind { get; init; }

    /// <summary>Only these channels; none means all.</summary>
    public IReadOnlyList<InteractionChannel> Channels { get; init; } = [];
}

/// <summary>What happened with a customer, newest first.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Timeline">Which part.</param>
[RequirePermission(Permissions.ActivitiesRead)]
public sealed record GetCustomerTimeline(Guid CustomerId, TimelineRequest Timeline) : IRequest<ListPage<TimelineItem>>;

/// <summary>What happened with a person, newest first.</summary>
/// <param name="ContactId">The person.</param>
/// <param name="Timeline">Which part.</param>
[RequirePermission(Permissions.ActivitiesRead)]
public sealed record GetContactTimeline(Guid ContactId, TimelineRequest Timeline) : IRequest<ListPage<TimelineItem>>;

internal sealed class TimelineHandlers(ICrmDb db, TimelineReader timeline) :
    IRequestHandler<GetCustomerTimeline, ListPage<TimelineItem>>,
    IRequestHandler<GetContactTimeline, ListPage<TimelineItem>>
{
    public async Task<ListPage<TimelineItem>> Handle(GetCustomerTimeline request, CancellationToken cancellationToken)
    {
        await db.Customers.EnsureExistsAsync(request.CustomerId, cancellationToken);
        return await timeline.OfCustomerAsync(request.CustomerId, request.Timeline, cancellationToken);
    }

    public async Task<ListPage<TimelineItem>> Handle(GetContactTimeline request, CancellationToken cancellationToken)
    {
        await db.Contacts.EnsureExistsAsync(request.ContactId, cancellationToken);
        return await timeline.OfContactAsync(request.ContactId, request.Timeline, cancellationToken);
    }
}
