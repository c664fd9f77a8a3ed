using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Security;
using Crm.Domain.Activities;
using Crm.Domain.Questionnaires;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Questionnaires;

/// <summary>What is asked on a follow-up, and what was answered.</summary>
/// <param name="FollowUpId">The follow-up.</param>
[RequirePermission(Permissions.ActivitiesRead)]
public sealed record GetFollowUpAnswers(Guid FollowUpId) : IRequest<FollowUpAnswers>;

/// <summary>Writes down what was answered on a follow-up, before it is completed or after.</summary>
/// <param name="FollowUpId">The follow-up.</param>
/// <param name="Input">All answers.</param>
/// <param name="ExpectedVersion">The version of the answers that the caller has seen; 0 where there were none.</param>
/// <param name="Language">The language in which they are put into words.</param>
[RequirePermission(Permissions.ActivitiesWrite)]
public sealed record AnswerFollowUp(Guid FollowUpId, AnswersInput Input, int? ExpectedVersion, string Language) : IRequest<FollowUpAnswers>;

/// <summary>Answers to a questionnaire, all of them.</summary>
public sealed record AnswersInput
{
    /// <summary>By the keys of the questions: text, a number, true or false, a code, a list of codes, a day as <c>2026-11-29</c>. What is left out is not answered.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Answers { get; init; }

    /// <summary>Whether they are complete. Otherwise they are kept as a draft, in which required ones may be missing; answers that were handed in stay so.</summary>
    public bool Submit { get; init; }
}

/// <summary>Why a questionnaire was not asked.</summary>
/// <param name="Reason">The reason; at most 500 characters.</param>
public sealed record SkipQuestionnaireInput(string? Reason);

/// <summary>What is asked on a follow-up, and what was answered.</summary>
public sealed record FollowUpAnswers
{
    /// <summary>Id of the answers; null while there are none.</summary>
    public Guid? Id { get; init; }

    /// <summary>The follow-up.</summary>
    public Guid FollowUpId { get; init; }

    /// <summary>Version of the follow-up, which rises when answers are handed in.</summary>
    public int FollowUpVersion { get; init; }

    /// <summary>The questionnaire; null when the follow-up has none.</summary>
    public Guid? QuestionnaireId { get; init; }

    /// <summary>What it is called.</summary>
    public string? QuestionnaireName { get; init; }

    /// <summary>What it is called in English.</summary>
    public string? QuestionnaireNameEn { get; init; }

    /// <summary>Number of the version that is or was asked.</summary>
    public int? SheetNumber { get; init; }

    /// <summary>Its questions; none when nothing is asked.</summary>
    public IReadOnlyList<Question> Questions { get; init; } = [];

    /// <summary>The answers by the keys of the questions.</summary>
    public IReadOnlyDictionary<string, object> Answers { get; init; } = new Dictionary<string, object>();

    /// <summary>Draft or submitted; null while there are none.</summary>
    public AnswerStatus? Status { get; init; }

    /// <summary>When they were handed in (UTC).</summary>
    public DateTime? AnsweredAt { get; init; }

    /// <summary>Who wrote them down.</summary>
    public Guid? AnsweredById { get; init; }

    /// <summary>His name.</summary>
    public string? AnsweredByName { get; init; }

    /// <summary>Why nothing was asked.</summary>
    public string? UnaskedReason { get; init; }

    /// <summary>Version of the answers; 0 while there are none.</summary>
    public int Version { get; init; }

    /// <summary>Whether you may answer now.</summary>
    public bool CanAnswer { get; init; }
}

internal sealed class SkipQuestionnaireInputValidator : AbstractValidator<SkipQuestionnaireInput>
{
    public SkipQuestionnaireInputValidator() => RuleFor(s => s.Reason).Given().Line(FollowUp.UnaskedReasonMaxLength);
}

internal sealed class FollowUpAnswersHandlers(ICrmDb db, AnswerBook book, ICurrentUser user) :
    IRequestHandler<GetFollowUpAnswers, FollowUpAnswers>,
    IRequestHandler<AnswerFollowUp, FollowUpAnswers>
{
    public async Task<FollowUpAnswers> Handle(GetFollowUpAnswers request, CancellationToken cancellationToken)
    {
        var followUp = await db.Set<FollowUp>().AsNoTracking().GetAsync(request.FollowUpId, cancellationToken);
        return await ViewAsync(followUp, await book.OpenAsync(followUp, cancellationToken), cancellationToken);
    }

    public async Task<FollowUpAnswers> Handle(AnswerFollowUp request, CancellationToken cancellationToken)
    {
        var followUp = await db.Set<FollowUp>().GetAsync(request.FollowUpId, cancellationToken);
        if (followUp.Status is FollowUpStatus.Cancelled or FollowUpStatus.Missed) throw new ConflictException("follow_up_did_not_happen");
        var open = await book.OpenAsync(followUp, cancellationToken) ?? throw new ConflictException("nothing_asked");
        if (request.ExpectedVersion is { } expected && expected != (open.Set?.Version ?? 0)) throw ConflictException.Stale(open.Set?.Version ?? 0, []);
        if (request.Input.Answers is not { } answers) throw new InvalidException(FieldError.At("answers", "required"));

        var set = book.Write(followUp, open, AnswerWire.Read(answers), request.Input.Submit, request.Language);
        await db.SaveChangesAsync(cancellationToken);
        return await ViewAsync(followUp, open with { Set = set }, cancellationToken);
    }

    private async Task<FollowUpAnswers> ViewAsync(FollowUp followUp, OpenSheet? open, CancellationToken cancellationToken)
    {
        var names = await db.Questionnaires.AsNoTracking().Where(q => q.Id == followUp.QuestionnaireId).Select(q => new { q.Name, q.NameEn }).FirstOrDefaultAsync(cancellationToken);
        var by = open?.Set is { } set ? await db.Users.AsNoTracking().Where(u => u.Id == set.AnsweredById).Select(u => u.Name).FirstOrDefaultAsync(cancellationToken) : null;
        return new FollowUpAnswers
        {
            Id = open?.Set?.Id, FollowUpId = followUp.Id, FollowUpVersion = followUp.Version, QuestionnaireId = followUp.QuestionnaireId, QuestionnaireName = names?.Name, QuestionnaireNameEn = names?.NameEn,
            SheetNumber = open?.Asked.Number, Questions = open?.Asked.Questions ?? [], Answers = AnswerWire.Write(open?.Said ?? new Dictionary<string, Answer>()), Status = open?.Set?.Status,
            AnsweredAt = open?.Set?.AnsweredAt, AnsweredById = open?.Set?.AnsweredById, AnsweredByName = by, UnaskedReason = followUp.UnaskedReason, Version = open?.Set?.Version ?? 0,
            CanAnswer = open is not null && user.May(Permissions.ActivitiesWrite) && followUp.Status is FollowUpStatus.Planned or FollowUpStatus.Done,
        };
    }
}
