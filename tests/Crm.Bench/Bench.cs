using Crm.Bench.Load;
using Crm.Bench.Report;
using Crm.Bench.Seeding;
using Crm.Bench.Servers;

namespace Crm.Bench;

/// <summary>One run: seed, start both programs, prove that they answer alike, load them in turn, and say what came of it.</summary>
internal sealed class Bench(Options options)
{
    private const int Rounds = 6;
    private static readonly int[] Concurrencies = [1, 16];

    public async Task RunAsync()
    {
        var seeded = await new Seeder(options).EnsureAsync();
        var asked = await Asked.FromAsync(seeded, options);
        var scenarios = Scenarios.Of(asked).Where(s => options.Scenarios.Count == 0 || options.Scenarios.Contains(s.Name)).ToList();
        if (scenarios.Count == 0) throw new InvalidOperationException($"There is no such scenario. There are: {string.Join(", ", Scenarios.Of(asked).Select(s => s.Name))}");

        var programs = await Programs.MakeAsync(options);
        await using var product = await Copy.OfAsync(seeded, "product");
        await using var bare = await Copy.OfAsync(seeded, "bare");
        var figures = await LoadAsync(programs, product, bare, scenarios);

        List<Table> tables = [Tables.Of($"{options.Provider}, {options.Customers:n0} customers", figures)];
        if (options.Compare is { } old) tables.Add(Tables.Differences(await Figure.ReadAsync(old), figures));
        foreach (var table in tables) Console.Write(table.ToText());
        if (options.Json is { } json) await Figure.WriteAsync(json, figures);
        if (options.Markdown is { } markdown) await File.WriteAllTextAsync(markdown, string.Concat(tables.Select(t => t.ToMarkdown())));
    }

    private async Task<List<Figure>> LoadAsync(Programs programs, Copy product, Copy bare, List<Scenario> scenarios)
    {
        await using var productServer = await Launch.ProductAsync(programs, product, options);
        await using var bareServer = await Launch.BareAsync(programs, bare, options);
        using var asProduct = new Target(productServer, signsIn: true);
        using var asBare = new Target(bareServer, signsIn: false);

        var figures = new List<Figure>();
        foreach (var scenario in scenarios)
        {
            asProduct.SignIn();
            var (fromProduct, fromBare) = (scenario.Requests(asProduct), scenario.Requests(asBare));
            SameAnswers.Ensure(scenario, asProduct, fromProduct, asBare, fromBare);
            foreach (var concurrency in Concurrencies)
            {
                Console.Write($"\r{scenario.Name} at {concurrency} …                ");
                figures.Add(Measure(scenario, concurrency, asProduct, fromProduct, asBare, fromBare));
            }
        }

        Console.Write("\r                                        \r");
        return figures;
    }

    /// <summary>Both are warmed up, then loaded in turn, so that whatever else the machine does hits both alike.</summary>
    private Figure Measure(Scenario scenario, int concurrency, Target product, NextRequest fromProduct, Target bare, NextRequest fromBare)
    {
        var (slice, mine, reference) = (options.Seconds / Rounds, new Samples(), new Samples());
        Slices.Run(product, fromProduct, scenario.Status, concurrency, slice, new Samples());
        Slices.Run(bare, fromBare, scenario.Status, concurrency, slice, new Samples());
        for (var round = 0; round < Rounds; round++)
        {
            Slices.Run(product, fromProduct, scenario.Status, concurrency, slice, mine);
            Slices.Run(bare, fromBare, scenario.Status, concurrency, slice, reference);
        }

        return new Figure(
            scenario.Name, options.Provider, options.Customers, concurrency,
            mine.PerSecond, reference.PerSecond, reference.PerSecond == 0 ? 0 : mine.PerSecond / reference.PerSecond,
            mine.Percentile(0.5), mine.Percentile(0.95), mine.Percentile(0.99), reference.Percentile(0.95), null, null);
    }
}
