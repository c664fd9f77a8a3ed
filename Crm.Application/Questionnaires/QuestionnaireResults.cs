using System.Globalization;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.Questionnaires;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Questionnaires;

/// <summary>What customers in sight answered to a questionnaire, in figures.</summary>
/// <param name="Id">The questionnaire.</param>
/// <param name="Span">From when to when, and to which version.</param>
[RequirePermission(Permissions.ActivitiesRead)]
public sealed record GetQuestionnaireResults(Guid Id, ResultSpan Span) : IRequest<QuestionnaireResults>;

/// <summary>What customers in sight answered to a question in their own words, the newest first.</summary>
/// <param name="Id">The questionnaire.</param>
/// <param name="Key">Key of the question.</param>
/// <param name="Span">From when to when, and to which version.</param>
/// <param name="Limit">Items of a page, 1 to 200.</param>
/// <param name="Cursor">Where to go on.</param>
[RequirePermission(Permissions.ActivitiesRead)]
public sealed record ListQuestionnaireTexts(Guid Id, string Key, ResultSpan Span, int Limit, string? Cursor) : IRequest<ListPage<AnswerText>>;

/// <summary>Which answers are meant.</summary>
/// <param name="From">First day; null from the beginning.</param>
/// <param name="To">Last day; null up to now.</param>
/// <param name="Version">Number of a version; null for all.</param>
public sealed record ResultSpan(DateOnly? From, DateOnly? To, int? Version);

/// <summary>What was answered, in figures.</summary>
public sealed record QuestionnaireResults
{
    /// <summary>The questionnaire.</summary>
    public Guid QuestionnaireId { get; init; }

    /// <summary>First day; null from the beginning.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day; null up to now.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Number of a version; null for all.</summary>
    public int? SheetNumber { get; init; }

    /// <summary>How many sets of answers were handed in.</summary>
    public int Sets { get; init; }

    /// <summary>Of how many customers.</summary>
    public int Customers { get; init; }

    /// <summary>Question by question, as the newest of the versions asks them; those that only older ones asked come last.</summary>
    public IReadOnlyList<QuestionResult> Questions { get; init; } = [];
}

/// <summary>What was answered to one question.</summary>
public sealed record QuestionResult
{
    /// <inheritdoc cref="Question.Key"/>
    public string Key { get; init; } = "";

    /// <inheritdoc cref="Question.Text"/>
    public string Text { get; init; } = "";

    /// <inheritdoc cref="Question.TextEn"/>
    public string TextEn { get; init; } = "";

    /// <inheritdoc cref="Question.Type"/>
    public QuestionType Type { get; init; }

    /// <summary>How many answered it.</summary>
    public int Answered { get; init; }

    /// <summary>How often each code was answered, in the order of the question; none where the answer is free.</summary>
    public IReadOnlyList<OptionResult> Options { get; init; } = [];

    /// <summary>Mean of a number or scale.</summary>
    public double? Mean { get; init; }

    /// <summary>Standard deviation of those who answered.</summary>
    public double? Deviation { get; init; }

    /// <summary>The smallest number.</summary>
    public double? Min { get; init; }

    /// <summary>The largest number.</summary>
    public double? Max { get; init; }

    /// <summary>For 0 to 10: net promoter score, the percentage of 9 and 10 less that of 0 to 6.</summary>
    public double? Nps { get; init; }
}

/// <summary>How often a code was answered.</summary>
/// <param name="Code">The code.</param>
/// <param name="Text">What it says in Chinese.</param>
/// <param name="TextEn">What it says in English.</param>
/// <param name="Count">How many chose it.</param>
/// <param name="Share">In percent of those who answered the question.</param>
/// <param name="Mark">The word by which <c>GET /answer-sets?filter[given.mark]=…</c> finds them.</param>
public sealed record OptionResult(string Code, string Text, string TextEn, int Count, double Share, string Mark);

/// <summary>An answer in own words.</summary>
/// <param name="Id">The answers it belongs to.</param>
/// <param name="FollowUpId">The follow-up.</param>
/// <param name="CustomerId">The customer.</param>
/// <param name="CustomerName">His name.</param>
/// <param name="AnsweredAt">When it was answered (UTC).</param>
/// <param name="Text">The answer.</param>
public sealed record AnswerText(Guid Id, Guid FollowUpId, Guid? CustomerId, string? CustomerName, DateTime AnsweredAt, string Text);

