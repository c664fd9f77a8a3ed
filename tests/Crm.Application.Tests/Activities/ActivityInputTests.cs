using Crm.Application.Activities;
using Crm.Application.Questionnaires;
using Crm.Domain.Activities;

namespace Crm.Application.Tests.Activities;

public class ActivityInputTests
{
    private static readonly InteractionInput Call = new() { Channel = InteractionChannel.Call, Subject = "报价" };
    private static readonly FollowUpInput Visit = new() { Channel = InteractionChannel.Visit, Subject = "回访", DueOn = new DateOnly(2026, 3, 20) };
    private static readonly InteractionInputValidator Interactions = new(new PromiseInputValidator());
    private static readonly FollowUpInputValidator FollowUps = new();
    private static readonly CompletionInputValidator Completions = new(Interactions, FollowUps, new PromiseInputValidator(), new SkipQuestionnaireInputValidator());

    public static TheoryData<string, InteractionInput, string> WrongInteractions => new()
    {
        { "no channel", Call with { Channel = null }, "/channel required" },
        { "no subject", Call with { Subject = " " }, "/subject required" },
        { "a long subject", Call with { Subject = new string('x', Interaction.SubjectMaxLength + 1) }, "/subject too_long" },
        { "a long body", Call with { Body = new string('x', Interaction.BodyMaxLength + 1) }, "/body too_long" },
        { "in another age", Call with { StartedAt = Utc("1899-12-31T23:59:59Z") }, "/startedAt not_a_past_day" },
        { "less than nothing", Call with { DurationMinutes = -1 }, "/durationMinutes out_of_range" },
        { "more than a week", Call with { DurationMinutes = Interaction.DurationMaxMinutes + 1 }, "/durationMinutes out_of_range" },
        { "too many contacts", Call with { ContactIds = new Guid[Interaction.PeopleMaxCount + 1] }, "/contactIds too_many" },
        { "an empty promise", Call with { Promises = [new PromiseInput { Text = " ", DueOn = new DateOnly(2026, 3, 20) }] }, "/promises/0/text required" },
        { "a promise for some day", Call with { Promises = [new PromiseInput { Text = "报价" }] }, "/promises/0/dueOn required" },
        { "a nameless participant", Call with { Participants = [new Participant("", null)] }, "/participants/0/name required" },
    };

    public static TheoryData<string, FollowUpInput, string> WrongFollowUps => new()
    {
        { "no subject", Visit with { Subject = null }, "/subject required" },
        { "no channel", Visit with { Channel = null }, "/channel required" },
        { "no time", Visit with { DueOn = null }, "/dueOn required" },
        { "a day and a moment", Visit with { DueAt = Utc("2026-03-20T08:00:00Z") }, "/dueOn due_twice" },
        { "too early", Visit with { DueOn = new DateOnly(1999, 12, 31) }, "/dueOn out_of_range" },
        { "too late", Visit with { DueOn = null, DueAt = Utc("2200-01-01T00:00:00Z") }, "/dueAt out_of_range" },
        { "long notes", Visit with { Notes = new string('x', FollowUp.NotesMaxLength + 1) }, "/notes too_long" },
    };

    [Theory]
    [MemberData(nameof(WrongInteractions))]
    public void What_is_wrong_with_a_conversation_is_named(string what, InteractionInput input, string fault) =>
        Assert.Equal((what, fault), (what, string.Join(", ", Faults(Interactions, input))));

    [Theory]
    [MemberData(nameof(WrongFollowUps))]
    public void What_is_wrong_with_a_follow_up_is_named(string what, FollowUpInput input, string fault) =>
        Assert.Equal((what, fault), (what, string.Join(", ", Faults(FollowUps, input))));

    [Fact]
    public void The_least_that_must_be_said_passes()
    {
        Assert.Empty(Faults(Interactions, Call));
        Assert.Empty(Faults(FollowUps, Visit));
        Assert.Empty(Faults(FollowUps, Visit with { DueOn = null, DueAt = Utc("2026-03-20T08:00:00Z") }));
        Assert.Empty(Faults(Completions, new CompletionInput()));
    }

    [Fact]
    public void Completing_checks_the_conversation_and_the_next_step_in_their_place() =>
        Assert.Equal(
            ["/result too_long", "/interaction/subject required", "/next/dueOn required"],
            Faults(Completions, new CompletionInput
            {
                Result = new string('x', FollowUp.NotesMaxLength + 1),
                Interaction = Call with { Subject = "" },
                Next = Visit with { DueOn = null },
            }));

    [Fact]
    public void A_conversation_without_a_time_began_now() => Assert.Equal(Utc("2026-03-18T07:20:00Z"), Call.ToFacts(Utc("2026-03-18T07:20:00Z")).StartedAt);
}
