using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Activities;
using Crm.Domain.Common;
using Crm.Domain.Settings;
using FluentValidation;

namespace Crm.Application.Activities;

/// <summary>What can be written about a conversation.</summary>
public sealed record InteractionInput : IDescribedInput
{
    /// <summary>The customer it was about; null only when contacts are named.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>The contacts who took part, at most 50.</summary>
    public IReadOnlyList<Guid>? ContactIds { get; init; }

    /// <summary>How it took place; <c>note</c> when nobody was spoken to.</summary>
    public InteractionChannel? Channel { get; init; }

    /// <summary>Who began: <c>inbound</c> the customer, <c>outbound</c> you.</summary>
    public Direction? Direction { get; init; }

    /// <summary>What it was about; at most 200 characters.</summary>
    public string? Subject { get; init; }

    /// <summary>What was said; at most 20,000 characters, several lines.</summary>
    public string? Body { get; init; }

    /// <summary>When it began (UTC); now when nothing is said, never in the future.</summary>
    public DateTime? StartedAt { get; init; }

    /// <summary>How long it took, in minutes, up to a week.</summary>
    public int? DurationMinutes { get; init; }

    /// <summary>Others who took part, at most 50.</summary>
    public IReadOnlyList<Participant>? Participants { get; init; }

    /// <summary>Code of the list <c>interaction_outcome</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>What was promised in it, at most 20. Each becomes a follow-up of the kind <c>promise</c> and is changed there afterwards; what a correction names is promised besides.</summary>
    public IReadOnlyList<PromiseInput>? Promises { get; init; }

    /// <summary>Values of the fields that an administrator added, by key. <c>GET /api/v1/meta/{entity}</c> says which there are; what is left out keeps its value, null clears it.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Custom { get; init; }

    internal static InteractionInput From(Interaction interaction) => new()
    {
        CustomerId = interaction.CustomerId,
        ContactIds = [.. interaction.Contacts.Select(c => c.ContactId)],
        Channel = interaction.Channel,
        Direction = interaction.Direction,
        Subject = interaction.Subject,
        Body = interaction.Body,
        StartedAt = interaction.StartedAt,
        DurationMinutes = interaction.DurationMinutes,
        Participants = interaction.Participants,
        Outcome = interaction.Outcome,
        Custom = CustomWire.Input(interaction.Custom),
    };

    internal InteractionFacts ToFacts(DateTime now) => new()
    {
        CustomerId = CustomerId,
        ContactIds = ContactIds ?? [],
        Channel = Channel!.Value,
        Direction = Direction,
        Subject = TextRules.Clean(Subject)!,
        Body = TextRules.CleanMultiline(Body),
        StartedAt = StartedAt ?? now,
        DurationMinutes = DurationMinutes,
        Participants = [.. (Participants ?? []).Select(p => p with { Name = TextRules.Clean(p.Name)! })],
        Outcome = Outcome,
    };
}

internal sealed class InteractionInputValidator : AbstractValidator<InteractionInput>
{
    public InteractionInputValidator(IValidator<PromiseInput> promise)
    {
        RuleFor(i => i.Promises).AtMost(PromiseBook.MaxCount);
        RuleForEach(i => i.Promises).SetValidator(promise);
        RuleFor(i => i.ContactIds).AtMost(Interaction.PeopleMaxCount);
        RuleFor(i => i.Channel).Present();
        RuleFor(i => i.Subject).Given().Line(Interaction.SubjectMaxLength);
        RuleFor(i => i.Body).Lines(Interaction.BodyMaxLength);
        RuleFor(i => i.StartedAt).Must(at => at is null || at.Value.Year >= 1900).WithErrorCode("not_a_past_day");
        RuleFor(i => i.DurationMinutes).Within(0, Interaction.DurationMaxMinutes);
        RuleFor(i => i.Participants).AtMost(Interaction.PeopleMaxCount);
        RuleForEach(i => i.Participants).ChildRules(p => p.RuleFor(x => (string?)x.Name).Given().Line(Domain.Contacts.Contact.NameMaxLength).OverridePropertyName("Name"));
        RuleFor(i => i.Outcome).Line(CodeListItem.CodeMaxLength);
    }
}
