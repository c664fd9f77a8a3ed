using Crm.Application.Common;
using Crm.Application.Jobs;
using Crm.Application.Security;
using Crm.Domain.Activities;
using Crm.Domain.Jobs;
using Crm.Domain.Notifications;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Notifications;

/// <summary>Something you are told.</summary>
/// <param name="Id">Id.</param>
/// <param name="Kind">What it is: <c>job_ended</c>, <c>pool_warning</c> (customers of yours go back to the pool soon), <c>pool_recovered</c> (they went), <c>follow_ups_late</c> (follow-ups of your team are two days late), <c>stand_in_late</c> (those of a colleague for whom you stand in), <c>follow_ups_moved</c> (follow-ups of yours were moved because somebody is away), <c>follow_ups_taken_over</c> (you have some of a colleague who is away), <c>customers_received</c> (customers were handed over to you), <c>service_deviations</c> (customers of your team got less than their service plans promise), <c>key_account_reviews</c> (plans of key accounts are to be reviewed), <c>follow_up_due</c> (one of yours is due soon).</param>
/// <param name="CreatedAt">When (UTC).</param>
/// <param name="ReadAt">When you read it (UTC); null while you have not.</param>
/// <param name="Job">The job that has ended.</param>
/// <param name="Count">How many records it is about, where it is about several.</param>
/// <param name="FollowUp">The follow-up that is due.</param>
public sealed record NotificationRow(Guid Id, string Kind, DateTime CreatedAt, DateTime? ReadAt, NotifiedJob? Job, int? Count = null, NotifiedFollowUp? FollowUp = null);

/// <summary>A follow-up that you are reminded of.</summary>
/// <param name="Id">Id of the follow-up.</param>
/// <param name="Subject">What is to be done.</param>
/// <param name="DueOn">The day it is due.</param>
/// <param name="DueAt">The moment it is due (UTC).</param>
/// <param name="CustomerName">With which customer.</param>
public sealed record NotifiedFollowUp(Guid Id, string Subject, DateOnly? DueOn, DateTime? DueAt, string? CustomerName);

/// <summary>A job that you are told about.</summary>
/// <param name="Id">Id of the job.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Title">What it did, in the reader's language.</param>
/// <param name="Status">How it ended.</param>
public sealed record NotifiedJob(Guid Id, string Kind, string Title, JobStatus Status);

/// <summary>What you are told, the newest first.</summary>
/// <param name="Data">At most 50.</param>
/// <param name="Unread">How many you have not read, among all; at most 99.</param>
public sealed record NotificationList(IReadOnlyList<NotificationRow> Data, int Unread);

/// <summary>How you want to be told.</summary>
/// <param name="Mail">Whether also by mail.</param>
public sealed record NotificationChoiceInput(bool? Mail);

/// <summary>What I am told.</summary>
/// <param name="Language">Language of the titles.</param>
[OwnAccountRequest]
public sealed record ListNotifications(string Language) : IRequest<NotificationList>;

/// <summary>I have read one, or all that there are.</summary>
/// <param name="Id">The one; null for all.</param>
[OwnAccountRequest]
public sealed record ReadNotifications(Guid? Id) : IRequest;

/// <summary>How I want to be told.</summary>
[OwnAccountRequest]
public sealed record GetNotificationChoice : IRequest<NotificationChoiceInput>;

/// <summary>Chooses how I want to be told.</summary>
/// <param name="Input">How.</param>
[OwnAccountRequest]
public sealed record ChooseNotifications(NotificationChoiceInput Input) : IRequest<NotificationChoiceInput>;

internal static class NotificationDb
{
    extension(ICrmDb db)
    {
        public DbSet<Notification> Notifications => db.Set<Notification>();

        public DbSet<NotificationChoice> NotificationChoices => db.Set<NotificationChoice>();
    }
}

