using Crm.Application.Common;
using Crm.Domain.Orders;
using MediatR;

namespace Crm.Application.Orders;

/// <summary>Keeps the figures of a customer's trade true, in the transaction of the change and one change after the other.</summary>
internal sealed class KeepTrade(ICrmDb db, TradeBook book) : INotificationHandler<DomainEventNotification<TradeChanged>>
{
    public Task Handle(DomainEventNotification<TradeChanged> notification, CancellationToken cancellationToken) => db.AloneAsync(
        [LockOf(notification.Event.CustomerId)],
        async () =>
        {
            await book.CalculateAsync([notification.Event.CustomerId], cancellationToken);
            return await db.SaveChangesAsync(cancellationToken);
        },
        cancellationToken);

    /// <summary>Who holds this makes the figures of this customer, and nobody else meanwhile.</summary>
    public static string LockOf(Guid customerId) => $"trade {customerId}";
}
