using System.Globalization;

namespace Crm.Bench;

/// <summary>What was asked for on the command line.</summary>
internal sealed record Options
{
    public const string Usage = """
        Usage: dotnet run -c Release --project tests/Crm.Bench -- [options]
          --provider NAME     sqlite (default) or postgres
          --connection TEXT   connection string of a server on which databases may be made; needed for postgres
          --customers N       customers in the database (100000); 2 contacts, 5 interactions and 1 follow-up come with each
          --scenarios A,B     only these scenarios
          --seconds N         measured seconds per program, scenario and concurrency (9), in six slices
          --warm-up N         seconds for which each program is asked before it is measured (15)
          --json FILE         writes the figures
          --markdown FILE     writes the tables for docs/performance.md
          --compare OLD.json  prints the differences to an earlier run
          --keep FOLDER       where seeded databases are kept and found again (default: crm-bench in the temporary folder)
          --pages             also measures the page in Chromium
          --program DLL       a built product to start instead of publishing one; start and memory are not measured then
          --smoke             5000 customers and the shortest slices: only that everything runs
        """;

    public string Provider { get; init; } = "sqlite";

    public string? Connection { get; init; }

    public int Customers { get; init; } = 100_000;

    public double Seconds { get; init; } = 9;

    public double WarmUp { get; init; } = 15;

    public IReadOnlyList<string> Scenarios { get; init; } = [];

    public string? Json { get; init; }

    public string? Markdown { get; init; }

    public string? Compare { get; init; }

    public string Keep { get; init; } = Path.Combine(Path.GetTempPath(), "crm-bench");

    public bool Pages { get; init; }

    public string? Program { get; init; }

    public bool Smoke { get; init; }

    /// <summary>Null when the arguments make no sense.</summary>
    public static Options? Parse(string[] args)
    {
        var options = new Options();
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--pages") options = options with { Pages = true };
            else if (args[i] == "--smoke") options = options with { Smoke = true, Customers = 5_000, Seconds = 0.1, WarmUp = 0 };
            else if (i + 1 == args.Length || options.With(args[i], args[++i]) is not { } changed) return null;
            else options = changed;
        }

        return options.Provider == "sqlite" || options.Connection is not null ? options : null;
    }

    private Options? With(string name, string value) => name switch
    {
        "--provider" when value is "sqlite" or "postgres" => this with { Provider = value },
        "--connection" => this with { Connection = value },
        "--customers" when int.TryParse(value, out var customers) && customers >= 1_000 => this with { Customers = customers },
        "--seconds" when double.TryParse(value, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 => this with { Seconds = seconds },
        "--warm-up" when double.TryParse(value, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0 => this with { WarmUp = seconds },
        "--scenarios" => this with { Scenarios = value.Split(',') },
        "--json" => this with { Json = value },
        "--markdown" => this with { Markdown = value },
        "--compare" => this with { Compare = value },
        "--keep" => this with { Keep = value },
        "--program" => this with { Program = Path.GetFullPath(value) },
        _ => null,
    };
}
