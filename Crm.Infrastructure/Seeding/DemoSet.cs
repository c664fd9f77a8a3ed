using Crm.Domain.Activities;
using Crm.Domain.Contacts;
using Crm.Domain.Customers;
using Crm.Domain.Settings;

namespace Crm.Infrastructure.Seeding;

/// <summary>The records of a company that has used the system for a year. Nothing in it is saved yet.</summary>
public sealed record DemoSet(
    IReadOnlyList<Customer> Customers,
    IReadOnlyList<Contact> Contacts,
    IReadOnlyList<CustomerContact> Links,
    IReadOnlyList<CustomerAddress> Addresses,
    IReadOnlyList<TaxProfile> TaxProfiles,
    IReadOnlyList<Tag> Tags,
    IReadOnlyList<Interaction> Interactions,
    IReadOnlyList<FollowUp> FollowUps,
    DemoSales Sales);

/// <summary>A colleague who looks after customers of the demonstration.</summary>
public sealed record DemoUser(Guid Id, string Name);
