using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Activities;
using Crm.Domain.Common;
using Crm.Domain.Questionnaires;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Questionnaires;

/// <summary>All questionnaires, by name.</summary>
/// <param name="Active">Only those that are asked and can be, or only the others; all when nothing is said.</param>
/// <param name="Q">Part of a name, in either language.</param>
/// <param name="Limit">Most of them; all when nothing is said.</param>
[RequirePermission(Permissions.SettingsRead)]
public sealed record ListQuestionnaires(bool? Active, string? Q = null, int? Limit = null) : IRequest<ListPage<QuestionnaireRow>>;

/// <summary>One questionnaire with its questions.</summary>
/// <param name="Id">The questionnaire.</param>
[RequirePermission(Permissions.SettingsRead)]
public sealed record GetQuestionnaire(Guid Id) : IRequest<QuestionnaireDetail>;

/// <summary>The questions of one version.</summary>
/// <param name="Id">The questionnaire.</param>
/// <param name="Number">Number of the version.</param>
[RequirePermission(Permissions.SettingsRead)]
public sealed record GetQuestionnaireVersion(Guid Id, int Number) : IRequest<QuestionSheetView>;

/// <summary>Makes a questionnaire that asks nothing yet.</summary>
/// <param name="Input">The questionnaire.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record AddQuestionnaire(QuestionnaireInput Input) : IRequest<QuestionnaireDetail>;

/// <summary>Says anew what a questionnaire is called and whether it is asked.</summary>
/// <param name="Id">The questionnaire.</param>
/// <param name="Input">All of it.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record ReplaceQuestionnaire(Guid Id, QuestionnaireInput Input, int? ExpectedVersion) : IRequest<QuestionnaireDetail>;

/// <summary>Deletes a questionnaire for good that was never answered and that nothing names.</summary>
/// <param name="Id">The questionnaire.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record DeleteQuestionnaire(Guid Id, int? ExpectedVersion) : IRequest;

/// <summary>Writes the questions of the draft, and begins one where there is none.</summary>
/// <param name="Id">The questionnaire.</param>
/// <param name="Input">All questions.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record WriteQuestions(Guid Id, QuestionsInput Input, int? ExpectedVersion) : IRequest<QuestionnaireDetail>;

/// <summary>Begins a draft that is a copy of what is asked.</summary>
/// <param name="Id">The questionnaire.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record DraftQuestions(Guid Id, int? ExpectedVersion) : IRequest<QuestionnaireDetail>;

/// <summary>Throws the draft away.</summary>
/// <param name="Id">The questionnaire.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record DiscardQuestions(Guid Id, int? ExpectedVersion) : IRequest<QuestionnaireDetail>;

/// <summary>Freezes the draft and asks it from now on.</summary>
/// <param name="Id">The questionnaire.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record PublishQuestions(Guid Id, int? ExpectedVersion) : IRequest<QuestionnaireDetail>;

