using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crm.TestKit;

namespace Crm.Api.Tests.Rights;

/// <summary>The operations of the API as its own description names them, so that no test forgets a new one.</summary>
internal sealed partial record Operation(string Id, HttpMethod Method, string Path, IReadOnlyList<JsonNode> Parameters, JsonNode? Body)
{
    private const string Base = "/api/v1";

    public static async Task<IReadOnlyList<Operation>> AllAsync(CrmApp app)
    {
        var document = (await app.Stranger().GetAsync("//swagger/v1/swagger.json")).Expect(HttpStatusCode.OK).Json;
        return
        [
            .. from path in document["paths"]!.AsObject()
               from operation in path.Value!.AsObject()
               where operation.Value is JsonObject
               let parameters = operation.Value!["parameters"] as JsonArray ?? []
               select new Operation(
                   operation.Value.Text("operationId"),
                   HttpMethod.Parse(operation.Key),
                   path.Key[Base.Length..],
                   [.. parameters.Select(p => p!)],
                   operation.Value["requestBody"]),
        ];
    }

    /// <summary>Names of the places in the path.</summary>
    public IEnumerable<string> Places => Hole().Matches(Path).Select(m => m.Groups[1].Value);

    /// <summary>The path with its places filled.</summary>
    public string PathWith(Func<string, string> value) => Hole().Replace(Path, m => value(m.Groups[1].Value));

    /// <summary>The example of a body, if it is JSON.</summary>
    public JsonNode? Example => Body?["content"]?["application/json"]?["example"];

    public bool IsUpload => Body?["content"]?["multipart/form-data"] is not null;

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Hole();
}
