using System.Net;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Search;

/// <summary>Whoever searches too often is told to wait; nobody else is.</summary>
public sealed class SearchPaceTests(SearchPaceTests.Slow app) : IClassFixture<SearchPaceTests.Slow>
{
    [Fact]
    public async Task Both_searches_count_together_and_say_when_to_go_on()
    {
        app.Clock.Stop();
        var (user, other) = (await app.SignInAsync(Role.Sales), await app.SignInAsync(Template.OtherSalesEmail));
        for (var i = 0; i < 3; i++)
        {
            (await user.GetAsync("/search?q=abc")).Expect(HttpStatusCode.OK);
            (await user.PostAsync("/customers/search", new { limit = 1 })).Expect(HttpStatusCode.OK);
        }

        var refused = await user.SendAsync(HttpMethod.Get, "/search?q=abc", null, ("Accept-Language", "en"));
        Assert.Equal((HttpStatusCode.TooManyRequests, "too_many_searches", "10"), (refused.Status, refused.Problem.Code, refused.Header("Retry-After")));
        Assert.Contains("in 10 s", refused.Json.Text("detail"), StringComparison.Ordinal);
        var post = await user.PostAsync("/contacts/search", new { limit = 1 });
        Assert.Equal((HttpStatusCode.TooManyRequests, "10"), (post.Status, post.Header("Retry-After")));
        Assert.Contains("请过 10 秒", post.Json.Text("detail"), StringComparison.Ordinal);

        (await user.GetAsync("/customers?limit=1")).Expect(HttpStatusCode.OK); // lists are not searches
        (await other.GetAsync("/search?q=abc")).Expect(HttpStatusCode.OK);

        app.Clock.Advance(TimeSpan.FromSeconds(10));
        (await user.GetAsync("/search?q=abc")).Expect(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await user.GetAsync("/search?q=abc")).Status);
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_is_told_so_and_not_to_wait()
    {
        for (var i = 0; i < 10; i++) Assert.Equal(HttpStatusCode.Unauthorized, (await app.Stranger().GetAsync("/search?q=abc")).Status);
    }

    public sealed class Slow : CrmApp
    {
        protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?> { ["Search:PerMinute"] = "6" };
    }
}
