using Crm.Api.Http;
using Crm.Application.Activities;
using Crm.Application.Common;
using Crm.Application.Jobs;
using Crm.Application.Notifications;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Notifications;

/// <summary>通知 — what you are told: a job of yours has ended.</summary>
[ApiController, Route("api/v1/notifications"), Tags("Notifications")]
public sealed class NotificationsController(IMediator mediator, IJobFeed feed, ICurrentUser user) : ControllerBase
{
    /// <summary>Follow what you are told.</summary>
    /// <remarks>Server-sent events (<c>text/event-stream</c>), read with fetch and the bearer token: an event <c>notification</c> for each that is written from now on, also by other nodes, and a
    /// comment every 15 seconds. The stream ends when your session ends; connect again after it broke, and read the list for what you missed.</remarks>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("events"), Produces("text/event-stream"), ProducesResponseType<NotificationEvent>(200)]
    public Task FollowNotifications(CancellationToken cancellationToken) =>
        EventStream.WriteAsync(HttpContext, "notification", ending => feed.FollowNotificationsAsync(user.RequireId(), user.SessionId ?? Guid.Empty, ending));

    /// <summary>List notifications.</summary>
    /// <remarks>Your newest 50, and how many you have not read.</remarks>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet]
    public Task<NotificationList> ListNotifications(CancellationToken cancellationToken) => mediator.Send(new ListNotifications(this.Language()), cancellationToken);

    /// <summary>Mark a notification as read.</summary>
    /// <remarks>Doing it twice changes nothing.</remarks>
    /// <param name="id">Id of the notification.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("{id:guid}/reading"), ProducesResponseType(204)]
    public Task<NoContentResult> ReadNotification(Guid id, CancellationToken cancellationToken) => this.Done(mediator.Send(new ReadNotifications(id), cancellationToken));

    /// <summary>Mark all notifications as read.</summary>
    /// <remarks>Doing it twice changes nothing.</remarks>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("reading"), ProducesResponseType(204)]
    public Task<NoContentResult> ReadAllNotifications(CancellationToken cancellationToken) => this.Done(mediator.Send(new ReadNotifications(null), cancellationToken));

    /// <summary>Get how you want to be reminded.</summary>
    /// <remarks>Of follow-ups that are due at a time of day, in the page and by mail. A single follow-up may say otherwise (<c>remindMinutes</c>).</remarks>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("reminders")]
    public Task<ReminderChoiceInput> GetReminderSettings(CancellationToken cancellationToken) => mediator.Send(new GetReminderChoice(), cancellationToken);

    /// <summary>Choose how you want to be reminded.</summary>
    /// <remarks>The choice is yours alone and holds from now on. The mail of the day comes at half past seven where you are, when something is due.</remarks>
    /// <param name="input">How.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPut("reminders")]
    public Task<ReminderChoiceInput> ChooseReminders(ReminderChoiceInput input, CancellationToken cancellationToken) => mediator.Send(new ChooseReminders(input), cancellationToken);

    /// <summary>Get how you want to be told.</summary>
    /// <remarks>Notifications always show in the page; mail comes only when you want it and the installation has a mail server.</remarks>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("settings")]
    public Task<NotificationChoiceInput> GetNotificationSettings(CancellationToken cancellationToken) => mediator.Send(new GetNotificationChoice(), cancellationToken);

    /// <summary>Choose how you want to be told.</summary>
    /// <remarks>The choice is yours alone and holds from now on.</remarks>
    /// <param name="input">How.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPut("settings")]
    public Task<NotificationChoiceInput> ChooseNotifications(NotificationChoiceInput input, CancellationToken cancellationToken) =>
        mediator.Send(new ChooseNotifications(input), cancellationToken);
}
