using System.Diagnostics;
using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Auth;

public sealed class SignInTests : IClassFixture<CrmApp>
{
    private readonly CrmApp _app;

    public SignInTests(CrmApp app)
    {
        _app = app;
        app.Clock.Stop();
    }

    [Fact]
    public async Task An_unknown_user_and_a_wrong_password_get_the_same_answer()
    {
        var unknown = await TryAsync("nobody@crm.example");
        var wrong = await TryAsync(Template.ManagerEmail);

        Assert.Equal(HttpStatusCode.Unauthorized, unknown.Status);
        Assert.Equal("invalid_credentials", unknown.Problem.Code);
        Assert.Equal(WithoutRequestId(unknown), WithoutRequestId(wrong));
    }

    [Fact]
    public async Task An_unknown_user_is_refused_as_slowly_as_a_known_one()
    {
        var (unknown, known) = (new List<double>(), new List<double>());
        for (var i = 0; i < 10; i++)
        {
            unknown.Add(await MillisecondsAsync("nobody@crm.example"));
            known.Add(await MillisecondsAsync(Template.OtherSalesEmail));
            _app.Clock.Advance(TimeSpan.FromHours(2));
        }

        Assert.InRange(Median(unknown) / Median(known), 0.5, 2);
    }

    [Fact]
    public async Task Guessing_costs_more_and_more_time()
    {
        for (var i = 0; i <= SignInThrottle.FreeFailures; i++) Assert.Equal(HttpStatusCode.Unauthorized, (await TryAsync(Template.SalesEmail)).Status);

        var blocked = await TryAsync(Template.SalesEmail);
        Assert.Equal(HttpStatusCode.TooManyRequests, blocked.Status);
        Assert.Equal("too_many_attempts", blocked.Problem.Code);
        Assert.Equal("1", blocked.Header("Retry-After"));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await TryAsync(Template.SalesEmail, CrmApp.Password)).Status);

        _app.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await TryAsync(Template.SalesEmail)).Status);
        Assert.Equal("2", (await TryAsync(Template.SalesEmail)).Header("Retry-After"));
        Assert.Equal(HttpStatusCode.OK, (await TryAsync(CrmApp.AdminEmail, CrmApp.Password)).Status);

        _app.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.OK, (await TryAsync(Template.SalesEmail, CrmApp.Password)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await TryAsync(Template.SalesEmail)).Status);
    }

    [Fact]
    public async Task Guessing_in_parallel_is_counted_like_guessing_in_turn()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => TryAsync("victim@crm.example")));

        Assert.Equal(SignInThrottle.FreeFailures + 1, answers.Count(a => a.Status == HttpStatusCode.Unauthorized));
        Assert.Equal(10 - SignInThrottle.FreeFailures - 1, answers.Count(a => a.Status == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task Without_address_or_password_nobody_signs_in()
    {
        var answer = await _app.Stranger().PostAsync("/auth/login", new { email = "" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(["/email required", "/password required"], answer.Problem.Places);
    }

    [Fact]
    public async Task The_address_is_read_without_regard_to_case_and_spaces()
    {
        Assert.Equal(HttpStatusCode.OK, (await TryAsync(" Other.Manager@CRM.example ", CrmApp.Password)).Status);
    }

    private Task<Answer> TryAsync(string email, string password = "not the password at all") => _app.Stranger().PostAsync("/auth/login", new { email, password });

    private async Task<double> MillisecondsAsync(string email)
    {
        var started = Stopwatch.GetTimestamp();
        await TryAsync(email);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string WithoutRequestId(Answer answer)
    {
        var json = answer.Problem.Json.AsObject();
        json.Remove("requestId");
        return json.ToJsonString();
    }
}
