using Crm.Domain.Common;

namespace Crm.Domain.Questionnaires;

/// <summary>What customers are asked when somebody follows up: a name, and numbered versions of its questions of which the newest published one is asked.</summary>
public sealed class Questionnaire : Record
{
    /// <summary>Longest name.</summary>
    public const int NameMaxLength = 100;

    /// <summary>Longest purpose.</summary>
    public const int PurposeMaxLength = 500;

    /// <summary>Most questionnaires of the company.</summary>
    public const int MaxCount = 200;

    /// <summary>Most versions of one.</summary>
    public const int MaxVersions = 200;

    private readonly List<QuestionnaireVersion> _versions = [];

    private Questionnaire()
    {
    }

    /// <summary>A questionnaire that asks nothing yet.</summary>
    public Questionnaire(Guid id)
        : base(id)
    {
    }

    /// <summary>Name, unique among all.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What it is called in English; null where the name does for both languages.</summary>
    public string? NameEn { get; private set; }

    /// <summary>What it is for.</summary>
    public string? Purpose { get; private set; }

    /// <summary>What it is for, in English.</summary>
    public string? PurposeEn { get; private set; }

    /// <summary>Whether it is asked; what was answered stays readable either way.</summary>
    public bool Active { get; private set; } = true;

    /// <summary>Number of the newest published version; 0 while there is none.</summary>
    public int PublishedNumber { get; private set; }

    /// <summary>When the questions of its draft were last written (UTC): two people who write at once notice each other.</summary>
    public DateTime? DraftedAt { get; private set; }

    /// <summary>Its versions; the draft is the one that was not published.</summary>
    public IReadOnlyList<QuestionnaireVersion> Versions => _versions;

    /// <summary>The version that is being written.</summary>
    public QuestionnaireVersion? Draft => _versions.Find(v => !v.IsPublished);

    /// <summary>The version that is asked.</summary>
    public QuestionnaireVersion? Published => _versions.Find(v => v.Number == PublishedNumber);

    /// <summary>Says anew what it is called, what it is for, and whether it is asked.</summary>
    public void Describe(string name, string? nameEn, string? purpose, string? purposeEn, bool active) =>
        (Name, NameEn, Purpose, PurposeEn, Active) = (name, nameEn, purpose, purposeEn, active);

    /// <summary>Writes the questions of the draft, and begins one where there is none.</summary>
    /// <param name="id">Id of the draft if it begins now.</param>
    /// <param name="questions">All of them.</param>
    /// <param name="now">When.</param>
    /// <exception cref="DomainException"><c>too_many_versions</c>.</exception>
    public QuestionnaireVersion Write(Guid id, IReadOnlyList<Question> questions, DateTime now)
    {
        DraftedAt = now;
        if (Draft is { } draft)
        {
            draft.Write(questions);
            return draft;
        }

        if (_versions.Count >= MaxVersions) throw new DomainException("too_many_versions");
        draft = new QuestionnaireVersion(id, Id, PublishedNumber + 1, questions);
        _versions.Add(draft);
        return draft;
    }

    /// <summary>Throws the draft away.</summary>
    public void Discard() => _versions.RemoveAll(v => !v.IsPublished);

    /// <summary>Freezes the draft: from now on it is asked, and never changes. What was answered to earlier versions stays with them.</summary>
    /// <exception cref="DomainException"><c>nothing_to_publish</c>.</exception>
    public QuestionnaireVersion Publish(Guid userId, DateTime now)
    {
        var draft = Draft ?? throw new DomainException("nothing_to_publish");
        draft.Publish(userId, now);
        PublishedNumber = draft.Number;
        return draft;
    }

    /// <summary>What would keep the draft from being published: a key that had another type in an earlier version, so that their figures could not be read together.</summary>
    public IEnumerable<QuestionFault> FindTurned()
    {
        var types = _versions.Where(v => v.IsPublished).OrderBy(v => v.Number).SelectMany(v => v.Questions).GroupBy(q => q.Key).ToDictionary(g => g.Key, g => g.Last().Type);
        return (Draft?.Questions ?? []).Select((question, at) => (question, at))
            .Where(q => types.TryGetValue(q.question.Key, out var type) && type != q.question.Type)
            .Select(q => new QuestionFault($"{q.at}/key", "key_of_another_type"));
    }
}

/// <summary>The questions of a questionnaire at one time.</summary>
public sealed class QuestionnaireVersion : IPartOfRecord
{
    private QuestionnaireVersion()
    {
    }

    internal QuestionnaireVersion(Guid id, Guid questionnaireId, int number, IReadOnlyList<Question> questions) =>
        (Id, QuestionnaireId, Number, Questions) = (id, questionnaireId, number, questions);

    /// <summary>Id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The questionnaire.</summary>
    public Guid QuestionnaireId { get; private set; }

    /// <summary>1 for the first one.</summary>
    public int Number { get; private set; }

    /// <summary>The questions in their order.</summary>
    public IReadOnlyList<Question> Questions { get; private set; } = [];

    /// <summary>When it was published (UTC); null for the draft.</summary>
    public DateTime? PublishedAt { get; private set; }

    /// <summary>Who published it.</summary>
    public Guid? PublishedById { get; private set; }

    /// <summary>Whether it can no longer be changed.</summary>
    public bool IsPublished => PublishedAt is not null;

    /// <summary>What can be asked and answered.</summary>
    public QuestionSheet Sheet => new(Questions);

    /// <inheritdoc/>
    Guid IPartOfRecord.RecordId => QuestionnaireId;

    internal void Write(IReadOnlyList<Question> questions)
    {
        if (IsPublished) throw new DomainException("version_published");
        Questions = questions;
    }

    internal void Publish(Guid userId, DateTime now) => (PublishedAt, PublishedById) = (now, userId);
}
