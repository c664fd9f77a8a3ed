using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Domain.Common;
using Crm.Domain.Questionnaires;
using FluentValidation;

namespace Crm.Application.Questionnaires;

/// <summary>What can be written about a questionnaire, its questions apart.</summary>
public sealed record QuestionnaireInput
{
    /// <summary>Name; at most 100 characters, unique.</summary>
    public string? Name { get; init; }

    /// <summary>What it is called in English; at most 100 characters.</summary>
    public string? NameEn { get; init; }

    /// <summary>What it is for; at most 500 characters.</summary>
    public string? Purpose { get; init; }

    /// <summary>What it is for, in English; at most 500 characters.</summary>
    public string? PurposeEn { get; init; }

    /// <summary>Whether it is asked; yes when nothing is said. One that is not asked is not demanded of planned follow-ups either.</summary>
    public bool? Active { get; init; }
}

/// <summary>The questions of a draft, all of them.</summary>
/// <param name="Questions">In the order in which they are asked; at most 50.</param>
public sealed record QuestionsInput(IReadOnlyList<QuestionInput>? Questions);

/// <summary>A question as it is written.</summary>
public sealed record QuestionInput
{
    /// <summary>By which answers name it: lower-case letters, digits and underscores, at most 40, beginning with a letter. It keeps its type in all versions.</summary>
    public string? Key { get; init; }

    /// <summary>The question in Chinese; at most 300 characters.</summary>
    public string? Text { get; init; }

    /// <summary>The question in English; at most 300 characters.</summary>
    public string? TextEn { get; init; }

    /// <summary>What kind of answer it takes; a line of text when nothing is said.</summary>
    public QuestionType Type { get; init; }

    /// <summary>Whether it must be answered when it is shown.</summary>
    public bool Required { get; init; }

    /// <summary>For a number: the smallest.</summary>
    public double? Min { get; init; }

    /// <summary>For a number: the largest.</summary>
    public double? Max { get; init; }

    /// <summary>For a choice: 2 to 30 options.</summary>
    public IReadOnlyList<QuestionOptionInput>? Options { get; init; }

    /// <summary>When it is shown; always when nothing is said.</summary>
    public QuestionConditionInput? ShownWhen { get; init; }

    internal Question ToQuestion() => new()
    {
        Key = Key?.Trim() ?? "", Text = TextRules.Clean(Text) ?? "", TextEn = TextRules.Clean(TextEn) ?? "", Type = Type, Required = Required, Min = Min, Max = Max,
        Options = [.. (Options ?? []).Select(o => new QuestionOption(o.Code?.Trim() ?? "", TextRules.Clean(o.Text) ?? "", TextRules.Clean(o.TextEn) ?? ""))],
        ShownWhen = ShownWhen is { } when ? new QuestionCondition(when.Question ?? "", when.AnyOf ?? []) : null,
    };
}

/// <summary>What can be chosen.</summary>
/// <param name="Code">By which answers name it, written as the key of a question.</param>
/// <param name="Text">What it says in Chinese; at most 100 characters.</param>
/// <param name="TextEn">What it says in English; at most 100 characters.</param>
public sealed record QuestionOptionInput(string? Code, string? Text, string? TextEn);

/// <summary>When a question is shown.</summary>
/// <param name="Question">Key of an earlier question: a choice, yes or no, stars or a scale.</param>
/// <param name="AnyOf">Codes of answers of which one must have been given: options, <c>yes</c> or <c>no</c>, numbers as text.</param>
public sealed record QuestionConditionInput(string? Question, IReadOnlyList<string>? AnyOf);

