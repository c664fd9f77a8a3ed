using System.Diagnostics;

namespace Crm.Bench.Servers;

/// <summary>The programs under test as files that can be started.</summary>
/// <param name="Product">The product.</param>
/// <param name="Bare">This program, which is also the bare reference.</param>
/// <param name="Empty">An empty ASP.NET Core program; null when start and memory are not measured.</param>
internal sealed record Programs(string Product, string Bare, string? Empty)
{
    /// <summary>Publishes all three alike, or takes a product that is built already and this very program.</summary>
    public static async Task<Programs> MakeAsync(Options options)
    {
        if (options.Program is { } program) return new Programs(program, typeof(Programs).Assembly.Location, null);

        var root = FindRoot();
        var folder = Path.Combine(options.Keep, "published");
        return new Programs(
            await PublishAsync(Path.Combine(root, "Crm.Api"), folder, "Crm.Api", options.Pages),
            await PublishAsync(Path.Combine(root, "tests", "Crm.Bench"), folder, "Crm.Bench", withPage: false),
            await PublishAsync(Path.Combine(root, "tests", "Crm.Bench", "Empty"), folder, "Empty", withPage: false));
    }

    public static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Crm.sln"))) return folder.FullName;
        return Directory.GetCurrentDirectory();
    }

    private static async Task<string> PublishAsync(string project, string folder, string name, bool withPage)
    {
        Console.WriteLine($"Publishing {name} …");
        var output = Path.Combine(folder, name);
        using var publish = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                "publish", project, "-c", "Release", "-o", output, "--artifacts-path", Path.Combine(folder, "artifacts"), "--nologo", "-v", "q",
                "-p:UseCurrentRuntimeIdentifier=true", "--self-contained", "false", "-p:PublishReadyToRun=true", $"-p:SkipPage={!withPage}",
            },
        })!;
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? Path.Combine(output, name + ".dll") : throw new InvalidOperationException($"Publishing {project} failed.");
    }
}
