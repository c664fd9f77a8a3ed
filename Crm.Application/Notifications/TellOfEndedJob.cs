using System.Globalization;
using Crm.Application.Common;
using Crm.Application.Integration;
using Crm.Application.Jobs;
using Crm.Application.Security;
using Crm.Domain.Jobs;
using Crm.Domain.Notifications;
using Crm.Domain.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Notifications;

/// <summary>Tells whoever started a job that it has ended; what it was about stays in the system.</summary>
internal sealed class TellOfEndedJob(ICrmDb db, Outbox outbox, TimeProvider clock) : INotificationHandler<DomainEventNotification<JobEnded>>
{
    public async Task Handle(DomainEventNotification<JobEnded> notification, CancellationToken cancellationToken)
    {
        var job = await db.Jobs.FirstAsync(j => j.Id == notification.Event.JobId, cancellationToken);
        var now = clock.GetUtcNow();
        db.Notifications.Add(new Notification(Guid.CreateVersion7(now), job.OwnerId, Notification.OfJob, job.Id, now.UtcDateTime));
        if (await db.NotificationChoices.AnyAsync(c => c.UserId == job.OwnerId && c.Mail, cancellationToken))
            outbox.Add(job.OwnerId, MailOf(job, await db.Users.FirstAsync(u => u.Id == job.OwnerId, cancellationToken)));
        await db.SaveChangesAsync(cancellationToken);
    }

    private static Mail MailOf(Job job, User user)
    {
        var failed = job.Status == JobStatus.Failed;
        var (subject, text) = user.Language == User.English
            ? ($"{job.TitleEn}: {(failed ? "failed" : "done")}", $"Dear {user.Name},\n\nYour job “{job.TitleEn}” {(failed ? "failed" : "has ended")}. {{0}} dealt with, {{1}} of them not done. You find it under Jobs in the CRM.\n")
            : ($"{job.TitleZh}：{(failed ? "失败" : "已完成")}", $"{user.Name}，您好：\n\n您的任务“{job.TitleZh}”{(failed ? "失败了" : "已结束")}。已处理 {{0}} 条，其中 {{1}} 条未完成。请在 CRM 的任务中心查看。\n");
        return new Mail(user.Email, subject, text.Replace("{0}", Count(job.Done), StringComparison.Ordinal).Replace("{1}", Count(job.Failed), StringComparison.Ordinal));
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
