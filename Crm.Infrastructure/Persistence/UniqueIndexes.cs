using Crm.Application;
using Crm.Application.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Crm.Infrastructure.Persistence;

/// <summary>What a unique index means to people. Validators say the same earlier and more kindly; the index decides races.</summary>
internal static class UniqueIndexes
{
    private static readonly Dictionary<string, (string Code, string? Field)> Meanings = new(StringComparer.Ordinal)
    {
        ["Customers.CreditCode"] = ("duplicate_credit_code", "creditCode"),
        ["Tags.Name"] = ("duplicate_name", null), // also met by two customers that bring the same new tag
        ["SavedViews.Name"] = ("duplicate_name", "name"),
        ["Segments.Name"] = ("duplicate_name", "name"),
        ["KeyAccountPlans.CustomerId"] = ("already_key_account", "customerId"),
        ["Questionnaires.Name"] = ("duplicate_name", "name"),
        ["AnswerSets.FollowUpId"] = ("answered_meanwhile", null),
        ["Products.Code"] = ("duplicate_product_code", "code"),
        ["ProductCategories.Name"] = ("duplicate_name", "name"),
        ["Orders.Number"] = ("duplicate_number", "number"),
        ["SalesReturns.Number"] = ("duplicate_number", "number"),
        ["Teams.Name"] = ("duplicate_name", "name"),
        ["Users.Email"] = ("duplicate_email", "email"),
        ["CodeListItems.Code"] = ("duplicate_code", "code"),
        ["CustomerContacts.ContactId"] = ("already_linked", "contactId"),
        ["CustomFields.Key"] = ("duplicate_key", "key"),
        ["CustomUniqueValues.Value"] = ("duplicate_value", "custom"),
        ["ExternalReferences.ExternalId"] = ("external_ref_taken", "externalRefs"),
        ["IdempotentAnswers.Key"] = ("idempotency_key_in_use", null),
    };

    /// <summary>The conflict behind a violated index, named by table and column.</summary>
    public static ConflictException Explain(string columns, Exception? refused = null)
    {
        var meaning = Meanings.FirstOrDefault(m => columns.Contains(m.Key, StringComparison.Ordinal)).Value;
        if (meaning.Code is null && SimpleEntities.All.Any(entity => columns.Contains($"{entity.Names.Many}.Name", StringComparison.Ordinal))) meaning = ("duplicate_name", "name");
        return meaning.Code is null ? new ConflictException("changed_by_somebody_else", null, refused) : new ConflictException(meaning.Code, meaning.Field, refused);
    }

    /// <summary>Tables and columns behind the name of an index or key, for engines that only tell the name.</summary>
    public static string? Columns(IModel model, string? name)
    {
        foreach (var table in model.GetRelationalModel().Tables)
        {
            var columns = table.Indexes.FirstOrDefault(i => i.Name == name)?.Columns ?? table.UniqueConstraints.FirstOrDefault(c => c.Name == name)?.Columns;
            if (columns is not null) return string.Join(", ", columns.Select(c => $"{table.Name}.{c.Name}"));
        }

        return null;
    }
}
