using Crm.Domain.Common;
using FluentValidation;
using FluentValidation.Results;

namespace Crm.Application.Common;

/// <summary>Division codes must exist and lie inside one another.</summary>
internal static class PlaceRules
{
    public static void Check(string? province, string? city, string? district, Action<ValidationFailure> fail)
    {
        var known = true;
        void Known(string field, string? code, Func<string, bool> isOne)
        {
            if (code is null || isOne(code)) return;
            known = false;
            fail(new ValidationFailure(field, field) { ErrorCode = "unknown_region" });
        }

        Known("ProvinceCode", province, Regions.IsProvince);
        Known("CityCode", city, Regions.IsCity);
        Known("DistrictCode", district, Regions.IsDistrict);
        if (known && !Regions.Consistent(province, city, district))
            fail(new ValidationFailure(district is null ? "CityCode" : "DistrictCode", "inconsistent") { ErrorCode = "region_mismatch" });
    }
}

/// <summary>The unified social credit code, with the reason when it is wrong.</summary>
internal static class CreditCodeRule
{
    public static void Check(string? code, Action<ValidationFailure> fail)
    {
        if (string.IsNullOrWhiteSpace(code)) return;
        var fault = UnifiedSocialCreditCode.Check(UnifiedSocialCreditCode.Normalize(code));
        if (fault == CreditCodeFault.None) return;
        fail(new ValidationFailure("CreditCode", "wrong") { ErrorCode = "credit_code_" + System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(fault.ToString()) });
    }
}

internal sealed class MoneyValidator : AbstractValidator<Money>
{
    public MoneyValidator()
    {
        RuleFor(m => m.Amount).Must(amount => amount >= 0 && Money.CanHold(amount)).WithErrorCode("not_an_amount");
        RuleFor(m => m.Currency).Must(currency => currency is { Length: 3 } && currency.All(char.IsAsciiLetterUpper)).WithErrorCode("not_a_currency");
    }
}
