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
        Assert.Equal((true, true), ((await admin.ReadAsync($"/customers/{customer}/key-account"))["plan"] is null, (await admin.ReadAsync($"/customers/{customer}/key-account")).Says("canChange")));

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
        Assert.Equal((Day(app, 0), Day(app, 30)), (reviewed.Text("lastReviewOn"), reviewed.Text("nextReviewOn")));
        Assert.Equal(["一切按计划"], (await admin.ListAsync($"/customers/{customer}/key-account/reviews")).Select(s => s.Text("note")));

        Assert.Equal(HttpStatusCode.NotFound, (await sales.GetAsync($"/customers/{customer}/key-account")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await sales.PutAsync($"/customers/{customer}/key-account", new { })).Status);
        Assert.Empty(await sales.ListAsync("/key-accounts"));
    }

    [Fact]
    public async Task What_was_changed_in_a_plan_is_told_list_by_list_and_can_be_taken_back()
    {
        using var app = new CrmApp();
        var admin = await app.SignInAsync(Role.Administrator);
        var customer = (await admin.CreateCustomerAsync()).Id;
        var contact = (await admin.CreateContactAsync(customerId: customer)).Id;
        var first = new { goals = new[] { new { text = "份额过半" } }, stakeholders = new[] { new { contactId = contact, role = "决策人" } }, risks = new[] { new { text = "竞争对手" } }, actions = new[] { new { text = "互访" } } };
        var plan = (await admin.PutAsync($"/customers/{customer}/key-account", first)).Expect(HttpStatusCode.OK).Json.Id;
        (await admin.PutAsync($"/customers/{customer}/key-account", new { first.goals, first.stakeholders, risks = new[] { new { text = "账期" } }, actions = new[] { new { text = "互访" }, new { text = "样机" } } })).Expect(HttpStatusCode.OK);

        var history = await admin.ListAsync($"/key-accounts/{plan}/history");
        Assert.Equal(["changed", "created"], history.Select(c => c.Text("verb")));
        Assert.Equal(["risks", "actions"], history[0].Items("fields").Select(f => f.Text("field")));
        Assert.Equal(("竞争对手", "账期"), (history[0].Text("fields.0.before.0.text"), history[0].Text("fields.0.after.0.text")));
        Assert.Equal(["customerId", "status", "startedOn", "goals", "stakeholders", "risks", "actions"], history[1].Items("fields").Select(f => f.Text("field")));
        Assert.Equal([history[0].Id], (await admin.ListAsync($"/key-accounts/{plan}/history?field=risks")).Take(1).Select(c => c.Id));
        Assert.Contains(history[0].Id, (await admin.ListAsync($"/customers/{customer}/history")).Where(c => c.TextOrNull("name") is not null).Select(c => c.Id)); // told in the customer's file too

        (await admin.PutAsync($"/customers/{customer}/key-account", new { first.goals, first.stakeholders, risks = new[] { new { text = "账期" } }, actions = new[] { new { text = "互访" }, new { text = "样机二" } } })).Expect(HttpStatusCode.OK);
        var undone = (await admin.PostAsync($"/changes/{history[0].Id}/undo", new { })).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("risks", Assert.Single(undone.Items("undone")).Text("field"));
        Assert.Equal("actions", Assert.Single(undone.Items("kept")).Text("field")); // what was changed since stays
        Assert.Equal(("竞争对手", "样机二"), ((await admin.ReadAsync($"/key-accounts/{plan}")).Text("risks.0.text"), (await admin.ReadAsync($"/key-accounts/{plan}")).Text("actions.1.text")));
    }

    [Fact]
    public async Task A_plan_goes_into_the_bin_and_comes_back_unless_there_is_another()
    {
        using var app = new CrmApp();
        var (admin, sales) = (await app.SignInAsync(Role.Administrator), await app.SignInAsync(Role.Sales));
        var customer = (await admin.CreateCustomerAsync()).Id;
        var plan = (await admin.PutAsync($"/customers/{customer}/key-account", new { goals = new[] { new { text = "份额过半" } } })).Expect(HttpStatusCode.OK).Json.Id;

        Assert.Equal(HttpStatusCode.NotFound, (await sales.DeleteAsync($"/key-accounts/{plan}")).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await admin.DeleteAsync($"/key-accounts/{plan}", 9)).Status);
        (await admin.DeleteAsync($"/key-accounts/{plan}", 1)).Expect(HttpStatusCode.NoContent);
        (await admin.DeleteAsync($"/key-accounts/{plan}", 1)).Expect(HttpStatusCode.NoContent);
        Assert.Null((await admin.ReadAsync($"/customers/{customer}/key-account"))["plan"]);
        Assert.Empty(await admin.ListAsync("/key-accounts"));
        Assert.Equal([plan], (await admin.ListAsync("/key-accounts?deleted=only")).Select(p => p.Id));
        Assert.Equal((false, true), ((await admin.ReadAsync($"/key-accounts/{plan}")).Says("can.update"), (await admin.ReadAsync($"/key-accounts/{plan}")).Says("can.restore")));

        (await admin.PutAsync($"/customers/{customer}/key-account", new { })).Expect(HttpStatusCode.OK);
        Assert.Equal((HttpStatusCode.Conflict, "already_key_account"), ((await admin.PostAsync($"/key-accounts/{plan}/restoration")).Status, (await admin.PostAsync($"/key-accounts/{plan}/restoration")).Problem.Places.Single().Split(' ')[^1]));
        (await admin.DeleteAsync($"/key-accounts/{(await admin.ListAsync("/key-accounts")).Single().Id}")).Expect(HttpStatusCode.NoContent);
        Assert.Equal("份额过半", (await admin.PostAsync($"/key-accounts/{plan}/restoration")).Expect(HttpStatusCode.OK).Json.Text("goals.0.text"));
        Assert.Equal(["restored", "deleted", "created"], (await admin.ListAsync($"/key-accounts/{plan}/history")).Select(c => c.Text("verb")));
    }

    [Fact]
    public async Task The_programme_comes_page_by_page_in_the_order_of_the_next_reviews()
    {
        using var app = new CrmApp();
        var (admin, manager) = (await app.SignInAsync(Role.Administrator), await app.SignInAsync(Role.SalesManager));
        var days = new int?[] { 9, null, 3, 7, null };
        foreach (var day in days) (await admin.PutAsync($"/customers/{(await admin.CreateCustomerAsync()).Id}/key-account", new { nextReviewOn = day is { } d ? Day(app, d) : null })).Expect(HttpStatusCode.OK);

        var (seen, cursor) = (new List<string?>(), "");
        do
        {
            var page = await admin.ReadAsync($"/key-accounts?limit=2{cursor}");
            seen.AddRange(page.Items("data").Select(row => row.TextOrNull("nextReviewOn")));
            cursor = page.TextOrNull("page.next") is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);

        Assert.Equal([Day(app, 3), Day(app, 7), Day(app, 9), null, null], seen);
        Assert.Equal(1, (await admin.ReadAsync($"/key-accounts?count=exact&filter[nextReviewOn]={Day(app, 7)}")).Number("total.value"));
        Assert.Empty(await manager.ListAsync("/key-accounts"));
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.GetAsync("/key-accounts?cursor=x")).Status);
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
