using Crm.Domain.Contacts;
using Crm.Domain.Customers;

namespace Crm.Infrastructure.Seeding;

/// <summary>A customer of the demonstration with what the stories need to know about him.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Line">What he buys.</param>
/// <param name="CalledAs">What colleagues call a person; null for a company.</param>
/// <param name="Owner">Who does the work, even where nobody owns the file yet.</param>
internal sealed record DemoAccount(Customer Customer, DemoLine Line, string? CalledAs, DemoUser Owner)
{
    /// <summary>The people there, in the order in which we met them.</summary>
    public List<DemoMember> Members { get; } = [];

    /// <summary>Domain of its mail addresses; null for a person.</summary>
    public string? Domain { get; init; }

    /// <summary>Area code of its phones; null for a person.</summary>
    public string? AreaCode { get; init; }

    public bool IsCompany => Customer.Kind == CustomerKind.Company;

    /// <summary>Whom to speak with on a day: somebody with the role, or else whoever is there.</summary>
    public DemoMember? Member(string? role, DateOnly day)
    {
        var present = Members.Where(m => m.LeftOn is null || day < m.LeftOn).ToList();
        return present.Find(m => m.Role == role) ?? present.FirstOrDefault();
    }
}

/// <summary>A contact at a customer.</summary>
internal sealed record DemoMember(Contact Contact, string Role, string CalledAs, DateOnly? LeftOn);
