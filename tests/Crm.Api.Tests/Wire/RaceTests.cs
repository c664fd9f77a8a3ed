using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Wire;

public sealed class RaceTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Fact]
    public async Task Of_fifty_who_change_what_they_saw_at_once_one_wins_and_nothing_is_lost()
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => user.PatchAsync("/customers/" + customer.Id, new { shortName = "写者" + i }, 1)));

        var winner = Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.Equal(49, answers.Count(a => a.Status == HttpStatusCode.PreconditionFailed && a.Problem.Code == "version_conflict" && a.Json.Number("currentVersion") == 2));
        Assert.Equal(winner.Json.Text("shortName"), (await user.CustomerAsync(customer.Id)).Text("shortName"));
    }

    [Fact]
    public async Task Twenty_repetitions_at_once_make_one_record_and_get_one_answer()
    {
        var user = await app.SignInAsync(Role.Sales);
        var name = Unique.Word();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => user.PostAsync("/customers", new { name }, ("Idempotency-Key", "parallel-1"))));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Created, a.Status));
        Assert.Single(answers.Select(a => a.Body).Distinct());
        Assert.Equal(19, answers.Count(a => a.Header("Idempotency-Replayed") == "true"));
        Assert.Single(await user.ListAsync("/customers?filter[name]=" + name));
    }

    [Fact]
    public async Task A_repetition_gets_the_same_answer_for_a_day()
    {
        var user = await app.SignInAsync(Template.SalesEmail, CrmApp.Password);
        var name = Unique.Word();
        Task<Answer> SendAsync() => user.PostAsync("/customers", new { name }, ("Idempotency-Key", "sequential-1"));

        var (first, second) = (await SendAsync(), await SendAsync());

        Assert.Equal((first.Status, first.Body, first.ETag, first.Header("Location")), (second.Status, second.Body, second.ETag, second.Header("Location")));
        Assert.Equal((null, "true"), (first.Header("Idempotency-Replayed"), second.Header("Idempotency-Replayed")));
    }

    [Fact]
    public async Task A_key_with_another_body_is_refused_and_a_key_of_another_user_is_another_key()
    {
        var (user, other) = (await app.SignInAsync(Role.Sales), await app.SignInAsync(Role.SalesManager));
        var name = Unique.Word();
        await user.PostAsync("/customers", new { name }, ("Idempotency-Key", "shared-1"));

        var reused = await user.PostAsync("/customers", new { name = name + "x" }, ("Idempotency-Key", "shared-1"));
        var foreign = await other.PostAsync("/customers", new { name }, ("Idempotency-Key", "shared-1"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "idempotency_key_reused"), (reused.Status, reused.Problem.Code));
        Assert.Equal((HttpStatusCode.Created, null), (foreign.Status, foreign.Header("Idempotency-Replayed")));
    }

    [Fact]
    public async Task A_refusal_is_not_remembered()
    {
        var user = await app.SignInAsync(Role.Sales);

        var refused = await user.PostAsync("/customers", new { name = "" }, ("Idempotency-Key", "refused-1"));
        var made = await user.PostAsync("/customers", new { name = "改好了" }, ("Idempotency-Key", "refused-1"));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Created), (refused.Status, made.Status));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("256")]
    public async Task A_key_that_is_none_is_refused(string key)
    {
        var user = await app.SignInAsync(Role.Sales);

        var answer = await user.PostAsync("/customers", new { name = "x" }, ("Idempotency-Key", key == "256" ? new string('k', 256) : key));

        Assert.Equal(["Idempotency-Key malformed_idempotency_key"], answer.Problem.Places);
    }

    [Fact]
    public async Task Secrets_are_never_repeated()
    {
        var admin = await app.SignInAsync(Role.Administrator);
        var body = new { name = "赵", email = $"{Unique.Word()}@crm.example", role = "sales" };

        (await admin.PostAsync("/users", body, ("Idempotency-Key", "secret-1"))).Expect(HttpStatusCode.Created);
        var again = await admin.PostAsync("/users", body, ("Idempotency-Key", "secret-1"));

        Assert.Equal((HttpStatusCode.Conflict, "duplicate_email"), (again.Status, again.Problem.Code));
    }

    [Fact]
    public async Task Twenty_who_open_files_at_once_get_twenty_numbers()
    {
        var user = await app.SignInAsync(Role.Sales);

        var made = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => user.CreateCustomerAsync()));

        Assert.Equal(20, made.Select(c => c.Text("number")).Distinct().Count());
    }
}