internal sealed class QuestionnaireQueries(ICrmDb db, ICurrentUser user) :
    IRequestHandler<ListQuestionnaires, ListPage<QuestionnaireRow>>,
    IRequestHandler<GetQuestionnaire, QuestionnaireDetail>,
    IRequestHandler<GetQuestionnaireVersion, QuestionSheetView>
{
    public async Task<ListPage<QuestionnaireRow>> Handle(ListQuestionnaires request, CancellationToken cancellationToken)
    {
        if (request.Limit is < 1 or > Questionnaire.MaxCount) throw new InvalidException(FieldError.OutOfRange("limit", 1, Questionnaire.MaxCount), unreadable: true);
        var (q, most) = (TextRules.Clean(request.Q), request.Limit ?? Questionnaire.MaxCount);
        var answered = Answered();
        var rows = await db.Questionnaires.AsNoTracking()
            .Where(one => request.Active == null || (one.Active && one.PublishedNumber > 0) == request.Active)
            .OrderBy(one => one.Name).ThenBy(one => one.Id)
            .Select(one => new QuestionnaireRow
            {
                Id = one.Id, Name = one.Name, NameEn = one.NameEn, Purpose = one.Purpose, PurposeEn = one.PurposeEn, Active = one.Active, PublishedNumber = one.PublishedNumber,
                HasDraft = one.Versions.Any(v => v.PublishedAt == null), Answered = answered.Any(s => s.QuestionnaireId == one.Id), UpdatedAt = one.UpdatedAt, Version = one.Version,
            })
            .ToListAsync(cancellationToken);
        return Pages.Whole<QuestionnaireRow>([.. rows.Where(row => Has(row.Name) || Has(row.NameEn)).Take(most).Select(row => row with { Can = CanOf(row.Answered) })]); // there are never many

        bool Has(string? name) => q is null || name?.Contains(q, StringComparison.OrdinalIgnoreCase) == true;
    }

    public async Task<QuestionnaireDetail> Handle(GetQuestionnaire request, CancellationToken cancellationToken)
    {
        var questionnaire = await db.Questionnaires.AsNoTracking().Include(q => q.Versions).GetAsync(request.Id, cancellationToken);
        var answers = await db.AnswerSets.AsNoTracking().Where(s => s.QuestionnaireId == request.Id && s.Status == AnswerStatus.Submitted)
            .GroupBy(s => s.SheetNumber).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var answered = await Answered().AnyAsync(s => s.QuestionnaireId == request.Id, cancellationToken);
        return new QuestionnaireDetail
        {
            Id = questionnaire.Id, Name = questionnaire.Name, NameEn = questionnaire.NameEn, Purpose = questionnaire.Purpose, PurposeEn = questionnaire.PurposeEn, Active = questionnaire.Active,
            PublishedNumber = questionnaire.PublishedNumber, HasDraft = questionnaire.Draft is not null, Answered = answered, UpdatedAt = questionnaire.UpdatedAt, Version = questionnaire.Version,
            Can = CanOf(answered), Published = QuestionSheetView.Of(questionnaire.Published), Draft = QuestionSheetView.Of(questionnaire.Draft),
            Versions = [.. questionnaire.Versions.Where(v => v.IsPublished).OrderByDescending(v => v.Number).Select(v => new QuestionnaireVersionRow(v.Number, v.PublishedAt!.Value, answers.GetValueOrDefault(v.Number)))],
        };
    }

    public async Task<QuestionSheetView> Handle(GetQuestionnaireVersion request, CancellationToken cancellationToken)
    {
        var version = await db.Set<QuestionnaireVersion>().AsNoTracking().FirstOrDefaultAsync(v => v.QuestionnaireId == request.Id && v.Number == request.Number, cancellationToken);
        return QuestionSheetView.Of(version) ?? throw new NotFoundException(nameof(QuestionnaireVersion));
    }

    private IQueryable<AnswerSet> Answered() => db.AnswerSets.IgnoreQueryFilters(); // whoever sees them, also of follow-ups in the bin: they keep the questions alive

    private RecordCan CanOf(bool answered)
    {
        var may = user.May(Permissions.SettingsManage);
        return new RecordCan(may, may && !answered, false);
    }
}

