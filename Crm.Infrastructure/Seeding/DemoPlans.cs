using Crm.Domain.Activities;

namespace Crm.Infrastructure.Seeding;

/// <summary>Plans next steps: some late, some for today, most ahead; and those of the past, done or not.</summary>
internal sealed class DemoPlans(DemoRandom random, DemoCalendar calendar)
{
    private const int EveryHowManyWerePlanned = 5;
    private const int DaysLateWhenWrittenOff = 3;

    private static readonly TimeOnly[] Appointments = [new(9, 30), new(10, 0), new(14, 0), new(14, 30), new(15, 30), new(16, 30)];

    // Days from today for one customer after another; null where nobody has thought of a next step.
    private static readonly (int From, int To)?[] Rhythm = [(-9, -1), (0, 0), (1, 4), null, (5, 12), (13, 30), (2, 9)];

    public List<FollowUp> Make(IReadOnlyList<DemoAccount> accounts, IReadOnlyList<DemoTold> told) =>
    [
        .. told.Where(t => CouldBePlanned(t.Interaction)).Where((_, i) => i % EveryHowManyWerePlanned == 0).Select(Done),
        .. Abandoned(accounts, DemoPlanTable.Cancelled, (plan, reason, at) => plan.Cancel(reason, at)),
        .. Abandoned(accounts, DemoPlanTable.Missed, (plan, reason, at) => plan.Miss(reason, at)),
        .. accounts.Where(a => a.Customer.OwnerId is not null && a.Customer.Status != "lost").SelectMany(Next),
    ];

    private static bool CouldBePlanned(Interaction interaction) =>
        interaction.Direction == Direction.Outbound && interaction.Channel is not (InteractionChannel.Sms or InteractionChannel.Note);

    private FollowUp Done(DemoTold told)
    {
        var interaction = told.Interaction;
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(interaction.StartedAt, calendar.Zone));
        var plan = Plan(
            told.Account, interaction.Channel, interaction.Subject, null, DueMoment.OnDay(day, calendar.Zone), interaction.Contacts is [var contact, ..] ? contact.ContactId : null);
        var end = interaction.StartedAt.AddMinutes(interaction.DurationMinutes ?? 0);
        plan.Complete(DemoPlanTable.Results.GetValueOrDefault(interaction.Outcome ?? ""), interaction.Id, end);
        return plan;
    }

    private IEnumerable<FollowUp> Abandoned(IReadOnlyList<DemoAccount> accounts, IReadOnlyList<string> reasons, Action<FollowUp, string, DateTime> close)
    {
        var active = random.Shuffle(accounts.Where(a => a.Customer.Status == "active"));
        foreach (var (account, reason) in active.Zip(reasons))
        {
            var day = DemoCalendar.WorkingDayUpTo(calendar.Today.AddDays(-random.Between(15, 240)));
            var plan = Plan(account, random.Pick(DemoPlanTable.Next["active"]), DueMoment.OnDay(day, calendar.Zone), day);
            close(plan, reason, calendar.At(day.AddDays(DaysLateWhenWrittenOff), new TimeOnly(17, 20)));
            yield return plan;
        }
    }

    private IEnumerable<FollowUp> Next(DemoAccount account, int index)
    {
        if (Rhythm[index % Rhythm.Length] is not var (from, to)) yield break;

        var day = calendar.Today.AddDays(random.Between(from, to));
        if (from < 0) day = DemoCalendar.WorkingDayUpTo(day);
        if (from > 0) day = DemoCalendar.WorkingDayFrom(day);

        var what = random.Pick(DemoPlanTable.Next[account.Customer.Status!]);
        var appointed = what.Channel is InteractionChannel.Visit or InteractionChannel.Meeting;
        var due = appointed ? DueMoment.AtTime(calendar.At(day, random.Pick(Appointments))) : DueMoment.OnDay(day, calendar.Zone);
        yield return Plan(account, what, due, day);
    }

    private FollowUp Plan(DemoAccount account, (InteractionChannel Channel, string Subject, string Notes) what, DueMoment due, DateOnly day) =>
        Plan(account, what.Channel, what.Subject, what.Notes, due, account.Member(null, day)?.Contact.Id);

    private FollowUp Plan(DemoAccount account, InteractionChannel channel, string subject, string? notes, DueMoment due, Guid? contactId) =>
        FollowUp.Plan(random.NextId(), new FollowUpPlan
        {
            Subject = subject,
            Channel = channel,
            Due = due,
            OwnerId = account.Owner.Id,
            CustomerId = account.Customer.Id,
            ContactId = contactId,
            Notes = notes,
        });
}
