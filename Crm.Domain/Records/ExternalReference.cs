namespace Crm.Domain.Records;

/// <summary>What another system calls a record of ours. Within one system and kind of record a name leads to one record.</summary>
public sealed class ExternalReference
{
    /// <summary>Longest name of a system.</summary>
    public const int SystemMaxLength = 40;

    /// <summary>Longest id in another system.</summary>
    public const int IdMaxLength = 200;

    /// <summary>Most references of one record.</summary>
    public const int MaxCount = 20;

    private ExternalReference()
    {
    }

    /// <summary>A reference.</summary>
    /// <param name="entity">Key of the kind of record.</param>
    /// <param name="system">The other system, for example <c>sap</c>.</param>
    /// <param name="externalId">What it is called there.</param>
    /// <param name="recordId">Our record.</param>
    public ExternalReference(string entity, string system, string externalId, Guid recordId) => (Entity, System, ExternalId, RecordId) = (entity, system, externalId, recordId);

    /// <summary>Key of the kind of record.</summary>
    public string Entity { get; private set; } = "";

    /// <summary>The other system.</summary>
    public string System { get; private set; } = "";

    /// <summary>What it is called there.</summary>
    public string ExternalId { get; private set; } = "";

    /// <summary>Our record.</summary>
    public Guid RecordId { get; private set; }
}
