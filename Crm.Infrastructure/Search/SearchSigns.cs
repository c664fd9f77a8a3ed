using Crm.Application.Activities;

namespace Crm.Infrastructure.Search;

/// <summary>
/// The letter that a full-text index of its own keeps before each token, for the kind of record. A word that half of all customers hold is then
/// no word of contacts, and nobody has to look at those customers to know that no contact has it.
/// </summary>
public static class SearchSigns
{
    /// <summary>The sign of kinds of which there are few.</summary>
    public const string Simple = "s";

    private const string Customer = "c";
    private const string Contact = "p";

    /// <summary>SQL for the sign of the entry whose kind stands in this column.</summary>
    public static string Sql(string type) => $"CASE {type} WHEN '{RecentTypes.Customer}' THEN '{Customer}' WHEN '{RecentTypes.Contact}' THEN '{Contact}' ELSE '{Simple}' END";

    /// <summary>The sign of a kind of record.</summary>
    public static string Of(string type) => type switch
    {
        RecentTypes.Customer => Customer,
        RecentTypes.Contact => Contact,
        _ => Simple,
    };
}
