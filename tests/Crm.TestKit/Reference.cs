namespace Crm.TestKit;

/// <summary>Runs on real data that may not be copied into this project; where the data is not at hand, it says how to get it.</summary>
public sealed class ReferenceFactAttribute : Xunit.FactAttribute
{
    public ReferenceFactAttribute() => Skip = Reference.WhyNot;
}

/// <inheritdoc cref="ReferenceFactAttribute"/>
public sealed class ReferenceTheoryAttribute : Xunit.TheoryAttribute
{
    public ReferenceTheoryAttribute() => Skip = Reference.WhyNot;
}

/// <summary>Where that data lies: in the folder <c>shared/data</c> beside the repository.</summary>
public static class Reference
{
    private static readonly string? Root = Find();

    /// <summary>Null when the data is there.</summary>
    public static string? WhyNot => Root is null
        ? "Needs ../shared/data beside the repository: the sample exports of Salesforce Data Loader (BSD-3), S&P 500 companies (PDDL), ez-vcard's and vobject's sample cards. CONTRIBUTING.md tells where they come from."
        : null;

    /// <summary>A file below that folder.</summary>
    public static string File(string path) => Path.Combine(Root!, path);

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!System.IO.File.Exists(Path.Combine(folder.FullName, "Crm.sln"))) continue;
            var data = Path.Combine(folder.Parent!.FullName, "shared", "data");
            return Directory.Exists(data) ? data : null;
        }

        return null;
    }
}
