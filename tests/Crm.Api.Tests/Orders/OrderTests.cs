using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Orders;

public sealed class OrderTests(CrmApp app) : IClassFixture<CrmApp>
{
    private const string Nobody = "01930000-0000-7000-8000-000000000000";

    [Fact]
    public async Task An_order_adds_up_its_lines_its_discount_and_its_tax()
    {
        var user = await app.SignInAsync(Role.Sales);
        var (customer, product) = (await user.CreateCustomerAsync(), await user.ProductAsync(price: new { amount = "100", currency = "CNY" }));

        var order = await user.MakeAsync("/orders", new
        {
            customerId = customer.Id,
            discount = "30",
            lines = new object[]
            {
                new { productId = product.Id, quantity = "3", unitPrice = "100", discountPercent = "10", taxPercent = 13 },
                new { text = "运费", quantity = 1, unitPrice = 30.5m },
            },
        });

        Assert.Equal(("draft", "300.5", "30", "31.5958"), (order.Text("status"), order.Text("goods"), order.Text("discount"), order.Text("tax")));
        Assert.Equal(("302.0958", "CNY", "270.5"), (order.Text("total.amount"), order.Text("total.currency"), order.Text("revenue")));
        Assert.Equal(product.Text("name"), order.Text("lines.0.text"));
        Assert.Matches("^O[0-9]{6}$", order.Text("number"));
        Assert.True(order.Says("can.confirm"));
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_an_order_is_said_at_once()
    {
        var user = await app.SignInAsync(Role.Sales);

        var refused = await user.PostAsync("/orders", new { customerId = Nobody, channel = "moon", currency = "cny", rate = "0", lines = new object[] { new { quantity = "-1", unitPrice = "1" }, new { text = "x", unitPrice = "-1" } } });

        Assert.Equal(
            ["/currency not_a_currency", "/lines/0/quantity quantity_not_positive", "/lines/0/text required", "/lines/1/unitPrice price_negative", "/rate not_positive"],
            refused.Problem.Places.Order(StringComparer.Ordinal));
        Assert.Equal(["/channel unknown_code", "/customerId unknown_customer", "/lines/0/productId unknown_product"], (await user.PostAsync("/orders", new
        {
            customerId = Nobody, channel = "moon", lines = new object[] { new { productId = Nobody } },
        })).Problem.Places.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_order_goes_on_and_never_back()
    {
        var user = await app.SignInAsync(Role.Sales);
        var order = await user.OrderAsync((await user.CreateCustomerAsync()).Id, "10", "2026-03-01", new { status = "draft" });
        var path = "/orders/" + order.Id;

        Assert.Equal("shipped", (await user.PatchAsync(path, new { status = "shipped" })).Expect(HttpStatusCode.OK).Json.Text("status"));
        Assert.Equal("order_closed", (await user.PostAsync(path + "/confirmation")).Problem.Code);
        Assert.Equal("completed", (await user.PostAsync(path + "/completion")).Expect(HttpStatusCode.OK).Json.Text("status"));
        Assert.Equal("order_closed", (await user.PostAsync(path + "/cancellation", new { reason = "晚了" })).Problem.Code);
        Assert.Equal("11", (await user.PatchAsync(path, new { lines = new[] { new { text = "货", unitPrice = "11" } } })).Expect(HttpStatusCode.OK).Json.Text("revenue"));
    }

    [Fact]
    public async Task A_number_is_given_once_whoever_asks_at_once()
    {
        var user = await app.SignInAsync(Role.Sales);
        var (customer, number) = ((await user.CreateCustomerAsync()).Id, Unique.Word());

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
            user.PostAsync("/orders", new { number, customerId = customer, lines = new[] { new { text = "货", unitPrice = "1" } } })));

        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.Created), a => Assert.Contains("duplicate_number", a.Body, StringComparison.Ordinal));
        var numbers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => user.OrderAsync(customer, "1", "2026-03-01")));
        Assert.Equal(10, numbers.Select(o => o.Text("number")).Distinct().Count());
    }

    [Fact]
    public async Task Other_systems_bring_orders_again_and_again()
    {
        var (user, id) = (await app.SignInAsync(Role.Sales), Unique.Word());
        var customer = (await user.CreateCustomerAsync()).Id;
        Task<Answer> PutAsync(string price, string status) => user.PatchAsync(
            $"/orders/ext/erp/{id}", new { customerId = customer, orderedAt = "2026-02-03T01:00:00Z", status, lines = new[] { new { text = "货", quantity = "2", unitPrice = price } } });

        var made = (await PutAsync("5", "confirmed")).Expect(HttpStatusCode.Created).Json;
        (await PutAsync("5", "confirmed")).Expect(HttpStatusCode.OK);
        (await PutAsync("6", "completed")).Expect(HttpStatusCode.OK);

        var order = await user.ReadAsync("/orders/" + made.Id);
        Assert.Equal(("12", "completed", 2), (order.Text("revenue"), order.Text("status"), order.Number("version")));
    }

    [Fact]
    public async Task Orders_are_listed_found_and_exported()
    {
        var user = await app.SignInAsync(Role.Sales);
        var (customer, product) = ((await user.CreateCustomerAsync()).Id, await user.ProductAsync());
        var small = await user.OrderAsync(customer, "10", "2026-03-01");
        var large = await user.MakeAsync("/orders", new { customerId = customer, orderedAt = "2026-03-02T00:00:00Z", lines = new[] { new { productId = product.Id, quantity = "2", unitPrice = "50" } } });

        Assert.Equal([large.Id, small.Id], (await user.ListAsync($"/orders?filter[customerId]={customer}")).Select(o => o.Id));
        Assert.Equal([large.Id], (await user.ListAsync($"/orders?filter[customerId]={customer}&filter[total][gte]=50")).Select(o => o.Id));
        Assert.Equal([large.Id], (await user.ListAsync($"/orders?filter[lines.productId]={product.Id}")).Select(o => o.Id));
        Assert.Equal([small.Id], (await user.ListAsync("/orders?q=" + small.Text("number"))).Select(o => o.Id));
        var file = (await user.PostAsync("/exports?now=true", new { entity = "orders", where = new { field = "customerId", op = "eq", value = customer }, columns = new[] { "number", "total", "status" }, format = "csv" })).Expect(HttpStatusCode.OK);
        Assert.Contains(large.Text("number"), file.Body, StringComparison.Ordinal);
        Assert.Equal("created", (await user.ListAsync($"/orders/{small.Id}/history"))[^1].Text("verb"));
    }

    [Fact]
    public async Task Orders_of_others_do_not_exist()
    {
        var (user, stranger) = (await app.SignInAsync(Role.Sales), await app.SignInAsync(Template.OtherSalesEmail));
        var customer = (await user.CreateCustomerAsync()).Id;
        var (order, back) = (await user.OrderAsync(customer, "10", "2026-03-01"), await user.ReturnAsync(customer, "1", "2026-03-02"));
        var payment = await user.MakeAsync("/payments", new { orderId = order.Id, amount = new { amount = "10", currency = "CNY" } });

        foreach (var path in new[] { $"/orders/{order.Id}", $"/returns/{back.Id}", $"/payments/{payment.Id}", $"/customers/{customer}/trade" })
        {
            (await user.GetAsync(path)).Expect(HttpStatusCode.OK);
            (await stranger.GetAsync(path)).Expect(HttpStatusCode.NotFound);
        }

        Assert.Empty(await stranger.ListAsync($"/orders?filter[customerId]={customer}"));
        Assert.Empty(await stranger.ListAsync($"/orders/summary?customerId={customer}"));
        Assert.Equal(["/orderId unknown_order"], (await stranger.PostAsync("/payments", new { orderId = order.Id, customerId = (await stranger.CreateCustomerAsync()).Id, amount = new { amount = "1", currency = "CNY" } })).Problem.Places);
    }

    [Fact]
    public async Task Products_stand_in_a_tree_and_their_codes_are_unique()
    {
        var user = await app.SignInAsync(Role.SalesManager);
        var top = await user.MakeAsync("/product-categories", new { name = "类" + Unique.Word() });
        var below = await user.MakeAsync("/product-categories", new { name = "类" + Unique.Word(), parentId = top.Id });
        var code = Unique.Word();
        var product = await user.ProductAsync(code, categoryId: below.Id);

        Assert.Equal(code.ToUpperInvariant(), product.Text("code"));
        Assert.Equal((HttpStatusCode.Conflict, "duplicate_product_code"), Said(await user.PostAsync("/products", new { code, name = "x" })));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "parent_cycle"), Said(await user.PatchAsync("/product-categories/" + top.Id, new { parentId = below.Id })));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "category_in_use"), Said(await user.DeleteAsync("/product-categories/" + below.Id)));
        Assert.Equal([product.Id], (await user.ListAsync($"/products?filter[category.parentId]={top.Id}")).Select(p => p.Id));
        (await user.DeleteAsync("/products/" + product.Id)).Expect(HttpStatusCode.NoContent);
        (await user.PostAsync("/products", new { code, name = "另一个" })).Expect(HttpStatusCode.Created);
        Assert.Equal((HttpStatusCode.Conflict, "duplicate_product_code"), Said(await user.PostAsync($"/products/{product.Id}/restoration")));
    }

    private static (HttpStatusCode, string) Said(Answer answer) => (answer.Status, answer.Problem.Code);
}
