using Crm.Application.Common;

namespace Crm.Infrastructure.Persistence;

/// <summary>What a unique index means to people. Validators say the same earlier and more kindly; the index decides races.</summary>
internal static class UniqueIndexes
{
    private static readonly Dictionary<string, (string Code, string? Field)> Meanings = new(StringComparer.Ordinal)
    {
        ["Customers.CreditCode"] = ("duplicate_credit_code", "creditCode"),
        ["Tags.Name"] = ("duplicate_name", null), // also met by two customers that bring the same new tag
        ["Teams.Name"] = ("duplicate_name", "name"),
        ["Users.Email"] = ("duplicate_email", "email"),
        ["CodeListItems.Code"] = ("duplicate_code", "code"),
        ["CustomerContacts.ContactId"] = ("already_linked", "contactId"),
        ["IdempotentAnswers.Key"] = ("idempotency_key_in_use", null),
    };

    /// <summary>The conflict behind a violated index, named by table and column.</summary>
    public static ConflictException Explain(string columns)
    {
        var meaning = Meanings.FirstOrDefault(m => columns.Contains(m.Key, StringComparison.Ordinal)).Value;
        return meaning.Code is null ? new ConflictException("changed_by_somebody_else") : new ConflictException(meaning.Code, meaning.Field);
    }
}
