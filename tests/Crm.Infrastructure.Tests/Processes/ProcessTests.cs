using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.TestKit;

namespace Crm.Infrastructure.Tests.Processes;

public sealed class ProcessTests : IDisposable
{
    private const int Clients = 8;
    private const int Enough = 300;
    private readonly string _folder = Directory.CreateTempSubdirectory("crm-process-").FullName;
    private readonly TestStore _store;

    public ProcessTests() => _store = TestStore.Empty(_folder);

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_named_in_plain_words()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        await using var crm = await CrmProcess.StartAsync(_folder, port, _store.Settings);
        var (code, errors) = await crm.ExitAsync();

        Assert.Equal(ExitCodes.AddressInUse, code);
        Assert.Contains($"127.0.0.1:{port}", errors);
        Assert.DoesNotContain("   at ", errors);
    }

    [Fact]
    public async Task What_was_acknowledged_survives_a_power_cut()
    {
        var acknowledged = await KilledWhileWritingAsync();

        await using var again = await CrmProcess.StartAsync(_folder, settings: _store.Settings);
        using var client = await again.SignInAsync();

        Assert.True(acknowledged.Count >= Enough);
        await Parallel.ForEachAsync(acknowledged, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (customer, cancellationToken) =>
        {
            var (id, name) = customer;
            var file = await client.GetFromJsonAsync<JsonObject>($"/api/v1/customers/{id}", cancellationToken);
            Assert.Equal(name, (string)file!["name"]!);
            var found = await client.GetFromJsonAsync<JsonObject>($"/api/v1/search?q={name}&types=customer", cancellationToken);
            Assert.Contains(found!["data"]!.AsArray(), hit => (string)hit!["id"]! == id);
        });
        Assert.Equal(0, await _store.ScalarAsync<long>("""SELECT count(*) FROM "Customers" c LEFT JOIN "SearchEntries" e ON e."RecordId" = c."Id" WHERE e."RowNo" IS NULL"""));
        if (_store is not SqliteStore) return;
        Assert.Equal("ok", await _store.ScalarAsync<string>("PRAGMA integrity_check"));
        await _store.RowsAsync("""INSERT INTO "SearchFts"("SearchFts", rank) VALUES ('integrity-check', 1)""");
    }

    [Fact]
    public async Task Asked_to_end_it_finishes_what_it_has_begun()
    {
        await using var crm = await CrmProcess.StartAsync(_folder, settings: _store.Settings);
        using var client = await crm.SignInAsync();
        var body = new SlowBody("""{"name":"海尔智家"}""");
        using var message = new HttpRequestMessage(HttpMethod.Post, "/api/v1/customers") { Content = body, Headers = { ExpectContinue = true } };
        var request = client.SendAsync(message);
        await body.Begun.WaitAsync(TimeSpan.FromSeconds(30));

        crm.Terminate();
        await RefusesNewcomersAsync(crm.Address);
        body.Finish();

        var answer = await request.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(ExitCodes.Ok, (await crm.ExitAsync()).Code);
        Assert.Equal(1, await _store.ScalarAsync<long>("""SELECT count(*) FROM "Customers" """));
    }

    /// <summary>Customers whose creation was answered with 201 before the process was killed in the middle of others.</summary>
    private async Task<Dictionary<string, string>> KilledWhileWritingAsync()
    {
        await using var crm = await CrmProcess.StartAsync(_folder, settings: _store.Settings);
        using var client = await crm.SignInAsync();
        var acknowledged = new ConcurrentDictionary<string, string>();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writers = Enumerable.Range(0, Clients).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; ; i++)
            {
                var name = $"客户{writer}x{i:0000}";
                var answer = await client.PostAsJsonAsync("/api/v1/customers", new { name });
                if (answer.StatusCode != HttpStatusCode.Created) throw new InvalidOperationException($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
                acknowledged[(string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!] = name;
                if (acknowledged.Count >= Enough) enough.TrySetResult();
            }
        })).ToList();

        var first = await Task.WhenAny(enough.Task, Task.WhenAny(writers)).WaitAsync(TimeSpan.FromSeconds(90));
        if (first != enough.Task) await await Task.WhenAny(writers);
        await crm.KillAsync();
        await Task.WhenAll(writers.Select(CutOffAsync));
        return new Dictionary<string, string>(acknowledged);
    }

    private static async Task CutOffAsync(Task writer)
    {
        var end = await Record.ExceptionAsync(() => writer);
        Assert.True(end is HttpRequestException or IOException, end?.Message);
    }

    private static async Task RefusesNewcomersAsync(Uri address)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!patience.IsCancellationRequested)
        {
            using var newcomer = new TcpClient();
            try
            {
                await newcomer.ConnectAsync(address.Host, address.Port, patience.Token);
            }
            catch (SocketException)
            {
                return;
            }
        }
    }

    /// <summary>A body whose second half waits until the test lets it go.</summary>
    private sealed class SlowBody : HttpContent
    {
        private readonly byte[] _bytes;
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _finish = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SlowBody(string json)
        {
            _bytes = Encoding.UTF8.GetBytes(json);
            Headers.ContentType = new("application/json");
        }

        public Task Begun => _begun.Task;

        public void Finish() => _finish.TrySetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_bytes.AsMemory(0, 5));
            await stream.FlushAsync();
            _begun.TrySetResult();
            await _finish.Task;
            await stream.WriteAsync(_bytes.AsMemory(5));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _bytes.Length;
            return true;
        }
    }
}