/// <summary>A questionnaire in the list of all.</summary>
public record QuestionnaireRow
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc cref="Questionnaire.Name"/>
    public string Name { get; init; } = "";

    /// <inheritdoc cref="Questionnaire.NameEn"/>
    public string? NameEn { get; init; }

    /// <inheritdoc cref="Questionnaire.Purpose"/>
    public string? Purpose { get; init; }

    /// <inheritdoc cref="Questionnaire.PurposeEn"/>
    public string? PurposeEn { get; init; }

    /// <inheritdoc cref="Questionnaire.Active"/>
    public bool Active { get; init; }

    /// <summary>Number of the version that is asked; 0 while none is published.</summary>
    public int PublishedNumber { get; init; }

    /// <summary>Whether a draft waits to be published.</summary>
    public bool HasDraft { get; init; }

    /// <summary>Whether anything was answered; such a questionnaire cannot be deleted.</summary>
    public bool Answered { get; init; }

    /// <summary>When it was last changed (UTC).</summary>
    public DateTime UpdatedAt { get; init; }

    /// <summary>Version of the questionnaire, for <c>If-Match</c>; not that of its questions.</summary>
    public int Version { get; init; }

    /// <summary>What you may do with it now.</summary>
    public RecordCan Can { get; init; } = RecordCan.Nothing;
}

/// <summary>A questionnaire with the questions that are asked and those that are being written.</summary>
public sealed record QuestionnaireDetail : QuestionnaireRow
{
    /// <summary>The version that is asked.</summary>
    public QuestionSheetView? Published { get; init; }

    /// <summary>The version that is being written.</summary>
    public QuestionSheetView? Draft { get; init; }

    /// <summary>All published versions, the newest first, without their questions.</summary>
    public IReadOnlyList<QuestionnaireVersionRow> Versions { get; init; } = [];
}

/// <summary>A published version.</summary>
/// <param name="Number">1 for the first one.</param>
/// <param name="PublishedAt">When it was published (UTC).</param>
/// <param name="Answers">How many sets of answers in your sight belong to it.</param>
public sealed record QuestionnaireVersionRow(int Number, DateTime PublishedAt, int Answers);

/// <summary>The questions of a version.</summary>
/// <param name="Number">1 for the first one.</param>
/// <param name="PublishedAt">When it was published (UTC); null for the draft.</param>
/// <param name="Questions">The questions in their order.</param>
public sealed record QuestionSheetView(int Number, DateTime? PublishedAt, IReadOnlyList<Question> Questions)
{
    internal static QuestionSheetView? Of(QuestionnaireVersion? version) => version is null ? null : new(version.Number, version.PublishedAt, version.Questions);
}

internal sealed class QuestionnaireInputValidator : AbstractValidator<QuestionnaireInput>
{
    public QuestionnaireInputValidator()
    {
        RuleFor(q => q.Name).Given().Line(Questionnaire.NameMaxLength);
        RuleFor(q => q.NameEn).Line(Questionnaire.NameMaxLength);
        RuleFor(q => q.Purpose).Lines(Questionnaire.PurposeMaxLength);
        RuleFor(q => q.PurposeEn).Lines(Questionnaire.PurposeMaxLength);
    }
}

internal sealed class QuestionsInputValidator : AbstractValidator<QuestionsInput>
{
    public QuestionsInputValidator()
    {
        RuleFor(q => q.Questions).Present();
        RuleFor(q => q.Questions).AtMost(QuestionSheet.MaxQuestions);
        RuleForEach(q => q.Questions).SetValidator(new QuestionValidator());
    }

    /// <summary>Only what would keep it from being read; what a question may be is the domain's to say.</summary>
    private sealed class QuestionValidator : AbstractValidator<QuestionInput>
    {
        public QuestionValidator()
        {
            RuleFor(q => q.Type).IsInEnum().WithErrorCode("unknown_value");
            RuleFor(q => q.Options).AtMost(Question.MaxOptions);
            RuleFor(q => q.ShownWhen!.AnyOf).AtMost(Question.MaxOptions).When(q => q.ShownWhen is not null);
        }
    }
}

/// <summary>Faults of questions and answers as the API names them.</summary>
internal static class QuestionFaults
{
    public static List<FieldError> At(this IEnumerable<QuestionFault> faults, string place) => [.. faults.Select(fault => new FieldError(fault.Path.Length == 0 ? place : $"{place}/{fault.Path}", fault.Code, ParamsOf(fault)))];

    private static Dictionary<string, object?>? ParamsOf(QuestionFault fault) => (fault.Min, fault.Max) switch
    {
        (null, null) => null,
        (null, var max) => new() { ["max"] = max },
        var (min, max) => new() { ["min"] = min, ["max"] = max },
    };
}
