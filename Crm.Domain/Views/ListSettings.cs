using Crm.Domain.Common;

namespace Crm.Domain.Views;

/// <summary>How one user likes the lists of one kind of record, or how they look for whoever has not said.</summary>
public sealed class ListSettings : Record
{
    /// <summary>Stands for everybody who has not said how he likes it.</summary>
    public const string House = "house";

    /// <summary>Longest name of a holder: that of the house, or the id of a user.</summary>
    public const int HolderMaxLength = 36;

    private ListSettings()
    {
    }

    /// <summary>New settings.</summary>
    /// <param name="id">Id.</param>
    /// <param name="entity">Key of the kind of record.</param>
    /// <param name="userId">Whose; null for the house.</param>
    public ListSettings(Guid id, string entity, Guid? userId)
        : base(id) => (Entity, Holder) = (entity, HolderOf(userId));

    /// <summary>Key of the kind of record.</summary>
    public string Entity { get; private set; } = "";

    /// <summary>Id of the user, or <see cref="House"/>.</summary>
    public string Holder { get; private set; } = "";

    /// <summary>Columns, density, first view and tabs, as JSON.</summary>
    public string Content { get; private set; } = "{}";

    /// <summary>How a user, or the house, is written as a holder.</summary>
    public static string HolderOf(Guid? userId) => userId?.ToString() ?? House;

    /// <summary>Says everything anew.</summary>
    public void Write(string content) => Content = content;
}
