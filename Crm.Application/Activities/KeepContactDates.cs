using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Customers;
using Crm.Domain.Activities;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Activities;

/// <summary>
/// Keeps "last contact" and "next follow-up" true. They are computed by the database from all rows, in the transaction of the change and
/// one change after the other, so that two colleagues who act at once cannot leave a wrong date; and they do not raise the version, because nobody edited the file.
/// </summary>
internal sealed class KeepContactDates(ICrmDb db) :
    INotificationHandler<DomainEventNotification<InteractionChanged>>,
    INotificationHandler<DomainEventNotification<FollowUpChanged>>
{
    public async Task Handle(DomainEventNotification<InteractionChanged> notification, CancellationToken cancellationToken)
    {
        var (customerId, contactIds) = notification.Event;
        string[] names = [.. customerId is { } customer ? [Dates(customer)] : Array.Empty<string>(), .. contactIds.Select(Dates)];
        await db.AloneAsync(names, () => KeepLastContactAsync(customerId, contactIds, cancellationToken), cancellationToken);
    }

    public async Task Handle(DomainEventNotification<FollowUpChanged> notification, CancellationToken cancellationToken)
    {
        if (notification.Event.CustomerId is { } customerId)
            await db.AloneAsync([Dates(customerId)], () => KeepNextFollowUpAsync(customerId, cancellationToken), cancellationToken);
    }

    private async Task<int> KeepLastContactAsync(Guid? customerId, IReadOnlyList<Guid> contactIds, CancellationToken cancellationToken)
    {
        var spokenWith = All(db.Interactions).Where(i => i.DeletedAt == null && i.Channel != InteractionChannel.Note);
        if (customerId is { } id)
        {
            await All(db.Customers).Where(c => c.Id == id).ExecuteUpdateAsync(
                set => set.SetProperty(
                    c => c.LastContactAt,
                    c => spokenWith.Where(i => i.CustomerId == c.Id).Max(i => (DateTime?)i.StartedAt)),
                cancellationToken);
        }

        if (contactIds.Count == 0) return 0;
        return await All(db.Contacts).Where(c => contactIds.Contains(c.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(
                c => c.LastContactAt,
                c => spokenWith.Where(i => i.Contacts.Any(x => x.ContactId == c.Id)).Max(i => (DateTime?)i.StartedAt)),
            cancellationToken);
    }

    private Task<int> KeepNextFollowUpAsync(Guid customerId, CancellationToken cancellationToken)
    {
        var planned = All(db.FollowUps).Where(f => f.DeletedAt == null && f.Kind == FollowUpKind.Step && f.Status == FollowUpStatus.Planned);
        var done = All(db.FollowUps).Where(f => f.DeletedAt == null && f.Kind == FollowUpKind.Step && f.Status == FollowUpStatus.Done);
        return All(db.Customers).Where(c => c.Id == customerId).ExecuteUpdateAsync(
            set => set.SetProperty(
                c => c.NextFollowUpAt,
                c => planned.Where(f => f.CustomerId == c.Id).Min(f => (DateTime?)f.Due))
                .SetProperty(c => c.LastFollowUpAt, c => done.Where(f => f.CustomerId == c.Id).Max(f => f.CompletedAt)),
            cancellationToken);
    }

    private static string Dates(Guid id) => $"dates {id}";

    /// <summary>The dates are facts of the customer, whoever may see which of the rows behind them.</summary>
    private static IQueryable<T> All<T>(DbSet<T> rows)
        where T : class => rows.IgnoreQueryFilters();
}
