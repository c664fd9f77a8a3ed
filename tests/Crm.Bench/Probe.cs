using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

/// <summary>
/// Runs inside the product when DOTNET_STARTUP_HOOKS names this assembly: counts the commands that Entity Framework sends to the database,
/// and says on a port of this machine how many there were and how many bytes were allocated so far. Timed runs are without it.
/// </summary>
internal sealed class StartupHook
{
    public const string PortSetting = "CRM_BENCH_PROBE_PORT";
    private static long _commands;

    public static void Initialize()
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable(PortSetting), NumberStyles.None, CultureInfo.InvariantCulture, out var port)) return;
        DiagnosticListener.AllListeners.Subscribe(new Listeners());
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        new Thread(() => Answer(listener)) { IsBackground = true }.Start();
    }

    private static void Answer(TcpListener listener)
    {
        while (true)
        {
            using var client = listener.AcceptTcpClient();
            client.GetStream().Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Read(ref _commands)} {GC.GetTotalAllocatedBytes(precise: true)}")));
        }
    }

    private sealed class Listeners : IObserver<DiagnosticListener>
    {
        public void OnNext(DiagnosticListener value)
        {
            const string executed = "Microsoft.EntityFrameworkCore.Database.Command.CommandExecuted";
            if (value.Name == "Microsoft.EntityFrameworkCore") value.Subscribe(new Commands(), (name, _, _) => name == executed);
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }

    private sealed class Commands : IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(KeyValuePair<string, object?> value) => Interlocked.Increment(ref _commands);

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
