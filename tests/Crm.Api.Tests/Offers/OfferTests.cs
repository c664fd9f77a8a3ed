using System.Net;
using Crm.Api.Tests.Import;
using Crm.Api.Tests.Orders;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Offers;

/// <summary>What a customer gets that others do not, and that nobody goes below it.</summary>
public sealed class OfferTests(CrmApp app) : IClassFixture<CrmApp>
{
    private const string Day = "2026-12-01";

    [Fact]
    public async Task A_line_beyond_the_ceiling_of_the_plan_is_refused_until_an_exception_was_approved()
    {
        var (user, approver) = (await app.SignInAsync(Role.Sales), await app.AddUserAsync(Role.SalesManager));
        var customer = await CustomerAsync(user, ceiling: 10, approver.Id);
        var product = (await user.ProductAsync(price: new { amount = "100", currency = "CNY" })).Id;

        var refused = await user.PostAsync("/orders", Order(customer, (product, "100", "10"), (product, "100", "12")));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "/lines/1/discountPercent discount_above_ceiling"), (refused.Status, refused.Problem.Places.Single()));
        Assert.Contains("2", refused.Problem.Json.Text("errors.0.detail"));
        Assert.Contains("90", refused.Problem.Json.Text("errors.0.detail"));
        Assert.Equal(["/lines/0/discountPercent discount_above_ceiling"], (await user.PostAsync("/orders", Order(customer, (product, "88", "0")))).Problem.Places); // the same by another price
        Assert.Equal(["/lines/0/discountPercent discount_above_ceiling"], (await user.PostAsync("/orders", new { customerId = customer, orderedOn = Day, discount = "12", lines = new[] { new { productId = product, unitPrice = "100" } } })).Problem.Places); // and off the whole

        var offer = await user.MakeAsync("/offers", new { customerId = customer, kind = "discount", productId = product, discountPercent = "12", highestDiscount = "15", validFrom = "2026-11-01", validTo = "2026-12-31", reason = "年底冲量" });
        Assert.Equal("pending", (await user.PostAsync($"/offers/{offer.Id}/submission")).Expect(HttpStatusCode.OK).Json.Text("status"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await user.PostAsync("/orders", Order(customer, (product, "100", "12")))).Status);
        Assert.Equal((HttpStatusCode.Forbidden, "not_the_approver"), ((await user.PostAsync($"/offers/{offer.Id}/approval")).Status, (await user.PostAsync($"/offers/{offer.Id}/approval")).Problem.Code));
        Assert.Equal(HttpStatusCode.NotFound, (await approver.PostAsync($"/offers/{offer.Id}/approval")).Status); // he does not see the customer
        (await (await app.SignInAsync(Role.Administrator)).PatchAsync("/users/" + approver.Id, new { teamId = user.Me.Text("teamId") })).Expect(HttpStatusCode.OK);
        approver = await app.SignInAsync(approver.Me.Text("email"), CrmApp.Password);
        var active = (await approver.PostAsync($"/offers/{offer.Id}/approval")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(("active", approver.Id), (active.Text("status"), active.Text("approvedById")));

        var taken = (await user.PostAsync("/orders", Order(customer, (product, "100", "15")))).Expect(HttpStatusCode.Created).Json;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await user.PostAsync("/orders", Order(customer, (product, "100", "15.5")))).Status);
        (await user.PostAsync($"/offers/{offer.Id}/withdrawal", new { reason = "活动结束" })).Expect(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await user.PostAsync("/orders", Order(customer, (product, "100", "12")))).Status);
        (await user.PatchAsync("/orders/" + taken.Id, new { note = "价格不变" })).Expect(HttpStatusCode.OK); // what was agreed stays
        (await user.PostAsync($"/orders/{taken.Id}/confirmation")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_price_has_a_floor_and_holds_on_its_days_and_for_its_customer_only()
    {
        var user = await app.SignInAsync(Role.Sales);
        var (customer, other) = ((await user.CreateCustomerAsync()).Id, (await user.CreateCustomerAsync()).Id);
        var product = (await user.ProductAsync(price: new { amount = "100", currency = "CNY" })).Id;
        var offer = await user.MakeAsync("/offers", new { customerId = customer, kind = "price", productId = product, price = "95", lowestPrice = "92", validFrom = "2026-11-01", validTo = "2026-12-31" });
        Assert.Equal("active", (await user.PostAsync($"/offers/{offer.Id}/submission")).Json.Text("status")); // no ceiling, no approval

        (await user.PostAsync("/orders", Order(customer, (product, "92", "0")))).Expect(HttpStatusCode.Created);
        Assert.Equal(["/lines/0/unitPrice price_below_floor"], (await user.PostAsync("/orders", Order(customer, (product, "91.99", "0")))).Problem.Places);
        (await user.PostAsync("/orders", Order(other, (product, "50", "0")))).Expect(HttpStatusCode.Created);
        (await user.PostAsync("/orders", new { customerId = customer, orderedOn = "2027-01-01", lines = new[] { new { productId = product, unitPrice = "50" } } })).Expect(HttpStatusCode.Created);
        Assert.Equal([offer.Id], (await user.ListAsync($"/offers?filter[customerId]={customer}&filter[status]=active&filter[validFrom][lte]={Day}")).Select(o => o.Id));
    }

    [Fact]
    public async Task A_category_covers_what_is_below_it()
    {
        var (admin, user) = (await app.SignInAsync(Role.Administrator), await app.SignInAsync(Role.Sales));
        var customer = await CustomerAsync(user, ceiling: 0, approver: null);
        var parent = (await admin.MakeAsync("/product-categories", new { name = Unique.Word() })).Id;
        var child = (await admin.MakeAsync("/product-categories", new { name = Unique.Word(), parentId = parent })).Id;
        var (inside, outside) = ((await user.ProductAsync(price: new { amount = "10", currency = "CNY" }, categoryId: child)).Id, (await user.ProductAsync(price: new { amount = "10", currency = "CNY" })).Id);
        var offer = await user.MakeAsync("/offers", new { customerId = customer, kind = "discount", categoryId = parent, discountPercent = "20", validFrom = "2026-01-01" });
        (await user.PostAsync($"/offers/{offer.Id}/submission")).Expect(HttpStatusCode.OK);
        (await (await app.SignInAsync(Role.SalesManager)).PostAsync($"/offers/{offer.Id}/approval")).Expect(HttpStatusCode.OK); // the plan names nobody

        (await user.PostAsync("/orders", Order(customer, (inside, "8", "0")))).Expect(HttpStatusCode.Created);
        Assert.Equal(["/lines/1/discountPercent discount_above_ceiling"], (await user.PostAsync("/orders", Order(customer, (inside, "8", "0"), (outside, "9.99", "0")))).Problem.Places);
    }

    [Fact]
    public async Task What_a_file_brings_happened_already_and_is_not_refused()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await CustomerAsync(user, ceiling: 5, approver: null);
        var number = (await user.CustomerAsync(customer)).Text("number");
        var order = Unique.Word();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await user.PostAsync("/orders", new { customerId = customer, lines = new[] { new { text = "货", unitPrice = "100", discountPercent = "50" } } })).Status);

        await ImportOrdersAsync(user, $"订单号,客户编号,日期,产品,数量,单价,折扣\n{order},{number},2025-03-01,货,1,100,50\n");

        Assert.Single(await user.ListAsync("/orders?filter[number]=" + order));
    }

    [Fact]
    public async Task Offers_of_others_do_not_exist_and_drafts_can_be_corrected()
    {
        var (user, stranger) = (await app.SignInAsync(Role.Sales), await app.SignInAsync(Template.OtherSalesEmail));
        var customer = (await user.CreateCustomerAsync()).Id;
        var offer = await user.MakeAsync("/offers", new { customerId = customer, kind = "benefit", benefit = "free_shipping" });

        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync("/offers/" + offer.Id)).Status);
        Assert.Equal(["/customerId unknown_customer"], (await stranger.PostAsync("/offers", new { customerId = customer, kind = "benefit", benefit = "free_shipping" })).Problem.Places);
        Assert.Equal(["/benefit unknown_code"], (await user.PatchAsync("/offers/" + offer.Id, new { benefit = "nothing_like_it" })).Problem.Places);
        Assert.Equal("required", (await user.PostAsync("/offers", new { customerId = customer, kind = "price", price = "5" })).Problem.Code);
        Assert.Equal(2, (await user.PatchAsync("/offers/" + offer.Id, new { reason = "老客户" }, 1)).Expect(HttpStatusCode.OK).Json.Number("version"));
        Assert.Equal("permission_missing", (await user.DeleteAsync("/offers/" + offer.Id)).Problem.Code);
    }

    [Fact]
    public async Task An_offer_whose_last_day_is_over_has_expired()
    {
        using var own = new CrmApp();
        own.Clock.StopAt("2026-12-01T10:00:00+08:00");
        var user = await own.SignInAsync(Template.SalesEmail, CrmApp.Password);
        var customer = (await user.CreateCustomerAsync()).Id;
        var offer = await user.MakeAsync("/offers", new { customerId = customer, kind = "discount", discountPercent = "5", validTo = "2026-12-02" });
        (await user.PostAsync($"/offers/{offer.Id}/submission")).Expect(HttpStatusCode.OK);

        own.Clock.StopAt("2026-12-03T00:10:00+08:00");
        user = await own.SignInAsync(Template.SalesEmail, CrmApp.Password);
        Assert.Equal("expired", (await user.ReadAsync("/offers/" + offer.Id)).Text("status"));
        await own.RunJobAsync("offers");
        Assert.Single(await user.ListAsync("/offers?filter[status]=expired"));
    }

    private static object Order(string customer, params (string Product, string Price, string Discount)[] lines) =>
        new { customerId = customer, orderedOn = Day, lines = lines.Select(l => new { productId = l.Product, quantity = "2", unitPrice = l.Price, discountPercent = l.Discount }) };

    private async Task ImportOrdersAsync(ApiUser user, string csv)
    {
        var job = await app.ImportedAsync(user, "orders", "orders.csv", Imports.Utf8(csv));
        Assert.Equal("succeeded 1/0/0/0", job.Counts());
    }

    private async Task<string> CustomerAsync(ApiUser user, decimal ceiling, string? approver)
    {
        var (admin, tier) = (await app.SignInAsync(Role.Administrator), Unique.Word());
        await admin.MakeAsync("/code-lists/customer_tier/items", new { code = tier, labelZh = tier, labelEn = tier });
        await admin.MakeAsync("/service-plans", new { name = tier, tier, cadenceDays = 30, discountCeiling = ceiling, approverId = approver });
        var customer = (await user.CreateCustomerAsync()).Id;
        (await admin.PutAsync($"/customers/{customer}/tier", new { tier, reason = "测试" })).Expect(HttpStatusCode.OK);
        return customer;
    }
}
