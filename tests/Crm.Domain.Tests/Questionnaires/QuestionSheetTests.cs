using Crm.Domain.Activities;
using Crm.Domain.Common;
using Crm.Domain.Questionnaires;

namespace Crm.Domain.Tests.Questionnaires;

public class QuestionSheetTests
{
    private static readonly DateTime Now = new(2026, 12, 1, 2, 0, 0, DateTimeKind.Utc);

    private static readonly QuestionSheet Sheet = new(
    [
        Ask("liked", QuestionType.Stars) with { Required = true },
        Ask("why", QuestionType.MultipleChoice, "price", "time") with { Required = true, ShownWhen = new QuestionCondition("liked", ["1", "2"]) },
        Ask("price_how", QuestionType.Text) with { ShownWhen = new QuestionCondition("why", ["price"]) },
        Ask("again", QuestionType.YesNo),
        Ask("need", QuestionType.SingleChoice, "firm", "none"),
        Ask("budget", QuestionType.Number) with { Min = 0, Max = 50.5 },
        Ask("recommend", QuestionType.Scale),
        Ask("on", QuestionType.Date),
        Ask("more", QuestionType.LongText),
    ]);

    [Fact]
    public void Every_violation_is_told_at_once_by_its_question()
    {
        var faults = Sheet.FindFaults(
            new Dictionary<string, Answer>
            {
                ["again"] = new(Text: "yes"), ["need"] = new(Text: "soon"), ["budget"] = new(Number: 51), ["recommend"] = new(Number: 7.5), ["on"] = new(Text: "2026-02-30"), ["more"] = new(Text: new string('长', 4001)),
                ["price_how"] = new(Text: "x"), ["nobody_asked"] = new(Yes: true),
            },
            whole: true);

        Assert.Equal(
            [
                ("nobody_asked", "unknown_question"), ("liked", "required"), ("price_how", "question_hidden"), ("again", "wrong_type"), ("need", "unknown_value"), ("budget", "out_of_range"), ("recommend", "wrong_type"),
                ("on", "wrong_type"), ("more", "too_long"),
            ],
            faults.Select(f => (f.Path, f.Code)));
    }

    [Fact]
    public void A_condition_shows_what_depends_on_it_and_what_depends_on_that()
    {
        var answers = new Dictionary<string, Answer> { ["liked"] = new(Number: 2), ["why"] = new(Codes: ["time", "price"]) };
        Assert.Contains("price_how", Sheet.Shown(answers));
        Assert.DoesNotContain("price_how", Sheet.Shown(new Dictionary<string, Answer>(answers) { ["why"] = new(Codes: ["time"]) }));

        var happy = new Dictionary<string, Answer>(answers) { ["liked"] = new(Number: 5) }; // what was chosen under "why" decides nothing while "why" is hidden
        Assert.DoesNotContain("price_how", Sheet.Shown(happy));
        Assert.Equal(["liked"], Sheet.WithoutHidden(happy).Keys);
    }

    [Fact]
    public void A_hidden_question_need_not_be_answered_and_a_shown_one_must()
    {
        Assert.Empty(Sheet.FindFaults(new Dictionary<string, Answer> { ["liked"] = new(Number: 4) }, whole: true));
        Assert.Equal(["why"], Sheet.FindFaults(new Dictionary<string, Answer> { ["liked"] = new(Number: 1), ["why"] = new(Codes: []) }, whole: true).Select(f => f.Path));
    }

    [Fact]
    public void A_draft_may_be_unfinished_but_not_nonsense()
    {
        Assert.Empty(Sheet.FindFaults(new Dictionary<string, Answer> { ["price_how"] = new(Text: "太贵") }, whole: false));
        Assert.Equal([("recommend", "out_of_range")], Sheet.FindFaults(new Dictionary<string, Answer> { ["recommend"] = new(Number: 11) }, whole: false).Select(f => (f.Path, f.Code)));
    }

    [Fact]
    public void Questions_that_cannot_be_asked_are_named_each_by_its_place()
    {
        var sheet = new QuestionSheet(
        [
            Ask("free", QuestionType.Text) with { Text = "" },
            Ask("Free", QuestionType.SingleChoice, "only"),
            Ask("free", QuestionType.Number) with { Min = 5, Max = 1 },
            Ask("late", QuestionType.YesNo) with { ShownWhen = new QuestionCondition("later", ["yes"]) },
            Ask("on_text", QuestionType.YesNo) with { ShownWhen = new QuestionCondition("free", ["yes"]), Options = [new QuestionOption("a", "甲", "A")] },
            Ask("later", QuestionType.YesNo) with { ShownWhen = new QuestionCondition("late", ["perhaps"]) },
        ]);

        Assert.Equal(
            [
                ("0/text", "required"), ("1/key", "not_a_key"), ("1/options", "options_missing"), ("2/key", "duplicate_question_key"), ("2/max", "max_below_min"), ("3/shownWhen/question", "not_an_earlier_question"),
                ("4/options", "not_for_this_question"), ("4/shownWhen/question", "question_decides_nothing"), ("5/shownWhen/anyOf", "unknown_value"),
            ],
            sheet.FindFaults(whole: true).Select(f => (f.Path, f.Code)));
        Assert.DoesNotContain(sheet.FindFaults(whole: false), f => f.Code is "required" or "options_missing");
        Assert.Equal("questions_missing", new QuestionSheet([]).FindFaults(whole: true).Single().Code);
    }

