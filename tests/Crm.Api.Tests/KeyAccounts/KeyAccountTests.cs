using System.Globalization;
using System.Net;
using Crm.Api.Tests.Orders;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.KeyAccounts;

public sealed class KeyAccountTests
{
    [Fact]
    public async Task A_plan_is_written_reviewed_and_remembered()
    {
        using var app = new CrmApp();
        var (admin, sales) = (await app.SignInAsync(Role.Administrator), await app.SignInAsync(Role.Sales));
        var customer = (await admin.CreateCustomerAsync()).Id;
        var (contact, stranger) = ((await admin.CreateContactAsync(customerId: customer)).Id, (await admin.CreateContactAsync(customerId: (await admin.CreateCustomerAsync()).Id)).Id);
        Assert.Equal((0, true), ((await admin.ReadAsync($"/customers/{customer}/key-account")).Number("version"), (await admin.ReadAsync($"/customers/{customer}/key-account")).Says("canChange")));

        object Plan(string person, int influence = 4, object? actions = null) => new
        {
            nextReviewOn = Day(app, 10),
            goals = new[] { new { text = "份额过半", measure = "份额", target = "50%", due = Day(app, 90) } },
            stakeholders = new[] { new { contactId = person, role = "决策人", influence, attitude = -1, ownerId = admin.Id } },
            risks = new[] { new { text = "竞争对手", likelihood = 3, impact = 4, countermeasure = "对比" } },
            actions = actions ?? new[] { new { text = "互访", ownerId = admin.Id, due = Day(app, 5) }, new { text = "样机", ownerId = admin.Id, due = Day(app, 3) } },
        };
        Assert.Equal(["/stakeholders/0/contactId unknown_contact"], (await admin.PutAsync($"/customers/{customer}/key-account", Plan(stranger))).Problem.Places);
        Assert.Equal(["/stakeholders/0/influence out_of_range"], (await admin.PutAsync($"/customers/{customer}/key-account", Plan(contact, 6))).Problem.Places);
        (await admin.PutAsync($"/customers/{customer}/key-account", Plan(contact))).Expect(HttpStatusCode.OK);
        var row = Assert.Single(await admin.ListAsync("/key-accounts"));
        Assert.Equal((customer, 1, 2, Day(app, 3), Day(app, 10)), (row.Text("customerId"), row.Number("openGoals"), row.Number("openActions"), row.Text("nextActionOn"), row.Text("nextReviewOn")));

        Assert.Equal(HttpStatusCode.PreconditionFailed, (await admin.PutAsync($"/customers/{customer}/key-account", Plan(contact), ("If-Match", "\"v9\""))).Status);
        Assert.Equal(["/nextReviewOn review_before_last"], (await admin.PostAsync($"/customers/{customer}/key-account/reviews", new { nextOn = Day(app, -1) })).Problem.Places);
        var reviewed = (await admin.PostAsync($"/customers/{customer}/key-account/reviews", new { note = "一切按计划", nextOn = Day(app, 30) })).Expect(HttpStatusCode.OK).Json;
        Assert.Equal((Day(app, 0), Day(app, 30)), (reviewed.Text("lastReviewOn"), reviewed.Text("plan.nextReviewOn")));
        Assert.Equal(["一切按计划", null], (await admin.ListAsync($"/customers/{customer}/key-account/history")).Select(s => s.TextOrNull("note")));

        Assert.Equal(HttpStatusCode.NotFound, (await sales.GetAsync($"/customers/{customer}/key-account")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await sales.PutAsync($"/customers/{customer}/key-account", new { })).Status);
        Assert.Empty(await sales.ListAsync("/key-accounts"));
    }

    [Fact]
    public async Task Whoever_looks_after_a_customer_is_told_once_that_a_review_is_due()
    {
        using var app = new CrmApp();
        var sales = await app.SignInAsync(Role.Sales);
        var customer = (await sales.CreateCustomerAsync()).Id;
        (await sales.PutAsync($"/customers/{customer}/key-account", new { nextReviewOn = Day(app, 0) })).Expect(HttpStatusCode.OK);

        await app.RunJobAsync("key-accounts");
        await app.RunJobAsync("key-accounts");
        Assert.Equal(["key_account_reviews"], (await sales.ReadAsync("/notifications")).Items("data").Select(n => n.Text("kind")).Where(k => k == "key_account_reviews"));
        (await sales.PostAsync($"/customers/{customer}/key-account/reviews", new { nextOn = Day(app, 0) })).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_programme_is_measured_against_the_nearest_customers_outside_of_it()
    {
        using var app = new CrmApp();
        var admin = await app.SignInAsync(Role.Administrator);
        var (inside, outside) = (new List<string>(), new List<string>());
        foreach (var (before, after, isIn) in new[] { (1000, 1500, true), (2000, 2600, true), (3000, 3900, true), (1100, 1000, false), (2100, 2200, false), (2900, 2800, false), (50, 50, false), (90_000, 90_000, true) })
        {
            var id = (await admin.CreateCustomerAsync()).Id;
            await admin.OrderAsync(id, before.ToString(CultureInfo.InvariantCulture), Day(app, -500));
            await admin.OrderAsync(id, after.ToString(CultureInfo.InvariantCulture), Day(app, -100));
            (isIn ? inside : outside).Add(id);
            if (isIn) (await admin.PutAsync($"/customers/{id}/key-account", new { startedOn = Day(app, -300) })).Expect(HttpStatusCode.OK);
        }

        var measure = await admin.ReadAsync("/key-accounts/measure");
        Assert.Equal((4, 3, 4), (measure.Number("inProgramme"), measure.Number("matched"), measure.Number("outside"))); // nobody is near the largest
        Assert.Equal([(inside[2], outside[2]), (inside[1], outside[1]), (inside[0], outside[0])], measure.Items("pairs").Select(p => (p.Text("customerId"), p.Text("otherId"))));
        double[] ours = [500 / 1250d, 600 / 2300d, 900 / 3450d], others = [-100 / 1050d, 100 / 2150d, -100 / 2850d];
        var expected = Domain.Analytics.WelchDifference.Of(ours, others)!;
        double Of(string name) => measure["growth"]![name]!.GetValue<double>();
        Assert.Equal((Math.Round(expected.First, 4), Math.Round(expected.Difference, 4), Math.Round(expected.Low, 4), Math.Round(expected.High, 4)), (Of("inProgramme"), Of("difference"), Of("low"), Of("high")));
        Assert.Equal(("6000.00", "8000.00", "6100.00"), (measure.Text("revenue.inProgrammeBefore.amount"), measure.Text("revenue.inProgramme.amount"), measure.Text("revenue.outsideBefore.amount")));
        Assert.Null(measure["visitsOnTime"]!["low"]);
    }

    private static string Day(CrmApp app, int days) => DateOnly.FromDateTime(app.Clock.GetUtcNow().UtcDateTime.AddHours(8)).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
