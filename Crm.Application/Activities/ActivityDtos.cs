using AutoMapper;
using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Customers;
using Crm.Application.Files;
using Crm.Application.Records;
using Crm.Domain.Activities;
using Crm.Domain.Common;

namespace Crm.Application.Activities;

/// <summary>A conversation.</summary>
public sealed record InteractionDetail : IRow
{
    /// <inheritdoc cref="Record.Id"/>
    public Guid Id { get; init; }

    /// <inheritdoc cref="Interaction.CustomerId"/>
    public Guid? CustomerId { get; init; }

    /// <summary>Name of the customer.</summary>
    public string? CustomerName { get; init; }

    /// <summary>The contacts who took part.</summary>
    public IReadOnlyList<Reference> Contacts { get; init; } = [];

    /// <inheritdoc cref="InteractionInput.Channel"/>
    public InteractionChannel Channel { get; init; }

    /// <inheritdoc cref="InteractionInput.Direction"/>
    public Direction? Direction { get; init; }

    /// <inheritdoc cref="Interaction.Subject"/>
    public string Subject { get; init; } = "";

    /// <inheritdoc cref="Interaction.Body"/>
    public string? Body { get; init; }

    /// <inheritdoc cref="Interaction.StartedAt"/>
    public DateTime StartedAt { get; init; }

    /// <inheritdoc cref="Interaction.DurationMinutes"/>
    public int? DurationMinutes { get; init; }

    /// <inheritdoc cref="Interaction.Participants"/>
    public IReadOnlyList<Participant> Participants { get; init; } = [];

    /// <inheritdoc cref="InteractionInput.Outcome"/>
    public string? Outcome { get; init; }

    /// <summary>Files that belong to it.</summary>
    public IReadOnlyList<FileRow> Files { get; init; } = [];

    /// <summary>What was promised in it, the earliest due first; lists leave it out, see <c>GET /follow-ups?filter[promisedInId]=…</c>.</summary>
    public IReadOnlyList<FollowUpRow> Promises { get; init; } = [];

    /// <inheritdoc cref="Interaction.OwnerId"/>
    public Guid OwnerId { get; init; }

    /// <summary>Name of the user who logged it.</summary>
    public string? OwnerName { get; init; }

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

    /// <summary>What you may do with it now.</summary>
    public RecordCan Can { get; init; } = RecordCan.Nothing;
}

/// <summary>A planned, done, cancelled or missed next step.</summary>
public sealed record FollowUpRow : IRow
{
    /// <inheritdoc cref="Record.Id"/>
    public Guid Id { get; init; }

    /// <inheritdoc cref="FollowUp.Subject"/>
    public string Subject { get; init; } = "";

    /// <inheritdoc cref="FollowUpInput.Channel"/>
    public InteractionChannel Channel { get; init; }

    /// <inheritdoc cref="FollowUp.DueOn"/>
    public DateOnly? DueOn { get; init; }

    /// <inheritdoc cref="FollowUp.DueAt"/>
    public DateTime? DueAt { get; init; }

    /// <inheritdoc cref="FollowUp.Due"/>
    public DateTime Due { get; init; }

    /// <summary>Whether it is still planned and its time has passed.</summary>
    public bool Overdue { get; init; }

    /// <inheritdoc cref="FollowUp.Status"/>
    public FollowUpStatus Status { get; init; }

    /// <inheritdoc cref="FollowUp.Origin"/>
    public FollowUpOrigin Origin { get; init; }

    /// <summary><c>step</c>, or <c>promise</c>: then done means kept, missed broken and cancelled withdrawn.</summary>
    public FollowUpKind Kind { get; init; }

    /// <inheritdoc cref="FollowUp.PromisedInId"/>
    public Guid? PromisedInId { get; init; }

    /// <inheritdoc cref="FollowUp.DurationMinutes"/>
    public int? DurationMinutes { get; init; }

    /// <inheritdoc cref="FollowUp.SeriesId"/>
    public Guid? SeriesId { get; init; }

    /// <inheritdoc cref="FollowUp.OccursOn"/>
    public DateOnly? OccursOn { get; init; }

    /// <inheritdoc cref="FollowUp.RemindMinutes"/>
    public int? RemindMinutes { get; init; }

    /// <inheritdoc cref="FollowUp.QuestionnaireId"/>
    public Guid? QuestionnaireId { get; init; }

    /// <inheritdoc cref="FollowUp.AnsweredAt"/>
    public DateTime? AnsweredAt { get; init; }

    /// <inheritdoc cref="FollowUp.Answers"/>
    public string? Answers { get; init; }

    /// <inheritdoc cref="FollowUp.UnaskedReason"/>
    public string? UnaskedReason { get; init; }

    /// <inheritdoc cref="FollowUp.EscalatedAt"/>
    public DateTime? EscalatedAt { get; init; }

    /// <inheritdoc cref="FollowUp.DeputyToldAt"/>
    public DateTime? DeputyToldAt { get; init; }

