using Crm.Bench.Seeding;

namespace Crm.Bench.Servers;

/// <summary>Starts the programs as they are started in production.</summary>
internal static class Launch
{
    private static readonly Dictionary<string, string> NoSettings = [];

    public static Task<Server> ProductAsync(Programs programs, Copy database, Options options, IReadOnlyDictionary<string, string>? more = null, string ready = "/health/ready", string? token = null)
    {
        var settings = new Dictionary<string, string>(more ?? NoSettings)
        {
            ["Database__Provider"] = database.Provider,
            ["Database__ConnectionString"] = database.ConnectionString,
            ["Search__PerMinute"] = "0", // a bench asks in the name of a few what thousands would
            ["Files__Root"] = Path.Combine(options.Keep, "files"),
        };
        return Server.StartAsync(programs.Product, options.Keep, [], settings, ready, token);
    }

    public static Task<Server> BareAsync(Programs programs, Copy database, Options options) =>
        Server.StartAsync(programs.Bare, options.Keep, ["bare", "--provider", options.Provider, "--connection", database.ConnectionString], NoSettings, "/");

    public static Task<Server> EmptyAsync(Programs programs, Options options) => Server.StartAsync(programs.Empty!, options.Keep, [], NoSettings, "/");
}
