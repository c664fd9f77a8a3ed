namespace Crm.Domain.Customers;

/// <summary>A customer that is given to one of several colleagues.</summary>
/// <param name="Id">The customer.</param>
/// <param name="Tier">His tier.</param>
/// <param name="ProvinceCode">Where he is: the province,</param>
/// <param name="CityCode">the city,</param>
/// <param name="DistrictCode">the district.</param>
public sealed record DividedCustomer(Guid Id, string? Tier, string? ProvinceCode, string? CityCode, string? DistrictCode);

/// <summary>A colleague who gets some of them.</summary>
/// <param name="UserId">The colleague.</param>
/// <param name="Weight">How many he gets against the others.</param>
/// <param name="Room">How many he takes at most while others have room; null for any number.</param>
/// <param name="Regions">Codes of the provinces, cities and districts that he takes; null for everywhere.</param>
public sealed record Receiver(Guid UserId, int Weight, int? Room, IReadOnlyCollection<string>? Regions)
{
    /// <summary>Whether he takes a customer because of where that one is.</summary>
    public bool Takes(DividedCustomer customer) =>
        Regions is null || Regions.Any(region => region == customer.DistrictCode || region == customer.CityCode || region == customer.ProvinceCode);
}

/// <summary>
/// Divides customers among colleagues by their weights, tier by tier, so that of each tier everybody gets his part, at most one more or less than it
/// should be. The same customers give the same division.
/// </summary>
public static class CustomerDivision
{
    /// <summary>Who gets whom. Whom nobody takes is missing.</summary>
    public static IReadOnlyList<(DividedCustomer Customer, Guid UserId)> Divide(IEnumerable<DividedCustomer> customers, IReadOnlyList<Receiver> receivers)
    {
        var (credit, got) = (new double[receivers.Count], new int[receivers.Count]);
        var divided = new List<(DividedCustomer, Guid)>();
        foreach (var customer in customers.OrderBy(c => c.Tier, StringComparer.Ordinal).ThenBy(c => c.Id))
        {
            var takers = Enumerable.Range(0, receivers.Count).Where(i => receivers[i].Takes(customer)).ToList();
            if (takers.Exists(HasRoom)) takers = takers.FindAll(HasRoom);
            if (takers.Count == 0) continue;

            var all = takers.Sum(i => receivers[i].Weight);
            foreach (var i in takers) credit[i] += (double)receivers[i].Weight / all;
            var best = takers.MaxBy(i => credit[i]);
            credit[best]--;
            got[best]++;
            divided.Add((customer, receivers[best].UserId));
        }

        return divided;

        bool HasRoom(int i) => receivers[i].Room is not { } room || got[i] < room;
    }
}
