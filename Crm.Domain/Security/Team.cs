using Crm.Domain.Common;

namespace Crm.Domain.Security;

/// <summary>Users who work together.</summary>
public sealed class Team : Record
{
    /// <summary>Longest name.</summary>
    public const int NameMaxLength = 60;

    private Team()
    {
    }

    /// <summary>A new team.</summary>
    public Team(Guid id, string name)
        : base(id) => Name = name;

    /// <summary>Name, unique.</summary>
    public string Name { get; private set; } = "";
}
