using System.Net;
using System.Text;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Wire;

/// <summary>Whatever is sent wrongly is refused with a problem that names the place.</summary>
public sealed class BadInputTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Theory]
    [InlineData("", 400, " required")]
    [InlineData("null", 400, " required")]
    [InlineData("[]", 400, " wrong_type")]
    [InlineData("\"text\"", 400, " wrong_type")]
    [InlineData("7", 400, " wrong_type")]
    [InlineData("{", 400, " malformed_json")]
    [InlineData("{\"name\":\"x\",}", 400, null)]
    [InlineData("{'name':'x'}", 400, " malformed_json")]
    [InlineData("{\"name\":\"x\"} {}", 400, null)]
    [InlineData("{\"name\":\"x\"/*c*/}", 400, null)]
    [InlineData("{\"name\":NaN}", 400, null)]
    [InlineData("{\"name\":\"x\",\"secret\":1}", 400, "/secret unknown_field")]
    [InlineData("{\"Name\":\"x\"}", 400, "/Name unknown_field")]
    [InlineData("{\"name\":\"x\",\"id\":\"01930000-0000-7000-8000-000000000000\"}", 400, "/id unknown_field")]
    [InlineData("{\"name\":\"x\",\"version\":7}", 400, "/version unknown_field")]
    [InlineData("{\"name\":\"x\",\"name\":\"y\"}", 400, "/name malformed_json")]
    [InlineData("{\"name\":7}", 400, "/name wrong_type")]
    [InlineData("{\"name\":{}}", 400, "/name wrong_type")]
    [InlineData("{\"name\":\"x\",\"rating\":\"5\"}", 400, "/rating wrong_type")]
    [InlineData("{\"name\":\"x\",\"rating\":4.5}", 400, "/rating wrong_type")]
    [InlineData("{\"name\":\"x\",\"rating\":99999999999999999999}", 400, "/rating wrong_type")]
    [InlineData("{\"name\":\"x\",\"rating\":1e400}", 400, "/rating wrong_type")]
    [InlineData("{\"name\":\"x\",\"rating\":6}", 422, "/rating out_of_range")]
    [InlineData("{\"name\":\"x\",\"rating\":0}", 422, "/rating out_of_range")]
    [InlineData("{\"name\":\"x\",\"kind\":\"robot\"}", 400, "/kind wrong_type")]
    [InlineData("{\"name\":\"x\",\"kind\":0}", 400, "/kind wrong_type")]
    [InlineData("{\"name\":\"x\",\"foundedOn\":\"2026-02-30\"}", 400, "/foundedOn wrong_type")]
    [InlineData("{\"name\":\"x\",\"foundedOn\":\"2999-01-01\"}", 422, "/foundedOn not_a_past_day")]
    [InlineData("{\"name\":\"x\",\"ownerId\":\"me\"}", 400, "/ownerId wrong_type")]
    [InlineData("{\"name\":\"x\",\"ownerId\":\"01930000-0000-7000-8000-000000000000\"}", 422, "/ownerId unknown_user")]
    [InlineData("{\"name\":\"x\",\"annualRevenue\":5}", 400, "/annualRevenue wrong_type")]
    [InlineData("{\"name\":\"x\",\"annualRevenue\":{\"amount\":5,\"currency\":\"CNY\"}}", 400, "/annualRevenue wrong_type")]
    [InlineData("{\"name\":\"x\",\"annualRevenue\":{\"amount\":\"-1\",\"currency\":\"CNY\"}}", 422, "/annualRevenue/amount not_an_amount")]
    [InlineData("{\"name\":\"x\",\"annualRevenue\":{\"amount\":\"1.23456\",\"currency\":\"CNY\"}}", 422, "/annualRevenue/amount not_an_amount")]
    [InlineData("{\"name\":\"x\",\"annualRevenue\":{\"amount\":\"99999999999999999999\",\"currency\":\"CNY\"}}", 422, "/annualRevenue/amount not_an_amount")]
    [InlineData("{\"name\":\"x\",\"annualRevenue\":{\"amount\":\"1\",\"currency\":\"yuan\"}}", 422, "/annualRevenue/currency not_a_currency")]
    [InlineData("{\"name\":\"  \"}", 422, "/name required")]
    [InlineData("{\"name\":\"a\\u0000b\"}", 422, "/name forbidden_characters")]
    [InlineData("{\"name\":\"a\\nb\"}", 422, "/name forbidden_characters")]
    [InlineData("{\"name\":\"a\\u202eb\"}", 422, "/name forbidden_characters")]
    [InlineData("{\"name\":\"a\\u2066b\"}", 422, "/name forbidden_characters")]
    [InlineData("{\"name\":\"a\\uffffb\"}", 422, "/name forbidden_characters")]
    [InlineData("{\"name\":\"a\\ud800b\"}", 400, "/name wrong_type")]
    [InlineData("{\"name\":\"x\",\"\\ud800\":1}", 400, null)]
    [InlineData("{\"name\":\"x\",\"description\":\"a\\u0007b\"}", 422, "/description forbidden_characters")]
    [InlineData("{\"name\":\"x\",\"phones\":[{\"number\":\"call me\"}]}", 422, "/phones/0/number not_a_phone_number")]
    [InlineData("{\"name\":\"x\",\"phones\":[null]}", 422, "/phones null_item")]
    [InlineData("{\"name\":\"x\",\"phones\":{}}", 400, "/phones wrong_type")]
    [InlineData("{\"name\":\"x\",\"phones\":[{\"number\":\"13900010001\",\"x\":1}]}", 400, "/phones/0/x unknown_field")]
    [InlineData("{\"name\":\"x\",\"emails\":[{\"address\":\"a@b@c\"}]}", 422, "/emails/0/address not_an_email")]
    [InlineData("{\"name\":\"x\",\"website\":\"javascript:alert(1)\"}", 422, "/website not_a_web_address")]
    [InlineData("{\"name\":\"x\",\"tags\":[\"\"]}", 422, "/tags/0 required")]
    [InlineData("{\"name\":\"x\",\"tags\":[null]}", 422, null)]
    [InlineData("{\"name\":\"x\",\"industry\":\"nothing_like_it\"}", 422, "/industry unknown_code")]
    [InlineData("{\"name\":\"x\",\"doNotContact\":[\"pigeon\"]}", 400, "/doNotContact/0 wrong_type")]
    [InlineData("{\"name\":\"x\",\"preferences\":[{\"topic\":\"t\"}]}", 422, "/preferences/0/value required")]
    public async Task A_wrong_body_is_refused_at_its_place(string body, int status, string? place)
    {
        var user = await app.SignInAsync(Role.Sales);

        var answer = await user.SendAsync(HttpMethod.Post, "/customers", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(status, (int)answer.Status);
        if (place is not null) Assert.Contains(place, answer.Problem.Places);
    }

    [Theory]
    [InlineData("name", 200)]
    [InlineData("shortName", 60)]
    [InlineData("englishName", 200)]
    [InlineData("addressLine1", 200)]
    [InlineData("postalCode", 12)]
    [InlineData("description", 4000)]
    public async Task A_text_may_be_as_long_as_it_says_and_no_longer(string field, int max)
    {
        var user = await app.SignInAsync(Role.Sales);
        var customer = await user.CreateCustomerAsync();

        var most = await user.PatchAsync("/customers/" + customer.Id, $$"""{"{{field}}":"{{new string('字', max)}}"}""");
        var more = await user.PatchAsync("/customers/" + customer.Id, $$"""{"{{field}}":"{{new string('字', max + 1)}}"}""");

        Assert.Equal(HttpStatusCode.OK, most.Status);
        Assert.Equal($"/{field} too_long", Assert.Single(more.Problem.Places));
        Assert.Equal(max, more.Json.Number("errors.0.params.max"));
    }

    [Fact]
    public async Task Too_many_too_deep_and_too_large_are_refused()
    {
        var user = await app.SignInAsync(Role.Sales);
        var many = await user.PostAsync("/customers", new { name = "x", tags = Enumerable.Range(0, 1000).Select(i => "t" + i) });
        var deep = await user.PostAsync("/customers", $$"""{"name":{{new string('[', 2000)}}{{new string(']', 2000)}}}""");
        var large = await user.PostAsync("/customers", new { name = "x", description = new string('x', 10 * 1024 * 1024) });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "/tags too_many"), (many.Status, Assert.Single(many.Problem.Places)));
        Assert.Equal(HttpStatusCode.BadRequest, deep.Status);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "body_too_large"), (large.Status, large.Problem.Code));
    }

    [Theory]
    [InlineData("POST", "text/plain")]
    [InlineData("POST", "application/xml")]
    [InlineData("POST", "application/x-www-form-urlencoded")]
    [InlineData("POST", "application/merge-patch+json")]
    [InlineData("PATCH", "application/json-patch+json")]
    public async Task Another_content_type_is_refused(string method, string contentType)
    {
        var user = await app.SignInAsync(Role.Sales);
        var path = method == "POST" ? "/customers" : "/customers/" + (await user.CreateCustomerAsync()).Id;

        var answer = await user.SendAsync(HttpMethod.Parse(method), path, new StringContent("{\"name\":\"x\"}", Encoding.UTF8, contentType));

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "unsupported_media_type"), (answer.Status, answer.Problem.Code));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused()
    {
        var user = await app.SignInAsync(Role.Sales);
        var content = new ByteArrayContent([.. "{\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json");

        Assert.Equal(HttpStatusCode.BadRequest, (await user.SendAsync(HttpMethod.Post, "/customers", content)).Status);
    }

    [Theory]
    [InlineData("/customers/1")]
    [InlineData("/customers/not-an-id")]
    [InlineData("/customers/01930000-0000-7000-8000-000000000000")]
    [InlineData("/customers/01930000-0000-7000-8000-000000000000/overview")]
    [InlineData("/contacts/x")]
    [InlineData("/files/x/content")]
    [InlineData("/nothing/here")]
    public async Task What_does_not_exist_is_not_found(string path)
    {
        var user = await app.SignInAsync(Role.Sales);

        var answer = await user.GetAsync(path);

        Assert.Equal((HttpStatusCode.NotFound, "not_found"), (answer.Status, answer.Problem.Code));
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once()
    {
        var user = await app.SignInAsync(Role.Sales);

        var answer = await user.PostAsync("/customers", new { name = "", rating = 9, emails = new[] { new { address = "x" } } });

        Assert.Equal(["/name required", "/rating out_of_range", "/emails/0/address not_an_email"], answer.Problem.Places);
        Assert.Equal("validation_failed", answer.Problem.Code);
    }
}
