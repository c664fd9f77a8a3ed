using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Activities;
using Crm.Domain.Common;
using FluentValidation;

namespace Crm.Application.Activities;

/// <summary>What can be written about a follow-up.</summary>
public sealed record FollowUpInput : IDescribedInput
{
    /// <summary>What is to be done; at most 200 characters.</summary>
    public string? Subject { get; init; }

    /// <summary>How; never <c>note</c>.</summary>
    public InteractionChannel? Channel { get; init; }

    /// <summary>The day it is due. Either this or <c>dueAt</c>.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>The moment it is due (UTC). Either this or <c>dueOn</c>.</summary>
    public DateTime? DueAt { get; init; }

    /// <summary>The customer; null only when a contact is named.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>The person to speak with.</summary>
    public Guid? ContactId { get; init; }

    /// <summary>Id of the user who does it; whoever plans it when nothing is said.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>What to think of; at most 4,000 characters, several lines.</summary>
    public string? Notes { get; init; }

    /// <summary><c>step</c>, the customer's next step, when nothing is said; <c>promise</c> for something that he was promised.</summary>
    public FollowUpKind? Kind { get; init; }

    /// <summary>How long it takes, in minutes, up to a week; only with <c>dueAt</c>.</summary>
    public int? DurationMinutes { get; init; }

    /// <summary>How many minutes before it is due its owner is reminded, up to two weeks. Nothing for as long as he chose for all; one that is due on a day counts from nine in the morning.</summary>
    public int? RemindMinutes { get; init; }

    /// <summary>The questionnaire that is asked on it; an active one with a published version.</summary>
    public Guid? QuestionnaireId { get; init; }

    /// <summary>Values of the fields that an administrator added, by key. <c>GET /api/v1/meta/{entity}</c> says which there are; what is left out keeps its value, null clears it.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Custom { get; init; }

    internal static FollowUpInput From(FollowUp followUp) => new()
    {
        Subject = followUp.Subject,
        Channel = followUp.Channel,
        DueOn = followUp.DueOn,
        DueAt = followUp.DueAt,
        CustomerId = followUp.CustomerId,
        ContactId = followUp.ContactId,
        OwnerId = followUp.OwnerId,
        Notes = followUp.Notes,
        Kind = followUp.Kind,
        DurationMinutes = followUp.DurationMinutes,
        RemindMinutes = followUp.RemindMinutes,
        QuestionnaireId = followUp.QuestionnaireId,
        Custom = CustomWire.Input(followUp.Custom),
    };

    internal FollowUpPlan ToPlan(ICurrentUser user) => new()
    {
        Subject = TextRules.Clean(Subject)!,
        Channel = Channel!.Value,
        Due = DueAt is { } at ? DueMoment.AtTime(at) : DueMoment.OnDay(DueOn!.Value, user.TimeZone),
        OwnerId = OwnerId ?? user.RequireId(),
        CustomerId = CustomerId,
        ContactId = ContactId,
        Notes = TextRules.CleanMultiline(Notes),
        Kind = Kind ?? FollowUpKind.Step,
        DurationMinutes = DueAt is null ? null : DurationMinutes,
        RemindMinutes = RemindMinutes,
        QuestionnaireId = QuestionnaireId,
    };
}

internal sealed class FollowUpInputValidator : AbstractValidator<FollowUpInput>
{
    public FollowUpInputValidator()
    {
        RuleFor(f => f.Subject).Given().Line(FollowUp.SubjectMaxLength);
        RuleFor(f => f.Channel).Present();
        RuleFor(f => f.DueOn)
            .Must((f, on) => on is not null || f.DueAt is not null).WithErrorCode("required")
            .Must((f, on) => on is null || f.DueAt is null).WithErrorCode("due_twice")
            .Must(on => on is null || on.Value.Year is >= 2000 and < 2200).WithErrorCode("out_of_range");
        RuleFor(f => f.DueAt).Must(at => at is null || at.Value.Year is >= 2000 and < 2200).WithErrorCode("out_of_range");
        RuleFor(f => f.Notes).Lines(FollowUp.NotesMaxLength);
        RuleFor(f => f.DurationMinutes).Within(1, FollowUp.DurationMaxMinutes);
        RuleFor(f => f.RemindMinutes).Within(0, FollowUp.RemindMaxMinutes);
    }
}
