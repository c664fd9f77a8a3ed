using System.Globalization;
using System.Text;
using Crm.Application.Common;
using Crm.Application.Integration;
using Crm.Application.Notifications;
using Crm.Application.Security;
using Crm.Domain.Activities;
using Crm.Domain.Common;
using Crm.Domain.Notifications;
using Crm.Domain.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Activities;

/// <summary>How you want to be reminded of what is due.</summary>
/// <param name="MinutesBefore">How many minutes before what is due at a time of day, up to two weeks; null for none but those of single follow-ups.</param>
/// <param name="Mail">What comes by mail: <c>none</c>, <c>each</c> reminder, or one a day (<c>daily</c>).</param>
public sealed record ReminderChoiceInput(int? MinutesBefore, ReminderMail? Mail);

/// <summary>How I want to be reminded.</summary>
[OwnAccountRequest]
public sealed record GetReminderChoice : IRequest<ReminderChoiceInput>;

/// <summary>Chooses how I want to be reminded.</summary>
/// <param name="Input">How.</param>
[OwnAccountRequest]
public sealed record ChooseReminders(ReminderChoiceInput Input) : IRequest<ReminderChoiceInput>;

/// <summary>Reminds of what is due soon and sends the mails of the day. Answers how many users were told how many times.</summary>
[SystemRequest]
public sealed record RemindOfDue : IRequest<int>;

internal sealed class ReminderChoiceHandlers(ICrmDb db, ICurrentUser user) : IRequestHandler<GetReminderChoice, ReminderChoiceInput>, IRequestHandler<ChooseReminders, ReminderChoiceInput>
{
    public async Task<ReminderChoiceInput> Handle(GetReminderChoice request, CancellationToken cancellationToken)
    {
        var me = user.RequireId();
        return await db.ReminderChoices.AsNoTracking().FirstOrDefaultAsync(c => c.UserId == me, cancellationToken) is { } choice
            ? new ReminderChoiceInput(choice.MinutesBefore, choice.Mail)
            : new ReminderChoiceInput(ReminderChoice.UsualMinutes, ReminderMail.None);
    }

    public async Task<ReminderChoiceInput> Handle(ChooseReminders request, CancellationToken cancellationToken)
    {
        var (me, (minutes, said)) = (user.RequireId(), request.Input);
        if (minutes is < 0 or > FollowUp.RemindMaxMinutes) throw new InvalidException(FieldError.OutOfRange("minutesBefore", 0, FollowUp.RemindMaxMinutes));
        var mail = said ?? throw new InvalidException(FieldError.At("mail", "required"));
        if (await db.ReminderChoices.FirstOrDefaultAsync(c => c.UserId == me, cancellationToken) is { } choice) choice.Choose(minutes, mail);
        else db.ReminderChoices.Add(new ReminderChoice(me, minutes, mail));
        await db.SaveChangesAsync(cancellationToken);
        return new ReminderChoiceInput(minutes, mail);
    }
}

/// <summary>Any number of nodes may be at it: the database lets one of them say that a reminder has been given.</summary>
internal sealed class RemindOfDueHandler(ICrmDb db, Outbox outbox, TimeProvider clock) : IRequestHandler<RemindOfDue, int>
{
    private const int MorningHour = 9;

    /// <summary>What nobody was reminded of in time, because the product stood still, is told for this long afterwards.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromHours(2);

    private static readonly TimeOnly DigestFrom = new(7, 30);

    public async Task<int> Handle(RemindOfDue request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var told = 0;
        foreach (var reminder in await DueAsync(now, cancellationToken))
            if (await db.AttemptAsync(() => RemindAsync(reminder, now, cancellationToken), reminded => reminded, cancellationToken)) told++;
        foreach (var userId in await DigestsAsync(now, cancellationToken))
            if (await db.AttemptAsync(() => SendDigestAsync(userId, now, cancellationToken), sent => sent, cancellationToken)) told++;
        return told;
    }

    private async Task<List<Reminder>> DueAsync(DateTime now, CancellationToken cancellationToken)
    {
        var (from, to) = (now - Late - TimeSpan.FromDays(1), now.AddMinutes(FollowUp.RemindMaxMinutes).AddDays(1));
        var soon = await db.FollowUps.AsNoTracking()
            .Where(f => f.Status == FollowUpStatus.Planned && f.RemindedAt == null && f.Due >= from && f.Due <= to && (f.DueAt != null || f.RemindMinutes != null) && f.Owner!.Active)
            .Select(f => new { f.Id, f.OwnerId, f.DueOn, f.DueAt, f.RemindMinutes, f.Owner!.TimeZone })
            .ToListAsync(cancellationToken);
        if (soon.Count == 0) return [];
        var owners = soon.Select(f => f.OwnerId).Distinct().ToList();
        var choices = await db.ReminderChoices.AsNoTracking().Where(c => owners.Contains(c.UserId)).ToDictionaryAsync(c => c.UserId, cancellationToken);
        return
        [
            .. from f in soon
               let choice = choices.GetValueOrDefault(f.OwnerId)
               let minutes = f.RemindMinutes ?? (choice is null ? ReminderChoice.UsualMinutes : choice.MinutesBefore)
               where minutes is not null
               let due = f.DueAt ?? LocalDay.At(f.DueOn!.Value, MorningHour * 60, User.ZoneOf(f.TimeZone))
               let at = due.AddMinutes(-minutes.Value)
               where at <= now && due >= now - Late
               orderby at
               select new Reminder(f.Id, f.OwnerId, choice?.Mail == ReminderMail.Each),
        ];
    }

