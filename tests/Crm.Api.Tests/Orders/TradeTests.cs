using System.Net;
using Crm.Application.Orders;
using Crm.Domain.Security;
using Crm.Infrastructure.Jobs;
using Crm.TestKit;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Api.Tests.Orders;

public sealed class TradeTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Fact]
    public async Task Figures_follow_every_order_return_and_payment()
    {
        var user = await app.SignInAsync(Role.SalesManager);
        var category = await user.MakeAsync("/product-categories", new { name = "类" + Unique.Word() });
        var (customer, product) = ((await user.CreateCustomerAsync()).Id, await user.ProductAsync(categoryId: category.Id));
        var today = DateOnly.FromDateTime(app.Clock.GetUtcNow().UtcDateTime);
        string Day(int ago) => today.AddDays(-ago).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        async Task<string> FiguresAsync()
        {
            var c = await user.CustomerAsync(customer);
            return $"{c.Number("orderCount")} {c.Text("netRevenue.amount")} {c.Text("netRevenue12Months.amount")} {c.TextOrNull("lastOrderOn")}";
        }

        var old = await user.OrderAsync(customer, "100.01", Day(500));
        await user.OrderAsync(customer, "20.02", Day(30), new { lines = new[] { new { productId = product.Id, quantity = "2", unitPrice = "10.01" } } });
        var draft = await user.OrderAsync(customer, "1000", Day(20), new { status = "draft" });
        Assert.Equal($"2 120.03 20.02 {Day(30)}", await FiguresAsync());

        (await user.PostAsync($"/orders/{draft.Id}/confirmation")).Expect(HttpStatusCode.OK);
        Assert.Equal($"3 1120.03 1020.02 {Day(20)}", await FiguresAsync());

        await user.ReturnAsync(customer, "20", Day(10));
        (await user.DeleteAsync("/orders/" + draft.Id)).Expect(HttpStatusCode.NoContent);
        Assert.Equal($"2 100.03 0.02 {Day(30)}", await FiguresAsync());

        var other = (await user.CreateCustomerAsync()).Id;
        (await user.PatchAsync("/orders/" + old.Id, new { customerId = other })).Expect(HttpStatusCode.OK);
        Assert.Equal($"1 0.02 0.02 {Day(30)}", await FiguresAsync());
        Assert.Equal("100.01", (await user.CustomerAsync(other)).Text("netRevenue.amount"));

        await user.MakeAsync("/payments", new { customerId = customer, paidOn = Day(5), dueOn = Day(8), amount = new { amount = "20.02", currency = "CNY" } });
        var detail = await user.CustomerAsync(customer);
        Assert.Equal(("20.02", 3m, 1m, category.Id, 1), (detail.Text("paid.amount"), detail["averageDaysLate"]!.GetValue<decimal>(), detail["lateShare"]!.GetValue<decimal>(), detail.Text("favouriteCategoryId"), detail.Number("returnCount")));
    }

    [Fact]
    public async Task Customers_are_found_and_ordered_by_their_trade()
    {
        var (user, word) = (await app.SignInAsync(Role.Sales), Unique.Word());
        var (small, large, none) = ((await user.CreateCustomerAsync(word + "a")).Id, (await user.CreateCustomerAsync(word + "b")).Id, (await user.CreateCustomerAsync(word + "c")).Id);
        await user.OrderAsync(small, "5", "2026-01-05");
        await user.OrderAsync(large, "50", "2026-01-06");

        Assert.Equal([large, small, none], (await user.ListAsync($"/customers?q={word}&sort=-netRevenue")).Select(c => c.Id));
        Assert.Equal([large], (await user.ListAsync($"/customers?q={word}&filter[netRevenue][gt]=5")).Select(c => c.Id));
        Assert.Equal([none], (await user.ListAsync($"/customers?q={word}&filter[orderCount]=0")).Select(c => c.Id));
        Assert.Equal([none], (await user.ListAsync($"/customers?q={word}&filter[lastOrderOn][isEmpty]=true")).Select(c => c.Id));
        Assert.Equal([small], (await user.ListAsync($"/customers?q={word}&filter[lastOrderOn][lt]=2026-01-06")).Select(c => c.Id));
    }

    [Fact]
    public async Task Months_add_up_what_known_customers_ordered_and_sent_back()
    {
        var user = await app.SignInAsync(Role.Administrator);
        var customer = (await user.CreateCustomerAsync()).Id;
        await user.OrderAsync(customer, "10.55", "2024-01-31");
        await user.OrderAsync(customer, "0.45", "2024-01-01");
        await user.OrderAsync(customer, "7", "2024-02-01", new { currency = "USD", rate = "7.1" });
        await user.OrderAsync(customer, "99", "2024-02-02", new { status = "draft" });
        await user.OrderAsync(customer, "0", "2024-02-03");
        await user.ReturnAsync(customer, "1.5", "2024-03-01");
        (await user.PostAsync("/orders", new { orderedAt = "2024-01-10T04:00:00Z", status = "completed", lines = new[] { new { text = "散客", unitPrice = "1000" } } })).Expect(HttpStatusCode.Created);

        var months = await user.ReadAsync("/orders/summary?groupBy=month&from=2024-01-01&to=2024-12-31");

        Assert.Equal(
            """[{"month":"2024-01","orders":2,"grossRevenue":"11","returns":"0","netRevenue":"11"},{"month":"2024-02","orders":1,"grossRevenue":"49.7","returns":"0","netRevenue":"49.7"},{"month":"2024-03","orders":0,"grossRevenue":"0","returns":"1.5","netRevenue":"-1.5"}]""",
            months["data"]!.ToJsonString());
        var view = await user.ReadAsync($"/customers/{customer}/trade?asOf=2024-02-29");
        Assert.Equal((3, "60.70", "60.70", 2), (view.Number("orderCount"), view.Text("netRevenue.amount"), view.Text("netRevenue12Months.amount"), view.Items("months").Count));
        Assert.Equal("groupBy invalid_value", Assert.Single((await user.GetAsync("/orders/summary?groupBy=day")).Problem.Places));
    }

    [Fact]
    public async Task The_window_of_twelve_months_moves_with_the_days_and_a_rebuild_changes_nothing_else()
    {
        using var own = new CrmApp();
        var user = await own.SignInAsync(Role.Administrator);
        own.Clock.Stop();
        var customer = (await user.CreateCustomerAsync()).Id;
        var today = DateOnly.FromDateTime(own.Clock.GetUtcNow().UtcDateTime.AddHours(8));
        var edge = today.AddMonths(-12).AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await user.OrderAsync(customer, "8", edge);
        Assert.Equal("8.00", (await user.CustomerAsync(customer)).Text("netRevenue12Months.amount"));

        own.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(1, await RefreshAsync(own));
        Assert.Equal(0, await RefreshAsync(own));
        user = await own.SignInAsync(CrmApp.AdminEmail, CrmApp.Password);
        var after = await user.CustomerAsync(customer);
        Assert.Equal(("8.00", "0.00"), (after.Text("netRevenue.amount"), after.Text("netRevenue12Months.amount")));

        (await user.PostAsync("/customers/trade/rebuild")).Expect(HttpStatusCode.Accepted);
        await own.Services.GetRequiredService<JobHands>().DrainAsync(CancellationToken.None);
        Assert.Equal("8.00", (await user.CustomerAsync(customer)).Text("netRevenue.amount"));
    }

    private static async Task<int> RefreshAsync(CrmApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActingScope>().Enter(SystemUser.Instance);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new RefreshTrade());
    }
}
