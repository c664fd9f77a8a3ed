using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Crm.Infrastructure.Tests.Processes;

/// <summary>A PostgreSQL primary and, when asked for, its streaming replica, on free ports of this machine, gone when disposed.</summary>
internal sealed class PostgresPair : IAsyncDisposable
{
    private const string User = "crm";
    private readonly string _folder = Directory.CreateTempSubdirectory("crm-replica-").FullName;
    private readonly int _primary = CrmProcess.FreePort();
    private readonly int _replica = CrmProcess.FreePort();

    public string Primary => ConnectionString(_primary);

    public string Replica => ConnectionString(_replica);

    public static async Task<PostgresPair> StartAsync(bool alone = false)
    {
        var pair = new PostgresPair();
        if (Environment.UserName == "root") await RunAsync("chown", "postgres", pair._folder); // PostgreSQL does not run as root
        await ToolAsync("initdb", "-D", pair.Folder(pair._primary), "-A", "trust", "-U", User, "-E", "UTF8", "--no-sync");
        await pair.StartServerAsync(pair._primary);
        if (alone) return pair;

        await ToolAsync("pg_basebackup", "-h", "127.0.0.1", "-p", Text(pair._primary), "-U", User, "-D", pair.Folder(pair._replica), "-R", "-X", "stream", "-c", "fast", "--no-sync");
        await pair.StartServerAsync(pair._replica);
        return pair;
    }

    /// <summary>The replica stands still, or goes on.</summary>
    public Task PauseAsync(bool paused) => TellReplicaAsync(paused ? "SELECT pg_wal_replay_pause()" : "SELECT pg_wal_replay_resume()");

    public Task StopReplicaAsync() => ToolAsync("pg_ctl", "-D", Folder(_replica), "-m", "immediate", "-w", "stop");

    public async ValueTask DisposeAsync()
    {
        foreach (var port in new[] { _replica, _primary })
            if (File.Exists(Path.Combine(Folder(port), "postmaster.pid"))) await ToolAsync("pg_ctl", "-D", Folder(port), "-m", "immediate", "-w", "stop");
        NpgsqlConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static string ConnectionString(int port) =>
        new NpgsqlConnectionStringBuilder { Host = "127.0.0.1", Port = port, Username = User, Database = "crm", MaxPoolSize = 20 }.ToString();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private string Folder(int port) => Path.Combine(_folder, Text(port));

    /// <summary>
    /// Starts one of the two. A replica here cancels no statement for what it replays, as one would after 30 s: when a pause ends it would cancel the very
    /// statement that ended it.
    /// </summary>
    private Task StartServerAsync(int port) =>
        ToolAsync("pg_ctl", "-D", Folder(port), "-l", Folder(port) + ".log", "-w", "-o", $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c max_standby_streaming_delay=-1", "start");

    private async Task TellReplicaAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Replica);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static Task ToolAsync(string tool, params string[] arguments)
    {
        var path = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin", tool)).LastOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"Missing: {tool}. Install it with: sudo apt-get install postgresql");
        return Environment.UserName == "root" ? RunAsync("runuser", ["-u", "postgres", "--", path, .. arguments]) : RunAsync(path, arguments);
    }

    /// <summary>Into no pipe: a server that is started would hold it open for ever.</summary>
    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1", program, .. arguments]) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
