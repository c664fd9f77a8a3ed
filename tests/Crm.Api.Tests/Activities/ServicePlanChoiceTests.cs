using System.Net;
using Crm.Api.Tests.Orders;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Activities;

public sealed class ServicePlanChoiceTests
{
    [Fact]
    public async Task The_plan_that_names_most_of_a_customer_is_his()
    {
        using var app = new CrmApp();
        var admin = await app.SignInAsync(Role.Administrator);
        var customer = (await admin.CreateCustomerAsync()).Id;
        Assert.Null(await PlanAsync(admin, customer));

        await MakeAsync(admin, new { name = "所有人", cadenceDays = 90, channel = "call" });
        Assert.Equal("所有人", await PlanAsync(admin, customer));
        await MakeAsync(admin, new { name = "潜在客户", stage = "prospect", cadenceDays = 30, channel = "call", rank = 2 });
        Assert.Equal("潜在客户", await PlanAsync(admin, customer));

        var segment = (await admin.PostAsync("/segments", new { name = "五星", where = new { field = "rating", op = "eq", value = "5" } })).Expect(HttpStatusCode.Created).Json.Id;
        await MakeAsync(admin, new { name = "五星客户", segmentId = segment, cadenceDays = 20, channel = "call", rank = 1 });
        Assert.Equal("潜在客户", await PlanAsync(admin, customer));
        (await admin.PatchAsync($"/customers/{customer}", new { rating = 5 })).Expect(HttpStatusCode.OK); // it changes with the segment: both name one thing, the smaller rank wins
        Assert.Equal("五星客户", await PlanAsync(admin, customer));
        Assert.Equal(("五星", segment), ((await admin.ReadAsync($"/customers/{customer}/overview")).Text("servicePlan.segmentName"), (await admin.ReadAsync($"/customers/{customer}/overview")).Text("servicePlan.segmentId")));

        await MakeAsync(admin, new { name = "五星新客户", segmentId = segment, stage = "new", cadenceDays = 7, channel = "visit", rank = 9 });
        Assert.Equal("五星客户", await PlanAsync(admin, customer));
        await admin.OrderAsync(customer, "10", "2026-11-01"); // … and with the stage
        Assert.Equal("五星新客户", await PlanAsync(admin, customer));

        Assert.Equal(["/segmentId unknown_segment"], (await admin.PostAsync("/service-plans", new { name = "x", cadenceDays = 5, channel = "call", segmentId = "01930000-0000-7000-8000-000000000000" })).Problem.Places);
        Assert.Equal("segment_in_use", (await admin.DeleteAsync($"/segments/{segment}", 1)).Problem.Code);
    }

    [Fact]
    public async Task The_next_step_is_planned_in_the_rhythm_of_that_plan()
    {
        using var app = new CrmApp();
        var (admin, sales) = (await app.SignInAsync(Role.Administrator), await app.SignInAsync(Role.Sales));
        var segment = (await admin.PostAsync("/segments", new { name = "五星", where = new { field = "rating", op = "eq", value = "5" } })).Expect(HttpStatusCode.Created).Json.Id; // not shared: the plan is the house's all the same
        await MakeAsync(admin, new { name = "所有人", cadenceDays = 300, channel = "call" });
        await MakeAsync(admin, new { name = "五星客户", segmentId = segment, cadenceDays = 10, graceDays = 2, leadDays = 2, channel = "visit" });
        var (usual, good) = ((await sales.CreateCustomerAsync()).Id, (await sales.CreateCustomerAsync()).Id);
        (await sales.PatchAsync($"/customers/{good}", new { rating = 5 })).Expect(HttpStatusCode.OK);
        await app.RunJobAsync("follow-ups");

        Assert.Equal(["call", "visit"], new[] { await StepAsync(sales, usual), await StepAsync(sales, good) });
    }

    private static async Task<string> StepAsync(ApiUser user, string customer) => (await user.ReadAsync($"/customers/{customer}/overview")).Text("nextStep.channel");

    private static async Task<string?> PlanAsync(ApiUser user, string customer) => (await user.ReadAsync($"/customers/{customer}/overview")).TextOrNull("servicePlan.name");

    private static async Task MakeAsync(ApiUser user, object plan) => (await user.PostAsync("/service-plans", plan)).Expect(HttpStatusCode.Created);
}
