using Crm.Domain.Common;

namespace Crm.Domain.Settings;

/// <summary>A word that colleagues put on customers and contacts; unique by name.</summary>
public sealed class Tag : Record
{
    /// <summary>Longest name.</summary>
    public const int NameMaxLength = 40;

    /// <summary>The house's palette, for tags, segments and the options of fields; the page gives each a tint in both themes.</summary>
    public static readonly IReadOnlyList<string> Colors = ["grey", "blue", "green", "yellow", "orange", "red", "purple", "teal"];

    private Tag()
    {
    }

    /// <summary>A new tag.</summary>
    public Tag(Guid id, string name, string color)
        : base(id) => (Name, Color) = (name, color);

    /// <summary>The word.</summary>
    public string Name { get; private set; } = "";

    /// <summary>One of <see cref="Colors"/>.</summary>
    public string Color { get; private set; } = "grey";

    /// <summary>Changes word and colour.</summary>
    public void Change(string name, string color) => (Name, Color) = (name, color);
}
