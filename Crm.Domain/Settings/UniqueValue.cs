using Crm.Domain.Common;

namespace Crm.Domain.Settings;

/// <summary>A value that no other record in use may have in the same added field. Who races for one, the index of these rows decides.</summary>
public sealed class UniqueValue
{
    private UniqueValue()
    {
    }

    /// <summary>The value of a record.</summary>
    public UniqueValue(Guid fieldId, Guid recordId, string value) => (FieldId, RecordId, Value) = (fieldId, recordId, value);

    /// <summary>The field.</summary>
    public Guid FieldId { get; private set; }

    /// <summary>The record that has it.</summary>
    public Guid RecordId { get; private set; }

    /// <summary>The value as it is compared, see <see cref="CustomValues.Compared"/>.</summary>
    public string Value { get; private set; } = "";
}
