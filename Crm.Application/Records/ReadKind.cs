namespace Crm.Application.Records;

/// <summary>A kind of record for whoever only reads it without knowing it, as exports do: how many a list holds, which ones in its order, and what their fields say.</summary>
public abstract class ReadKind(EntityDescriptor descriptor)
{
    /// <summary>Its fields.</summary>
    public EntityDescriptor Descriptor { get; } = descriptor;

    /// <summary>What whoever sees such records must be allowed.</summary>
    public abstract string ReadPermission { get; }

    /// <summary>How many records a list would show, counted to the end.</summary>
    public abstract Task<int> CountAsync(ListRequest list, CancellationToken cancellationToken);

    /// <summary>Ids of all records that a list would show, in its order, page after page without a break.</summary>
    public abstract IAsyncEnumerable<Guid> IdsAsync(ListRequest list, CancellationToken cancellationToken);

    /// <summary>Values of fields of these records by id, in the order of the fields; what is out of sight is missing.</summary>
    public abstract Task<Dictionary<Guid, object?[]>> ValuesAsync(IReadOnlyCollection<Guid> ids, IReadOnlyList<FieldDescriptor> fields, CancellationToken cancellationToken);

    /// <summary>Fields that the records of this list have beyond those of their kind, such as the questions of the one questionnaire that they answer.</summary>
    public virtual Task<IReadOnlyList<FieldDescriptor>> FieldsOfAsync(ListRequest list, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<FieldDescriptor>>([]);
}

/// <summary>The kinds of record that can be read: those that can be written, and those that only come of something else.</summary>
public sealed class ReadKinds(RecordKinds written, IEnumerable<ReadKind> others)
{
    /// <summary>The kind of this key, as in the address; null when there is none.</summary>
    public ReadKind? Find(string key) => written.Find(key) ?? others.FirstOrDefault(kind => kind.Descriptor.Key == key);
}
