using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Crm.Bench.Servers;

/// <summary>A program that listens on a port of this machine, until it is disposed.</summary>
internal sealed class Server : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly string _log;

    private Server(Process process, string log, int port) => (_process, _log, Port) = (process, log, port);

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>From starting the process to its first good answer.</summary>
    public TimeSpan FirstAnswer { get; private set; }

    /// <summary>Starts a program and waits until it answers.</summary>
    public static async Task<Server> StartAsync(string program, string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> settings, string ready, string? token = null)
    {
        var port = FreePort();
        var log = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(program)}-{port}.log");
        // The shell sends the output into a file, so that reading it costs the client nothing; exec keeps the id.
        var start = new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", "log=$1; shift; exec dotnet \"$@\" > \"$log\" 2>&1", "sh", log, program }, WorkingDirectory = folder };
        foreach (var argument in arguments.Concat(["--urls", $"http://127.0.0.1:{port}"])) start.ArgumentList.Add(argument);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        foreach (var (name, value) in settings) start.Environment[name] = value;

        var watch = Stopwatch.StartNew();
        var server = new Server(Process.Start(start)!, log, port);
        await server.WaitForAsync(ready, token, watch);
        return server;
    }

    /// <summary>Resident memory in megabytes (VmRSS).</summary>
    public double Memory() => Resident().Whole;

    /// <summary>Resident memory, and what of it is pages of files.</summary>
    public Memory Resident()
    {
        var lines = File.ReadLines($"/proc/{_process.Id}/status").Where(l => l.StartsWith("VmRSS:", StringComparison.Ordinal) || l.StartsWith("RssFile:", StringComparison.Ordinal))
            .Select(l => l.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)).ToDictionary(l => l[0], l => double.Parse(l[1], System.Globalization.CultureInfo.InvariantCulture) / 1024);
        return new Memory(lines["VmRSS:"], lines["RssFile:"]);
    }

    /// <summary>Time that it has had the processors until now; on a busy machine this is fairer than the clock.</summary>
    public TimeSpan Processor()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    /// <summary>Ends it as a power cut would.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Ends it as an operator would, so that it can put its database in order.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var end = Process.Start("/bin/kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await end.WaitForExitAsync();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task WaitForAsync(string path, string? token, Stopwatch watch)
    {
        using var http = new HttpClient { BaseAddress = Address };
        if (token is not null) http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        while (true)
        {
            if (_process.HasExited) throw new InvalidOperationException($"The program ended with {_process.ExitCode}:\n{await File.ReadAllTextAsync(_log)}");
            if (watch.Elapsed > Patience) throw new TimeoutException($"No answer after {Patience}:\n{await File.ReadAllTextAsync(_log)}");
            try
            {
                using var answer = await http.GetAsync(path);
                if (!answer.IsSuccessStatusCode) continue;
                FirstAnswer = watch.Elapsed;
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(5);
            }
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>Resident memory in megabytes.</summary>
/// <param name="Whole">All of it (VmRSS).</param>
/// <param name="OfFiles">Pages of files, such as a mapped database (RssFile): the system takes them back whenever somebody needs the room, and counts them once for each mapping.</param>
internal readonly record struct Memory(double Whole, double OfFiles)
{
    public double Own => Whole - OfFiles;

    public Memory OrMore(Memory later) => new(Math.Max(Whole, later.Whole), later.Whole > Whole ? later.OfFiles : OfFiles);

    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Whole:0} MB, of which {OfFiles:0} MB are pages of files and {Own:0} MB its own");
}