internal sealed class NotificationHandlers(ICrmDb db, ICurrentUser user, TimeProvider clock) :
    IRequestHandler<ListNotifications, NotificationList>,
    IRequestHandler<ReadNotifications>,
    IRequestHandler<GetNotificationChoice, NotificationChoiceInput>,
    IRequestHandler<ChooseNotifications, NotificationChoiceInput>
{
    private const int Most = 50;
    private const int MostUnread = 99;

    public async Task<NotificationList> Handle(ListNotifications request, CancellationToken cancellationToken)
    {
        var (userId, english) = (user.RequireId(), request.Language == "en");
        var rows = await db.Notifications.AsNoTracking().Where(n => n.UserId == userId).OrderByDescending(n => n.CreatedAt).ThenByDescending(n => n.Id).Take(Most)
            .GroupJoin(db.Jobs, n => n.AboutId, j => j.Id, (n, jobs) => new { n, jobs })
            .SelectMany(of => of.jobs.DefaultIfEmpty(), (of, j) => new { of.n.Id, of.n.Kind, of.n.CreatedAt, of.n.ReadAt, of.n.Count, of.n.AboutId, Job = j == null ? null : new NotifiedJob(j.Id, j.Kind, english ? j.TitleEn : j.TitleZh, j.Status) })
            .OrderByDescending(n => n.CreatedAt).ThenByDescending(n => n.Id)
            .ToListAsync(cancellationToken);
        var unread = await db.Notifications.Where(n => n.UserId == userId && n.ReadAt == null).Select(n => n.Id).Take(MostUnread).CountAsync(cancellationToken);
        var due = await DueAsync([.. rows.Where(n => n.Kind == Notification.FollowUpDue).Select(n => n.AboutId)], cancellationToken);
        return new NotificationList([.. rows.Select(n => new NotificationRow(n.Id, n.Kind, n.CreatedAt, n.ReadAt, n.Job, n.Count, due.GetValueOrDefault(n.AboutId)))], unread);
    }

    /// <summary>As he may see them now.</summary>
    private async Task<Dictionary<Guid, NotifiedFollowUp>> DueAsync(List<Guid> ids, CancellationToken cancellationToken) => ids.Count == 0
        ? []
        : await db.Set<FollowUp>().Where(f => ids.Contains(f.Id)).Select(f => new NotifiedFollowUp(f.Id, f.Subject, f.DueOn, f.DueAt, f.Customer!.Name)).ToDictionaryAsync(f => f.Id, cancellationToken);

    public async Task<Unit> Handle(ReadNotifications request, CancellationToken cancellationToken)
    {
        var (userId, now) = (user.RequireId(), clock.GetUtcNow().UtcDateTime);
        var mine = db.Notifications.Where(n => n.UserId == userId);
        if (request.Id is { } id && !await mine.AnyAsync(n => n.Id == id, cancellationToken)) throw new NotFoundException(nameof(Notification));
        await mine.Where(n => n.ReadAt == null && (request.Id == null || n.Id == request.Id)).ExecuteUpdateAsync(set => set.SetProperty(n => n.ReadAt, now), cancellationToken);
        return Unit.Value;
    }

    public async Task<NotificationChoiceInput> Handle(GetNotificationChoice request, CancellationToken cancellationToken)
    {
        var userId = user.RequireId();
        return new NotificationChoiceInput(await db.NotificationChoices.AnyAsync(c => c.UserId == userId && c.Mail, cancellationToken));
    }

    public async Task<NotificationChoiceInput> Handle(ChooseNotifications request, CancellationToken cancellationToken)
    {
        var (userId, mail) = (user.RequireId(), request.Input.Mail ?? throw new InvalidException(FieldError.At("mail", "required")));
        if (await db.NotificationChoices.FirstOrDefaultAsync(c => c.UserId == userId, cancellationToken) is { } choice) choice.Choose(mail);
        else db.NotificationChoices.Add(new NotificationChoice(userId, mail));
        await db.SaveChangesAsync(cancellationToken);
        return new NotificationChoiceInput(mail);
    }
}
