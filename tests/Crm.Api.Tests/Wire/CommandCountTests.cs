using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Wire;

/// <summary>How often one request asks the database. More rows must not mean more questions.</summary>
public sealed class CommandCountTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Theory]
    [InlineData("/customers/{id}", 1)]
    [InlineData("/customers?limit=50", 2)]
    [InlineData("/customers?limit=5&count=exact", 3)]
    [InlineData("/customers/{id}/overview", 6)]
    [InlineData("/customers/{id}/timeline", 5)]
    [InlineData("/contacts?limit=50", 2)]
    [InlineData("/interactions?limit=50", 4)]
    [InlineData("/follow-ups?limit=50", 2)]
    [InlineData("/search?q=客户", 7)]
    [InlineData("/today", 11)]
    public async Task A_request_asks_the_database_only_so_often(string path, int most)
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        for (var i = 0; i < 8; i++)
        {
            await user.CreateContactAsync(customerId: customer.Id);
            await user.LogAsync(customer.Id);
            await user.PlanAsync(customer.Id, $"2026-12-0{i + 1}");
        }

        path = path.Replace("{id}", customer.Id, StringComparison.Ordinal);
        (await user.GetAsync(path)).Expect(HttpStatusCode.OK);
        app.Clock.Stop();
        await user.GetAsync(path);
        var before = app.Commands.Count;
        await user.GetAsync(path);

        Assert.InRange(app.Commands.Count - before, 1, most);
    }
}
