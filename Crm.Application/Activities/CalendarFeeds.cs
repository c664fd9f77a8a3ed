using System.Security.Cryptography;
using System.Text;
using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Customers;
using Crm.Application.Security;
using Crm.Domain.Activities;
using Crm.Domain.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Activities;

/// <summary>How the address of my calendar stands.</summary>
/// <param name="Active">Whether there is one.</param>
/// <param name="CreatedAt">Since when it holds (UTC).</param>
/// <param name="ReadAt">When a calendar program last read it (UTC), to the hour.</param>
public sealed record CalendarFeedView(bool Active, DateTime? CreatedAt, DateTime? ReadAt);

/// <summary>A new address of my calendar. It is told once.</summary>
/// <param name="Path">Where a calendar program reads it; behind the address of the installation.</param>
/// <param name="CreatedAt">Since when it holds (UTC).</param>
public sealed record NewCalendarFeed(string Path, DateTime CreatedAt);

/// <summary>A calendar as a program reads it.</summary>
/// <param name="Text">The calendar, as RFC 5545 writes it.</param>
/// <param name="Tag">The same as long as the text is the same.</param>
public sealed record CalendarText(string Text, string Tag);

/// <summary>How the address of my calendar stands.</summary>
[RequirePermission(Permissions.ActivitiesRead)]
public sealed record GetCalendarFeed : IRequest<CalendarFeedView>;

/// <summary>Gives my calendar an address, another one where there is one.</summary>
[RequirePermission(Permissions.ActivitiesRead)]
public sealed record RenewCalendarFeed : IRequest<NewCalendarFeed>;

/// <summary>Takes the address of my calendar away.</summary>
[RequirePermission(Permissions.ActivitiesRead)]
public sealed record WithdrawCalendarFeed : IRequest;

/// <summary>The calendar behind an address.</summary>
/// <param name="Token">The token in the address.</param>
/// <param name="Site">Where the page is, for links.</param>
[AllowAnonymousRequest]
public sealed record ReadCalendar(string Token, string Site) : IRequest<CalendarText>;

