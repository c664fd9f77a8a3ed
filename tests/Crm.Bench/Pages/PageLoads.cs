using System.Globalization;
using Crm.Bench.Load;
using Crm.Bench.Report;
using Crm.Bench.Seeding;
using Crm.Bench.Servers;
using Microsoft.Playwright;

namespace Crm.Bench.Pages;

/// <summary>
/// The page as a salesperson meets it: Chromium with a processor four times slower on a line of 1.6 Mb/s and 150 ms, first with an empty
/// cache and then on a second visit.
/// </summary>
internal static class PageLoads
{
    private const int Visits = 3;
    private const int Slower = 4;
    private const double BytesPerSecond = 1.6e6 / 8;
    private const int LatencyMs = 150;

    /// <summary>Notes when the content stood there and when the last long task was over; the page can be used after both.</summary>
    private const string Watch = """
        (selector) => {
          const seen = (window.__seen = { at: 0, busyUntil: 0, blocked: 0, fcp: 0 });
          new PerformanceObserver((list) => { for (const t of list.getEntries()) { seen.busyUntil = t.startTime + t.duration; seen.blocked += t.duration - 50; } }).observe({ type: 'longtask', buffered: true });
          new PerformanceObserver((list) => { for (const p of list.getEntriesByName('first-contentful-paint')) seen.fcp = p.startTime; }).observe({ type: 'paint', buffered: true });
          const look = () => { if (seen.at === 0 && document.querySelector(selector)) seen.at = performance.now(); };
          new MutationObserver(look).observe(document, { childList: true, subtree: true });
        }
        """;

    public static async Task<Table> MeasureAsync(Programs programs, Copy product, Asked asked, Options options)
    {
        await using var server = await Launch.ProductAsync(programs, product, options);
        var path = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium";
        if (!File.Exists(path)) throw new InvalidOperationException($"There is no browser at {path}. Install it with: sudo apt-get install chromium (or set CHROMIUM to the path of another Chromium).");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = path,
            Args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });

        (string Name, string Path, string Content, bool SignedIn)[] pages =
        [
            ("sign-in", "/sign-in", "input[type=password]", false),
            ("list", "/customers", "[role=grid] [role=row] a[href^=\"/customers/\"]", true),
            ("record", $"/customers/{asked.Hub}", "main h1", true),
        ];
        var table = new Table(
            $"First load (processor {Slower} times slower, 1.6 Mb/s, {LatencyMs} ms)", "page", "visit", "kB over the line", "requests", "first paint ms", "content ms", "usable ms", "blocked ms");
        foreach (var page in pages)
        {
            var loads = new List<(Load Cold, Load Warm)>();
            for (var i = 0; i < Visits; i++) loads.Add(await VisitTwiceAsync(browser, server, page.Path, page.Content, page.SignedIn));
            table.Add([page.Name, "cold", .. Cells(loads.ConvertAll(l => l.Cold))]).Add([page.Name, "warm", .. Cells(loads.ConvertAll(l => l.Warm))]);
        }

        return table;
    }

    private static async Task<(Load Cold, Load Warm)> VisitTwiceAsync(IBrowser browser, Server server, string path, string content, bool signedIn)
    {
        await using var context = await browser.NewContextAsync(new() { BaseURL = server.Address.ToString(), Locale = "zh-CN", TimezoneId = "Asia/Shanghai", ViewportSize = new() { Width = 1280, Height = 800 } });
        if (signedIn) await context.APIRequest.PostAsync("/api/v1/auth/login", new() { DataObject = new { email = ProductSchema.AdminEmail, password = ProductSchema.Password } });
        return (await VisitAsync(context, path, content), await VisitAsync(context, path, content));
    }

    private static async Task<Load> VisitAsync(IBrowserContext context, string path, string content)
    {
        var page = await context.NewPageAsync();
        var browser = await context.NewCDPSessionAsync(page);
        await browser.SendAsync("Network.enable");
        await browser.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = false, ["latency"] = LatencyMs, ["downloadThroughput"] = BytesPerSecond, ["uploadThroughput"] = BytesPerSecond });
        await browser.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = Slower });
        var (bytes, requests) = (0.0, 0);
        browser.Event("Network.loadingFinished").OnEvent += (_, e) =>
        {
            bytes += e!.Value.GetProperty("encodedDataLength").GetDouble();
            requests++;
        };

        await page.AddInitScriptAsync($"({Watch})({System.Text.Json.JsonSerializer.Serialize(content)})");
        await page.GotoAsync(path);
        while (!await page.EvaluateAsync<bool>("() => window.__seen.at > 0 && performance.now() - Math.max(window.__seen.at, window.__seen.busyUntil) > 2000")) await Task.Delay(100);
        var seen = await page.EvaluateAsync<System.Text.Json.JsonElement>("() => window.__seen");
        double Of(string member) => seen.GetProperty(member).GetDouble();
        var load = new Load(bytes / 1000, requests, Of("fcp"), Of("at"), Math.Max(Of("at"), Of("busyUntil")), Of("blocked"));
        await page.CloseAsync();
        return load;
    }

    private static string[] Cells(List<Load> loads)
    {
        string Middle(Func<Load, double> value) => loads.Select(value).Order().ElementAt(loads.Count / 2).ToString("#,0", CultureInfo.InvariantCulture);
        return [Middle(l => l.Kilobytes), Middle(l => l.Requests), Middle(l => l.Paint), Middle(l => l.Content), Middle(l => l.Usable), Middle(l => l.Blocked)];
    }

    private sealed record Load(double Kilobytes, int Requests, double Paint, double Content, double Usable, double Blocked);
}
