using Crm.Domain.Activities;
using Crm.Domain.Common;
using Crm.Domain.Customers;
using Crm.Domain.Security;

namespace Crm.Domain.Questionnaires;

/// <summary>What was answered on one follow-up. It belongs to the version that was asked, whatever is asked today.</summary>
public sealed class AnswerSet : Record
{
    private readonly List<GivenAnswer> _answers = [];

    private AnswerSet()
    {
    }

    private AnswerSet(Guid id)
        : base(id)
    {
    }

    /// <summary>The follow-up on which it was asked.</summary>
    public Guid FollowUpId { get; private set; }

    /// <summary>The follow-up, for reading. It tells the answers in words, and its history what they were.</summary>
    public FollowUp? FollowUp { get; private set; }

    /// <summary>The customer of the follow-up.</summary>
    public Guid? CustomerId { get; private set; }

    /// <summary>The customer, for reading.</summary>
    public Customer? Customer { get; private set; }

    /// <summary>The questionnaire.</summary>
    public Guid QuestionnaireId { get; private set; }

    /// <summary>The questionnaire, for reading.</summary>
    public Questionnaire? Questionnaire { get; private set; }

    /// <summary>The version that was asked.</summary>
    public Guid SheetId { get; private set; }

    /// <summary>The version that was asked, for reading.</summary>
    public QuestionnaireVersion? Sheet { get; private set; }

    /// <summary>Number of that version.</summary>
    public int SheetNumber { get; private set; }

    /// <summary>Begun, or handed in.</summary>
    public AnswerStatus Status { get; private set; }

    /// <summary>Who wrote the answers down last.</summary>
    public Guid AnsweredById { get; private set; }

    /// <summary>He, for reading.</summary>
    public User? AnsweredBy { get; private set; }

    /// <summary>When they were first handed in (UTC); null while they are a draft.</summary>
    public DateTime? AnsweredAt { get; private set; }

    /// <summary>When they were last written down (UTC): two people who write at once notice each other.</summary>
    public DateTime WrittenAt { get; private set; }

    /// <summary>The answers.</summary>
    public IReadOnlyList<GivenAnswer> Answers => _answers;

    /// <summary>Begins to write answers down.</summary>
    public static AnswerSet Begin(Guid id, FollowUp followUp, QuestionnaireVersion asked) => new(id)
    {
        FollowUpId = followUp.Id, CustomerId = followUp.CustomerId, QuestionnaireId = asked.QuestionnaireId, SheetId = asked.Id, SheetNumber = asked.Number,
    };

    /// <summary>Writes all answers down anew. Whoever calls it has looked for faults. What was handed in stays so.</summary>
    /// <param name="sheet">The questions of the version that was asked.</param>
    /// <param name="answers">All answers by question.</param>
    /// <param name="submit">Whether they are complete.</param>
    /// <param name="user">Who writes them down.</param>
    /// <param name="now">When.</param>
    public void Write(QuestionSheet sheet, IReadOnlyDictionary<string, Answer> answers, bool submit, Guid user, DateTime now)
    {
        var rows = sheet.Rows(Id, answers).ToList();
        _answers.RemoveAll(a => !rows.Exists(a.IsAt));
        foreach (var row in rows)
        {
            if (_answers.Find(row.IsAt) is { } kept) kept.Become(row);
            else _answers.Add(row);
        }

        (AnsweredById, WrittenAt) = (user, now);
        if (!submit || Status == AnswerStatus.Submitted) return;
        (Status, AnsweredAt) = (AnswerStatus.Submitted, now);
    }

    /// <summary>Its follow-up is with another customer.</summary>
    public void Follow(Guid? customerId) => CustomerId = customerId;

    /// <summary>The answers by question, as they were said.</summary>
    public IReadOnlyDictionary<string, Answer> Said(QuestionSheet sheet) => _answers.GroupBy(a => a.Key, StringComparer.Ordinal).ToDictionary(
        g => g.Key,
        g => GivenAnswer.Said(sheet.Questions.FirstOrDefault(q => q.Key == g.Key), [.. g.OrderBy(a => a.Place)]),
        StringComparer.Ordinal);
}

/// <summary>How far answers are.</summary>
public enum AnswerStatus
{
    /// <summary>Begun, perhaps interrupted.</summary>
    Draft,

    /// <summary>Handed in; they count in the figures.</summary>
    Submitted,
}

/// <summary>One answer, or one of the options that were chosen.</summary>
public sealed class GivenAnswer : IPartOfRecord
{
    /// <summary>Longest mark: key, colon and code.</summary>
    public const int MarkMaxLength = (Question.KeyMaxLength * 2) + 1;

    private GivenAnswer()
    {
    }

    internal GivenAnswer(Guid answerSetId, string key, int place, string? code, double? number, string? text) =>
        (AnswerSetId, Key, Place, Code, Number, Text, Mark) = (answerSetId, key, place, code, number, text, code is null ? key : $"{key}:{code}");

    /// <summary>The answers it belongs to.</summary>
    public Guid AnswerSetId { get; private set; }

    /// <summary>Key of the question.</summary>
    public string Key { get; private set; } = "";

    /// <summary>0 but for several options.</summary>
    public int Place { get; private set; }

    /// <summary>What was chosen: a code, <c>yes</c> or <c>no</c>, or the number of a scale.</summary>
    public string? Code { get; private set; }

    /// <summary>The number of a number or of a scale.</summary>
    public double? Number { get; private set; }

    /// <summary>Text, or a day as <c>2026-11-29</c>.</summary>
    public string? Text { get; private set; }

    /// <summary>Key and code, <c>recommend:9</c>, so that lists can ask for both at once; the key alone where the answer is free.</summary>
    public string Mark { get; private set; } = "";

    /// <inheritdoc/>
    Guid IPartOfRecord.RecordId => AnswerSetId;

    internal bool IsAt(GivenAnswer other) => (Key, Place) == (other.Key, other.Place);

    internal void Become(GivenAnswer other) => (Code, Number, Text, Mark) = (other.Code, other.Number, other.Text, other.Mark);

    internal static Answer Said(Question? question, IReadOnlyList<GivenAnswer> rows) => question?.Type switch
    {
        QuestionType.YesNo => new Answer(Yes: rows[0].Code == Question.Yes),
        QuestionType.SingleChoice => new Answer(Text: rows[0].Code),
        QuestionType.MultipleChoice => new Answer(Codes: [.. rows.Select(r => r.Code!)]),
        QuestionType.Number or QuestionType.Stars or QuestionType.Scale => new Answer(Number: rows[0].Number),
        _ => new Answer(Text: rows[0].Text),
    };
}
