using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Application.Security;
using Crm.Domain.Security;
using Crm.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Api.Tests.Auth;

public sealed class ForgedTokenTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Fact]
    public async Task A_token_that_is_made_exactly_like_ours_is_good()
    {
        Assert.Equal(HttpStatusCode.OK, (await ShowAsync(await ForgeAsync())).Status);
    }

    public static TheoryData<string, string> Forgeries => new()
    {
        { "header.alg", "\"none\"" },
        { "header.alg", "\"HS384\"" },
        { "header.alg", "\"RS256\"" },
        { "header.typ", "\"JWT\"" },
        { "header.typ", "null" },
        { "header.kid", "\"nobody\"" },
        { "payload.iss", "\"somebody\"" },
        { "payload.aud", "\"another-api\"" },
        { "payload.exp", "1000000000" },
        { "payload.exp", "null" },
        { "payload.nbf", "32503680000" },
        { "payload.sub", "\"019300000000-0000-0000-0000-000000000000\"" },
        { "payload.sub", "\"01930000-0000-7000-8000-000000000000\"" },
        { "payload.sid", "\"01930000-0000-7000-8000-000000000000\"" },
        { "payload.sid", "null" },
    };

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_token_with_one_wrong_claim_is_refused(string claim, string value)
    {
        var answer = await ShowAsync(await ForgeAsync((header, payload) =>
        {
            var (part, name) = claim.Split('.') is [var p, var n] ? (p == "header" ? header : payload, n) : throw new InvalidOperationException(claim);
            if (value == "null") part.Remove(name);
            else part[name] = JsonNode.Parse(value);
        }));

        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_token"), (answer.Status, answer.Problem.Code));
    }

    [Fact]
    public async Task A_token_signed_with_another_key_or_not_at_all_is_refused()
    {
        var good = await ForgeAsync();
        var parts = good.Split('.');

        string[] forged =
        [
            await ForgeAsync(secret: RandomNumberGenerator.GetBytes(32)),
            $"{parts[0]}.{parts[1]}.",
            $"{parts[0]}.{parts[1]}",
            $"{Encode("""{"alg":"none","typ":"at+jwt"}""")}.{parts[1]}.",
            $"{parts[0]}.{Encode("{}")}.{parts[2]}",
            "abc",
            "a.b.c",
        ];
        foreach (var token in forged) Assert.Equal(HttpStatusCode.Unauthorized, (await ShowAsync(token)).Status);
    }

    [Fact]
    public async Task A_token_in_the_address_counts_for_nothing()
    {
        var answer = await app.Stranger().GetAsync("/customers?access_token=" + await ForgeAsync());

        Assert.Equal((HttpStatusCode.Unauthorized, "not_signed_in"), (answer.Status, answer.Problem.Code));
    }

    private async Task<string> ForgeAsync(Action<JsonObject, JsonObject>? change = null, byte[]? secret = null)
    {
        var user = await app.SignInAsync(Role.Sales);
        var parts = user.AccessToken!.Split('.');
        var (header, payload) = (Decode(parts[0]), Decode(parts[1]));
        change?.Invoke(header, payload);

        var key = secret ?? app.Services.GetRequiredService<ISigningKeys>().Current()[0].Secret;
        var content = $"{Encode(header.ToJsonString())}.{Encode(payload.ToJsonString())}";
        return $"{content}.{Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(content)))}";
    }

    private Task<Answer> ShowAsync(string token)
    {
        var forger = app.Stranger();
        forger.AccessToken = token;
        return forger.GetAsync("/auth/me");
    }

    private static JsonObject Decode(string part) => JsonSerializer.Deserialize<JsonObject>(Base64Url.DecodeFromChars(part))!;

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
