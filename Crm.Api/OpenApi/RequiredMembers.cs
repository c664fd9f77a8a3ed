using Crm.Api.Problems;
using Crm.Api.Security;
using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Customers;
using Crm.Application.Security;
using Crm.Application.Settings;
using Crm.Application.Views;
using Crm.Domain.Activities;

namespace Crm.Api.OpenApi;

/// <summary>Which members an input cannot be without. Validators know more (some are needed only together); this is what a client can rely on.</summary>
internal static class RequiredMembers
{
    private static readonly Dictionary<Type, string[]> ByType = new()
    {
        [typeof(LoginInput)] = ["email", "password"],
        [typeof(PasswordInput)] = ["currentPassword", "newPassword"],
        [typeof(CustomerInput)] = ["name"],
        [typeof(AddressInput)] = ["line1"],
        [typeof(TaxProfileInput)] = ["title"],
        [typeof(PhoneInput)] = ["number"],
        [typeof(EmailInput)] = ["address"],
        [typeof(PreferenceInput)] = ["topic", "value"],
        [typeof(ContactInput)] = ["name"],
        [typeof(NewContactInput)] = ["name"],
        [typeof(LinkContactInput)] = ["contactId"],
        [typeof(PlaceAtCustomerInput)] = ["customerId"],
        [typeof(UserInput)] = ["name", "email", "role"],
        [typeof(TeamInput)] = ["name"],
        [typeof(TagInput)] = ["name"],
        [typeof(CodeListItemInput)] = ["code", "labelZh", "labelEn"],
        [typeof(SavedViewInput)] = ["name"],
        [typeof(ColumnInput)] = ["key"],
        [typeof(Participant)] = ["name"],
        [typeof(Problem)] = ["type", "title", "status", "detail", "code", "requestId"],
        [typeof(ProblemError)] = ["code", "detail"],
    };

    public static IReadOnlyList<string> Of(Type type) => ByType.GetValueOrDefault(type) ?? [];

    /// <summary>Problems leave out what they have nothing to say about; all other answers write null. A participant is sent as well as received.</summary>
    public static bool LeftOutWhenEmpty(Type type) => type == typeof(Problem) || type == typeof(ProblemError) || type == typeof(Participant);
}
