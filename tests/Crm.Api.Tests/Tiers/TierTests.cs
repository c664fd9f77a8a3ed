using System.Globalization;
using System.Net;
using Crm.Api.Tests.Import;
using Crm.Api.Tests.Orders;
using Crm.Domain.Security;
using Crm.Infrastructure.Jobs;
using Crm.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Api.Tests.Tiers;

public sealed class TierTests
{
    private static readonly object Rules = new object[]
    {
        new { name = "大客户", tier = "vip", where = new { field = "netRevenue", op = "gte", value = "1000" } },
        new { name = "其余", tier = "standard" },
    };

    [Fact]
    public async Task The_first_rule_that_holds_decides_and_says_why()
    {
        using var app = new CrmApp();
        var admin = await app.SignInAsync(Role.Administrator);
        var (large, small) = ((await admin.CreateCustomerAsync()).Id, (await admin.CreateCustomerAsync()).Id);
        await admin.OrderAsync(large, "1000", "2026-02-01");
        await admin.OrderAsync(small, "5", "2026-02-01");
        var scheme = (await admin.PutAsync("/tiers/scheme", new { rules = Rules })).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("累计净收入不小于1000", scheme.Text("ruleTexts.0.zh"));

        var preview = (await admin.PostAsync("/tiers/preview", new { rules = Rules })).Expect(HttpStatusCode.OK).Json;
        Assert.Equal([("standard", 1), ("vip", 1)], preview.Items("moves").Select(m => (m.Text("to"), m.Number("customers"))).Order());
        Assert.Null((await admin.CustomerAsync(large)).TextOrNull("tier"));

        await AssignAsync(app, admin);
        Assert.Equal([large], (await admin.ListAsync("/customers?filter[tier]=vip")).Select(c => c.Id));
        var view = await admin.ReadAsync($"/customers/{large}/tier");
        Assert.Equal(("vip", "大客户", "1000", "rule"), (view.Text("tier"), view.Text("why.rule"), view.Text("why.inputs.monetary"), view.Text("why.cause")));
        Assert.Null((await admin.ReadAsync($"/customers/{large}/tier?asOf=2026-01-01")).TextOrNull("tier"));

        await admin.ReturnAsync(large, "500", "2026-02-02");
        await AssignAsync(app, admin);
        Assert.Equal(["standard", "vip"], (await admin.ReadAsync($"/customers/{large}/tier")).Items("history").Select(h => h.Text("tier")));
    }

