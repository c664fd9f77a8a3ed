using Crm.Domain.Settings;

namespace Crm.Application.Import;

/// <summary>What an import does with records that are there.</summary>
public enum ImportMode
{
    /// <summary>Makes new ones.</summary>
    Create,

    /// <summary>Changes those that it finds, and refuses the rest.</summary>
    Update,

    /// <summary>Changes those that it finds, and makes the rest.</summary>
    Upsert,
}

/// <summary>What becomes of a new record that is there already, in the database or further up in the file.</summary>
public enum DuplicatePolicy
{
    /// <summary>The row is left out.</summary>
    Skip,

    /// <summary>It is made all the same, where nothing forbids two.</summary>
    Create,

    /// <summary>The one that is there is changed.</summary>
    Update,
}

/// <summary>What an empty cell does to a record that is there.</summary>
public enum EmptyCells
{
    /// <summary>What is there stays.</summary>
    Keep,

    /// <summary>What is there is cleared.</summary>
    Clear,
}

/// <summary>Which column fills which field, and how its values are read.</summary>
public sealed record ImportMapping
{
    /// <summary>The columns; those that are left out are ignored.</summary>
    public IReadOnlyList<ColumnMapping> Columns { get; init; } = [];

    /// <summary>Values for fields that no column fills, written like a cell: <c>{"source":"trade_show"}</c>.</summary>
    public IReadOnlyDictionary<string, string>? Defaults { get; init; }

    /// <summary>What an empty cell does to a record that is there; <c>keep</c> when nothing is said.</summary>
    public EmptyCells EmptyCells { get; init; }

    /// <summary>What becomes of a new record that is there already; <c>skip</c> when nothing is said.</summary>
    public DuplicatePolicy Duplicates { get; init; }

    /// <summary>Whether values that a code list lacks are added to it; only for whoever may change settings.</summary>
    public bool AddMissingCodes { get; init; }

    /// <summary>Whether any values are to be added to code lists.</summary>
    internal bool AddsCodes => AddMissingCodes || Columns.Any(c => c.AddValues is { Count: > 0 });

    /// <summary>For contacts: whether a company that is not there becomes a new customer.</summary>
    public bool CreateCustomers { get; init; }

    /// <summary>IANA name of the zone of times without one; the user's own when nothing is said.</summary>
    public string? TimeZone { get; init; }
}

/// <summary>What one column fills.</summary>
public sealed record ColumnMapping
{
    /// <summary>Its name, as in the preview.</summary>
    public string Column { get; init; } = "";

    /// <summary>
    /// The field it fills: a key of <c>/meta/{entity}</c>, also <c>custom.…</c>; a part of one (<c>phones.mobile</c>, <c>name.family</c>,
    /// <c>annualRevenue.currency</c>, <c>customers.title</c>); <c>address</c> for a whole Chinese address; <c>externalRef:{system}</c> for the id in another
    /// system; null when the column is ignored.
    /// </summary>
    public string? Field { get; init; }

    /// <summary>
    /// A field to add for it when the import starts; only for whoever may change settings, and instead of <c>field</c>. An added field that has this name
    /// already is filled and not added again. A dry run adds nothing and checks the values.
    /// </summary>
    public NewField? NewField { get; init; }

    /// <summary>For days and times: the order of their parts; the likeliest of those that fit the whole column when nothing is said.</summary>
    public DayFormat? DayFormat { get; init; }

    /// <summary>For amounts: the currency of those that name none; <c>CNY</c> when nothing is said.</summary>
    public string? Currency { get; init; }

    /// <summary>For relations: what the values are: <c>name</c>, <c>number</c>, <c>email</c>, <c>phone</c>, <c>id</c> or <c>externalRef:{system}</c>; whatever finds one when nothing is said.</summary>
    public string? By { get; init; }

    /// <summary>What single values of the column stand for: a code, a word of the contract, a user's id; null for nothing.</summary>
    public IReadOnlyDictionary<string, string?>? Values { get; init; }

    /// <summary>Values of the column that are added to its code list when the import starts, whatever <c>addMissingCodes</c> says; only for whoever may change settings.</summary>
    public IReadOnlyList<string>? AddValues { get; init; }

    /// <summary>Whether a value is to be added to the code list, if that lacks it.</summary>
    internal bool Adds(string text, ImportMapping whole) => whole.AddMissingCodes || AddValues?.Contains(text.Trim()) == true;
}

/// <summary>A field that an import adds.</summary>
public sealed record NewField
{
    /// <summary>Its name in Chinese and English, at most 80 characters; the column's when nothing is said.</summary>
    public string? Label { get; init; }

    /// <summary>What it holds; a choice has the column's values as its options, and nothing can lead to other records. <c>text</c> when nothing is said.</summary>
    public CustomFieldType Type { get; init; }
}
