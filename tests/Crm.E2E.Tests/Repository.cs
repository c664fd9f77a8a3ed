namespace Crm.E2E.Tests;

/// <summary>What the stories need from the source tree.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The folder of the built page.</summary>
    public static string BuiltPage
    {
        get
        {
            var dist = Path.Combine(Root, "clientapp", "dist");
            return File.Exists(Path.Combine(dist, "index.html")) ? dist : throw new InvalidOperationException("The page is not built. Build it with: dotnet build Crm.sln");
        }
    }

    /// <summary>The accessibility checker that the page's development dependencies bring.</summary>
    public static string Axe
    {
        get
        {
            var script = Path.Combine(Root, "clientapp", "node_modules", "axe-core", "axe.min.js");
            return File.Exists(script) ? script : throw new InvalidOperationException("axe-core is missing. Install it with: npm ci --prefix clientapp");
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Crm.sln"))) return folder.FullName;
        throw new InvalidOperationException("Run the tests inside the source tree: they need the built page.");
    }
}
