using System.Text;
using System.Text.Json;
using Crm.Api.Logging;
using Microsoft.Extensions.Logging;

namespace Crm.Api.Tests.Wire;

/// <summary>Every entry is one line of JSON that any reader of logs understands.</summary>
public sealed class JsonLogTests
{
    [Fact]
    public void An_entry_says_what_happened_and_what_it_belongs_to()
    {
        var entry = Assert.Single(Written(log =>
        {
            using (log.BeginScope(new Dictionary<string, object?> { ["RequestId"] = "outer", ["Path"] = "/x" }.ToList()))
            using (log.BeginScope(new Dictionary<string, object?> { ["RequestId"] = "inner" }.ToList()))
                log.LogWarning(new InvalidOperationException("broken"), "{Name} took {Milliseconds} ms\nin \"two\" lines", "Asking", 1.5);
        }));

        Assert.Equal(("Warning", "Test", "Asking took 1.5 ms\nin \"two\" lines"), (Text(entry, "LogLevel"), Text(entry, "Category"), Text(entry, "Message")));
        Assert.Contains("broken", Text(entry, "Exception"), StringComparison.Ordinal);
        Assert.Equal(("Asking", 1.5), (Text(entry.GetProperty("State"), "Name"), entry.GetProperty("State").GetProperty("Milliseconds").GetDouble()));
        Assert.Equal(("inner", "/x"), (Text(entry.GetProperty("Scope"), "RequestId"), Text(entry.GetProperty("Scope"), "Path")));
    }

    [Fact]
    public void Entries_of_many_threads_come_out_whole_and_none_is_lost()
    {
        var entries = Written(log => Parallel.For(0, 4_000, i => log.LogInformation("{Number} {Filling}", i, new string('填', i % 500))));

        Assert.Equal(Enumerable.Range(0, 4_000), entries.Select(e => e.GetProperty("State").GetProperty("Number").GetInt32()).Order());
    }

    [Fact]
    public void An_address_that_is_a_key_stays_out_of_messages_members_scopes_and_exceptions()
    {
        const string key = "0123456789abcdef0123456789abcdef";
        var entry = Assert.Single(Written(log =>
        {
            using (log.BeginScope(new Dictionary<string, object?> { ["RequestPath"] = $"/api/v1/calendar/{key}.ics" }.ToList()))
                log.LogWarning(new InvalidOperationException($"GET /api/v1/downloads/{key}?again=1"), "{Path} and /api/v1/downloads/{Sealed} broke", $"/api/v1/calendar/{key}.ics", key);
        }));

        Assert.DoesNotContain($"/{key}", entry.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(("/api/v1/calendar/…", "/api/v1/calendar/… and /api/v1/downloads/… broke"), (Text(entry.GetProperty("Scope"), "RequestPath"), Text(entry, "Message")));
        Assert.Contains("/api/v1/downloads/…?again=1", Text(entry, "Exception"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/calendar/feed")]
    [InlineData("/api/v1/downloads/")]
    [InlineData("GET /api/v1/customers/019a0d5c-0000-7000-8000-000000000001")]
    public void Other_addresses_are_told(string path) => Assert.Equal(path, Text(Assert.Single(Written(log => log.LogWarning("{Path}", path))), "Message"));

    private static List<JsonElement> Written(Action<ILogger> write)
    {
        using var stream = new MemoryStream();
        using (var log = new JsonLog(stream, TimeProvider.System))
        {
            log.SetScopeProvider(new LoggerExternalScopeProvider());
            write(log.CreateLogger("Test"));
        }

        return [.. Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
