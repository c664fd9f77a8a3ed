using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;

namespace Crm.Infrastructure.Tests.Processes;

/// <summary>The built product as its users start it: a process with a database file.</summary>
internal sealed class CrmProcess : IAsyncDisposable
{
    public const string Password = "correct horse battery";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly StringBuilder _log = new();
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private CrmProcess(string folder, int port, IReadOnlyDictionary<string, string?> settings)
    {
        Address = new Uri($"http://127.0.0.1:{port}");
        _process = new Process { StartInfo = InFolder(folder, ["--urls", Address.ToString()], settings), EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) =>
        {
            lock (_log) _log.AppendLine(line.Data);
            if (line.Data?.StartsWith("CRM: ", StringComparison.Ordinal) == true) _listening.TrySetResult();
        };
        _process.ErrorDataReceived += (_, line) => _errors.AppendLine(line.Data);
        _process.Exited += (_, _) => _listening.TrySetResult();
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public int ProcessId => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What it has logged until now.</summary>
    public string Log
    {
        get
        {
            lock (_log) return _log.ToString();
        }
    }

    private static string Program => typeof(CrmProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "CrmProgram").Value!;

    /// <summary>Started, and either listening or ended.</summary>
    public static async Task<CrmProcess> StartAsync(string folder, int? port = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var process = new CrmProcess(folder, port ?? FreePort(), settings ?? new Dictionary<string, string?>());
        await process._listening.Task.WaitAsync(Patience);
        return process;
    }

    /// <summary>A command of the program, run to its end.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(string folder, params string[] arguments)
    {
        using var process = Begin(folder, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>A command of the program, begun.</summary>
    public static Process Begin(string folder, params string[] arguments) => Process.Start(InFolder(folder, arguments, new Dictionary<string, string?>()))!;

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public async Task<HttpClient> SignInAsync()
    {
        var client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = Patience }) { BaseAddress = Address };
        var answer = await client.PostAsJsonAsync("/api/v1/auth/login", new { email = "admin@crm.example", password = Password });
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadFromJsonAsync<JsonObject>();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)body!["accessToken"]!);
        return client;
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>Asks it to end, as the system does.</summary>
    public void Terminate() => Signal(_process, "TERM");

    /// <summary>Asks it to end, and waits until it has.</summary>
    public async Task StopAsync()
    {
        Terminate();
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    public static void Signal(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public async Task<(int Code, string Errors)> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return (_process.ExitCode, _errors.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        _process.Dispose();
    }

    private static ProcessStartInfo InFolder(string folder, string[] arguments, IReadOnlyDictionary<string, string?> settings)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        start.Environment["Database__Provider"] = "Sqlite";
        start.Environment["Database__ConnectionString"] = $"Data Source={Path.Combine(folder, "crm.db")}";
        start.Environment["Files__Root"] = Path.Combine(folder, "files");
        start.Environment["Seed__AdminPassword"] = Password;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        foreach (var (name, value) in settings) start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        return start;
    }
}