internal sealed class CalendarFeedHandlers(ICrmDb db, IUserDirectory directory, ICurrentUser user, TimeProvider clock) :
    IRequestHandler<GetCalendarFeed, CalendarFeedView>,
    IRequestHandler<RenewCalendarFeed, NewCalendarFeed>,
    IRequestHandler<WithdrawCalendarFeed>,
    IRequestHandler<ReadCalendar, CalendarText>
{
    private const int TokenBytes = 32;
    private const int MostEntries = 2000;
    private const int DaysBack = 90;
    private const int UsualLength = 30;

    /// <summary>What is due on a day rings, where somebody wants that, counted from nine in the morning.</summary>
    private static readonly TimeSpan Morning = TimeSpan.FromHours(9);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async Task<CalendarFeedView> Handle(GetCalendarFeed request, CancellationToken cancellationToken) =>
        await MineAsync(cancellationToken) is { } feed ? new CalendarFeedView(true, feed.CreatedAt, feed.ReadAt) : new CalendarFeedView(false, null, null);

    public async Task<NewCalendarFeed> Handle(RenewCalendarFeed request, CancellationToken cancellationToken)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        if (await MineAsync(cancellationToken) is { } feed) feed.Renew(HashOf(token), Now);
        else db.CalendarFeeds.Add(new CalendarFeed(user.RequireId(), HashOf(token), Now));
        await db.SaveChangesAsync(cancellationToken);
        return new NewCalendarFeed($"/api/v1/calendar/{token}.ics", Now);
    }

    public async Task<Unit> Handle(WithdrawCalendarFeed request, CancellationToken cancellationToken)
    {
        var me = user.RequireId();
        await db.CalendarFeeds.Where(f => f.UserId == me).ExecuteDeleteAsync(cancellationToken);
        return Unit.Value;
    }

    public async Task<CalendarText> Handle(ReadCalendar request, CancellationToken cancellationToken)
    {
        var hash = HashOf(request.Token);
        var feed = await db.CalendarFeeds.AsNoTracking().FirstOrDefaultAsync(f => f.TokenHash == hash, cancellationToken);
        if (feed is null || await directory.FindAsync(feed.UserId, cancellationToken) is not { Active: true } owner) throw new NotFoundException(nameof(CalendarFeed));

        var text = await WriteAsync(owner, request.Site, cancellationToken);
        var now = Now;
        var hour = now.Date.AddHours(now.Hour);
        if (feed.ReadAt != hour) await db.CalendarFeeds.Where(f => f.TokenHash == hash).ExecuteUpdateAsync(set => set.SetProperty(f => f.ReadAt, hour), cancellationToken);
        return new CalendarText(text, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32]);
    }

    private async Task<string> WriteAsync(UserEntry owner, string site, CancellationToken cancellationToken)
    {
        var (me, from) = (owner.Id, Now.AddDays(-DaysBack));
        var english = await db.Users.Where(u => u.Id == me).Select(u => u.Language).FirstAsync(cancellationToken) == User.English;
        var choice = await db.ReminderChoices.AsNoTracking().FirstOrDefaultAsync(c => c.UserId == me, cancellationToken);
        var usual = choice is null ? ReminderChoice.UsualMinutes : choice.MinutesBefore;

        var planned = await db.FollowUps.AsNoTracking()
            .IgnoreQueryFilters([QueryFilters.Sight]) // a stranger asks, in the name of the user: his own follow-ups are always in his sight
            .Where(f => f.OwnerId == me && f.Status == FollowUpStatus.Planned && f.Due >= from)
            .OrderBy(f => f.Due).ThenBy(f => f.Id).Take(MostEntries).ToListAsync(cancellationToken);
        var owners = await directory.OwnersInSightOfAsync(owner, cancellationToken);
        var customers = await CustomersAsync(planned, owners, cancellationToken);
        var contacts = await ContactsAsync(planned, owners, cancellationToken);

        var file = new CalendarFile(english ? $"CRM: {owner.Name}" : $"CRM：{owner.Name}", english);
        foreach (var followUp in planned)
        {
            var customer = followUp.CustomerId is { } customerId ? customers.GetValueOrDefault(customerId) : null;
            var contact = followUp.ContactId is { } contactId ? contacts.GetValueOrDefault(contactId) : null;
            file.Add(EntryOf(followUp, customer, contact, usual, site, english));
        }

        return file.ToString();
    }

    private static CalendarEntry EntryOf(FollowUp followUp, string? customer, string? contact, int? usual, string site, bool english)
    {
        var promise = followUp.Kind == FollowUpKind.Promise ? english ? "Promise: " : "承诺：" : "";
        var minutes = followUp.RemindMinutes ?? (followUp.DueAt is null ? null : usual);
        return new CalendarEntry
        {
            Id = followUp.Id,
            CreatedAt = followUp.CreatedAt,
            ChangedAt = followUp.UpdatedAt,
            Version = followUp.Version,
            At = followUp.DueAt,
            On = followUp.DueOn ?? default,
            Minutes = followUp.DurationMinutes ?? UsualLength,
            Summary = promise + string.Join(" · ", new[] { followUp.Subject, customer ?? contact }.OfType<string>()),
            Description = string.Join('\n', new[] { contact, followUp.Notes }.OfType<string>()),
            Category = ChannelWords.Of(followUp.Channel, english),
            Link = $"{site}/follow-ups?open={followUp.Id}",
            Alarm = minutes is { } before ? (followUp.DueAt is null ? Morning : TimeSpan.Zero) - TimeSpan.FromMinutes(before) : null,
        };
    }

    /// <summary>A name that the user may not see any more is not told.</summary>
    private async Task<Dictionary<Guid, string>> CustomersAsync(List<FollowUp> planned, IReadOnlyList<Guid>? owners, CancellationToken cancellationToken)
    {
        var ids = planned.Select(f => f.CustomerId).OfType<Guid>().Distinct().ToList();
        var seen = db.Customers.IgnoreQueryFilters([QueryFilters.Sight]).Where(c => ids.Contains(c.Id)); // the user's own sight follows
        if (owners is not null) seen = seen.Where(c => c.OwnerId != null && owners.Contains(c.OwnerId.Value));
        return await seen.Select(c => new { c.Id, c.Name }).ToDictionaryAsync(c => c.Id, c => c.Name, cancellationToken);
    }

    private async Task<Dictionary<Guid, string>> ContactsAsync(List<FollowUp> planned, IReadOnlyList<Guid>? owners, CancellationToken cancellationToken)
    {
        var ids = planned.Select(f => f.ContactId).OfType<Guid>().Distinct().ToList();
        var seen = db.Contacts.IgnoreQueryFilters([QueryFilters.Sight]).Where(c => ids.Contains(c.Id)); // as above
        if (owners is not null)
        {
            seen = seen.Where(c => (c.OwnerId != null && owners.Contains(c.OwnerId.Value))
                || c.Customers.Any(l => l.DeletedAt == null && l.Customer!.DeletedAt == null && l.Customer.OwnerId != null && owners.Contains(l.Customer.OwnerId.Value)));
        }

        return await seen.Select(c => new { c.Id, c.Name }).ToDictionaryAsync(c => c.Id, c => c.Name, cancellationToken);
    }

    private Task<CalendarFeed?> MineAsync(CancellationToken cancellationToken)
    {
        var me = user.RequireId();
        return db.CalendarFeeds.FirstOrDefaultAsync(f => f.UserId == me, cancellationToken);
    }

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

/// <summary>Channels in the words of a language, for what leaves the house.</summary>
internal static class ChannelWords
{
    public static string Of(InteractionChannel channel, bool english) => channel switch
    {
        InteractionChannel.Call => english ? "Call" : "电话",
        InteractionChannel.Visit => english ? "Visit" : "拜访",
        InteractionChannel.Meeting => english ? "Meeting" : "会议",
        InteractionChannel.Email => english ? "E-mail" : "邮件",
        InteractionChannel.Chat => english ? "Chat" : "聊天",
        InteractionChannel.Sms => english ? "Text message" : "短信",
        _ => english ? "Note" : "备注",
    };
}
