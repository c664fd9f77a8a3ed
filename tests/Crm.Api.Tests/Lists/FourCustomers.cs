using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Lists;

/// <summary>Four customers to be filtered: A with everything, B with much, C with little and D, a person.</summary>
public sealed class FourCustomers : CrmApp
{
    private readonly Lazy<Task<(ApiUser User, string Tag)>> _made;

    public FourCustomers() => _made = new(MakeAsync);

    public Task<(ApiUser User, string Tag)> MadeAsync() => _made.Value;

    private async Task<(ApiUser User, string Tag)> MakeAsync()
    {
        var user = await SignInAsync(Role.Sales);
        var tag = Unique.Word();
        var first = await user.CreateCustomerAsync("Alpha 50%", new
        {
            shortName = "A", rating = 5, annualRevenue = new { amount = "100.50", currency = "CNY" }, foundedOn = "2001-02-03",
            provinceCode = "370000", cityCode = "370200", tags = new[] { tag, "红" },
        });
        await user.CreateCustomerAsync("Be_ta", new
        {
            shortName = "B", rating = 3, annualRevenue = new { amount = "100.49", currency = "CNY" }, foundedOn = "2010-01-01", provinceCode = "370000", tags = new[] { tag, "蓝" },
        });
        await user.CreateCustomerAsync("Ca[m]ma", new { rating = 1, tags = new[] { tag } });
        await user.CreateCustomerAsync("D'Elta", new { kind = "person", tags = new[] { tag } });
        await user.PlanAsync(first.Id, "2026-12-01");
        return (user, tag);
    }
}
