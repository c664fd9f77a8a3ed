using Crm.Application.Common;

namespace Crm.Application.Records;

/// <summary>A field of a kind of record, or of a kind that it leads to.</summary>
/// <param name="Relation">What leads there; null for a field of its own.</param>
/// <param name="Field">The field.</param>
public sealed record FieldPath(Relation? Relation, FieldDescriptor Field)
{
    /// <summary>Its key, as in filters: <c>owner.name</c>.</summary>
    public string Key => Relation is null ? Field.Key : $"{Relation.Key}.{Field.Key}";

    /// <summary>What people call it.</summary>
    public Label Label => Relation is null ? Field.Label : new Label($"{Relation.Label.Zh}的{Field.Label.Zh}", $"{Relation.Label.En}: {Field.Label.En}");

    /// <summary>The comparisons that lists accept for it. Where there is no other record all its fields are empty.</summary>
    public IReadOnlyList<FilterOperator> Operators => !Field.Filterable ? [] : FilterOperators.For(Field.Type, Field.IsNullable || Relation is not null);
}

/// <summary>All fields by which records of one kind can be found: their own, and those of what they lead to, one step far.</summary>
public sealed class FieldPaths(FieldSet own, IReadOnlyList<(Relation Relation, IReadOnlyList<FieldDescriptor> Fields)> related)
{
    private const string IdSuffix = "Id";

    /// <summary>Its own fields.</summary>
    public FieldSet Own { get; } = own;

    /// <summary>The fields of what it leads to.</summary>
    public IEnumerable<FieldPath> Related => related.SelectMany(step => step.Fields.Select(there => new FieldPath(step.Relation, there)));

    /// <summary>All of them.</summary>
    public IEnumerable<FieldPath> All => Own.Fields.Select(own => new FieldPath(null, own)).Concat(Related);

    /// <summary>The field of this key, if there is one; <c>owner.team</c> is short for <c>owner.teamId</c>.</summary>
    public FieldPath? Find(string key)
    {
        if (Own.Find(key) is { } field) return new FieldPath(null, field);
        if (key.IndexOf('.', StringComparison.Ordinal) is not (> 0 and var dot)) return null;
        foreach (var (relation, fields) in related)
        {
            if (relation.Key.Length != dot || !key.StartsWith(relation.Key, StringComparison.Ordinal)) continue;
            var rest = key[(dot + 1)..];
            var there = fields.FirstOrDefault(f => f.Key == rest) ?? fields.FirstOrDefault(f => f.Key == rest + IdSuffix);
            return there is null ? null : new FieldPath(relation, there);
        }

        return null;
    }
}

/// <summary>Knows the fields of each kind of record with those of the kinds that it leads to.</summary>
public sealed class FieldMap(IFieldCatalogue catalogue, IEnumerable<EntityDescriptor> descriptors)
{
    /// <summary>The fields of a kind and of what it leads to.</summary>
    public async ValueTask<FieldPaths> OfAsync(EntityDescriptor descriptor, CancellationToken cancellationToken)
    {
        var related = new List<(Relation Relation, IReadOnlyList<FieldDescriptor> Fields)>(descriptor.Relations.Count);
        foreach (var relation in descriptor.Relations)
        {
            var other = relation.Descriptor is null ? null : descriptors.First(d => d.GetType() == relation.Descriptor);
            related.Add((relation, other is null ? relation.Fields : (await catalogue.OfAsync(other, cancellationToken)).Fields));
        }

        return new FieldPaths(await catalogue.OfAsync(descriptor, cancellationToken), related);
    }

    /// <summary>The fields of a kind by its key.</summary>
    /// <exception cref="NotFoundException">There is no such kind.</exception>
    public ValueTask<FieldPaths> OfAsync(string entity, CancellationToken cancellationToken) =>
        OfAsync(descriptors.FirstOrDefault(d => d.Key == entity) ?? throw new NotFoundException("Entity"), cancellationToken);
}