    [Fact]
    public void What_is_published_stays_as_it_was_when_the_next_version_is_written()
    {
        var questionnaire = new Questionnaire(Guid.CreateVersion7(Now));
        questionnaire.Write(Guid.CreateVersion7(Now), [Ask("first", QuestionType.YesNo)], Now);
        var first = questionnaire.Publish(Guid.CreateVersion7(Now), Now);
        questionnaire.Write(Guid.CreateVersion7(Now), [Ask("second", QuestionType.YesNo)], Now);
        questionnaire.Write(Guid.CreateVersion7(Now), [Ask("third", QuestionType.YesNo)], Now);

        Assert.Equal(("first", 1, "third", 2), (first.Questions.Single().Key, questionnaire.Published!.Number, questionnaire.Draft!.Questions.Single().Key, questionnaire.Draft.Number));
        questionnaire.Discard();
        Assert.Equal("nothing_to_publish", Assert.Throws<DomainException>(() => questionnaire.Publish(Guid.CreateVersion7(Now), Now)).Code);
    }

    [Fact]
    public void A_key_keeps_its_type_in_all_versions()
    {
        var questionnaire = new Questionnaire(Guid.CreateVersion7(Now));
        questionnaire.Write(Guid.CreateVersion7(Now), [Ask("liked", QuestionType.Stars)], Now);
        questionnaire.Publish(Guid.CreateVersion7(Now), Now);
        questionnaire.Write(Guid.CreateVersion7(Now), [Ask("new", QuestionType.Text), Ask("liked", QuestionType.Scale)], Now);

        Assert.Equal([new QuestionFault("1/key", "key_of_another_type")], questionnaire.FindTurned());
    }

    [Fact]
    public void Answers_come_back_as_they_were_said_and_what_was_handed_in_stays_so()
    {
        var said = new Dictionary<string, Answer>
        {
            ["liked"] = new(Number: 2), ["why"] = new(Codes: ["time", "price"]), ["again"] = new(Yes: false), ["need"] = new(Text: "firm"), ["budget"] = new(Number: 12.5), ["on"] = new(Text: "2026-12-24"), ["more"] = new(Text: "一\n二"),
        };
        var questionnaire = new Questionnaire(Guid.CreateVersion7(Now));
        questionnaire.Write(Guid.CreateVersion7(Now), Sheet.Questions, Now);
        var set = AnswerSet.Begin(Guid.CreateVersion7(Now), FollowUp.Plan(Guid.CreateVersion7(Now), new FollowUpPlan { Subject = "回访", Channel = InteractionChannel.Call, Due = DueMoment.AtTime(Now), OwnerId = Guid.CreateVersion7(Now), CustomerId = Guid.CreateVersion7(Now) }), questionnaire.Publish(Guid.CreateVersion7(Now), Now));

        set.Write(Sheet, said, submit: true, Guid.CreateVersion7(Now), Now);
        var back = set.Said(Sheet);
        Assert.Equal(said.Keys.Order(), back.Keys.Order());
        Assert.Equal((2d, false, "firm", 12.5, "2026-12-24", "一\n二"), (back["liked"].Number, back["again"].Yes, back["need"].Text, back["budget"].Number, back["on"].Text, back["more"].Text));
        Assert.Equal(["price", "time"], back["why"].Codes); // in the order of the question
        Assert.Equal(["liked:2", "why:price", "why:time", "again:no", "need:firm", "budget", "on", "more"], set.Answers.Select(a => a.Mark));
        Assert.Contains("again? No\nneed? firm", Sheet.Say(said, "en"), StringComparison.Ordinal);
        Assert.Contains("again？ 否", Sheet.Say(said, "zh-CN"), StringComparison.Ordinal);

        set.Write(Sheet, new Dictionary<string, Answer> { ["liked"] = new(Number: 4) }, submit: false, Guid.CreateVersion7(Now), Now.AddDays(1));
        Assert.Equal((AnswerStatus.Submitted, Now, "liked:4"), (set.Status, set.AnsweredAt, set.Answers.Single().Mark));
    }

    private static Question Ask(string key, QuestionType type, params string[] options) => new()
    {
        Key = key, Text = key + "？", TextEn = key + "?", Type = type, Options = [.. options.Select(o => new QuestionOption(o, o, o))],
    };
}
