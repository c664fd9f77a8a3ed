using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Lists;

/// <summary>Thirteen customers to be listed, some alike in every field that sorts, some with nothing in it.</summary>
public sealed class ManyCustomers : CrmApp
{
    private readonly Lazy<Task<(ApiUser User, string Tag)>> _made;

    public ManyCustomers() => _made = new(MakeAsync);

    public Task<(ApiUser User, string Tag)> MadeAsync() => _made.Value;

    private async Task<(ApiUser User, string Tag)> MakeAsync()
    {
        var user = await SignInAsync(Role.Sales);
        var tag = Unique.Word();
        for (var i = 0; i < 13; i++)
        {
            var annualRevenue = i % 3 == 0 ? null : new { amount = $"{i % 5}.00", currency = "CNY" };
            var customer = await user.CreateCustomerAsync(i % 2 == 0 ? "同名公司" : null, new { tags = new[] { tag }, annualRevenue, rating = i % 4 == 0 ? (int?)null : i % 4 == 1 ? 5 : i % 4 });
            if (i % 5 == 1) await user.LogAsync(customer.Id);
            if (i % 5 == 2) await user.PlanAsync(customer.Id, "2026-12-01");
        }

        return (user, tag);
    }
}
