using System.Globalization;
using System.Net.Sockets;
using Crm.Bench.Servers;

namespace Crm.Bench.Load;

/// <summary>What one request costs inside the product.</summary>
internal readonly record struct Cost(double SqlCommands, double AllocatedBytes);

/// <summary>Asks the product, with the probe in it, a few times one after another.</summary>
internal static class ProbePass
{
    /// <summary>Settings that put the probe into the product.</summary>
    public static Dictionary<string, string> Settings(int port) => new()
    {
        ["DOTNET_STARTUP_HOOKS"] = typeof(ProbePass).Assembly.Location,
        [StartupHook.PortSetting] = port.ToString(CultureInfo.InvariantCulture),
    };

    public static Dictionary<string, Cost> Run(IReadOnlyList<Scenario> scenarios, Server server, int probe, int requests)
    {
        var costs = new Dictionary<string, Cost>();
        using var product = new Target(server, signsIn: true);
        foreach (var scenario in scenarios)
        {
            product.SignIn();
            var next = scenario.Requests(product);
            for (var i = 0; i < requests / 2; i++) product.Ask(next(0)!, scenario.Status);
            var before = Read(probe);
            for (var i = 0; i < requests; i++) product.Ask(next(0)!, scenario.Status);
            var after = Read(probe);
            costs[scenario.Name] = new Cost((double)(after.Commands - before.Commands) / requests, (double)(after.Bytes - before.Bytes) / requests);
        }

        return costs;
    }

    private static (long Commands, long Bytes) Read(int port)
    {
        using var client = new TcpClient("127.0.0.1", port);
        using var reader = new StreamReader(client.GetStream());
        var parts = reader.ReadToEnd().Split(' ');
        return (long.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture));
    }
}
