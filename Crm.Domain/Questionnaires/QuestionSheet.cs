using System.Globalization;
using Crm.Domain.Common;

namespace Crm.Domain.Questionnaires;

/// <summary>Something that is wrong with questions or with answers.</summary>
/// <param name="Path">Where: <c>2/options/0/code</c> for questions, the key of the question for answers.</param>
/// <param name="Code">Stable snake_case code.</param>
/// <param name="Min">The smallest number, where one is meant.</param>
/// <param name="Max">The largest number or length, where one is meant.</param>
public sealed record QuestionFault(string Path, string Code, double? Min = null, double? Max = null);

/// <summary>What was answered to one question, in the shape in which it was said; the question decides whether that will do.</summary>
/// <param name="Text">Text, a code or a day.</param>
/// <param name="Number">A number.</param>
/// <param name="Yes">Yes or no.</param>
/// <param name="Codes">Several codes.</param>
public sealed record Answer(string? Text = null, double? Number = null, bool? Yes = null, IReadOnlyList<string>? Codes = null)
{
    /// <summary>Whether nothing was said.</summary>
    public bool IsEmpty => Number is null && Yes is null && string.IsNullOrWhiteSpace(Text) && Codes is null or { Count: 0 };
}

/// <summary>The questions of one version in their order: what may be asked, what may be answered, and what is shown when.</summary>
public sealed class QuestionSheet(IReadOnlyList<Question> questions)
{
    /// <summary>Most questions of a version.</summary>
    public const int MaxQuestions = 50;

    /// <summary>The questions.</summary>
    public IReadOnlyList<Question> Questions { get; } = questions;

    /// <summary>Everything that is wrong with the questions.</summary>
    /// <param name="whole">Whether they are about to be asked; a draft may still lack words and options.</param>
    public IReadOnlyList<QuestionFault> FindFaults(bool whole)
    {
        var faults = new List<QuestionFault>();
        if (whole && Questions.Count == 0) faults.Add(new QuestionFault("", "questions_missing"));
        if (Questions.Count > MaxQuestions) faults.Add(new QuestionFault("", "too_many", Max: MaxQuestions));
        var earlier = new Dictionary<string, Question>(StringComparer.Ordinal);
        foreach (var (question, at) in Questions.Select((question, at) => (question, at)))
        {
            CheckKey(question.Key, $"{at}/key", faults);
            if (earlier.ContainsKey(question.Key)) faults.Add(new QuestionFault($"{at}/key", "duplicate_question_key"));
            CheckText(question.Text, $"{at}/text", Question.TextMaxLength, whole, faults);
            CheckText(question.TextEn, $"{at}/textEn", Question.TextMaxLength, whole, faults);
            CheckNumbers(question, at, faults);
            CheckOptions(question, at, whole, faults);
            CheckCondition(question, at, earlier, faults);
            earlier.TryAdd(question.Key, question);
        }

        return faults;
    }

    /// <summary>Everything that is wrong with answers, each by the key of its question.</summary>
    /// <param name="answers">The answers by question.</param>
    /// <param name="whole">Whether nothing may be missing any more; a draft is looked at for what it says, not for what it does not say.</param>
    public IReadOnlyList<QuestionFault> FindFaults(IReadOnlyDictionary<string, Answer> answers, bool whole)
    {
        var faults = answers.Keys.Where(key => Questions.All(q => q.Key != key)).Order(StringComparer.Ordinal).Select(key => new QuestionFault(key, "unknown_question")).ToList();
        var shown = Shown(answers);
        foreach (var question in Questions)
        {
            var answer = answers.GetValueOrDefault(question.Key) is { IsEmpty: false } said ? said : null;
            if (answer is null)
            {
                if (whole && question.Required && shown.Contains(question.Key)) faults.Add(new QuestionFault(question.Key, "required"));
            }
            else if (whole && !shown.Contains(question.Key)) faults.Add(new QuestionFault(question.Key, "question_hidden"));
            else if (FaultOf(question, answer) is { } fault) faults.Add(fault);
        }

        return faults;
    }

    /// <summary>Keys of the questions that are shown after these answers.</summary>
    public IReadOnlySet<string> Shown(IReadOnlyDictionary<string, Answer> answers)
    {
        var shown = new HashSet<string>(StringComparer.Ordinal);
        var given = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var question in Questions)
        {
            if (question.ShownWhen is { } condition && !(given.GetValueOrDefault(condition.Question) ?? []).Intersect(condition.AnyOf).Any()) continue;
            shown.Add(question.Key);
            if (answers.GetValueOrDefault(question.Key) is { IsEmpty: false } answer && Question.Deciding.Contains(question.Type)) given[question.Key] = CodesOf(question, answer);
        }