    [Fact]
    public async Task What_somebody_chose_stands_until_its_day_and_no_longer()
    {
        using var app = new CrmApp();
        var (admin, sales) = (await app.SignInAsync(Role.Administrator), await app.SignInAsync(Role.Sales));
        var customer = (await admin.CreateCustomerAsync()).Id;
        (await admin.PutAsync("/tiers/scheme", new { rules = Rules })).Expect(HttpStatusCode.OK);
        var until = DateOnly.FromDateTime(app.Clock.GetUtcNow().UtcDateTime.AddHours(8)).AddDays(2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        Assert.Equal(HttpStatusCode.Forbidden, (await sales.PutAsync($"/customers/{customer}/tier", new { tier = "vip", reason = "x" })).Status);
        Assert.Equal(["/reason required", "/tier required"], (await admin.PutAsync($"/customers/{customer}/tier", new { until })).Problem.Places.Order(StringComparer.Ordinal));
        var chosen = (await admin.PutAsync($"/customers/{customer}/tier", new { tier = "gold", reason = "董事长的老朋友", until })).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(("gold", "manual", "董事长的老朋友", until), (chosen.Text("tier"), chosen.Text("why.cause"), chosen.Text("why.reason"), chosen.Text("why.until")));

        await AssignAsync(app, admin);
        Assert.Equal("gold", (await admin.CustomerAsync(customer)).Text("tier"));
        app.Clock.Advance(TimeSpan.FromDays(3));
        admin = await app.SignInAsync(CrmApp.AdminEmail, CrmApp.Password);
        await AssignAsync(app, admin);
        var view = await admin.ReadAsync($"/customers/{customer}/tier");
        Assert.Equal(("standard", "released"), (view.Text("tier"), view.Text("why.cause")));

        (await admin.PutAsync($"/customers/{customer}/tier", new { tier = "vip", reason = "又一次" })).Expect(HttpStatusCode.OK);
        Assert.Equal("standard", (await admin.DeleteAsync($"/customers/{customer}/tier")).Expect(HttpStatusCode.OK).Json.Text("tier"));
    }

    [Fact]
    public async Task Moves_that_are_to_be_looked_at_wait_for_a_yes()
    {
        using var app = new CrmApp();
        var admin = await app.SignInAsync(Role.Administrator);
        var (a, b) = ((await admin.CreateCustomerAsync()).Id, (await admin.CreateCustomerAsync()).Id);
        (await admin.PutAsync("/tiers/scheme", new { application = "review", rules = Rules })).Expect(HttpStatusCode.OK);

        await AssignAsync(app, admin);
        Assert.Equal(new[] { a, b }.Order(), (await admin.ListAsync("/tiers/proposals")).Select(p => p.Text("customerId")).Order());
        Assert.Null((await admin.CustomerAsync(a)).TextOrNull("tier"));
        Assert.Equal(1, (await admin.PostAsync("/tiers/proposals/decision", new { customerIds = new[] { a }, accept = true })).Expect(HttpStatusCode.OK).Json.Number("decided"));
        Assert.Equal(1, (await admin.PostAsync("/tiers/proposals/decision", new { customerIds = new[] { b }, accept = false })).Expect(HttpStatusCode.OK).Json.Number("decided"));
        await AssignAsync(app, admin);

        Assert.Empty(await admin.ListAsync("/tiers/proposals"));
        Assert.Equal(("standard", null), ((await admin.CustomerAsync(a)).Text("tier"), (await admin.CustomerAsync(b)).TextOrNull("tier")));
        Assert.Equal("review", (await admin.ReadAsync($"/customers/{a}/tier")).Text("why.cause"));
    }

    [Fact]
    public async Task Edges_and_scores_are_those_of_the_R_package()
    {
        using var app = new CrmApp();
        var admin = await app.SignInAsync(Role.Administrator);
        var file = await File.ReadAllBytesAsync(PathOf("rfm_orders.csv"));

        var job = await app.ImportedAsync(admin, "orders", "rfm_orders.csv", file);
        Assert.Equal("succeeded 4906/0/0/0", job.Counts());

        var rfm = await admin.ReadAsync("/tiers/rfm?asOf=2006-12-31");
        Assert.Equal(995, rfm.Number("customers"));
        Assert.Equal(
            "115 181 297.4 482 | 4 5 6 8 | 255.8 382 506.4 666",
            string.Join(" | ", new[] { "recency", "frequency", "monetary" }.Select(f => string.Join(' ', rfm[f]!.AsArray().Select(e => e!.GetValue<decimal>().ToString("0.####", CultureInfo.InvariantCulture))))));
        foreach (var (name, score) in new[] { ("Abbey O'Reilly", "343"), ("Add Senger", "412"), ("Aden Lesch", "323"), ("Aden Murphy", "544"), ("Admiral Senger", "433") })
        {
            var customer = (await admin.ListAsync("/customers?filter[name]=" + Uri.EscapeDataString(name)))[0];
            var figures = (await admin.ReadAsync($"/customers/{customer.Id}/tier?asOf=2006-12-31"))["figures"]!;
            Assert.Equal(score, $"{figures.Number("recencyScore")}{figures.Number("frequencyScore")}{figures.Number("monetaryScore")}");
        }

        await AssignAsync(app, admin); // the database finds the same quantiles that the domain does
        var today = await admin.ReadAsync("/tiers/rfm");
        var byScore = today.Items("scores").ToDictionary(s => s.Number("score"), s => s.Number("customers"));
        foreach (var score in byScore.Keys.Take(5))
        {
            var found = await admin.ReadAsync($"/customers?count=exact&limit=1&filter[rfmRecency]={score / 100}&filter[rfmFrequency]={score / 10 % 10}&filter[rfmMonetary]={score % 10}");
            Assert.Equal(byScore[score], found.Number("total.value"));
        }

        // The usual classes and tiers follow from the scores: 12 of 15 points are much, 8 some; whoever is near the top of each is a VIP.
        int Count(Func<int, bool> which) => byScore.Where(s => which(s.Key)).Sum(s => s.Value);
        static int Sum(int score) => score / 100 + score / 10 % 10 + score % 10;
        static bool IsVip(int score) => score / 100 >= 4 && score / 10 % 10 >= 4 && score % 10 >= 5;
        foreach (var (filter, customers) in new[]
        {
            ("valueClass]=high", Count(s => Sum(s) >= 12)), ("valueClass]=middle", Count(s => Sum(s) is >= 8 and < 12)), ("valueClass]=low", Count(s => Sum(s) < 8)),
            ("tier]=vip", Count(IsVip)), ("tier]=gold", Count(s => Sum(s) >= 12 && !IsVip(s))), ("tier]=silver", Count(s => Sum(s) is >= 8 and < 12)), ("tier]=standard", Count(s => Sum(s) < 8)),
        })
        {
            Assert.Equal((filter, customers), (filter, (await admin.ReadAsync($"/customers?count=exact&limit=1&filter[{filter}")).Number("total.value")));
        }

        // With the middle above the high there is no middle.
        (await admin.PutAsync("/tiers/scheme", new { rules = Rules, highFrom = 8, middleFrom = 12 })).Expect(HttpStatusCode.OK);
        await AssignAsync(app, admin);
        foreach (var (value, customers) in new[] { ("high", Count(s => Sum(s) >= 8)), ("middle", 0), ("low", Count(s => Sum(s) < 8)) })
            Assert.Equal((value, customers), (value, (await admin.ReadAsync($"/customers?count=exact&limit=1&filter[valueClass]={value}")).Number("total.value")));
    }

    private static string PathOf(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Crm.sln"))) folder = folder.Parent;
        return Path.Combine(folder.FullName, "tests", "Crm.Domain.Tests", "Data", name);
    }

    private static async Task AssignAsync(CrmApp app, ApiUser admin)
    {
        (await admin.PostAsync("/tiers/assignment")).Expect(HttpStatusCode.Accepted);
        await app.Services.GetRequiredService<JobHands>().DrainAsync(CancellationToken.None);
    }
}
