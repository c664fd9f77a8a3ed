using Crm.Domain.Common;

namespace Crm.Domain.Products;

/// <summary>Something that is sold: goods, a service, a subscription.</summary>
public sealed class Product : DescribedRecord
{
    /// <summary>Longest code.</summary>
    public const int CodeMaxLength = 60;

    /// <summary>Longest name.</summary>
    public const int NameMaxLength = 200;

    /// <summary>Longest unit.</summary>
    public const int UnitMaxLength = 20;

    /// <summary>Longest description.</summary>
    public const int DescriptionMaxLength = 4000;

    private Product()
    {
    }

    private Product(Guid id)
        : base(id)
    {
    }

    /// <summary>What the house calls it on paper, unique among products in use: an article or stock number.</summary>
    public string Code { get; private set; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>What the name sorts by: its pinyin.</summary>
    public string NameSortKey { get; private set; } = "";

    /// <summary>What it is counted in: piece, box, hour.</summary>
    public string? Unit { get; private set; }

    /// <summary>Where it stands in the tree of categories.</summary>
    public Guid? CategoryId { get; private set; }

    /// <summary>Its category, for reading.</summary>
    public ProductCategory? Category { get; private set; }

    /// <summary>What one unit costs without tax when nothing else was agreed.</summary>
    public Money? Price { get; private set; }

    /// <summary>Whether it can still be ordered; what was ordered keeps it.</summary>
    public bool Active { get; private set; } = true;

    /// <summary>Anything worth knowing.</summary>
    public string? Description { get; private set; }

    /// <summary>A code as it is kept: in capitals, because people write the same one either way.</summary>
    public static string Normalize(string code) => code.Trim().ToUpperInvariant();

    /// <summary>A new product.</summary>
    public static Product Offer(Guid id, ProductProfile profile)
    {
        var product = new Product(id);
        product.Describe(profile);
        return product;
    }

    /// <summary>Takes over what is known about it.</summary>
    public void Describe(ProductProfile profile) =>
        (Code, Name, Unit, CategoryId, Price, Active, Description) =
        (profile.Code, profile.Name, profile.Unit, profile.CategoryId, profile.Price, profile.Active, profile.Description);
}

/// <summary>Everything about a product that people type in.</summary>
public sealed record ProductProfile
{
    /// <summary>What the house calls it on paper.</summary>
    public required string Code { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is counted in.</summary>
    public string? Unit { get; init; }

    /// <summary>Where it stands in the tree of categories.</summary>
    public Guid? CategoryId { get; init; }

    /// <summary>What one unit costs without tax.</summary>
    public Money? Price { get; init; }

    /// <summary>Whether it can still be ordered.</summary>
    public bool Active { get; init; } = true;

    /// <summary>Anything worth knowing.</summary>
    public string? Description { get; init; }
}
