using AutoMapper;
using Crm.Application.Activities;
using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Files;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Activities;
using Crm.Domain.Customers;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Customers;

/// <summary>Everything the customer page shows first, in one answer.</summary>
public sealed record CustomerOverview
{
    /// <summary>The file.</summary>
    public required CustomerDetail Customer { get; init; }

    /// <summary>How many there are of what.</summary>
    public required CustomerCounters Counters { get; init; }

    /// <summary>The follow-up that is due first; null means nobody has planned a next step.</summary>
    public FollowUpRow? NextStep { get; init; }

    /// <summary>What is planned, due first first; at most 50.</summary>
    public IReadOnlyList<FollowUpRow> OpenFollowUps { get; init; } = [];

    /// <summary>The people there.</summary>
    public IReadOnlyList<CustomerContactRow> Contacts { get; init; } = [];

    /// <summary>Where goods, invoices and people go.</summary>
    public IReadOnlyList<AddressRow> Addresses { get; init; } = [];

    /// <summary>What invoices must say.</summary>
    public IReadOnlyList<TaxProfileRow> TaxProfiles { get; init; } = [];

    /// <summary>The newest page of what happened.</summary>
    public required ListPage<TimelineItem> Timeline { get; init; }
}

/// <summary>How many there are of what on a customer's file.</summary>
public sealed record CustomerCounters
{
    /// <summary>People who are there now.</summary>
    public int Contacts { get; init; }

    /// <summary>Conversations and notes.</summary>
    public int Interactions { get; init; }

    /// <summary>Planned follow-ups.</summary>
    public int OpenFollowUps { get; init; }

    /// <summary>Planned follow-ups whose time has passed.</summary>
    public int OverdueFollowUps { get; init; }

    /// <summary>Files, also those on conversations.</summary>
    public int Files { get; init; }

    /// <summary>Customers that belong to this one.</summary>
    public int Subsidiaries { get; init; }
}

/// <summary>The 360-degree view of a customer in one call.</summary>
/// <param name="Id">The customer.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record GetCustomerOverview(Guid Id) : IRequest<CustomerOverview>;

internal sealed class GetCustomerOverviewHandler(ICrmDb db, CustomerReader customers, TimelineReader timelines, IMapper mapper, TimeProvider clock)
    : IRequestHandler<GetCustomerOverview, CustomerOverview>
{
    private const int TimelinePage = 30;
    private const int MaxOpenFollowUps = 50;

    public async Task<CustomerOverview> Handle(GetCustomerOverview request, CancellationToken cancellationToken)
    {
        var customer = await customers.GetAsync(request.Id, [], cancellationToken);
        var parts = await PartsAsync(request.Id, cancellationToken);
        var (timeline, planned) = await timelines.WithPlannedAsync(request.Id, TimelinePage, MaxOpenFollowUps, withFiles: parts.Counters.Files > 0, cancellationToken);

        return new CustomerOverview
        {
            Customer = customer,
            Counters = parts.Counters,
            NextStep = planned.FirstOrDefault(),
            OpenFollowUps = planned,
            Contacts = await customers.ContactsAsync(request.Id, cancellationToken),
            Addresses = [.. parts.Addresses.OrderByDescending(a => a.IsPrimary).ThenBy(a => a.Id).Select(mapper.Map<AddressRow>)],
            TaxProfiles = [.. parts.TaxProfiles.OrderByDescending(t => t.IsDefault).ThenBy(t => t.Id).Select(mapper.Map<TaxProfileRow>)],
            Timeline = timeline,
        };
    }

    /// <summary>What is short comes by one command. Addresses and tax profiles are few, so that their product does no harm.</summary>
    private Task<Parts> PartsAsync(Guid id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (all, people, interactions, files) = (db.Customers, db.CustomerContacts, db.Interactions, db.StoredFiles);
        var (addresses, taxProfiles) = (db.CustomerAddresses, db.TaxProfiles);
        var planned = db.FollowUps.Where(f => f.CustomerId == id && f.Status == FollowUpStatus.Planned);
        return db.Customers
            .IgnoreQueryFilters([QueryFilters.Bin]) // also a file in the bin says what hangs on it
            .Where(c => c.Id == id)
            .Select(c => new Parts(
                new CustomerCounters
                {
                    Contacts = people.Count(l => l.CustomerId == id && l.LeftOn == null && l.DeletedAt == null && l.Contact!.DeletedAt == null),
                    Interactions = interactions.Count(i => i.CustomerId == id && i.DeletedAt == null),
                    OpenFollowUps = planned.Count(f => f.DeletedAt == null),
                    OverdueFollowUps = planned.Count(f => f.Due < now && f.DeletedAt == null),
                    Files = files.Count(f => f.CustomerId == id && f.DeletedAt == null),
                    Subsidiaries = all.Count(s => s.ParentId == id && s.DeletedAt == null),
                },
                addresses.Where(a => a.CustomerId == c.Id && a.DeletedAt == null).ToList(),
                taxProfiles.Where(t => t.CustomerId == c.Id && t.DeletedAt == null).ToList()))
            .AsNoTracking()
            .FirstAsync(cancellationToken);
    }

    private sealed record Parts(CustomerCounters Counters, List<CustomerAddress> Addresses, List<TaxProfile> TaxProfiles);
}
