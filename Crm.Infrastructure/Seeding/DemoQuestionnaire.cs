using Crm.Domain.Activities;
using Crm.Domain.Questionnaires;
using Crm.Domain.Security;
using Crm.Infrastructure.Persistence;

namespace Crm.Infrastructure.Seeding;

/// <summary>What the customers of the demo company are asked after a visit, and what some of them answered.</summary>
internal static class DemoQuestionnaire
{
    private const int MostAnswers = 60;

    private static readonly string[] Comments =
    [
        "工程师讲得很清楚，样机试运行也顺利。", "希望备件价格表能每季度更新一次。", "下次请提前两天约时间，车间好安排停机。", "交期比上次快，请继续保持。", "资料里的电气图与实物不一致，请核对。",
    ];

    private static readonly string[] Wishes = ["出发前先确认现场条件。", "把上次会议的待办列成表，逐项回复。", "报价里写清运费由谁承担。"];

    private static readonly string[] Unsolved = ["主轴异响还没有结论。", "两台泵的密封件仍未到货。"];

    private static readonly string[] FellShort = ["preparation", "answers", "promises", "timing"];

    private static readonly string[] Needs = ["firm", "considering", "none"];

    private static readonly Question[] Questions =
    [
        new() { Key = "satisfaction", Text = "您对这次拜访总体上满意吗？", TextEn = "Overall, how satisfied are you with this visit?", Type = QuestionType.Stars, Required = true },
        new()
        {
            Key = "fell_short", Text = "哪些方面没有达到您的期望？", TextEn = "What did not meet your expectations?", Type = QuestionType.MultipleChoice, ShownWhen = new QuestionCondition("satisfaction", ["1", "2", "3"]),
            Options =
            [
                new QuestionOption("preparation", "事先准备", "Preparation"), new QuestionOption("answers", "问题没有得到解答", "Questions left unanswered"),
                new QuestionOption("promises", "答应的事没有办到", "Promises not kept"), new QuestionOption("timing", "时间安排", "Timing"),
            ],
        },
        new() { Key = "improve", Text = "您希望我们最先改进什么？", TextEn = "What should we improve first?", Type = QuestionType.Text, ShownWhen = new QuestionCondition("satisfaction", ["1", "2", "3"]) },
        new() { Key = "solved", Text = "您之前提出的问题都解决了吗？", TextEn = "Has everything you raised before been solved?", Type = QuestionType.YesNo },
        new() { Key = "unsolved", Text = "还有什么没有解决？", TextEn = "What is still open?", Type = QuestionType.LongText, ShownWhen = new QuestionCondition("solved", [Question.No]) },
        new()
        {
            Key = "needs", Text = "未来半年有新的采购计划吗？", TextEn = "Are purchases planned for the next six months?", Type = QuestionType.SingleChoice,
            Options = [new QuestionOption("firm", "已经立项", "Approved"), new QuestionOption("considering", "正在考虑", "Under consideration"), new QuestionOption("none", "暂时没有", "None for now")],
        },
        new() { Key = "budget", Text = "预算大约多少（万元）？", TextEn = "Roughly what budget (10,000 yuan)?", Type = QuestionType.Number, Min = 0, Max = 100_000, ShownWhen = new QuestionCondition("needs", ["firm"]) },
        new() { Key = "needed_by", Text = "希望什么时候到货？", TextEn = "By when should it arrive?", Type = QuestionType.Date, ShownWhen = new QuestionCondition("needs", ["firm"]) },
        new() { Key = "recommend", Text = "您有多大可能把我们推荐给同行？", TextEn = "How likely are you to recommend us to others in your trade?", Type = QuestionType.Scale },
        new() { Key = "comment", Text = "还有什么想告诉我们的？", TextEn = "What else would you like to tell us?", Type = QuestionType.LongText },
    ];

    /// <summary>Puts the questionnaire into the database, published; the next save keeps it.</summary>
    public static Questionnaire AddTo(CrmDbContext db, Guid userId, DateTime now)
    {
        var asked = new Questionnaire(Guid.CreateVersion7(now));
        asked.Describe("拜访后满意度", "After a visit", "拜访重点客户之后询问，了解这次拜访和后续需求。", "Asked after visits to important customers: how the visit went, and what comes next.", active: true);
        asked.Write(Guid.CreateVersion7(now), Questions, now);
        asked.Publish(userId, now);
        db.Add(asked);
        return asked;
    }

    /// <summary>Answers on visits that were made; the same on every call.</summary>
    public static void Answer(CrmDbContext db, Questionnaire asked, IEnumerable<FollowUp> followUps)
    {
        var sheet = asked.Published!;
        var visits = followUps.Where(f => f is { Status: FollowUpStatus.Done, Channel: InteractionChannel.Visit or InteractionChannel.Meeting, CustomerId: not null }).OrderByDescending(f => f.CompletedAt).ThenBy(f => f.Id).Take(MostAnswers);
        foreach (var (visit, i) in visits.Select((visit, i) => (visit, i)))
        {
            db.Entry(visit).Property(f => f.QuestionnaireId).CurrentValue = asked.Id;
            var at = visit.CompletedAt!.Value;
            var answers = sheet.Sheet.WithoutHidden(AnswersOf(i, at));
            var set = AnswerSet.Begin(Guid.CreateVersion7(at), visit, sheet);
            set.Write(sheet.Sheet, answers, submit: true, visit.OwnerId, at);
            visit.NoteAnswers(sheet.Sheet.Say(answers, User.Chinese), at);
            db.Add(set);
        }
    }

    private static Dictionary<string, Answer> AnswersOf(int i, DateTime at)
    {
        var stars = i % 9 is 4 ? 2 : i % 7 is 3 ? 3 : i % 3 is 0 ? 4 : 5;
        var answers = new Dictionary<string, Answer>
        {
            ["satisfaction"] = new(Number: stars),
            ["fell_short"] = new(Codes: [.. new[] { FellShort[i % 4], FellShort[(i + (i % 3)) % 4] }.Distinct()]),
            ["improve"] = new(Text: Wishes[i % Wishes.Length]),
            ["solved"] = new(Yes: i % 5 != 2),
            ["unsolved"] = new(Text: Unsolved[i % Unsolved.Length]),
            ["needs"] = new(Text: Needs[i % Needs.Length]),
            ["budget"] = new(Number: 10 + (i * 7 % 90)),
            ["needed_by"] = new(Text: DateOnly.FromDateTime(at.AddDays(60 + (i % 4 * 30))).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)),
        };
        if (i % 6 != 5) answers["recommend"] = new Answer(Number: stars switch { 5 => 9 + (i % 2), 4 => 7 + (i % 3), 3 => 5 + (i % 2), _ => 3 });
        if (i % 4 == 1) answers["comment"] = new Answer(Text: Comments[i % Comments.Length]);
        return answers;
    }
}
