using Crm.Domain.Common;

namespace Crm.Domain.Products;

/// <summary>A branch in the tree of products.</summary>
public sealed class ProductCategory : DescribedRecord
{
    /// <summary>Longest name.</summary>
    public const int NameMaxLength = 80;

    /// <summary>Most categories above one another, itself included.</summary>
    public const int MaxDepth = 8;

    private ProductCategory()
    {
    }

    /// <summary>A new category at the top of the tree.</summary>
    public ProductCategory(Guid id, string name)
        : base(id) => Name = name;

    /// <summary>Its name, unique among all categories.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What the name sorts by: its pinyin.</summary>
    public string NameSortKey { get; private set; } = "";

    /// <summary>The category above it; null at the top.</summary>
    public Guid? ParentId { get; private set; }

    /// <summary>The category above it, for reading.</summary>
    public ProductCategory? Parent { get; private set; }

    /// <summary>Changes its name.</summary>
    public void Rename(string name) => Name = name;

    /// <summary>Places it under another.</summary>
    /// <param name="parentId">The new parent, or null for the top.</param>
    /// <param name="parentAndItsParents">The parent, its parent and so on, up to the top.</param>
    /// <exception cref="DomainException"><c>parent_cycle</c> when it would become its own ancestor, <c>parent_too_deep</c> beyond <see cref="MaxDepth"/>.</exception>
    public void PlaceUnder(Guid? parentId, IReadOnlyCollection<Guid> parentAndItsParents)
    {
        if (parentId is not null && parentAndItsParents.Contains(Id)) throw new DomainException("parent_cycle", "parentId");
        if (parentAndItsParents.Count >= MaxDepth) throw new DomainException("parent_too_deep", "parentId");
        ParentId = parentId;
    }
}
