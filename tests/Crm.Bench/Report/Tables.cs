using System.Globalization;
using Crm.Bench.Seeding;

namespace Crm.Bench.Report;

/// <summary>The tables of a run.</summary>
internal static class Tables
{
    public static Table Of(string title, IReadOnlyList<Figure> figures)
    {
        var table = new Table(title, "scenario", "at once", "req/s", "bare req/s", "ratio", "p50 ms", "p95 ms", "p99 ms", "bare p95", "µs CPU", "bare µs", "SQL", "kB alloc.");
        foreach (var f in figures)
        {
            table.Add(
                f.Scenario, Whole(f.Concurrency), Whole(f.RequestsPerSecond), Whole(f.BareRequestsPerSecond), Fine(f.Ratio),
                Fine(f.P50Ms), Fine(f.P95Ms), Fine(f.P99Ms), Fine(f.BareP95Ms), Whole(f.ProcessorMicroseconds), Whole(f.BareProcessorMicroseconds), Maybe(f.SqlCommands, 1), Maybe(f.AllocatedBytes, 1024));
        }

        return table;
    }

    /// <summary>How a run differs from an earlier one; more requests and less time are better.</summary>
    public static Table Differences(IReadOnlyList<Figure> before, IReadOnlyList<Figure> now)
    {
        var table = new Table("Compared with the earlier run", "scenario", "at once", "req/s before", "now", "change", "ratio before", "now", "p95 before", "now");
        foreach (var f in now)
        {
            if (before.FirstOrDefault(b => (b.Scenario, b.Provider, b.Customers, b.Concurrency) == (f.Scenario, f.Provider, f.Customers, f.Concurrency)) is not { } b) continue;
            var change = b.RequestsPerSecond > 0 ? f.RequestsPerSecond / b.RequestsPerSecond - 1 : 0;
            table.Add(
                f.Scenario, Whole(f.Concurrency), Whole(b.RequestsPerSecond), Whole(f.RequestsPerSecond), change.ToString("+0%;-0%;0%", CultureInfo.InvariantCulture),
                Fine(b.Ratio), Fine(f.Ratio), Fine(b.P95Ms), Fine(f.P95Ms));
        }

        return table;
    }

    public static Table Database(Seeded seeded, int customers) => new Table("Database", "customers", "size MB", "kB per customer", "seeded in s", "customers per s")
        .Add(Whole(customers), Whole(seeded.Bytes / 1e6), Fine(seeded.Bytes / 1000.0 / customers), Fine(seeded.Seconds), Whole(customers / seeded.Seconds));

    public static string Fine(double value) => value.ToString(value < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture);

    public static string Whole(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Maybe(double? value, double unit) => value is { } known ? (known / unit).ToString("0.#", CultureInfo.InvariantCulture) : "";
}
