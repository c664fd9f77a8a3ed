using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Questionnaires;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Activities;
using Crm.Domain.Common;
using FluentValidation;
using MediatR;

namespace Crm.Application.Activities;

/// <summary>What came of a follow-up. The conversation and the next step can be written down in the same step.</summary>
public sealed record CompletionInput
{
    /// <summary>What came of it; at most 4,000 characters, several lines.</summary>
    public string? Result { get; init; }

    /// <summary>The conversation in which it was done. Customer, contact and channel are those of the follow-up where nothing is said.</summary>
    public InteractionInput? Interaction { get; init; }

    /// <summary>The next step. Customer, contact, owner and channel are those of the follow-up where nothing is said.</summary>
    public FollowUpInput? Next { get; init; }

    /// <summary>What was promised on the way, at most 20. Each becomes a follow-up of the kind <c>promise</c>.</summary>
    public IReadOnlyList<PromiseInput>? Promises { get; init; }

    /// <summary>
    /// Answers to the questionnaire of the follow-up, by the keys of its questions, handed in in the same step. Where nothing is said, what was begun by
    /// <c>PUT /follow-ups/{id}/answers</c> is handed in; required questions that are not answered then are refused.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement>? Answers { get; init; }

    /// <summary>Why the questionnaire is left out this time.</summary>
    public SkipQuestionnaireInput? SkipQuestionnaire { get; init; }
}

/// <summary>What came of completing a follow-up.</summary>
/// <param name="FollowUp">The follow-up, done.</param>
/// <param name="Interaction">The conversation that was written down.</param>
/// <param name="Next">The next step with the customer: the one that was asked for, else the first that is planned, be it by the service plan.</param>
/// <param name="Promises">What was promised.</param>
public sealed record CompletionResult(FollowUpRow FollowUp, InteractionDetail? Interaction, FollowUpRow? Next, IReadOnlyList<FollowUpRow> Promises);

/// <summary>Why a follow-up did not take place.</summary>
/// <param name="Reason">The reason; at most 4,000 characters.</param>
public sealed record ReasonInput(string? Reason);

/// <summary>Completes a follow-up; all or nothing.</summary>
/// <param name="Id">The follow-up.</param>
/// <param name="Input">What came of it.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
/// <param name="Language">The language in which answers are put into words.</param>
[RequirePermission(Permissions.ActivitiesWrite)]
public sealed record CompleteFollowUp(Guid Id, CompletionInput Input, int? ExpectedVersion, string Language) : IRequest<CompletionResult>;

/// <summary>Cancels a follow-up that is no longer wanted.</summary>
/// <param name="Id">The follow-up.</param>
/// <param name="Input">Why.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.ActivitiesWrite)]
public sealed record CancelFollowUp(Guid Id, ReasonInput Input, int? ExpectedVersion) : IRequest<FollowUpRow>;

/// <summary>Notes that a follow-up should have happened and did not.</summary>
/// <param name="Id">The follow-up.</param>
/// <param name="Input">Why.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.ActivitiesWrite)]
public sealed record MissFollowUp(Guid Id, ReasonInput Input, int? ExpectedVersion) : IRequest<FollowUpRow>;

/// <summary>Takes back that a follow-up was closed. A conversation that was written down stays.</summary>
/// <param name="Id">The follow-up.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.ActivitiesWrite)]
public sealed record ReopenFollowUp(Guid Id, int? ExpectedVersion) : IRequest<FollowUpRow>;

internal sealed class CompletionInputValidator : AbstractValidator<CompletionInput>
{
    public CompletionInputValidator(IValidator<InteractionInput> interaction, IValidator<FollowUpInput> next, IValidator<PromiseInput> promise, IValidator<SkipQuestionnaireInput> skip)
    {
        RuleFor(c => c.Promises).AtMost(PromiseBook.MaxCount);
        RuleForEach(c => c.Promises).SetValidator(promise);
        RuleFor(c => c.Result).Lines(FollowUp.NotesMaxLength);
        RuleFor(c => c.Interaction!).SetValidator(interaction).When(c => c.Interaction is not null);
        RuleFor(c => c.Next!).SetValidator(next).When(c => c.Next is not null);
        RuleFor(c => c.SkipQuestionnaire!).SetValidator(skip).When(c => c.SkipQuestionnaire is not null);
    }
}

