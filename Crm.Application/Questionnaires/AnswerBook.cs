using System.Text.Json;
using Crm.Application.Common;
using Crm.Domain.Activities;
using Crm.Domain.Common;
using Crm.Domain.Questionnaires;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Questionnaires;

/// <summary>Writes down what is answered on follow-ups, in the transaction of whoever asks for it. The caller has the follow-up in sight already.</summary>
internal sealed class AnswerBook(ICrmDb db, ICurrentUser user, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>What is asked on a follow-up: the version to which somebody began to answer, else the newest published one of a questionnaire that is asked. Null when nothing is.</summary>
    public async Task<OpenSheet?> OpenAsync(FollowUp followUp, CancellationToken cancellationToken)
    {
        if (followUp.QuestionnaireId is not { } id) return null;
        var set = await db.AnswerSets
            .IgnoreQueryFilters() // the follow-up is in sight, and the same sees its answers
            .Include(s => s.Answers).FirstOrDefaultAsync(s => s.FollowUpId == followUp.Id, cancellationToken);
        var versions = db.Set<QuestionnaireVersion>().AsNoTracking();
        var questionnaires = db.Questionnaires;
        var asked = set is not null
            ? await versions.FirstAsync(v => v.Id == set.SheetId, cancellationToken)
            : await versions.FirstOrDefaultAsync(v => questionnaires.Any(q => q.Id == id && q.Active && q.PublishedNumber == v.Number && q.Id == v.QuestionnaireId), cancellationToken);
        return asked is null ? null : new OpenSheet(set, asked);
    }

    /// <summary>What was answered and what was left out when a follow-up is completed. What was begun before is handed in with it.</summary>
    public async Task CompleteAsync(FollowUp followUp, IReadOnlyDictionary<string, JsonElement>? answers, SkipQuestionnaireInput? skip, string language, CancellationToken cancellationToken)
    {
        var open = await OpenAsync(followUp, cancellationToken);
        if (open is null)
        {
            if (answers is not null) throw new InvalidException(FieldError.At("answers", "nothing_asked"));
            return;
        }

        if (skip is not null)
        {
            if (answers is not null) throw new InvalidException(FieldError.At("skipQuestionnaire", "answered_and_skipped"));
            if (open.Set?.Status != AnswerStatus.Submitted) followUp.LeaveUnasked(TextRules.Clean(skip.Reason)!);
            return;
        }

        if (answers is null && open.Set?.Status == AnswerStatus.Submitted) return;
        var said = answers is null ? open.Sheet.WithoutHidden(open.Said) : AnswerWire.Read(answers);
        if (said.Count == 0 && open.Set is null && open.Sheet.FindFaults(said, whole: true).Count == 0) return;
        Write(followUp, open, said, submit: true, language);
    }

    /// <summary>Writes all answers down anew.</summary>
    /// <exception cref="InvalidException">Each answer that will not do, by its question.</exception>
    public AnswerSet Write(FollowUp followUp, OpenSheet open, IReadOnlyDictionary<string, Answer> answers, bool submit, string language)
    {
        var whole = submit || open.Set?.Status == AnswerStatus.Submitted;
        if (open.Sheet.FindFaults(answers, whole).At("/answers") is { Count: > 0 } faults) throw new InvalidException(faults);
        var set = open.Set ?? AnswerSet.Begin(Guid.CreateVersion7(clock.GetUtcNow()), followUp, open.Asked);
        set.Write(open.Sheet, answers, submit, user.RequireId(), Now);
        if (open.Set is null) db.AnswerSets.Add(set);
        if (whole) followUp.NoteAnswers(open.Sheet.Say(answers, language), Now);
        return set;
    }

    /// <summary>The answers of a follow-up go with it to another customer; and what was begun to one questionnaire is not answered to another.</summary>
    public async Task FollowAsync(FollowUp followUp, Guid? questionnaireBefore, CancellationToken cancellationToken)
    {
        var set = await db.AnswerSets
            .IgnoreQueryFilters() // as above
            .FirstOrDefaultAsync(s => s.FollowUpId == followUp.Id, cancellationToken);
        if (set is null) return;
        if (followUp.QuestionnaireId != questionnaireBefore) throw new DomainException("answers_begun", "questionnaireId");
        set.Follow(followUp.CustomerId);
    }
}

/// <summary>What is asked on a follow-up, and what was answered already.</summary>
/// <param name="Set">The answers, if somebody began.</param>
/// <param name="Asked">The version.</param>
internal sealed record OpenSheet(AnswerSet? Set, QuestionnaireVersion Asked)
{
    /// <summary>The questions.</summary>
    public QuestionSheet Sheet { get; } = Asked.Sheet;

    /// <summary>The answers.</summary>
    public IReadOnlyDictionary<string, Answer> Said => Set?.Said(Sheet) ?? new Dictionary<string, Answer>();
}

/// <summary>Answers as they are on the wire: text, numbers, true or false, lists of codes, by the keys of the questions.</summary>
internal static class AnswerWire
{
    /// <summary>Longest text that is looked at at all.</summary>
    private const int MostText = 20_000;

    /// <summary>The answers in the shape in which they were sent; what has none that any question takes is kept as one that none takes.</summary>
    public static IReadOnlyDictionary<string, Answer> Read(IReadOnlyDictionary<string, JsonElement> answers) => answers
        .Where(a => a.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
        .ToDictionary(a => a.Key, a => Read(a.Value), StringComparer.Ordinal);

    /// <summary>The answers as they are told.</summary>
    public static IReadOnlyDictionary<string, object> Write(IReadOnlyDictionary<string, Answer> answers) => answers.ToDictionary(
        a => a.Key,
        a => (object?)a.Value.Codes ?? (object?)a.Value.Text ?? (a.Value.Yes is { } yes ? yes : a.Value.Number ?? 0),
        StringComparer.Ordinal);

    private static Answer Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => new Answer(Text: value.GetString() is { Length: <= MostText } text ? text : new string('…', MostText)),
        JsonValueKind.Number => new Answer(Number: value.GetDouble()),
        JsonValueKind.True or JsonValueKind.False => new Answer(Yes: value.GetBoolean()),
        JsonValueKind.Array when value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) => new Answer(Codes: [.. value.EnumerateArray().Select(item => item.GetString()!)]),
        _ => new Answer(Number: double.NaN),
    };
}
