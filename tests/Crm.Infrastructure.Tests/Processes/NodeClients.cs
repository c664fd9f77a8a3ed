using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Crm.Infrastructure.Tests.Processes;

/// <summary>
/// Clients that write through two nodes as a load balancer would have them do: who is refused a connection goes to the other node; whose
/// connection breaks asks again with the same key, because his request may have been carried out.
/// </summary>
internal sealed class NodeClients(IReadOnlyList<Uri> nodes, string token) : IDisposable
{
    private readonly ConcurrentDictionary<string, string> _acknowledged = new();
    private readonly ConcurrentQueue<string> _surprises = new();
    private readonly CancellationTokenSource _enough = new();
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
    private List<Task> _writers = [];
    private int _broken;

    /// <summary>Id by name of the customers whose creation was answered.</summary>
    public IReadOnlyDictionary<string, string> Acknowledged => _acknowledged;

    /// <summary>Answers that no client should get.</summary>
    public IReadOnlyCollection<string> Surprises => _surprises;

    /// <summary>How many requests were cut off after they had been sent.</summary>
    public int Broken => _broken;

    public void Start(int clients) => _writers = [.. Enumerable.Range(0, clients).Select(client => Task.Run(() => WriteAsync(client)))];

    /// <summary>Waits until so many more customers have been made.</summary>
    public async Task MakeAsync(int more)
    {
        var wanted = _acknowledged.Count + more;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (_acknowledged.Count < wanted)
        {
            if (_surprises.TryPeek(out var surprise) || patience.IsCancellationRequested)
                throw new InvalidOperationException($"{_acknowledged.Count} of {wanted} were made, {_broken} requests were cut off: {surprise}");
            await Task.Delay(20);
        }
    }

    public async Task StopAsync()
    {
        await _enough.CancelAsync();
        await Task.WhenAll(_writers).WaitAsync(TimeSpan.FromMinutes(2));
    }

    public void Dispose()
    {
        _enough.Dispose();
        _http.Dispose();
    }

    private async Task WriteAsync(int client)
    {
        for (var i = 0; !_enough.IsCancellationRequested; i++) await MakeAsync($"客户{client}x{i:0000}", node: client + i);
    }

    private async Task MakeAsync(string name, int node)
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(nodes[(node + attempt) % nodes.Count], "/api/v1/customers")) { Content = JsonContent.Create(new { name }) };
            request.Headers.Add("Idempotency-Key", Uri.EscapeDataString(name));
            try
            {
                using var answer = await _http.SendAsync(request);
                var body = await answer.Content.ReadAsStringAsync();
                if (answer.StatusCode == HttpStatusCode.Created)
                {
                    _acknowledged[name] = (string)JsonNode.Parse(body)!["id"]!;
                    return;
                }

                if (answer.StatusCode == HttpStatusCode.Conflict && body.Contains("idempotency_key_in_use", StringComparison.Ordinal)) continue;
                _surprises.Enqueue($"{(int)answer.StatusCode} {body}");
                return;
            }
            catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError)
            {
                await Task.Delay(20);
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                Interlocked.Increment(ref _broken);
            }
        }

        _surprises.Enqueue($"{name} was never answered");
    }
}