    /// <inheritdoc cref="FollowUp.StandsInForId"/>
    public Guid? StandsInForId { get; init; }

    /// <inheritdoc cref="FollowUp.Result"/>
    public string? Result { get; init; }

    /// <inheritdoc cref="FollowUp.Notes"/>
    public string? Notes { get; init; }

    /// <inheritdoc cref="FollowUp.CustomerId"/>
    public Guid? CustomerId { get; init; }

    /// <summary>Name of the customer.</summary>
    public string? CustomerName { get; init; }

    /// <inheritdoc cref="FollowUp.ContactId"/>
    public Guid? ContactId { get; init; }

    /// <summary>Name of the person.</summary>
    public string? ContactName { get; init; }

    /// <inheritdoc cref="FollowUp.OwnerId"/>
    public Guid OwnerId { get; init; }

    /// <summary>Name of the user who does it.</summary>
    public string? OwnerName { get; init; }

    /// <inheritdoc cref="FollowUp.CompletedAt"/>
    public DateTime? CompletedAt { get; init; }

    /// <inheritdoc cref="FollowUp.InteractionId"/>
    public Guid? InteractionId { get; init; }

    /// <summary>Whether it was done on its day, or within a day of the moment that was agreed; null while it is not done.</summary>
    public bool? OnTime { get; init; }

    /// <summary>Whole days by which it was late when it was done; null while it is not done.</summary>
    public int? DaysLate { get; init; }

    /// <summary>Days from the day on which it is due to the customer's next order in your sight, 0 for one on that day; null where none came.</summary>
    public int? DaysToOrder { get; init; }

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

    /// <summary>What you may do with it now.</summary>
    public FollowUpCan Can { get; init; } = new(false, false, false, false);

    /// <summary>The row as the user may treat it at this moment.</summary>
    internal FollowUpRow For(bool mayWrite, DateTime now)
    {
        var (inUse, planned) = (DeletedAt is null, Status == FollowUpStatus.Planned);
        return this with
        {
            Overdue = planned && Due < now,
            Can = new FollowUpCan(mayWrite && inUse && planned, mayWrite && inUse && planned, mayWrite && inUse && !planned, mayWrite && inUse),
        };
    }
}

/// <summary>What you may do with a follow-up now.</summary>
/// <param name="Update">Change what is planned.</param>
/// <param name="Complete">Complete it, cancel it or mark it missed.</param>
/// <param name="Reopen">Take back that it was closed.</param>
/// <param name="Delete">Put it into the bin.</param>
public sealed record FollowUpCan(bool Update, bool Complete, bool Reopen, bool Delete);

internal sealed class ActivityMaps : Profile
{
    public ActivityMaps()
    {
        var custom = QueryValue.Of<IReadOnlySet<string>?>(null);
        CreateMap<Interaction, InteractionDetail>()
            .ForMember(d => d.Custom, m => m.MapFrom(i => CustomWire.Answer(i.Custom, custom.Value)))
            .ForMember(d => d.CustomerName, m => m.MapFrom(i => i.Customer!.Name))
            .ForMember(d => d.OwnerName, m => m.MapFrom(i => i.Owner!.Name))
            .ForMember(d => d.Contacts, m => m.Ignore())
            .ForMember(d => d.Files, m => m.Ignore())
            .ForMember(d => d.Promises, m => m.Ignore())
            .ForMember(d => d.Can, m => m.Ignore());
        CreateMap<FollowUp, FollowUpRow>()
            .ForMember(d => d.Custom, m => m.MapFrom(f => CustomWire.Answer(f.Custom, custom.Value)))
            .ForMember(d => d.OnTime, m => m.MapFrom(FollowUpDescriptor.OnTime))
            .ForMember(d => d.DaysLate, m => m.MapFrom(FollowUpDescriptor.DaysLate))
            .ForMember(d => d.DaysToOrder, m => m.MapFrom(FollowUpDescriptor.DaysToOrder))
            .ForMember(d => d.CustomerName, m => m.MapFrom(f => f.Customer!.Name))
            .ForMember(d => d.ContactName, m => m.MapFrom(f => f.Contact!.Name))
            .ForMember(d => d.OwnerName, m => m.MapFrom(f => f.Owner!.Name))
            .ForMember(d => d.Overdue, m => m.Ignore())
            .ForMember(d => d.Can, m => m.Ignore());
        CreateMap<FollowUpSeries, FollowUpSeriesRow>()
            .ForMember(d => d.CustomerName, m => m.MapFrom(s => s.Customer!.Name))
            .ForMember(d => d.ContactName, m => m.MapFrom(s => s.Contact!.Name))
            .ForMember(d => d.OwnerName, m => m.MapFrom(s => s.Owner!.Name))
            .ForMember(d => d.StartTime, m => m.Ignore())
            .ForMember(d => d.NextDays, m => m.Ignore())
            .ForMember(d => d.Can, m => m.Ignore());
    }
}
