namespace Crm.Domain.Common;

/// <summary>A record that people know by its name. Names are sorted by their pinyin, so that every database sorts Chinese ones alike.</summary>
public abstract class NamedRecord : DescribedRecord
{
    /// <summary>For the database.</summary>
    protected NamedRecord()
    {
    }

    /// <summary>A new record with a version-7 id made by the caller.</summary>
    protected NamedRecord(Guid id)
        : base(id)
    {
    }

    /// <summary>What people call it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What the name sorts by.</summary>
    public string NameSortKey { get; private set; } = "";

    /// <summary>Gives it a name, where the house itself makes it.</summary>
    protected void Call(string name) => Name = name;
}
