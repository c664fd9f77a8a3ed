using Crm.Application.Common;
using Crm.Application.Notifications;
using Crm.Application.Orders;
using Crm.Application.Security;
using Crm.Domain.KeyAccounts;
using Crm.Domain.Notifications;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.KeyAccounts;

/// <summary>Tells whoever looks after a customer of the programme that his plan is to be reviewed, once for each review. Answers how many plans those were.</summary>
[SystemRequest]
public sealed record TellOfReviews : IRequest<int>;

internal sealed class TellOfReviewsHandler(ICrmDb db, TradeBook trade, TimeProvider clock) : IRequestHandler<TellOfReviews, int>
{
    public Task<int> Handle(TellOfReviews request, CancellationToken cancellationToken) => db.AttemptAsync(
        async () =>
        {
            var (today, now) = (trade.Today, clock.GetUtcNow());
            var due = db.KeyAccountPlans.Where(p => p.Status == KeyAccountStatus.Active && p.NextReviewOn <= today && (p.ToldOfReviewOn == null || p.ToldOfReviewOn != p.NextReviewOn));
            var owners = await due.Where(p => p.Customer!.OwnerId != null && p.Customer.DeletedAt == null).Select(p => p.Customer!.OwnerId!.Value).ToListAsync(cancellationToken);
            foreach (var (owner, count) in owners.CountBy(id => id)) db.Notifications.Add(Notification.Of(Guid.CreateVersion7(now), owner, Notification.KeyAccountReviews, count, now.UtcDateTime));
            await db.SaveChangesAsync(cancellationToken);
            await due.ExecuteUpdateAsync(set => set.SetProperty(p => p.ToldOfReviewOn, p => p.NextReviewOn), cancellationToken); // nobody edited it: the version stays
            return owners.Count;
        },
        _ => true,
        cancellationToken);
}
