using System.Globalization;
using Npgsql;

namespace Crm.Infrastructure.Tests.Processes;

/// <summary>
/// Two processes of the product on one PostgreSQL database, which goes away with them. It is made in the cluster that
/// <c>CRM_TEST_POSTGRES</c> names, or in one of its own.
/// </summary>
public sealed class TwoNodes : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("crm-nodes-").FullName;
    private readonly string _connectionString;
    private readonly Dictionary<string, string?> _settings;
    private readonly int[] _ports = [CrmProcess.FreePort(), CrmProcess.FreePort()];
    private readonly CrmProcess?[] _processes = new CrmProcess?[2];
    private readonly PostgresPair? _own;

    private TwoNodes(IReadOnlyDictionary<string, string?>? settings, string cluster, string database, PostgresPair? own)
    {
        _own = own;
        _connectionString = new NpgsqlConnectionStringBuilder(cluster) { Database = database, MaxPoolSize = 20 }.ToString();
        _settings = new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>())
        {
            ["Database:Provider"] = "Postgres",
            ["Database:ConnectionString"] = _connectionString,
        };
    }

    internal CrmProcess A => _processes[0]!;

    internal CrmProcess B => _processes[1]!;

    /// <summary>Where both listen, also while one of them does not.</summary>
    public IReadOnlyList<Uri> Addresses => [.. _ports.Select(port => new Uri($"http://127.0.0.1:{port}"))];

    /// <summary>Both started, one after the other or at the same moment.</summary>
    public static async Task<TwoNodes> StartAsync(IReadOnlyDictionary<string, string?>? settings = null, bool together = false, string? cluster = null, string? database = null)
    {
        cluster ??= Environment.GetEnvironmentVariable("CRM_TEST_POSTGRES");
        var own = cluster is null ? await PostgresPair.StartAsync(alone: true) : null;
        var nodes = new TwoNodes(settings, cluster ?? own!.Primary, database ?? $"crm_nodes_{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}", own);
        try
        {
            var first = nodes.StartAsync(0);
            if (!together) await first;
            await Task.WhenAll(first, nodes.StartAsync(1));
            return nodes;
        }
        catch
        {
            await nodes.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a node, or starts it again.</summary>
    internal async Task StartAsync(int node)
    {
        var process = _processes[node] = await CrmProcess.StartAsync(_folder, _ports[node], _settings);
        if (process.HasExited) throw new InvalidOperationException((await process.ExitAsync()).Errors);
    }

    public async Task<T> AskAsync<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_connectionString);
        await using var command = source.CreateCommand(sql);
        return (T)Convert.ChangeType((await command.ExecuteScalarAsync())!, typeof(T), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes) if (process is not null) await process.DisposeAsync();
        var database = new NpgsqlConnectionStringBuilder(_connectionString);
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_connectionString) { Database = "postgres" }.ToString());
        await using var command = source.CreateCommand($"DROP DATABASE IF EXISTS \"{database.Database}\" WITH (FORCE)");
        await command.ExecuteNonQueryAsync();
        if (_own is not null) await _own.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
