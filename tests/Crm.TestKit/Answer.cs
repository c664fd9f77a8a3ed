using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.TestKit.SqlServer;

namespace Crm.TestKit;

/// <summary>What came back.</summary>
public sealed record Answer(HttpStatusCode Status, byte[] Bytes, IReadOnlyDictionary<string, string> Headers, string Request)
{
    public string Body => System.Text.Encoding.UTF8.GetString(Bytes);

    public JsonNode Json => JsonNode.Parse(Bytes) ?? throw new InvalidOperationException($"{Request} answered JSON null.");

    /// <summary>The rows of a list.</summary>
    public IReadOnlyList<JsonNode> Rows => Json.Items("data");

    public string? ETag => Header("ETag");

    public Problem Problem => Problem.Read(this);

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>This answer, when its status is the one that was expected.</summary>
    public Answer Expect(HttpStatusCode status) =>
        Status == status ? this : throw new InvalidOperationException($"{Request} answered {(int)Status} instead of {(int)status}: {Body}{Mirror.LastRefused}");

    internal static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        var request = response.RequestMessage!;
        var endless = response.Content.Headers.ContentType?.MediaType == "text/event-stream"; // read by whoever listens
        return new Answer(response.StatusCode, endless ? [] : await response.Content.ReadAsByteArrayAsync(), headers, $"{request.Method} {request.RequestUri!.PathAndQuery}");
    }
}

/// <summary>A refusal as the API writes it (RFC 9457).</summary>
public sealed record Problem(int Status, string Code, string Title, string Detail, string RequestId, IReadOnlyList<ProblemError> Errors, JsonNode Json)
{
    /// <summary>The errors as <c>/name required</c> or <c>limit out_of_range</c>.</summary>
    public IEnumerable<string> Places => Errors.Select(e => $"{e.Pointer ?? e.Parameter} {e.Code}");

    internal static Problem Read(Answer answer)
    {
        if (answer.Header("Content-Type") is not "application/problem+json")
            throw new InvalidOperationException($"{answer.Request} answered {(int)answer.Status} as {answer.Header("Content-Type") ?? "nothing"}: {answer.Body}");
        var json = answer.Json;
        var errors = (json["errors"] as JsonArray ?? []).Select(e => new ProblemError(e!["pointer"]?.GetValue<string>(), e["parameter"]?.GetValue<string>(), e.Text("code"), e.Text("detail")));
        return new Problem(json.Number("status"), json.Text("code"), json.Text("title"), json.Text("detail"), json.Text("requestId"), [.. errors], json);
    }
}

/// <summary>One wrong value.</summary>
public sealed record ProblemError(string? Pointer, string? Parameter, string Code, string Detail);

/// <summary>Reads members of JSON by a path such as <c>customer.name</c>.</summary>
public static class JsonReading
{
    extension(JsonNode json)
    {
        public JsonNode? At(string path) => path.Split('.').Aggregate((JsonNode?)json, (node, name) => node switch
        {
            JsonArray array => array[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)],
            _ => node?[name],
        });

        public string Text(string path) => json.At(path)?.GetValue<string>() ?? throw new InvalidOperationException($"No {path} in {json.ToJsonString()}");

        public string? TextOrNull(string path) => json.At(path)?.GetValue<string>();

        public int Number(string path) => json.At(path)?.GetValue<int>() ?? throw new InvalidOperationException($"No {path} in {json.ToJsonString()}");

        public bool Says(string path) => json.At(path)?.GetValueKind() == JsonValueKind.True;

        public IReadOnlyList<JsonNode> Items(string path) => [.. (json.At(path) as JsonArray ?? throw new InvalidOperationException($"No list {path} in {json.ToJsonString()}")).Select(n => n!)];

        public string Id => json.Text("id");

        public int Version => json.Number("version");
    }
}
