namespace Crm.Bench.Keys;

/// <summary><c>keys --provider sqlite|postgres|sqlserver --rows 1000000 --rounds 2 [--connection STRING]</c>: what each way of storing keys costs.</summary>
internal static class KeysCommand
{
    private const string LocalPostgres = "Host=127.0.0.1;Username=postgres;Database=postgres";

    public static async Task<int> RunAsync(string[] arguments)
    {
        var provider = Option(arguments, "--provider") ?? "sqlite";
        var rows = Number(arguments, "--rows", 1_000_000);
        var rounds = Number(arguments, "--rounds", 2);
        switch (provider)
        {
            case "sqlite":
                await SqliteKeys.RunAsync(rows, rounds, Console.Out);
                return 0;
            case "postgres":
                await PostgresKeys.RunAsync(rows, rounds, Option(arguments, "--connection") ?? LocalPostgres, Console.Out);
                return 0;
            case "sqlserver":
                SqlServerOrder.Run(rows, Console.Out);
                return 0;
            default:
                await Console.Error.WriteLineAsync("Usage: keys --provider sqlite|postgres|sqlserver [--rows 1000000] [--rounds 2] [--connection STRING]");
                return 64;
        }
    }

    private static int Number(string[] arguments, string name, int otherwise) =>
        Option(arguments, name) is { } given ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : otherwise;

    private static string? Option(string[] arguments, string name) => Array.IndexOf(arguments, name) is >= 0 and var at && at + 1 < arguments.Length ? arguments[at + 1] : null;
}