    private async Task<bool> RemindAsync(Reminder reminder, DateTime now, CancellationToken cancellationToken)
    {
        var mine = await db.FollowUps.IgnoreQueryFilters() // found through them before; joined here, PostgreSQL would not look again at a row another node has just taken
            .Where(f => f.Id == reminder.FollowUpId && f.Status == FollowUpStatus.Planned && f.RemindedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.RemindedAt, now), cancellationToken); // nobody edited it: the version stays
        if (mine == 0) return false; // another node was quicker
        db.Notifications.Add(new Notification(Guid.CreateVersion7(clock.GetUtcNow()), reminder.OwnerId, Notification.FollowUpDue, reminder.FollowUpId, now));
        if (reminder.ByMail)
        {
            var owner = await db.Users.AsNoTracking().FirstAsync(u => u.Id == reminder.OwnerId, cancellationToken);
            outbox.Add(owner.Id, MailOf(owner, await LinesAsync(db.FollowUps.Where(f => f.Id == reminder.FollowUpId), owner, cancellationToken)));
        }

        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    private async Task<List<Guid>> DigestsAsync(DateTime now, CancellationToken cancellationToken)
    {
        var wanting = await db.ReminderChoices.AsNoTracking().Where(c => c.Mail == ReminderMail.Daily)
            .Join(db.Users.Where(u => u.Active), c => c.UserId, u => u.Id, (c, u) => new { c.UserId, c.DigestOn, u.TimeZone })
            .ToListAsync(cancellationToken);
        return [.. wanting.Where(c => TimeZoneInfo.ConvertTimeFromUtc(now, User.ZoneOf(c.TimeZone)) is var local && TimeOnly.FromDateTime(local) >= DigestFrom && c.DigestOn != DateOnly.FromDateTime(local)).Select(c => c.UserId)];
    }

    private async Task<bool> SendDigestAsync(Guid userId, DateTime now, CancellationToken cancellationToken)
    {
        var owner = await db.Users.AsNoTracking().FirstAsync(u => u.Id == userId, cancellationToken);
        var zone = User.ZoneOf(owner.TimeZone);
        var today = LocalDay.Of(now, zone);
        var mine = await db.ReminderChoices.Where(c => c.UserId == userId && (c.DigestOn == null || c.DigestOn < today)).ExecuteUpdateAsync(set => set.SetProperty(c => c.DigestOn, today), cancellationToken);
        if (mine == 0) return false; // another node was quicker
        var tomorrow = LocalDay.Start(today.AddDays(1), zone);
        var lines = await LinesAsync(db.FollowUps.Where(f => f.OwnerId == userId && f.Status == FollowUpStatus.Planned && f.Due < tomorrow), owner, cancellationToken);
        if (lines.Count > 0) outbox.Add(userId, DigestOf(owner, today, lines));
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    private async Task<List<string>> LinesAsync(IQueryable<FollowUp> followUps, User owner, CancellationToken cancellationToken)
    {
        var (zone, english) = (User.ZoneOf(owner.TimeZone), owner.Language == User.English);
        var now = clock.GetUtcNow().UtcDateTime;
        var found = await followUps.AsNoTracking().OrderBy(f => f.Due).ThenBy(f => f.Id).Take(100)
            .Select(f => new { f.Subject, f.DueOn, f.DueAt, f.Due, f.Kind, Customer = f.Customer!.Name }).ToListAsync(cancellationToken);
        return found.ConvertAll(f =>
        {
            var when = f.DueAt is { } at ? TimeZoneInfo.ConvertTimeFromUtc(at, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : f.DueOn!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var late = f.Due < now ? english ? " (late)" : "（已逾期）" : "";
            var promise = f.Kind == FollowUpKind.Promise ? english ? "Promise: " : "承诺：" : "";
            return $"{when}{late}  {promise}{f.Subject}{(f.Customer is null ? "" : $" · {f.Customer}")}";
        });
    }

    private static Mail MailOf(User owner, List<string> lines) => owner.Language == User.English
        ? new Mail(owner.Email, "Due soon in the CRM", $"Dear {owner.Name},\n\n{string.Join('\n', lines)}\n")
        : new Mail(owner.Email, "CRM 跟进提醒", $"{owner.Name}，您好：\n\n{string.Join('\n', lines)}\n");

    private static Mail DigestOf(User owner, DateOnly today, List<string> lines)
    {
        var day = today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var text = new StringBuilder();
        foreach (var line in lines) text.Append(line).Append('\n');
        return owner.Language == User.English
            ? new Mail(owner.Email, $"Your day in the CRM, {day}: {lines.Count} to do", $"Dear {owner.Name},\n\nLate or due today:\n\n{text}")
            : new Mail(owner.Email, $"CRM 今日待办 {day}：{lines.Count} 项", $"{owner.Name}，您好：\n\n已逾期或今天到期：\n\n{text}");
    }

    private sealed record Reminder(Guid FollowUpId, Guid OwnerId, bool ByMail);
}
