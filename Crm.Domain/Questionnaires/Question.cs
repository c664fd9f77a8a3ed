using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Crm.Domain.Questionnaires;

/// <summary>One question, as it is asked in both languages.</summary>
public sealed partial record Question
{
    /// <summary>Longest key of a question, and longest code of an option.</summary>
    public const int KeyMaxLength = 40;

    /// <summary>Longest question.</summary>
    public const int TextMaxLength = 300;

    /// <summary>Most options.</summary>
    public const int MaxOptions = 30;

    /// <summary>Longest answer in one line.</summary>
    public const int LineMaxLength = 500;

    /// <summary>Longest answer in several lines.</summary>
    public const int LinesMaxLength = 4000;

    /// <summary>Largest number that can be answered, and the smallest one below zero.</summary>
    public const double MostNumber = 1_000_000_000_000;

    /// <summary>What stands for yes in conditions and figures.</summary>
    public const string Yes = "yes";

    /// <summary>What stands for no in conditions and figures.</summary>
    public const string No = "no";

    /// <summary>By which answers name it; it stays the same in all versions.</summary>
    public string Key { get; init; } = "";

    /// <summary>The question in Chinese.</summary>
    public string Text { get; init; } = "";

    /// <summary>The question in English.</summary>
    public string TextEn { get; init; } = "";

    /// <summary>What kind of answer it takes.</summary>
    public QuestionType Type { get; init; }

    /// <summary>Whether it must be answered when it is shown.</summary>
    public bool Required { get; init; }

    /// <summary>For a number: the smallest.</summary>
    public double? Min { get; init; }

    /// <summary>For a number: the largest.</summary>
    public double? Max { get; init; }

    /// <summary>For a choice: what can be chosen.</summary>
    public IReadOnlyList<QuestionOption> Options { get; init; } = [];

    /// <summary>When it is shown; always when nothing is said.</summary>
    public QuestionCondition? ShownWhen { get; init; }

    /// <summary>Whether its answers are codes that can be counted: choices, yes and no, scales.</summary>
    public bool IsCounted() => Codes().Count > 0;

    /// <summary>Every code that an answer may have, in the order in which people think of them; none where the answer is free.</summary>
    public IReadOnlyList<string> Codes() => Type switch
    {
        QuestionType.SingleChoice or QuestionType.MultipleChoice => [.. Options.Select(o => o.Code)],
        QuestionType.YesNo => [Yes, No],
        QuestionType.Stars => Stars,
        QuestionType.Scale => Scale,
        _ => [],
    };

    /// <summary>The question in a language.</summary>
    public string TextIn(string language) => language == Security.User.English && TextEn.Length > 0 ? TextEn : Text;

    /// <summary>What people call a code of its answers in a language.</summary>
    public string NameOf(string code, string language)
    {
        var english = language == Security.User.English;
        if (Type == QuestionType.YesNo) return (code, english) switch { (Yes, true) => "Yes", (Yes, false) => "是", (_, true) => "No", _ => "否" };
        return Options.FirstOrDefault(o => o.Code == code) is { } option ? (english && option.TextEn.Length > 0 ? option.TextEn : option.Text) : code;
    }

    /// <summary>Whether a key or a code can be written like this.</summary>
    public static bool IsKey(string key) => key.Length <= KeyMaxLength && Pattern().IsMatch(key);

    private static readonly IReadOnlyList<string> Stars = ["1", "2", "3", "4", "5"];
    private static readonly IReadOnlyList<string> Scale = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"];

    /// <summary>The kinds of question on which others can depend.</summary>
    internal static readonly FrozenSet<QuestionType> Deciding = [QuestionType.YesNo, QuestionType.SingleChoice, QuestionType.MultipleChoice, QuestionType.Stars, QuestionType.Scale];

    [GeneratedRegex("^[a-z][a-z0-9_]*$")]
    private static partial Regex Pattern();
}

/// <summary>What can be chosen.</summary>
/// <param name="Code">By which answers name it.</param>
/// <param name="Text">What it says in Chinese.</param>
/// <param name="TextEn">What it says in English.</param>
public sealed record QuestionOption(string Code, string Text, string TextEn)
{
    /// <summary>Longest text of an option.</summary>
    public const int TextMaxLength = 100;
}

/// <summary>A question is shown when an earlier one was answered with one of these codes.</summary>
/// <param name="Question">Key of the earlier question.</param>
/// <param name="AnyOf">The codes; of a choice, <c>yes</c> or <c>no</c>, or the numbers of a scale.</param>
public sealed record QuestionCondition(string Question, IReadOnlyList<string> AnyOf);

/// <summary>What kind of answer a question takes.</summary>
public enum QuestionType
{
    /// <summary>One line of text.</summary>
    Text,

    /// <summary>Several lines of text.</summary>
    LongText,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Yes or no.</summary>
    YesNo,

    /// <summary>One of several options.</summary>
    SingleChoice,

    /// <summary>Any of several options.</summary>
    MultipleChoice,

    /// <summary>One to five stars.</summary>
    Stars,

    /// <summary>Zero to ten, as in "would you recommend us".</summary>
    Scale,

    /// <summary>A day.</summary>
    Date,
}
