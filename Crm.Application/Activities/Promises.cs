using Crm.Application.Common;
using Crm.Domain.Activities;
using Crm.Domain.Common;
using FluentValidation;

namespace Crm.Application.Activities;

/// <summary>Something that was promised to a customer.</summary>
public sealed record PromiseInput
{
    /// <summary>What was promised; at most 200 characters.</summary>
    public string? Text { get; init; }

    /// <summary>The day by which it is kept.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Id of the user who keeps it; whoever writes it down when nothing is said.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>The person to whom it was promised; whom the conversation was with when nothing is said and it was one person.</summary>
    public Guid? ContactId { get; init; }
}

internal sealed class PromiseInputValidator : AbstractValidator<PromiseInput>
{
    public PromiseInputValidator()
    {
        RuleFor(p => p.Text).Given().Line(FollowUp.SubjectMaxLength);
        RuleFor(p => p.DueOn)
            .Must(on => on is not null).WithErrorCode("required")
            .Must(on => on is null || on.Value.Year is >= 2000 and < 2200).WithErrorCode("out_of_range");
    }
}

/// <summary>Turns what was promised into follow-ups of their own; the next save keeps them together with the conversation.</summary>
internal sealed class PromiseBook(ICrmDb db, ICurrentUser user, TimeProvider clock)
{
    /// <summary>Most promises of one conversation.</summary>
    public const int MaxCount = 20;

    public List<Guid> Add(IReadOnlyList<PromiseInput>? promises, Setting setting)
    {
        var added = (promises ?? []).Select(promise => FollowUp.Promise(Guid.CreateVersion7(clock.GetUtcNow()), PlanOf(promise, setting), setting.InteractionId)).ToList();
        db.FollowUps.AddRange(added);
        return added.ConvertAll(f => f.Id);
    }

    private FollowUpPlan PlanOf(PromiseInput promise, Setting setting) => new()
    {
        Subject = TextRules.Clean(promise.Text)!,
        Channel = setting.Channel == InteractionChannel.Note ? InteractionChannel.Call : setting.Channel,
        Due = DueMoment.OnDay(promise.DueOn!.Value, user.TimeZone),
        OwnerId = promise.OwnerId ?? user.RequireId(),
        CustomerId = setting.CustomerId,
        ContactId = promise.ContactId ?? setting.ContactId,
    };

    /// <summary>Where it was promised: to whom, and how they spoke.</summary>
    public sealed record Setting(Guid? InteractionId, Guid? CustomerId, Guid? ContactId, InteractionChannel Channel)
    {
        public static Setting Of(Interaction interaction)
        {
            var (people, alone) = (interaction.Contacts, interaction.CustomerId is null); // without a customer it is a person who was promised something
            return new Setting(interaction.Id, interaction.CustomerId, people.Count == 1 || alone ? people[0].ContactId : null, interaction.Channel);
        }

        public static Setting Of(FollowUp followUp) => new(null, followUp.CustomerId, followUp.ContactId, followUp.Channel);
    }
}
