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
    [InlineData("/follow-ups/kpi", 2)]
    [InlineData("/follow-ups/kpi?groupBy=team", 3)]
    [InlineData("/follow-ups/kpi?groupBy=manager", 2)]
    [InlineData("/follow-ups/kpi/effect", 5)]
    [InlineData("/search?q=客户", 4)]
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

    /// <summary>A use case writes a set of one: it must not cost more than it did when it was written by hand.</summary>
    [Theory]
    [InlineData("POST", "/customers", """{"name":"青岛海风","industry":"finance","tags":["重点"],"phones":[{"number":"13800138000"}]}""", 8)]
    [InlineData("POST", "/customers", """{"name":"青岛海风"}""", 5)]
    [InlineData("PATCH", "/customers/{id}", """{"rating":4}""", 4)]
    [InlineData("POST", "/contacts", """{"name":"李娜","customers":[{"customerId":"{id}"}]}""", 8)]
    [InlineData("POST", "/competitors", """{"name":"对手"}""", 4)]
    public async Task A_write_asks_the_database_only_so_often(string method, string path, string body, int most)
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();
        Task<Answer> SendAsync(string text) => user.SendAsync(
            HttpMethod.Parse(method), path.Replace("{id}", customer.Id, StringComparison.Ordinal), new StringContent(text.Replace("{id}", customer.Id, StringComparison.Ordinal), System.Text.Encoding.UTF8, "application/json"));
        app.Clock.Stop(); // before the first: what is kept for seconds must not grow old between the two on a slow machine
        Assert.True((int)(await SendAsync(body)).Status < 300);
        var before = app.Commands.Count;

        var answer = await SendAsync(body.Replace("海风", "海月", StringComparison.Ordinal).Replace("对手", "别家", StringComparison.Ordinal).Replace(":4", ":5", StringComparison.Ordinal));

        Assert.True((int)answer.Status < 300, answer.Body);
        Assert.InRange(app.Commands.Count - before, 1, most);
    }
}
