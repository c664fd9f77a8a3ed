namespace Crm.Application.Records;

/// <summary>
/// The fields that one kind of record has now: those that the house declares and those that an administrator added. Whoever lists, filters,
/// sorts, imports or exports asks this and not the descriptor, so that an added field is there for all.
/// </summary>
public sealed class FieldSet
{
    /// <summary>What the keys of added fields begin with.</summary>
    public const string CustomPrefix = "custom.";

    private readonly Dictionary<string, FieldDescriptor> _byKey;
    private readonly Lazy<FieldPaths> _toBe;

    /// <summary>The declared fields, and the added ones behind them.</summary>
    public FieldSet(EntityDescriptor descriptor, IReadOnlyList<FieldDescriptor> added, IReadOnlyList<RecordRule>? rules = null)
        : this(descriptor, [.. descriptor.Fields, .. added], added, rules ?? [])
    {
    }

    private FieldSet(EntityDescriptor descriptor, IReadOnlyList<FieldDescriptor> fields, IReadOnlyList<FieldDescriptor> added, IReadOnlyList<RecordRule> rules)
    {
        Descriptor = descriptor;
        Added = added;
        CustomKeys = added.Select(f => f.Key[CustomPrefix.Length..]).ToHashSet(StringComparer.Ordinal);
        Fields = fields;
        Rules = rules;
        _toBe = new Lazy<FieldPaths>(() => new FieldPaths(new FieldSet(descriptor, [.. fields.Select(RecordToBe.Describe)], [], []), []));
        _byKey = Fields.ToDictionary(f => f.Key, StringComparer.Ordinal);
    }

    /// <summary>The kind of record.</summary>
    public EntityDescriptor Descriptor { get; }

    /// <summary>The added fields, in their order.</summary>
    public IReadOnlyList<FieldDescriptor> Added { get; }

    /// <summary>Keys of the added fields without what they begin with, as in <c>custom</c> of inputs and answers.</summary>
    public IReadOnlySet<string> CustomKeys { get; }

    /// <summary>The rules about its fields that are in force.</summary>
    public IReadOnlyList<RecordRule> Rules { get; }

    /// <summary>The same fields, for filters over records that are yet to be.</summary>
    internal FieldPaths ToBe => _toBe.Value;

    /// <summary>All fields, in the order in which people think of them.</summary>
    public IReadOnlyList<FieldDescriptor> Fields { get; }

    /// <summary>The field of this key, if there is one; an added field's key begins with <c>custom.</c></summary>
    public FieldDescriptor? Find(string key) => _byKey.GetValueOrDefault(key);
}

/// <summary>Knows which fields each kind of record has now.</summary>
public interface IFieldCatalogue
{
    /// <summary>The fields of a kind of record; at most five seconds old on another node, never old on this one.</summary>
    ValueTask<FieldSet> OfAsync(EntityDescriptor descriptor, CancellationToken cancellationToken);

    /// <summary>The same by the record itself.</summary>
    ValueTask<FieldSet> OfAsync(Type record, CancellationToken cancellationToken);

    /// <summary>Something was changed here.</summary>
    event Action? Forgotten;

    /// <summary>Reads anew next time, because something was changed here.</summary>
    void Forget();
}
