using System.Net;
using Crm.Domain.Security;
using Crm.Infrastructure.Persistence;
using Crm.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Api.Tests.Auth;

public sealed class SessionTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Fact]
    public async Task The_refresh_token_travels_in_a_cookie_that_scripts_and_other_sites_cannot_use()
    {
        var answer = (await app.Stranger().PostAsync("/auth/login", new { email = Template.SalesEmail, password = CrmApp.Password })).Expect(HttpStatusCode.OK);

        var attributes = answer.Header("Set-Cookie")!.ToLowerInvariant().Split("; ");
        Assert.StartsWith("crm_refresh=", attributes[0], StringComparison.Ordinal);
        Assert.Contains("httponly", attributes);
        Assert.Contains("samesite=strict", attributes);
        Assert.Contains("path=/", attributes);
        Assert.Contains(attributes, a => a.StartsWith("expires=", StringComparison.Ordinal));
        Assert.Contains(attributes, a => a.StartsWith("max-age=", StringComparison.Ordinal));
        Assert.DoesNotContain(attributes, a => a.StartsWith("domain", StringComparison.Ordinal));
        Assert.DoesNotContain(answer.Header("Set-Cookie")!.Split(';')[0].Split('=')[1], answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refreshing_gives_a_new_access_token_and_a_new_cookie()
    {
        var user = await SignInAsync();
        var (token, cookie) = (user.AccessToken, user.Cookie);
        app.Clock.Advance(TimeSpan.FromSeconds(1));

        (await user.RefreshAsync()).Expect(HttpStatusCode.OK);

        Assert.NotEqual(token, user.AccessToken);
        Assert.NotEqual(cookie, user.Cookie);
        (await user.GetAsync("/auth/me")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Whoever_shows_an_old_refresh_token_ends_the_whole_session()
    {
        var user = await SignInAsync();
        var stolen = user.Cookie;
        (await user.RefreshAsync()).Expect(HttpStatusCode.OK);

        var thief = app.Stranger();
        thief.Cookie = stolen;
        Assert.Equal("session_expired", (await thief.RefreshAsync()).Problem.Code);

        Assert.Equal("session_expired", (await user.RefreshAsync()).Problem.Code);
        Assert.Equal(HttpStatusCode.Unauthorized, (await user.GetAsync("/auth/me")).Status);
    }

    [Fact]
    public async Task An_access_token_is_good_for_ten_minutes()
    {
        var user = await SignInAsync();

        app.Clock.Advance(TimeSpan.FromMinutes(9));
        (await user.GetAsync("/auth/me")).Expect(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        var answer = await user.GetAsync("/auth/me");
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_token"), (answer.Status, answer.Problem.Code));
        Assert.Contains("invalid_token", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
        (await user.RefreshAsync()).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_that_was_just_found_good_ends_on_time_all_the_same()
    {
        var user = await SignInAsync();

        app.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(2));
        (await user.GetAsync("/auth/me")).Expect(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal("invalid_token", (await user.GetAsync("/auth/me")).Problem.Code);
    }

    [Fact]
    public async Task A_session_that_another_node_ended_is_over_within_five_seconds()
    {
        var user = await app.AddUserAsync(Role.Sales);
        (await user.GetAsync("/customers")).Expect(HttpStatusCode.OK);

        await using (var scope = app.Services.CreateAsyncScope())
        {
            var (id, now) = (Guid.Parse(user.Id), app.Clock.GetUtcNow().UtcDateTime);
            var sessions = scope.ServiceProvider.GetRequiredService<CrmDbContext>().Set<UserSession>();
            await sessions.Where(s => s.UserId == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.EndedAt, now));
        }

        app.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("invalid_token", (await user.GetAsync("/customers")).Problem.Code);
    }

    [Fact]
    public async Task A_session_ends_after_twelve_idle_hours()
    {
        var user = await SignInAsync();

        app.Clock.Advance(UserSession.Idle - TimeSpan.FromMinutes(1));
        (await user.RefreshAsync()).Expect(HttpStatusCode.OK);
        app.Clock.Advance(UserSession.Idle);

        Assert.Equal("session_expired", (await user.RefreshAsync()).Problem.Code);
    }

    [Fact]
    public async Task A_session_ends_after_seven_days_however_busy()
    {
        var user = await SignInAsync();

        for (var passed = TimeSpan.Zero; passed < UserSession.Absolute - TimeSpan.FromHours(11); passed += TimeSpan.FromHours(11))
        {
            (await user.RefreshAsync()).Expect(HttpStatusCode.OK);
            app.Clock.Advance(TimeSpan.FromHours(11));
        }

        app.Clock.Advance(TimeSpan.FromHours(11));
        Assert.Equal("session_expired", (await user.RefreshAsync()).Problem.Code);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_takes_the_cookie_away()
    {
        var user = await SignInAsync();

        var answer = (await user.PostAsync("/auth/logout")).Expect(HttpStatusCode.NoContent);

        Assert.Contains("expires=Thu, 01 Jan 1970", answer.Header("Set-Cookie"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await user.GetAsync("/auth/me")).Status);
        Assert.Equal("session_expired", (await user.RefreshAsync()).Problem.Code);
        (await user.PostAsync("/auth/logout")).Expect(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task Another_site_can_neither_renew_nor_end_the_session(string header, string value)
    {
        var user = await SignInAsync();

        foreach (var path in new[] { "/auth/refresh", "/auth/logout" })
        {
            var answer = await user.PostAsync(path, headers: (header, value));
            Assert.Equal((HttpStatusCode.Forbidden, "cross_site"), (answer.Status, answer.Problem.Code));
        }

        var own = await user.PostAsync("/auth/refresh", headers: [("Origin", app.BaseAddress.GetLeftPart(UriPartial.Authority)), ("Sec-Fetch-Site", "same-origin")]);
        Assert.Equal(HttpStatusCode.OK, own.Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("crm_refresh=")]
    [InlineData("crm_refresh=abc")]
    [InlineData("crm_refresh=01930000000070008000000000000000.0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Without_a_good_cookie_nothing_is_renewed(string? cookie)
    {
        var stranger = app.Stranger();
        stranger.Cookie = cookie;

        var answer = await stranger.RefreshAsync();

        Assert.Equal((HttpStatusCode.Unauthorized, "session_expired"), (answer.Status, answer.Problem.Code));
    }

    [Fact]
    public async Task Whoever_is_disabled_is_shut_out_within_five_seconds()
    {
        var user = await app.AddUserAsync(Role.Sales);
        var admin = await app.SignInAsync(CrmApp.AdminEmail, CrmApp.Password);
        (await user.GetAsync("/customers")).Expect(HttpStatusCode.OK);

        (await admin.PostAsync($"/users/{user.Id}/disablement")).Expect(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(HttpStatusCode.Unauthorized, (await user.GetAsync("/customers")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await user.RefreshAsync()).Status);
        Assert.Equal("invalid_credentials", (await app.Stranger().PostAsync("/auth/login", new { email = user.Me.Text("email"), password = CrmApp.Password })).Problem.Code);

        (await admin.PostAsync($"/users/{user.Id}/enablement")).Expect(HttpStatusCode.OK);
        await app.SignInAsync(user.Me.Text("email"), CrmApp.Password);
    }

    private Task<ApiUser> SignInAsync() => app.SignInAsync(Template.SalesEmail, CrmApp.Password);
}
