using Crm.Bench.Load;
using Crm.Bench.Report;
using Crm.Bench.Seeding;

namespace Crm.Bench.Servers;

/// <summary>How fast the programs start and how much memory they keep, beside an empty ASP.NET Core program published alike.</summary>
internal static class Machine
{
    private const int Starts = 5;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    public static async Task<Table> MeasureAsync(Programs programs, Copy product, Copy bare, Options options, double productUnderLoad, double bareUnderLoad)
    {
        var starts = new Median[] { new(), new(), new() };
        var token = await TokenAsync(programs, product, options);
        for (var i = 0; i < Starts; i++)
        {
            starts[0].Add(await StartAsync(() => Launch.EmptyAsync(programs, options)));
            starts[1].Add(await StartAsync(() => Launch.ProductAsync(programs, product, options)));
            starts[2].Add(await StartAsync(() => Launch.ProductAsync(programs, product, options, ready: "/api/v1/customers?limit=50&sort=name", token: token)));
        }

        await using var emptyServer = await Launch.EmptyAsync(programs, options);
        await using var productServer = await Launch.ProductAsync(programs, product, options);
        await using var bareServer = await Launch.BareAsync(programs, bare, options);
        await Task.Delay(Idle);
        var (emptyIdle, productIdle, bareIdle) = (emptyServer.Memory(), productServer.Memory(), bareServer.Memory());

        string Start(double ms) => Tables.Whole(ms);
        string Times(double value, double empty) => Tables.Fine(value / empty);
        var none = "";
        return new Table("Start and memory", "program", "first answer ms", "× empty", "first list of 50 ms", "idle MB", "× empty", "under load MB")
            .Add("empty", Start(starts[0].Value), "1", none, Tables.Fine(emptyIdle), "1", Tables.Fine(UnderLoad(emptyServer)))
            .Add("product", Start(starts[1].Value), Times(starts[1].Value, starts[0].Value), Start(starts[2].Value), Tables.Fine(productIdle), Times(productIdle, emptyIdle), Tables.Fine(productUnderLoad))
            .Add("bare", none, none, none, Tables.Fine(bareIdle), Times(bareIdle, emptyIdle), Tables.Fine(bareUnderLoad));
    }

    private static async Task<double> StartAsync(Func<Task<Server>> start)
    {
        await using var server = await start();
        return server.FirstAnswer.TotalMilliseconds;
    }

    private static async Task<string> TokenAsync(Programs programs, Copy product, Options options)
    {
        await using var server = await Launch.ProductAsync(programs, product, options);
        using var target = new Target(server, signsIn: true);
        target.SignIn();
        return target.Token;
    }

    private static double UnderLoad(Server server)
    {
        using var target = new Target(server, signsIn: false);
        var request = target.Get("/");
        Slices.Run(target, _ => request, 200, 16, 3, new Samples());
        return server.Memory();
    }

    private sealed class Median
    {
        private readonly List<double> _values = [];

        public double Value => _values.Order().ElementAt(_values.Count / 2);

        public void Add(double value) => _values.Add(value);
    }
}
