using System.Net;
using System.Text.Json.Nodes;
using Crm.TestKit;

namespace Crm.Api.Tests.Wire;

public sealed class OpenApiTests(CrmApp app) : IClassFixture<CrmApp>
{
    [Fact]
    public async Task The_description_is_served_to_many_at_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => app.Stranger().GetAsync("//swagger/v1/swagger.json")));

        Assert.Single(answers.Select(answer => answer.Expect(HttpStatusCode.OK).Body).Distinct());
    }

    [Fact]
    public async Task The_committed_description_is_the_one_that_is_served()
    {
        var served = (await app.Stranger().GetAsync("//swagger/v1/swagger.json")).Expect(HttpStatusCode.OK).Json;
        var committed = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(ProblemTextTests.Repository(), "clientapp", "openapi.json")));

        Assert.True(JsonNode.DeepEquals(committed, served), "Write it anew: dotnet run --project Crm.Api -- openapi clientapp/openapi.json");
    }

    [Fact]
    public async Task Every_operation_says_what_it_does_and_how_it_refuses()
    {
        var document = (await app.Stranger().GetAsync("//swagger/v1/swagger.json")).Expect(HttpStatusCode.OK).Json;
        foreach (var operation in document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(o => o.Value!).Where(o => o is JsonObject))
        {
            var id = operation.Text("operationId");
            Assert.False(string.IsNullOrWhiteSpace(operation.TextOrNull("summary")), id);
            Assert.False(string.IsNullOrWhiteSpace(operation.TextOrNull("description")), id);
            var statuses = operation["responses"]!.AsObject().Select(r => r.Key).ToList();
            Assert.Contains(statuses, s => s[0] == '2');
            Assert.Contains("400", statuses);
            Assert.Contains("500", statuses);
        }
    }
}
