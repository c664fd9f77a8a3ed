using System.Text;
using System.Text.Json.Nodes;
using Crm.Api.Tests.Rights;
using Crm.Domain.Security;
using Crm.TestKit;

namespace Crm.Api.Tests.Wire;

/// <summary>Sends every operation much that nobody would think of. The seed is fixed, so a failure comes again.</summary>
public sealed class FuzzTests(CrmApp app) : IClassFixture<CrmApp>
{
    private const int RequestsPerOperation = 8;
    private static readonly string[] OddTexts =
    [
        "", " ", "null", "true", "-1", "1e308", "\0", "\u202E倒", "\uFFFF", "🦊", "' OR 1=1 --", "<script>alert(1)</script>", "../../etc/passwd", "%00", "{{7*7}}", "${jndi:ldap://x}",
        "2026-02-30", "0001-01-01", "9999-12-31T23:59:59.999Z", "01930000-0000-7000-8000-000000000000", "me", new('长', 5000),
    ];

    /// <summary>What fits into a path; Kestrel itself turns away NUL and lines of more than 8 kB.</summary>
    private static readonly string[] OddPlaces = [.. OddTexts.Where(t => t is { Length: > 0 and < 100 } && t.Trim().Length > 0 && !t.Contains('\0', StringComparison.Ordinal))];

    private static readonly string[] OddValues = ["null", "true", "[]", "{}", "[[[]]]", "-1", "2147483648", "1e400", "0.1", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "{\"a\":{\"b\":1}}", "[null]", "[{}]"];
    private readonly Random _dice = new(20261201);

    [Fact]
    public async Task No_request_makes_the_server_fail()
    {
        var user = await app.SignInAsync(Role.Administrator);
        var customer = await user.CreateCustomerAsync();
        var failures = new List<string>();
        foreach (var operation in await Operation.AllAsync(app))
        {
            if (operation.Id is "logout" or "changePassword" or "disableUser") continue; // they would end the session that asks

            for (var i = 0; i < RequestsPerOperation; i++)
            {
                var (path, body) = (Path(operation, customer.Id), Body(operation));
                var answer = await user.SendAsync(operation.Method, path, body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"));
                if (!IsFine(answer)) failures.Add($"{operation.Method} {path} {body}: {(int)answer.Status} {answer.Header("Content-Type")} {answer.Body}");
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private static bool IsFine(Answer answer) => (int)answer.Status switch
    {
        < 400 => true,
        < 500 => answer.Header("Content-Type") == "application/problem+json" && answer.Problem.Detail.Length > 0 && answer.Problem.Errors.All(e => e.Detail.Length > 0),
        _ => false,
    };

    private string Path(Operation operation, string customerId)
    {
        var path = operation.PathWith(place => _dice.Next(4) switch
        {
            0 => Uri.EscapeDataString(Pick(OddPlaces)),
            _ when place == "key" => "industry",
            _ when place == "entity" => "customers",
            _ when place == "type" => "customer",
            _ => customerId,
        });
        var query = new List<string>();
        string[] names = ["limit", "cursor", "sort", "q", "count", "deleted", "filter[name]", "filter[createdAt][gt]", "filter[rating][between]", "filter[ownerId][in]", "filter[]", "expand", "types", "x"];
        if (operation.Method == HttpMethod.Get && _dice.Next(2) == 0)
            for (var i = _dice.Next(3); i >= 0; i--) query.Add($"{Pick(names)}={Uri.EscapeDataString(Pick(OddTexts[..^1]))}");
        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }

    /// <summary>The example of the body with one to three members replaced by something odd, or something that is no body at all.</summary>
    private string? Body(Operation operation)
    {
        if (operation.Body is null) return null;
        if (_dice.Next(6) == 0) return Pick([.. OddValues, "", "{", "\"", "[1,2", "{\"name\":}"]);

        var body = operation.Example?.DeepClone() as JsonObject ?? [];
        var replaced = new Dictionary<string, string>();
        for (var i = _dice.Next(3); i >= 0; i--)
        {
            var name = _dice.Next(8) == 0 || body.Count == 0 ? Pick(OddTexts[..^1]) : body.ElementAt(_dice.Next(body.Count)).Key;
            replaced[name] = _dice.Next(2) == 0 ? Pick(OddValues) : JsonValue.Create(Pick(OddTexts)).ToJsonString();
        }

        var members = body.Where(m => !replaced.ContainsKey(m.Key)).Select(m => (m.Key, Value: m.Value?.ToJsonString() ?? "null")).Concat(replaced.Select(r => (r.Key, Value: r.Value)));
        return $"{{{string.Join(',', members.Select(m => $"{JsonValue.Create(m.Key).ToJsonString()}:{m.Value}"))}}}";
    }

    private T Pick<T>(T[] from) => from[_dice.Next(from.Length)];
}
