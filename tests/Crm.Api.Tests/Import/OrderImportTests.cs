using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Import;

public sealed class OrderImportTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Fact]
    public async Task Lines_become_orders_and_what_came_back_becomes_returns()
    {
        var user = await app.SignInAsync(Role.Administrator);
        var (a, b, sku) = ("5" + Unique.Word(), "6" + Unique.Word(), Unique.Word().ToUpperInvariant());
        var file = Imports.Utf8($"""
            InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
            {a},{sku}A,白心挂饰,6,2010-12-01 08:26:00,2.55,{a}K,United Kingdom
            {b},{sku}A,白心挂饰,1,2010-12-31 23:59:00,10.125,,France
            C{a},{sku}A,白心挂饰,-1,2011-01-02 09:00:00,2.55,{a}K,United Kingdom
            {a},{sku}B,铁灯,8,2010-12-01 08:26:00,3.39,{a}K,United Kingdom
            """);

        var preview = (await user.PreviewAsync("orders", "or.csv", file)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(
            ["number", "line.productCode", "line.productName", "line.quantity", "orderedAt", "line.unitPrice", "customerId", "customer.country"],
            preview.Items("columns").Select(c => c.Text("field")));

        var dry = await app.ImportedAsync(user, "orders", "or.csv", file, ("dryRun", "true"));
        Assert.Equal("succeeded 3/0/0/0", dry.Counts());
        Assert.Empty(await user.ListAsync($"/orders?filter[number]={a}"));

        var job = await app.ImportedAsync(user, "orders", "or.csv", file);
        Assert.Equal(("succeeded 3/0/0/0", 4, 1, 2), (job.Counts(), job.Number("progress.done"), job.Number("result.customers"), job.Number("result.products")));
        var order = await user.ReadAsync("/orders/" + (await user.ListAsync($"/orders?filter[number]={a}"))[0].Id);
        Assert.Equal(("42.42", "completed", "2010-12-01", a + "K"), (order.Text("revenue"), order.Text("status"), order.Text("orderedOn"), order.Text("customerName")));
        Assert.Equal([(sku + "A", "6", "2.55"), (sku + "B", "8", "3.39")], order.Items("lines").Select(l => (l.Text("productCode"), l.Text("quantity"), l.Text("unitPrice"))));
        var stranger = (await user.ListAsync($"/orders?filter[number]={b}"))[0];
        Assert.Equal((null, "10.125", "2010-12-31"), (stranger.TextOrNull("customerId"), stranger.Text("revenue"), stranger.Text("orderedOn")));
        Assert.Equal("2.55", (await user.ListAsync($"/returns?filter[customerId]={order.Text("customerId")}"))[0].Text("revenue"));
        var customer = await user.CustomerAsync(order.Text("customerId"));
        Assert.Equal(("39.87", 1, 1, "United Kingdom"), (customer.Text("netRevenue.amount"), customer.Number("orderCount"), customer.Number("returnCount"), customer.Text("addressLine2")));

        Assert.Equal("succeeded 0/0/3/0", (await app.ImportedAsync(user, "orders", "or.csv", file, ("mode", "upsert"))).Counts());
        var changed = Imports.Utf8($"InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n{a},{sku}B,铁灯,9,2010-12-01 08:26:00,3.39,{a}K,United Kingdom\n");
        Assert.Equal("succeeded 0/1/0/0", (await app.ImportedAsync(user, "orders", "or.csv", changed, ("mode", "upsert"))).Counts());
        Assert.Equal("30.51", (await user.ReadAsync("/orders/" + order.Id)).Text("revenue"));
    }

    [Fact]
    public async Task Chinese_columns_are_understood_and_one_wrong_line_keeps_its_order_out()
    {
        var user = await app.SignInAsync(Role.Sales);
        var (no, name) = (Unique.Word(), "买家" + Unique.Word());
        var file = Imports.Utf8($"""
            订单编号,下单时间,客户名称,商品名称,商品编码,类目,单位,数量,单价,金额,支付方式
            {no}1,2026/3/5 10:00,{name},轴承,{no}-a,配件,个,2,,25.00,微信支付
            {no}2,2026/3/6 10:00,{name},轴承,{no}-a,配件,个,一,12.5,,微信支付
            {no}2,2026/3/6 10:00,{name},皮带,{no}-b,配件,条,1,3,,微信支付
            """);

        var job = await app.ImportedAsync(user, "orders", "订单.csv", file);

        Assert.Equal("partially_succeeded 1/0/0/2", job.Counts());
        var failed = Encoding.UTF8.GetString(await app.NotImportedAsync(job));
        Assert.Contains("[数量] not_a_number", failed, StringComparison.Ordinal);
        Assert.Contains("order_incomplete", failed, StringComparison.Ordinal);
        var order = await user.ReadAsync("/orders/" + (await user.ListAsync($"/orders?filter[number]={no}1"))[0].Id);
        Assert.Equal(("25", "12.5", "wechat_pay", name), (order.Text("revenue"), order.Text("lines.0.unitPrice"), order.Text("paymentMethod"), order.Text("customerName")));
        var product = (await user.ListAsync($"/products?filter[code]={no.ToUpperInvariant()}-A"))[0];
        Assert.Equal(("轴承", "个", "配件", "12.50"), (product.Text("name"), product.Text("unit"), product.Text("categoryName"), product.Text("price.amount")));
        Assert.Equal("配件", (await user.CustomerAsync(order.Text("customerId"))).Text("favouriteCategoryName"));
        Assert.Equal("partially_succeeded 0/0/1/2", (await app.ImportedAsync(user, "orders", "订单.csv", file)).Counts());
    }

    /// <summary>A twelfth of the customers of a real shop over seven months; the whole file is measured outside the suite.</summary>
    [Fact]
    public async Task Months_and_customers_of_a_real_shop_come_out_to_the_cent()
    {
        using var own = new CrmApp();
        var user = await own.SignInAsync(Role.Administrator);
        var file = await RealShopAsync();
        var sold = Encoding.UTF8.GetString(file).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Cells).ToList();

        var job = await own.ImportedAsync(user, "orders", "online_retail.csv", file);

        Assert.Equal((0, sold.Count), (job.Number("result.failed"), job.Number("progress.done")));
        var clean = sold.Where(l => l.Customer.Length > 0 && l is { Quantity: > 0, Price: > 0 }).ToList();
        var back = sold.Where(l => l.Customer.Length > 0 && l.Quantity < 0).ToList();
        Assert.Equal(
            clean.GroupBy(l => l.Day[..7]).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, g.Select(l => l.Invoice).Distinct().Count(), g.Sum(l => l.Quantity * l.Price), back.Where(l => l.Day[..7] == g.Key).Sum(l => -l.Quantity * l.Price))),
            (await user.ListAsync("/orders/summary?groupBy=month")).Select(m => (m.Text("month"), m.Number("orders"), Amount(m.Text("grossRevenue")), Amount(m.Text("returns")))));

        var expected = clean.Concat(back).GroupBy(l => l.Customer).ToDictionary(g => g.Key, g => (
            Net: g.Sum(l => l.Quantity * l.Price),
            Orders: g.Where(l => l.Quantity > 0).Select(l => l.Invoice).Distinct().Count(),
            Last: g.Where(l => l.Quantity > 0).Max(l => l.Day)));
        var customers = new List<System.Text.Json.Nodes.JsonNode>();
        for (var cursor = ""; ;)
        {
            var page = await user.ReadAsync("/customers?limit=200&sort=name" + cursor);
            customers.AddRange(page.Items("data"));
            if (!page.Says("page.hasMore")) break;
            cursor = "&cursor=" + Uri.EscapeDataString(page.Text("page.next"));
        }

        var figures = customers.Where(c => c.Number("orderCount") > 0 || expected.ContainsKey(c.Text("name"))).ToDictionary(c => c.Text("name"), c => (Net: Amount(c.Text("netRevenue.amount")), Orders: c.Number("orderCount"), Last: c.TextOrNull("lastOrderOn")));
        Assert.Equal(expected.OrderBy(e => e.Key, StringComparer.Ordinal), figures.OrderBy(e => e.Key, StringComparer.Ordinal));

        var one = customers.First(c => c.Text("name") == "14606");
        var view = await user.ReadAsync($"/customers/{one.Id}/trade?asOf=2011-06-30");
        Assert.Equal(expected["14606"].Net, Amount(view.Text("netRevenue12Months.amount")));
    }

    private static async Task<byte[]> RealShopAsync()
    {
        await using var packed = typeof(OrderImportTests).Assembly.GetManifestResourceStream("online_retail_part.csv.gz")!;
        await using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        await unpacked.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private static decimal Amount(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static (string Invoice, int Quantity, string Day, decimal Price, string Customer) Cells(string line)
    {
        var parts = line.Split(',');
        var tail = parts[^5..]; // descriptions may hold commas, what follows them does not
        return (parts[0], int.Parse(tail[0], CultureInfo.InvariantCulture), tail[1][..10], Amount(tail[2]), tail[3]);
    }
}
