using System.Runtime.CompilerServices;

namespace Crm.Domain.Tests.Common;

internal static class TestData
{
    public static string PathOf(string file) => Path.Combine(ProjectFolder(), "Data", file);

    /// <summary>The rows of a comma separated file without its heading.</summary>
    public static IEnumerable<string[]> Rows(string file) => File.ReadLines(PathOf(file)).Skip(1).Select(line => line.Split(','));

    private static string ProjectFolder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..");
}