internal sealed class QuestionnaireCommands(ICrmDb db, IMediator mediator, IValidator<QuestionnaireInput> validator, IValidator<QuestionsInput> questionsValidator, ICurrentUser user, TimeProvider clock) :
    IRequestHandler<AddQuestionnaire, QuestionnaireDetail>,
    IRequestHandler<ReplaceQuestionnaire, QuestionnaireDetail>,
    IRequestHandler<DeleteQuestionnaire>,
    IRequestHandler<WriteQuestions, QuestionnaireDetail>,
    IRequestHandler<DraftQuestions, QuestionnaireDetail>,
    IRequestHandler<DiscardQuestions, QuestionnaireDetail>,
    IRequestHandler<PublishQuestions, QuestionnaireDetail>
{
    private Guid NewId => Guid.CreateVersion7(clock.GetUtcNow());

    public async Task<QuestionnaireDetail> Handle(AddQuestionnaire request, CancellationToken cancellationToken)
    {
        InputValidation.Ensure(validator, request.Input);
        if (await db.Questionnaires.CountAsync(cancellationToken) >= Questionnaire.MaxCount) throw new ConflictException("too_many_questionnaires");
        var questionnaire = new Questionnaire(NewId);
        await DescribeAsync(questionnaire, request.Input, cancellationToken);
        db.Questionnaires.Add(questionnaire);
        return await SavedAsync(questionnaire, cancellationToken);
    }

    public async Task<QuestionnaireDetail> Handle(ReplaceQuestionnaire request, CancellationToken cancellationToken)
    {
        InputValidation.Ensure(validator, request.Input);
        var questionnaire = await GetAsync(request.Id, request.ExpectedVersion, cancellationToken);
        await DescribeAsync(questionnaire, request.Input, cancellationToken);
        return await SavedAsync(questionnaire, cancellationToken);
    }

    public async Task<Unit> Handle(DeleteQuestionnaire request, CancellationToken cancellationToken)
    {
        var questionnaire = await GetAsync(request.Id, request.ExpectedVersion, cancellationToken);
        if (await db.AnswerSets.IgnoreQueryFilters().AnyAsync(s => s.QuestionnaireId == questionnaire.Id, cancellationToken) // whoever sees them
            || await db.Set<FollowUp>().IgnoreQueryFilters().AnyAsync(f => f.QuestionnaireId == questionnaire.Id, cancellationToken) // as above
            || await db.Set<FollowUpSeries>().IgnoreQueryFilters().AnyAsync(s => s.QuestionnaireId == questionnaire.Id, cancellationToken) // as above
            || await db.Set<ServicePlan>().AnyAsync(p => p.QuestionnaireId == questionnaire.Id, cancellationToken))
            throw new ConflictException("questionnaire_in_use");
        db.Questionnaires.Remove(questionnaire); // the database forgets its versions
        await db.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }

    public async Task<QuestionnaireDetail> Handle(WriteQuestions request, CancellationToken cancellationToken)
    {
        InputValidation.Ensure(questionsValidator, request.Input);
        var questionnaire = await GetAsync(request.Id, request.ExpectedVersion, cancellationToken);
        var questions = request.Input.Questions!.Select(q => q.ToQuestion()).ToList();
        if (new QuestionSheet(questions).FindFaults(whole: false).At("/questions") is { Count: > 0 } faults) throw new InvalidException(faults);
        return await DraftedAsync(questionnaire, questions, cancellationToken);
    }

    public async Task<QuestionnaireDetail> Handle(DraftQuestions request, CancellationToken cancellationToken)
    {
        var questionnaire = await GetAsync(request.Id, request.ExpectedVersion, cancellationToken);
        return questionnaire.Draft is null
            ? await DraftedAsync(questionnaire, questionnaire.Published?.Questions ?? [], cancellationToken)
            : await mediator.Send(new GetQuestionnaire(questionnaire.Id), cancellationToken);
    }

    public async Task<QuestionnaireDetail> Handle(DiscardQuestions request, CancellationToken cancellationToken)
    {
        var questionnaire = await GetAsync(request.Id, request.ExpectedVersion, cancellationToken);
        questionnaire.Discard();
        return await SavedAsync(questionnaire, cancellationToken);
    }

    public async Task<QuestionnaireDetail> Handle(PublishQuestions request, CancellationToken cancellationToken)
    {
        var questionnaire = await GetAsync(request.Id, request.ExpectedVersion, cancellationToken);
        if (questionnaire.Draft is { } draft && draft.Sheet.FindFaults(whole: true).Concat(questionnaire.FindTurned()).At("/questions") is { Count: > 0 } faults) throw new InvalidException(faults);
        questionnaire.Publish(user.RequireId(), clock.GetUtcNow().UtcDateTime);
        return await SavedAsync(questionnaire, cancellationToken);
    }

    private async Task<Questionnaire> GetAsync(Guid id, int? expectedVersion, CancellationToken cancellationToken)
    {
        var questionnaire = await db.Questionnaires.Include(q => q.Versions).GetAsync(id, cancellationToken);
        questionnaire.EnsureVersion(expectedVersion);
        return questionnaire;
    }

    private async Task DescribeAsync(Questionnaire questionnaire, QuestionnaireInput input, CancellationToken cancellationToken)
    {
        var name = TextRules.Clean(input.Name)!;
        if (await db.Questionnaires.AnyAsync(q => q.Name == name && q.Id != questionnaire.Id, cancellationToken)) throw new ConflictException("duplicate_name", "name");
        questionnaire.Describe(name, TextRules.Clean(input.NameEn), TextRules.CleanMultiline(input.Purpose), TextRules.CleanMultiline(input.PurposeEn), input.Active ?? true);
    }

    private Task<QuestionnaireDetail> DraftedAsync(Questionnaire questionnaire, IReadOnlyList<Question> questions, CancellationToken cancellationToken)
    {
        questionnaire.Write(NewId, questions, clock.GetUtcNow().UtcDateTime);
        return SavedAsync(questionnaire, cancellationToken);
    }

    private async Task<QuestionnaireDetail> SavedAsync(Questionnaire questionnaire, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        return await mediator.Send(new GetQuestionnaire(questionnaire.Id), cancellationToken);
    }
}
