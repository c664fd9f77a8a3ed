using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Auth;

public sealed class PasswordTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Fact]
    public async Task Until_a_given_password_is_replaced_only_auth_works()
    {
        var (user, password) = await NewcomerAsync();

        Assert.True(user.Me.Says("mustChangePassword"));
        foreach (var path in new[] { "/customers", "/today", "/tags", "/users", "/search?q=a", "/regions" })
        {
            var answer = await user.GetAsync(path);
            Assert.Equal((HttpStatusCode.Forbidden, "password_change_required"), (answer.Status, answer.Problem.Code));
        }

        (await user.GetAsync("/auth/me")).Expect(HttpStatusCode.OK);
        (await user.RefreshAsync()).Expect(HttpStatusCode.OK);
        await user.ChangePasswordAsync(password, "the second word of mine");
        (await user.GetAsync("/customers")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_password_that_is_guessed_first_is_refused()
    {
        var (user, password) = await NewcomerAsync("Alice Wonderland");
        (string NewPassword, string Code)[] guesses =
        [
            ("short", "too_short"),
            ("fourteen chars", "too_short"),
            ("abcdefghijklmnop", "too_common"),
            ("qwertyuiopasdfghjkl", "too_common"),
            ("aaaaaaaaaaaaaaaaaaaa", "too_common"),
            ("password123456789password", "too_common"),
            ("my name is wonderland ok", "contains_context"),
            ("", "required"),
        ];
        foreach (var (newPassword, code) in guesses)
        {
            var answer = await user.PostAsync("/auth/password", new { currentPassword = password, newPassword });
            Assert.Equal((HttpStatusCode.UnprocessableEntity, $"/newPassword {code}"), (answer.Status, Assert.Single(answer.Problem.Places)));
        }

        Assert.True((await user.ReadAsync("/auth/me")).Says("mustChangePassword"));
    }

    [Fact]
    public async Task A_password_may_be_of_any_characters_and_long()
    {
        string[] passwords = ["春江潮水连海平海上明月共潮生", "🦊🐼🐸🦁🐯🐨🐵🐔🐧🐦🐤🦆🦅🦉🦇", new string('x', 100) + " and " + new string('y', 30) + " 2026", "  spaces around me stay  "];
        var (user, password) = await NewcomerAsync();

        foreach (var next in passwords.Select(p => p.EnumerateRunes().Count() < 15 ? p + "滟滟随波" : p))
        {
            await user.ChangePasswordAsync(password, next);
            (password, user) = (next, await app.SignInAsync(user.Me.Text("email"), next));
        }
    }

    [Fact]
    public async Task More_than_200_characters_are_refused_and_not_cut_off()
    {
        var (user, password) = await NewcomerAsync();

        var answer = await user.PostAsync("/auth/password", new { currentPassword = password, newPassword = string.Concat(Enumerable.Range(0, 201).Select(i => (char)('a' + (i % 26)))) });

        Assert.Equal(["/newPassword too_long"], answer.Problem.Places);
    }

    [Fact]
    public async Task The_old_password_is_asked_for_and_cannot_be_kept()
    {
        var (user, password) = await NewcomerAsync();

        var wrong = await user.PostAsync("/auth/password", new { currentPassword = "not mine at all ok", newPassword = "a good and long one" });
        var same = await user.PostAsync("/auth/password", new { currentPassword = password, newPassword = password });

        Assert.Equal(["/currentPassword wrong_password"], wrong.Problem.Places);
        Assert.Equal(["/newPassword same_password"], same.Problem.Places);
    }

    [Fact]
    public async Task The_current_password_cannot_be_guessed_at_an_open_screen()
    {
        app.Clock.Stop();
        var (user, _) = await NewcomerAsync();
        var guess = new { currentPassword = "not mine at all ok", newPassword = "a good and long one" };

        for (var i = 0; i <= SignInThrottle.FreeFailures; i++) Assert.Equal(HttpStatusCode.UnprocessableEntity, (await user.PostAsync("/auth/password", guess)).Status);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await user.PostAsync("/auth/password", guess)).Status);
    }

    [Fact]
    public async Task Changing_the_password_ends_every_other_session_and_keeps_this_one()
    {
        var user = await app.AddUserAsync(Role.Sales);
        var elsewhere = await app.SignInAsync(user.Me.Text("email"), CrmApp.Password);
        (await elsewhere.GetAsync("/customers")).Expect(HttpStatusCode.OK);

        await user.ChangePasswordAsync(CrmApp.Password, "another quiet river 9");

        Assert.Equal(HttpStatusCode.Unauthorized, (await elsewhere.GetAsync("/customers")).Status);
        Assert.Equal("session_expired", (await elsewhere.RefreshAsync()).Problem.Code);
        (await user.GetAsync("/customers")).Expect(HttpStatusCode.OK);
        (await user.RefreshAsync()).Expect(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Stranger().PostAsync("/auth/login", new { email = user.Me.Text("email"), password = CrmApp.Password })).Status);
    }

    [Fact]
    public async Task A_reset_password_ends_sessions_and_must_be_replaced()
    {
        var user = await app.AddUserAsync(Role.Sales);
        var admin = await app.SignInAsync(Role.Administrator);

        var reset = (await admin.PostAsync($"/users/{user.Id}/password-reset")).Expect(HttpStatusCode.OK);

        Assert.Equal(HttpStatusCode.Unauthorized, (await user.GetAsync("/customers")).Status);
        var again = await app.SignInAsync(user.Me.Text("email"), reset.Json.Text("temporaryPassword"));
        Assert.True(again.Me.Says("mustChangePassword"));
    }

    private async Task<(ApiUser User, string Password)> NewcomerAsync(string name = "新同事")
    {
        var admin = await app.SignInAsync(Role.Administrator);
        var made = (await admin.PostAsync("/users", new { name, email = $"{Unique.Word()}@crm.example", role = "sales" })).Expect(HttpStatusCode.Created);
        var password = made.Json.Text("temporaryPassword");
        return (await app.SignInAsync(made.Json.Text("user.email"), password), password);
    }
}
