using Crm.Api.Http;
using Crm.Application.Notifications;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Notifications;

/// <summary>通知 — what you are told: a job of yours has ended.</summary>
[ApiController, Route("api/v1/notifications"), Tags("Notifications")]
public sealed class NotificationsController(IMediator mediator) : ControllerBase
{
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