        return shown;
    }

    /// <summary>The answers without those to questions that are not shown: what somebody said before he changed an earlier answer.</summary>
    public IReadOnlyDictionary<string, Answer> WithoutHidden(IReadOnlyDictionary<string, Answer> answers)
    {
        var shown = Shown(answers);
        return answers.Where(a => shown.Contains(a.Key)).ToDictionary(a => a.Key, a => a.Value, StringComparer.Ordinal);
    }

    /// <summary>The answers as they are kept; those that fit no question must have been refused before.</summary>
    internal IEnumerable<GivenAnswer> Rows(Guid answerSetId, IReadOnlyDictionary<string, Answer> answers) =>
        from question in Questions
        let answer = answers.GetValueOrDefault(question.Key)
        where answer is { IsEmpty: false }
        from row in RowsOf(answerSetId, question, answer)
        select row;

    /// <summary>The answers in words, a line for each question.</summary>
    /// <param name="answers">The answers.</param>
    /// <param name="language">The language.</param>
    public string Say(IReadOnlyDictionary<string, Answer> answers, string language) => string.Join('\n', Questions
        .Where(q => answers.GetValueOrDefault(q.Key) is { IsEmpty: false })
        .Select(q => Lead(q.TextIn(language), language) + Say(q, answers[q.Key], language)));

    /// <summary>A question mark stands for the colon.</summary>
    private static string Lead(string question, string language) => question[^1] is '?' or '？' ? question + " " : question + (language == Security.User.English ? ": " : "：");

    private static string Say(Question question, Answer answer, string language) => question.Type switch
    {
        QuestionType.Text or QuestionType.LongText or QuestionType.Date => Clean(question, answer),
        QuestionType.Number => answer.Number!.Value.ToString(CultureInfo.InvariantCulture),
        _ => string.Join(language == Security.User.English ? ", " : "、", CodesOf(question, answer).Select(code => question.NameOf(code, language))),
    };

    private static IEnumerable<GivenAnswer> RowsOf(Guid answerSetId, Question question, Answer answer)
    {
        if (!question.IsCounted())
        {
            return [question.Type == QuestionType.Number
                ? new GivenAnswer(answerSetId, question.Key, 0, code: null, answer.Number, text: null)
                : new GivenAnswer(answerSetId, question.Key, 0, code: null, number: null, Clean(question, answer))];
        }

        return CodesOf(question, answer).Select((code, place) => new GivenAnswer(answerSetId, question.Key, place, code, question.Type is QuestionType.Stars or QuestionType.Scale ? answer.Number : null, text: null));
    }

    private static string Clean(Question question, Answer answer) => (question.Type == QuestionType.LongText ? TextRules.CleanMultiline(answer.Text) : TextRules.Clean(answer.Text)) ?? "";

    /// <summary>The codes of an answer, in the order of the question.</summary>
    private static IReadOnlyList<string> CodesOf(Question question, Answer answer) => question.Type switch
    {
        QuestionType.YesNo when answer.Yes is { } yes => [yes ? Question.Yes : Question.No],
        QuestionType.Stars or QuestionType.Scale when answer.Number is { } number => [number.ToString(CultureInfo.InvariantCulture)],
        QuestionType.SingleChoice when answer.Text is { } code => [code],
        QuestionType.MultipleChoice when answer.Codes is { } codes => [.. question.Codes().Where(codes.Contains)],
        _ => [],
    };

    private static QuestionFault? FaultOf(Question question, Answer answer)
    {
        var key = question.Key;
        switch (question.Type)
        {
            case QuestionType.Text or QuestionType.LongText:
                if (answer.Text is not { } text) return new QuestionFault(key, "wrong_type");
                var most = question.Type == QuestionType.Text ? Question.LineMaxLength : Question.LinesMaxLength;
                if (text.Length > most) return new QuestionFault(key, "too_long", Max: most);
                return TextRules.HasForbiddenCharacters(text, question.Type == QuestionType.LongText) ? new QuestionFault(key, "forbidden_characters") : null;
            case QuestionType.Number:
                if (answer.Number is not { } number || !double.IsFinite(number)) return new QuestionFault(key, "wrong_type");
                var (min, max) = (question.Min ?? -Question.MostNumber, question.Max ?? Question.MostNumber);
                return number < min || number > max ? new QuestionFault(key, "out_of_range", min, max) : null;
            case QuestionType.YesNo:
                return answer.Yes is null ? new QuestionFault(key, "wrong_type") : null;
            case QuestionType.SingleChoice:
                return answer.Text is not { } one ? new QuestionFault(key, "wrong_type") : question.Codes().Contains(one) ? null : new QuestionFault(key, "unknown_value");
            case QuestionType.MultipleChoice:
                if (answer.Codes is not { } several) return new QuestionFault(key, "wrong_type");
                return several.Distinct().Count() == several.Count && several.All(question.Codes().Contains) ? null : new QuestionFault(key, "unknown_value");
            case QuestionType.Date:
                return answer.Text is { } day && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? null : new QuestionFault(key, "wrong_type");
            default:
                if (answer.Number is not { } mark || mark != Math.Floor(mark)) return new QuestionFault(key, "wrong_type");
                var (least, highest) = question.Type == QuestionType.Stars ? (1, 5) : (0, 10);
                return mark < least || mark > highest ? new QuestionFault(key, "out_of_range", least, highest) : null;
        }
    }

    private static void CheckKey(string key, string path, List<QuestionFault> faults)
    {
        if (key.Length == 0) faults.Add(new QuestionFault(path, "required"));
        else if (!Question.IsKey(key)) faults.Add(new QuestionFault(path, "not_a_key"));
    }

    private static void CheckText(string text, string path, int most, bool whole, List<QuestionFault> faults)
    {
        if (whole && string.IsNullOrWhiteSpace(text)) faults.Add(new QuestionFault(path, "required"));
        else if (text.Length > most) faults.Add(new QuestionFault(path, "too_long", Max: most));
        else if (TextRules.HasForbiddenCharacters(text, multiline: false)) faults.Add(new QuestionFault(path, "forbidden_characters"));
    }

    private static void CheckNumbers(Question question, int at, List<QuestionFault> faults)
    {
        if (question.Type != QuestionType.Number && (question.Min is not null || question.Max is not null)) faults.Add(new QuestionFault($"{at}/min", "not_for_this_question"));
        foreach (var (value, name) in new[] { (question.Min, "min"), (question.Max, "max") })
            if (value is { } number && (!double.IsFinite(number) || Math.Abs(number) > Question.MostNumber)) faults.Add(new QuestionFault($"{at}/{name}", "out_of_range", -Question.MostNumber, Question.MostNumber));
        if (question.Min > question.Max) faults.Add(new QuestionFault($"{at}/max", "max_below_min"));
    }

    private static void CheckOptions(Question question, int at, bool whole, List<QuestionFault> faults)
    {
        if (question.Type is not (QuestionType.SingleChoice or QuestionType.MultipleChoice))
        {
            if (question.Options.Count > 0) faults.Add(new QuestionFault($"{at}/options", "not_for_this_question"));
            return;
        }

        if (whole && question.Options.Count < 2) faults.Add(new QuestionFault($"{at}/options", "options_missing"));
        if (question.Options.Count > Question.MaxOptions) faults.Add(new QuestionFault($"{at}/options", "too_many", Max: Question.MaxOptions));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (option, i) in question.Options.Select((option, i) => (option, i)))
        {
            CheckKey(option.Code, $"{at}/options/{i}/code", faults);
            if (!seen.Add(option.Code)) faults.Add(new QuestionFault($"{at}/options/{i}/code", "duplicate_question_key"));
            CheckText(option.Text, $"{at}/options/{i}/text", QuestionOption.TextMaxLength, whole, faults);
            CheckText(option.TextEn, $"{at}/options/{i}/textEn", QuestionOption.TextMaxLength, whole, faults);
        }
    }

    private static void CheckCondition(Question question, int at, Dictionary<string, Question> earlier, List<QuestionFault> faults)
    {
        if (question.ShownWhen is not { } condition) return;
        if (!earlier.TryGetValue(condition.Question, out var decides)) faults.Add(new QuestionFault($"{at}/shownWhen/question", "not_an_earlier_question"));
        else if (!Question.Deciding.Contains(decides.Type)) faults.Add(new QuestionFault($"{at}/shownWhen/question", "question_decides_nothing"));
        else if (condition.AnyOf.Count == 0) faults.Add(new QuestionFault($"{at}/shownWhen/anyOf", "required"));
        else if (!condition.AnyOf.All(decides.Codes().Contains)) faults.Add(new QuestionFault($"{at}/shownWhen/anyOf", "unknown_value"));
    }
}
