using AutoMapper;
using Crm.Application.Activities;
using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Files;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Application.Segments;
using Crm.Domain.Activities;
using Crm.Domain.Customers;
using Crm.Domain.Lifecycle;
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

    /// <summary>What he is promised: the service plan that is his by tier, stage of life and segment; null while none is.</summary>
    public ServicePlanOfCustomer? ServicePlan { get; init; }

    /// <summary>The newest page of what happened.</summary>
    public required ListPage<TimelineItem> Timeline { get; init; }
}

/// <summary>The service plan of a customer with its why: of all plans that are for him the one that names most of him; among equals that of the smaller rank, then the older.</summary>
public sealed record ServicePlanOfCustomer
{
    /// <summary>The plan.</summary>
    public Guid Id { get; init; }

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <inheritdoc cref="Domain.Activities.ServicePlan.NameEn"/>
    public string? NameEn { get; init; }

    /// <inheritdoc cref="Domain.Activities.ServicePlan.CadenceDays"/>
    public int CadenceDays { get; init; }

    /// <inheritdoc cref="Domain.Activities.ServicePlan.Channel"/>
    public InteractionChannel Channel { get; init; }

    /// <inheritdoc cref="Domain.Activities.ServicePlan.ResponseHours"/>
    public int? ResponseHours { get; init; }

    /// <inheritdoc cref="Domain.Activities.ServicePlan.DiscountCeiling"/>
    public decimal? DiscountCeiling { get; init; }

    /// <inheritdoc cref="Domain.Activities.ServicePlan.GiftBudget"/>
    public decimal? GiftBudget { get; init; }

    /// <inheritdoc cref="Domain.Activities.ServicePlan.Dedicated"/>
    public bool Dedicated { get; init; }

    /// <summary>The tier by which it is his; null when the plan names none.</summary>
    public string? Tier { get; init; }

    /// <summary>The stage of life by which it is his; null when the plan names none.</summary>
    public StageOfLife? Stage { get; init; }

    /// <summary>The segment by which it is his; null when the plan names none.</summary>
    public Guid? SegmentId { get; init; }

    /// <summary>Name of that segment.</summary>
    public string? SegmentName { get; init; }
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

internal sealed class GetCustomerOverviewHandler(ICrmDb db, CustomerReader customers, TimelineReader timelines, ServicePlanBook plans, IMapper mapper, TimeProvider clock)
    : IRequestHandler<GetCustomerOverview, CustomerOverview>
{
    private const int TimelinePage = 30;
    private const int MaxOpenFollowUps = 50;

    public async Task<CustomerOverview> Handle(GetCustomerOverview request, CancellationToken cancellationToken)
    {
        var customer = await customers.GetAsync(request.Id, [], cancellationToken);
        var parts = await PartsAsync(request.Id, plans.Left(customer.Tier, customer.Stage), cancellationToken);
        var (timeline, planned) = await timelines.WithPlannedAsync(request.Id, TimelinePage, MaxOpenFollowUps, withFiles: parts.Counters.Files > 0, cancellationToken);

        return new CustomerOverview
        {
            Customer = customer,
            Counters = parts.Counters,
            ServicePlan = await PlanAsync(request.Id, parts.Plans, cancellationToken),
            NextStep = planned.FirstOrDefault(),
            OpenFollowUps = planned,
            Contacts = await customers.ContactsAsync(request.Id, cancellationToken),
            Addresses = [.. parts.Addresses.OrderByDescending(a => a.IsPrimary).ThenBy(a => a.Id).Select(mapper.Map<AddressRow>)],
            TaxProfiles = [.. parts.TaxProfiles.OrderByDescending(t => t.IsDefault).ThenBy(t => t.Id).Select(mapper.Map<TaxProfileRow>)],
            Timeline = timeline,
        };
    }

    private async Task<ServicePlanOfCustomer?> PlanAsync(Guid id, IReadOnlyList<ServicePlan> left, CancellationToken cancellationToken)
    {
        var plan = await plans.OfAsync(id, left, cancellationToken);
        return plan is null ? null : new ServicePlanOfCustomer
        {
            Id = plan.Id,
            Name = plan.Name,
            NameEn = plan.NameEn,
            CadenceDays = plan.CadenceDays,
            Channel = plan.Channel,
            ResponseHours = plan.ResponseHours,
            DiscountCeiling = plan.DiscountCeiling,
            GiftBudget = plan.GiftBudget,
            Dedicated = plan.Dedicated,
            Tier = plan.Tier,
            Stage = plan.Stage,
            SegmentId = plan.SegmentId,
            SegmentName = plan.SegmentId is { } segment ? await db.Segments.Where(s => s.Id == segment).Select(s => s.Name).FirstOrDefaultAsync(cancellationToken) : null,
        };
    }

    /// <summary>What is short comes by one command. Addresses, tax profiles and plans are few, so that their product does no harm.</summary>
    private async Task<Parts> PartsAsync(Guid id, IQueryable<ServicePlan> left, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (all, people, interactions, files) = (db.Customers, db.CustomerContacts, db.Interactions, db.StoredFiles);
        var (addresses, taxProfiles) = (db.CustomerAddresses, db.TaxProfiles);
        var planned = db.FollowUps.Where(f => f.CustomerId == id && f.Status == FollowUpStatus.Planned);
        var rows = await db.Customers
            .IgnoreQueryFilters([QueryFilters.Bin]) // also a file in the bin says what hangs on it
            .Where(c => c.Id == id)
            .LeftJoin(left.Where(p => p.DeletedAt == null), _ => 1, _ => 1, (c, p) => new // a join on nothing: SQLite knows no APPLY
            {
                Counters = new CustomerCounters
                {
                    Contacts = people.Count(l => l.CustomerId == id && l.LeftOn == null && l.DeletedAt == null && l.Contact!.DeletedAt == null),
                    Interactions = interactions.Count(i => i.CustomerId == id && i.DeletedAt == null),
                    OpenFollowUps = planned.Count(f => f.DeletedAt == null),
                    OverdueFollowUps = planned.Count(f => f.Due < now && f.DeletedAt == null),
                    Files = files.Count(f => f.CustomerId == id && f.DeletedAt == null),
                    Subsidiaries = all.Count(s => s.ParentId == id && s.DeletedAt == null),
                },
                Addresses = addresses.Where(a => a.CustomerId == c.Id && a.DeletedAt == null).ToList(),
                TaxProfiles = taxProfiles.Where(t => t.CustomerId == c.Id && t.DeletedAt == null).ToList(),
                Plan = p,
            })
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        return new Parts(rows[0].Counters, rows[0].Addresses, rows[0].TaxProfiles, [.. rows.Select(r => r.Plan).OfType<ServicePlan>()]);
    }

    private sealed record Parts(CustomerCounters Counters, List<CustomerAddress> Addresses, List<TaxProfile> TaxProfiles, List<ServicePlan> Plans);
}
