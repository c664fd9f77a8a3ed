using Crm.Bench.Load;
using Crm.Bench.Pages;
using Crm.Bench.Report;
using Crm.Bench.Seeding;
using Crm.Bench.Servers;

namespace Crm.Bench;

/// <summary>One run: seed, start both programs, prove that they answer alike, load them in turn, and say what came of it.</summary>
internal sealed class Bench(Options options)
{
    private static readonly int[] Concurrencies = [1, 16];
    private readonly int _rounds = options.Smoke ? 1 : 6;
    private double _productMemory;
    private double _bareMemory;

    public async Task RunAsync()
    {
        var seeded = await new Seeder(options).EnsureAsync();
        var asked = await Asked.FromAsync(seeded, options);
        var all = Scenarios.Of(asked);
        var scenarios = all.Where(s => options.Scenarios.Count == 0 || options.Scenarios.Contains(s.Name)).ToList();
        if (scenarios.Count < options.Scenarios.Count) throw new InvalidOperationException($"The scenarios are: {string.Join(", ", all.Select(s => s.Name))}");

        var programs = await Programs.MakeAsync(options);
        await using var product = await Copy.OfAsync(seeded, "product");
        // Who only reads shares a database; who writes has his own, so that both write into the same rows.
        var reads = scenarios.Where(s => s.Agreement != Agreement.AllButNew).ToList();
        List<Scenario> writes = [.. scenarios.Except(reads)];
        await using var copy = writes.Count == 0 ? null : await Copy.OfAsync(seeded, "bare");
        var bare = copy ?? product;
        List<Figure> figures = [.. await LoadAsync(programs, product, product, reads), .. writes.Count == 0 ? [] : await LoadAsync(programs, product, bare, writes)];
        var costs = await CostsAsync(programs, product, asked, scenarios);
        figures = figures.ConvertAll(f => f with { SqlCommands = costs[f.Scenario].SqlCommands, AllocatedBytes = costs[f.Scenario].AllocatedBytes });

        List<Table> tables = [Tables.Of($"{options.Provider}, {options.Customers:n0} customers", figures), Tables.Database(seeded, options.Customers)];
        if (programs.Empty is not null) tables.Add(await Machine.MeasureAsync(programs, product, bare, options, _productMemory, _bareMemory));
        if (options.Pages) tables.Add(await PageLoads.MeasureAsync(programs, product, asked, options));
        if (options.Compare is { } old) tables.Add(Tables.Differences(await Figure.ReadAsync(old), figures));
        await TellAsync(tables, figures);
    }

    private async Task TellAsync(List<Table> tables, List<Figure> figures)
    {
        foreach (var table in tables) Console.Write(table.ToText());
        if (options.Json is { } json) await Figure.WriteAsync(json, figures);
        if (options.Markdown is { } markdown) await File.WriteAllTextAsync(markdown, string.Concat(tables.Select(t => t.ToMarkdown())));
        if (figures.FirstOrDefault(f => f.RequestsPerSecond == 0 || f.BareRequestsPerSecond == 0) is { } silent)
            throw new InvalidOperationException($"{silent.Scenario} at {silent.Concurrency} gave no answer.");
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
            Console.WriteLine($"Measuring {scenario.Name} …");
            asProduct.SignIn();
            var (fromProduct, fromBare) = (scenario.Requests(asProduct), scenario.Requests(asBare));
            SameAnswers.Ensure(scenario, asProduct, fromProduct, asBare, fromBare, options.Smoke ? 2 : 8);
            figures.AddRange(Concurrencies.Select(concurrency => Measure(scenario, concurrency, asProduct, fromProduct, asBare, fromBare)));
            (_productMemory, _bareMemory) = (Math.Max(_productMemory, productServer.Memory()), Math.Max(_bareMemory, bareServer.Memory()));
        }

        return figures;
    }

    /// <summary>Both are warmed up, then loaded in turn, so that whatever else the machine does hits both alike.</summary>
    private Figure Measure(Scenario scenario, int concurrency, Target product, NextRequest fromProduct, Target bare, NextRequest fromBare)
    {
        var (slice, mine, reference) = (options.Seconds / _rounds, new Samples(), new Samples());
        var warmUp = Math.Max(slice, options.WarmUp); // the runtime compiles what is used often a second time, better: after 5 s a change still took three times the processor
        Slices.Run(product, fromProduct, scenario.Status, concurrency, warmUp, new Samples());
        Slices.Run(bare, fromBare, scenario.Status, concurrency, warmUp, new Samples());
        for (var round = 0; round < _rounds; round++)
        {
            Slices.Run(product, fromProduct, scenario.Status, concurrency, slice, mine);
            Slices.Run(bare, fromBare, scenario.Status, concurrency, slice, reference);
        }

        return new Figure(
            scenario.Name, options.Provider, options.Customers, concurrency,
            mine.PerSecond, reference.PerSecond, reference.PerSecond == 0 ? 0 : mine.PerSecond / reference.PerSecond,
            mine.Percentile(0.5), mine.Percentile(0.95), mine.Percentile(0.99), reference.Percentile(0.95), mine.Processor, reference.Processor, null, null);
    }

    /// <summary>A product of its own with the probe in it; follow-ups are taken from the end, where nobody has been yet.</summary>
    private async Task<Dictionary<string, Cost>> CostsAsync(Programs programs, Copy product, Asked asked, List<Scenario> scenarios)
    {
        Console.WriteLine("Counting commands and bytes …");
        var untouched = Scenarios.Of(asked with { OpenFollowUps = [.. asked.OpenFollowUps.Reverse()] }).Where(s => scenarios.Any(chosen => chosen.Name == s.Name)).ToList();
        var port = Server.FreePort();
        await using var server = await Launch.ProductAsync(programs, product, options, ProbePass.Settings(port));
        return ProbePass.Run(untouched, server, port, options.Smoke ? 4 : 50);
    }
}