internal sealed class ReasonInputValidator : AbstractValidator<ReasonInput>
{
    public ReasonInputValidator() => RuleFor(r => r.Reason).Lines(FollowUp.NotesMaxLength);
}

internal sealed class CloseFollowUpHandlers(
    ICrmDb db,
    IValidator<CompletionInput> completionValidator,
    IValidator<ReasonInput> reasonValidator,
    InteractionDescriptor interactions,
    FollowUpDescriptor followUps,
    FieldCheck fields,
    ActivityReferences references,
    PromiseBook promises,
    AnswerBook answers,
    ActivityReader reader,
    ICurrentUser user,
    TimeProvider clock) :
    IRequestHandler<CompleteFollowUp, CompletionResult>,
    IRequestHandler<CancelFollowUp, FollowUpRow>,
    IRequestHandler<MissFollowUp, FollowUpRow>,
    IRequestHandler<ReopenFollowUp, FollowUpRow>
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async Task<CompletionResult> Handle(CompleteFollowUp request, CancellationToken cancellationToken)
    {
        var followUp = await db.FollowUps.GetAsync(request.Id, cancellationToken);
        followUp.EnsureVersion(request.ExpectedVersion);
        var input = Complement(request.Input, followUp);
        var (saidCustom, thenCustom) = await EnsureFieldsAsync(input, cancellationToken);
        await EnsureReferencesAsync(input, followUp, cancellationToken);

        if (followUp.Status == FollowUpStatus.Planned) await answers.CompleteAsync(followUp, input.Answers, input.SkipQuestionnaire, request.Language, cancellationToken);

        var interaction = input.Interaction is { } said ? Interaction.Log(Guid.CreateVersion7(clock.GetUtcNow()), user.RequireId(), said.ToFacts(Now), Now) : null;
        var next = input.Next is { } then ? FollowUp.Plan(Guid.CreateVersion7(clock.GetUtcNow()), then.ToPlan(user)) : null;
        interaction?.Customize(saidCustom);
        next?.Customize(thenCustom);
        followUp.Complete(TextRules.CleanMultiline(input.Result), interaction?.Id, Now);
        if (interaction is not null) db.Interactions.Add(interaction);
        if (next is not null) db.FollowUps.Add(next);
        var setting = interaction is null ? PromiseBook.Setting.Of(followUp) : PromiseBook.Setting.Of(interaction);
        var promised = promises.Add([.. input.Promises ?? [], .. input.Interaction?.Promises ?? []], setting);
        await db.SaveChangesAsync(cancellationToken);

        return new CompletionResult(
            await reader.GetFollowUpAsync(followUp.Id, cancellationToken),
            interaction is null ? null : await reader.GetInteractionAsync(interaction.Id, cancellationToken),
            await NextAsync(followUp, next, cancellationToken),
            promised.Count == 0 ? [] : await reader.FollowUpsAsync(db.FollowUps.Where(f => promised.Contains(f.Id)).OrderBy(f => f.Due).ThenBy(f => f.Id), cancellationToken));
    }

    /// <summary>The step that was asked for, or the one that is planned with the customer now: his service plan may have planned it as this one was closed.</summary>
    private async Task<FollowUpRow?> NextAsync(FollowUp done, FollowUp? next, CancellationToken cancellationToken)
    {
        if (next is not null) return await reader.GetFollowUpAsync(next.Id, cancellationToken);
        if (done.CustomerId is not { } customerId) return null;
        var planned = db.FollowUps.Where(f => f.CustomerId == customerId && f.Status == FollowUpStatus.Planned && f.Kind == FollowUpKind.Step);
        return (await reader.FollowUpsAsync(planned.OrderBy(f => f.Due).ThenBy(f => f.Id).Take(1), cancellationToken)).FirstOrDefault();
    }

    public Task<FollowUpRow> Handle(CancelFollowUp request, CancellationToken cancellationToken) =>
        CloseAsync(request.Id, request.ExpectedVersion, request.Input, (f, reason) => f.Cancel(reason, Now), cancellationToken);

    public Task<FollowUpRow> Handle(MissFollowUp request, CancellationToken cancellationToken) =>
        CloseAsync(request.Id, request.ExpectedVersion, request.Input, (f, reason) => f.Miss(reason, Now), cancellationToken);

    public Task<FollowUpRow> Handle(ReopenFollowUp request, CancellationToken cancellationToken) =>
        CloseAsync(request.Id, request.ExpectedVersion, new ReasonInput(null), (f, _) => f.Reopen(), cancellationToken);

    private async Task<FollowUpRow> CloseAsync(Guid id, int? expectedVersion, ReasonInput input, Action<FollowUp, string?> close, CancellationToken cancellationToken)
    {
        InputValidation.Ensure(reasonValidator, input);
        var followUp = await db.FollowUps.GetAsync(id, cancellationToken);
        followUp.EnsureVersion(expectedVersion);
        close(followUp, TextRules.CleanMultiline(input.Reason));
        await db.SaveChangesAsync(cancellationToken);
        return await reader.GetFollowUpAsync(id, cancellationToken);
    }

    /// <summary>What is not said about the conversation and the next step is as it was planned.</summary>
    private CompletionInput Complement(CompletionInput input, FollowUp followUp) => input with
    {
        Interaction = input.Interaction is { } said
            ? said with
            {
                CustomerId = said.CustomerId ?? followUp.CustomerId,
                ContactIds = said.ContactIds ?? (followUp.ContactId is { } contactId ? [contactId] : []),
                Channel = said.Channel ?? followUp.Channel,
                Subject = said.Subject ?? followUp.Subject,
            }
            : null,
        Next = input.Next is { } then
            ? then with
            {
                CustomerId = then.CustomerId ?? followUp.CustomerId,
                ContactId = then.ContactId ?? (then.CustomerId is null ? followUp.ContactId : null),
                OwnerId = then.OwnerId ?? (user.HasInSight(followUp.OwnerId) ? followUp.OwnerId : user.RequireId()),
                Channel = then.Channel ?? followUp.Channel,
            }
            : null,
    };

    private async Task<(CustomValues Said, CustomValues Then)> EnsureFieldsAsync(CompletionInput input, CancellationToken cancellationToken)
    {
        var said = await CheckAsync(interactions, input.Interaction, "/interaction", cancellationToken);
        var then = await CheckAsync(followUps, input.Next, "/next", cancellationToken);
        if ((said with { Errors = [.. said.Errors, .. then.Errors], Taken = [.. said.Taken, .. then.Taken] }).Refusal(InputValidation.Find(completionValidator, input)) is { } refusal) throw refusal;
        return (said.Values, then.Values);
    }

    private async Task<CheckedDraft> CheckAsync(EntityDescriptor kind, IDescribedInput? input, string prefix, CancellationToken cancellationToken) =>
        input is null ? CheckedDraft.Nothing : (await fields.CheckAsync(kind, [new Draft(input)], cancellationToken))[0].Under(prefix);

    private async Task EnsureReferencesAsync(CompletionInput input, FollowUp followUp, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        errors.AddRange(await references.FindErrorsAsync(input.Promises, "", cancellationToken));
        var planned = FollowUpInput.From(followUp) with { OwnerId = null };
        var asPlanned = new InteractionInput { CustomerId = followUp.CustomerId, ContactIds = followUp.ContactId is { } contactId ? [contactId] : [] };
        if (input.Interaction is { } said) errors.AddRange(await references.FindErrorsAsync(said, asPlanned, "interaction/", cancellationToken));
        if (input.Next is { } then) errors.AddRange(await references.FindErrorsAsync(then, planned, "next/", cancellationToken));
        if (errors.Count > 0) throw new InvalidException(errors);
    }
}
