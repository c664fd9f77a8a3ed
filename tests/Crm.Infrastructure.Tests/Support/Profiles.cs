using Crm.Domain.Common;
using Crm.Domain.Customers;

namespace Crm.Infrastructure.Tests.Support;

internal static class Profiles
{
    public static CustomerProfile Company(string name = "青岛海尔智家股份有限公司") => new()
    {
        Kind = CustomerKind.Company,
        Name = name,
        Phones = [Phone.From(PhoneLabel.Office, "0532-88939999", true)],
        Preferences = [new Preference("contact_time", "上午", PreferenceSource.Stated, new DateOnly(2026, 1, 2))],
    };
}
