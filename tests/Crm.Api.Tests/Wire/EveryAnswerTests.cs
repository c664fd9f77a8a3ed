using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Wire;

/// <summary>What all answers have in common.</summary>
public sealed class EveryAnswerTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Theory]
    [InlineData("GET", "/customers", 200)]
    [InlineData("GET", "/customers/01930000-0000-7000-8000-000000000000", 404)]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("DELETE", "/customers", 405)]
    [InlineData("POST", "/customers", 415)]
    [InlineData("GET", "//health/live", 200)]
    [InlineData("GET", "//health/ready", 200)]
    [InlineData("GET", "//swagger/v1/swagger.json", 200)]
    [InlineData("GET", "//nothing", 404)]
    public async Task An_answer_is_named_and_tells_browsers_to_be_careful(string method, string path, int status)
    {
        var user = await app.SignInAsync(Role.Sales);

        var answer = await user.SendAsync(HttpMethod.Parse(method), path, method == "POST" ? new StringContent("x") : null);

        Assert.Equal(status, (int)answer.Status);
        Assert.Matches("^req_[0-9a-f]{32}$", answer.Header("Request-Id"));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", answer.Header("Referrer-Policy"));
        Assert.Equal("same-origin", answer.Header("Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", answer.Header("Cross-Origin-Resource-Policy"));
        Assert.Contains("camera=()", answer.Header("Permissions-Policy"), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Null(answer.Header("Server"));
        Assert.Null(answer.Header("X-Powered-By"));
        Assert.Null(answer.Header("Strict-Transport-Security"));
        if (!path.StartsWith("//", StringComparison.Ordinal)) Assert.Contains("no-store", answer.Header("Cache-Control"), StringComparison.Ordinal);
        if (status >= 400) Assert.Equal(answer.Header("Request-Id"), answer.Problem.RequestId);
    }

    [Theory]
    [InlineData("zh-CN", "zh-CN")]
    [InlineData("zh", "zh-CN")]
    [InlineData("en-GB, en;q=0.9", "en")]
    [InlineData("fr, en;q=0.5, zh;q=0.4", "en")]
    [InlineData("en;q=0.1, zh-TW;q=0.8", "zh-CN")]
    [InlineData("fr", "zh-CN")]
    [InlineData("*", "zh-CN")]
    [InlineData("not a language ;;", "zh-CN")]
    [InlineData(null, "zh-CN")]
    public async Task A_problem_speaks_the_language_of_the_reader(string? accept, string language)
    {
        var answer = await app.Stranger().PostAsync("/auth/login", new { email = Unique.Word() + "@crm.example", password = "wrong" }, accept is null ? [] : [("Accept-Language", accept)]);

        Assert.Equal(language, answer.Header("Content-Language"));
        Assert.Contains("Accept-Language", answer.Header("Vary"), StringComparison.Ordinal);
        Assert.Equal(language == "en" ? "The e-mail address or the password is wrong." : "邮箱或密码不正确。", answer.Problem.Detail);
    }

    [Fact]
    public async Task Health_tells_whether_it_lives_and_is_ready()
    {
        var (live, ready) = (await app.Stranger().GetAsync("//health/live"), await app.Stranger().GetAsync("//health/ready"));

        Assert.Equal("ok", live.Json.Text("status"));
        Assert.Equal(("ok", "ok"), (ready.Json.Text("status"), ready.Json.Text("checks.database")));
    }

    [Fact]
    public async Task Answers_are_compressed_for_who_can_read_that()
    {
        var user = await app.SignInAsync(Role.Sales);

        Assert.Equal("br", (await user.GetAsync("/regions", ("Accept-Encoding", "br, gzip"))).Header("Content-Encoding"));
        Assert.Equal("gzip", (await user.GetAsync("/regions", ("Accept-Encoding", "gzip"))).Header("Content-Encoding"));
        Assert.Null((await user.GetAsync("/regions")).Header("Content-Encoding"));
    }

    [Theory]
    [InlineData("TRACE")]
    [InlineData("PUT")]
    [InlineData("OPTIONS")]
    [InlineData("FOO")]
    public async Task A_method_that_an_address_does_not_take_is_refused(string method)
    {
        var user = await app.SignInAsync(Role.Sales);

        var answer = await user.SendAsync(new HttpMethod(method), "/customers");

        Assert.Equal((HttpStatusCode.MethodNotAllowed, "method_not_allowed"), (answer.Status, answer.Problem.Code));
        Assert.Contains("GET", answer.Header("Allow"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_site_is_given_no_permission_to_read()
    {
        var answer = await app.Stranger().SendAsync(
            HttpMethod.Options, "/customers", null, ("Origin", "https://evil.example"), ("Access-Control-Request-Method", "GET"), ("Access-Control-Request-Headers", "authorization"));

        Assert.DoesNotContain(answer.Headers.Keys, name => name.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }
}
