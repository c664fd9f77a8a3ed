using Crm.Domain.Activities;

namespace Crm.Domain.Tests.Activities;

public class InteractionTests
{
    private static readonly DateTime Now = Utc("2026-03-18T07:20:00Z");
    private static readonly InteractionFacts Call = new() { CustomerId = Id(10), Channel = InteractionChannel.Call, Subject = "报价", StartedAt = Now.AddMinutes(-30) };

    [Fact]
    public void A_conversation_is_written_down_by_its_owner()
    {
        var interaction = Log(Call with { Direction = Direction.Inbound, DurationMinutes = 12, Outcome = "needs_quote" });

        Assert.Equal((Id(1), Id(2), Id(10)), (interaction.Id, interaction.OwnerId, interaction.CustomerId));
        Assert.Equal((InteractionChannel.Call, Direction.Inbound, 12, "needs_quote"), (interaction.Channel, interaction.Direction, interaction.DurationMinutes, interaction.Outcome));
    }

    [Fact]
    public void A_conversation_cannot_begin_in_the_future() =>
        AssertRefused("in_future", "startedAt", () => Log(Call with { StartedAt = Now + Interaction.ClockTolerance + TimeSpan.FromSeconds(1) }));

    [Fact]
    public void A_clock_that_runs_a_little_ahead_is_forgiven() =>
        Assert.Equal(Now + Interaction.ClockTolerance, Log(Call with { StartedAt = Now + Interaction.ClockTolerance }).StartedAt);

    [Fact]
    public void A_conversation_with_nobody_is_none() =>
        AssertRefused("about_nobody", "customerId", () => Log(Call with { CustomerId = null }));

    [Fact]
    public void A_contact_alone_is_somebody() =>
        Assert.Equal([Id(20)], Log(Call with { CustomerId = null, ContactIds = [Id(20)] }).Contacts.Select(c => c.ContactId));

    [Fact]
    public void A_contact_named_twice_took_part_once() =>
        Assert.Equal([Id(20), Id(21)], Log(Call with { ContactIds = [Id(20), Id(21), Id(20)] }).Contacts.Select(c => c.ContactId));

    [Fact]
    public void Contacts_that_stay_keep_their_row()
    {
        var interaction = Log(Call with { ContactIds = [Id(20), Id(21)] });
        var kept = interaction.Contacts[1];

        interaction.Correct(Call with { ContactIds = [Id(21), Id(22)] }, Now);

        Assert.Equal([Id(21), Id(22)], interaction.Contacts.Select(c => c.ContactId));
        Assert.Same(kept, interaction.Contacts[0]);
    }

    [Fact]
    public void A_refused_correction_changes_nothing()
    {
        var interaction = Log(Call);
        interaction.TakeEvents();

        AssertRefused("about_nobody", "customerId", () => interaction.Correct(Call with { CustomerId = null, Subject = "别的" }, Now));

        Assert.Equal(("报价", Id(10)), (interaction.Subject, interaction.CustomerId));
        Assert.Empty(interaction.Events);
    }

    [Fact]
    public void Writing_it_down_tells_customer_and_contacts() =>
        AssertTold(Log(Call with { ContactIds = [Id(20)] }), (Id(10), [Id(20)]));

    [Fact]
    public void Moving_it_to_another_customer_tells_both()
    {
        var interaction = Log(Call);
        interaction.TakeEvents();

        interaction.Correct(Call with { CustomerId = Id(11) }, Now);

        AssertTold(interaction, (Id(10), []), (Id(11), []));
    }

    [Fact]
    public void A_contact_who_turns_out_not_to_have_been_there_is_told_too()
    {
        var interaction = Log(Call with { ContactIds = [Id(20), Id(21)] });
        interaction.TakeEvents();

        interaction.Correct(Call with { ContactIds = [Id(21), Id(22)] }, Now);

        AssertTold(interaction, (Id(10), [Id(20), Id(21), Id(22)]));
    }

    [Fact]
    public void Deleting_and_restoring_it_tells_them_again()
    {
        var interaction = Log(Call with { ContactIds = [Id(20)] });
        interaction.TakeEvents();

        interaction.Delete(Now);
        interaction.Restore();

        AssertTold(interaction, (Id(10), [Id(20)]), (Id(10), [Id(20)]));
    }

    [Fact]
    public void Each_event_is_handed_over_once()
    {
        var interaction = Log(Call);

        Assert.Single(interaction.TakeEvents());
        Assert.Empty(interaction.TakeEvents());
    }

    private static Interaction Log(InteractionFacts facts) => Interaction.Log(Id(1), Id(2), facts, Now);

    private static void AssertTold(Interaction interaction, params (Guid? Customer, Guid[] Contacts)[] expected) =>
        Assert.Equal(
            expected.Select(e => $"{e.Customer}: {string.Join(' ', e.Contacts)}"),
            interaction.Events.Cast<InteractionChanged>().Select(e => $"{e.CustomerId}: {string.Join(' ', e.ContactIds)}"));
}