internal sealed class QuestionnaireResultsHandlers(ICrmDb db, RecordLister lister, AnswerSetDescriptor descriptor, ICurrentUser user) :
    IRequestHandler<GetQuestionnaireResults, QuestionnaireResults>,
    IRequestHandler<ListQuestionnaireTexts, ListPage<AnswerText>>
{
    private const double Promotes = 9;
    private const double Detracts = 6;

    public async Task<QuestionnaireResults> Handle(GetQuestionnaireResults request, CancellationToken cancellationToken)
    {
        var span = request.Span;
        var questions = await db.AskedQuestionsAsync(request.Id, span.Version, cancellationToken);
        var sets = Within(request.Id, span);
        var answers = sets.SelectMany(s => s.Answers);
        var counts = (await answers.Where(a => a.Code != null).GroupBy(a => new { a.Key, a.Code }).Select(g => new { g.Key.Key, g.Key.Code, Count = g.Count() }).ToListAsync(cancellationToken))
            .ToDictionary(g => (g.Key, g.Code!), g => g.Count);
        var figures = await answers.Where(a => a.Place == 0).GroupBy(a => a.Key)
            .Select(g => new Figures
            {
                Key = g.Key, Answered = g.Count(), Sum = g.Sum(a => a.Number), Squares = g.Sum(a => a.Number * a.Number), Min = g.Min(a => a.Number), Max = g.Max(a => a.Number),
                Promoters = g.Sum(a => a.Number >= Promotes ? 1 : 0), Detractors = g.Sum(a => a.Number <= Detracts ? 1 : 0),
            })
            .ToDictionaryAsync(f => f.Key, cancellationToken);
        return new QuestionnaireResults
        {
            QuestionnaireId = request.Id, From = span.From, To = span.To, SheetNumber = span.Version,
            Sets = await sets.CountAsync(cancellationToken), Customers = await sets.Where(s => s.CustomerId != null).Select(s => s.CustomerId).Distinct().CountAsync(cancellationToken),
            Questions = [.. questions.Select(q => ResultOf(q, figures.GetValueOrDefault(q.Key), counts))],
        };
    }

    public async Task<ListPage<AnswerText>> Handle(ListQuestionnaireTexts request, CancellationToken cancellationToken)
    {
        var questions = await db.AskedQuestionsAsync(request.Id, request.Span.Version, cancellationToken);
        if (questions.All(q => q.Key != request.Key)) throw new NotFoundException(nameof(Question));
        var page = await lister.ListAsync<AnswerSet, AnswerSetRow>(descriptor, ListOf(request), cancellationToken);
        var ids = page.Data.Select(row => row.Id).ToList();
        var texts = await db.AnswerSets.AsNoTracking().Where(s => ids.Contains(s.Id)).SelectMany(s => s.Answers).Where(a => a.Key == request.Key && a.Text != null)
            .ToDictionaryAsync(a => a.AnswerSetId, a => a.Text!, cancellationToken);
        return new ListPage<AnswerText>(
            [.. page.Data.Where(row => texts.ContainsKey(row.Id)).Select(row => new AnswerText(row.Id, row.FollowUpId, row.CustomerId, row.CustomerName, row.AnsweredAt!.Value, texts[row.Id]))], page.Page);
    }

    /// <summary>The list of answers in which the question was answered freely: their mark is its key.</summary>
    private ListRequest ListOf(ListQuestionnaireTexts request)
    {
        static Filter Is(string field, FilterOperator op, string value) => new Comparison(field, op, [value], $"filter[{field}]");
        var span = request.Span;
        List<Filter> filters = [Is("questionnaireId", FilterOperator.Eq, request.Id.ToString()), Is("status", FilterOperator.Eq, "submitted"), Is("given.mark", FilterOperator.Eq, request.Key)];
        if (span.Version is { } number) filters.Add(Is("sheetNumber", FilterOperator.Eq, number.ToString(CultureInfo.InvariantCulture)));
        if (span.From is { } from) filters.Add(Is("answeredAt", FilterOperator.Gte, Instants.Format(LocalDay.Start(from, user.TimeZone))));
        if (span.To is { } to) filters.Add(Is("answeredAt", FilterOperator.Lt, Instants.Format(LocalDay.Start(to.AddDays(1), user.TimeZone))));
        return new ListRequest { Filter = new AllOf(filters), Sort = "-answeredAt", Limit = request.Limit, Cursor = request.Cursor };
    }

    private IQueryable<AnswerSet> Within(Guid id, ResultSpan span)
    {
        var sets = db.AnswerSets.AsNoTracking().Where(s => s.QuestionnaireId == id && s.Status == AnswerStatus.Submitted);
        if (span.Version is { } number) sets = sets.Where(s => s.SheetNumber == number);
        if (span.From is { } from)
        {
            var start = LocalDay.Start(from, user.TimeZone);
            sets = sets.Where(s => s.AnsweredAt >= start);
        }

        if (span.To is { } to)
        {
            var end = LocalDay.Start(to.AddDays(1), user.TimeZone);
            sets = sets.Where(s => s.AnsweredAt < end);
        }

        return sets;
    }

    private static QuestionResult ResultOf(Question question, Figures? figures, IReadOnlyDictionary<(string Key, string Code), int> counts)
    {
        var answered = figures?.Answered ?? 0;
        var mean = answered > 0 ? figures!.Sum / answered : null;
        var measured = question.Type is QuestionType.Number or QuestionType.Stars or QuestionType.Scale && answered > 0;
        return new QuestionResult
        {
            Key = question.Key, Text = question.Text, TextEn = question.TextEn, Type = question.Type, Answered = answered,
            Options = [.. question.Codes().Select(code => (code, count: counts.GetValueOrDefault((question.Key, code)))).Select(o => new OptionResult(
                o.code, question.NameOf(o.code, "zh"), question.NameOf(o.code, Domain.Security.User.English), o.count, answered == 0 ? 0 : Math.Round(100.0 * o.count / answered, 1), $"{question.Key}:{o.code}"))],
            Mean = measured ? Math.Round(mean!.Value, 4) : null,
            Deviation = measured ? Math.Round(Math.Sqrt(Math.Max(0, (figures!.Squares!.Value / answered) - (mean!.Value * mean.Value))), 4) : null,
            Min = measured ? figures!.Min : null, Max = measured ? figures!.Max : null,
            Nps = question.Type == QuestionType.Scale && answered > 0 ? Math.Round(100.0 * (figures!.Promoters - figures.Detractors) / answered, 1) : null,
        };
    }

    private sealed class Figures
    {
        public required string Key { get; init; }

        public int Answered { get; init; }

        public double? Sum { get; init; }

        public double? Squares { get; init; }

        public double? Min { get; init; }

        public double? Max { get; init; }

        public int Promoters { get; init; }

        public int Detractors { get; init; }
    }
}
