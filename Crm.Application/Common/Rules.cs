using Crm.Domain.Common;
using FluentValidation;

namespace Crm.Application.Common;

/// <summary>Rules that inputs share. Each has a stable code; the API turns it into a sentence in the reader's language.</summary>
public static class Rules
{
    /// <summary>A line of text: no control or direction characters, at most so many characters.</summary>
    public static IRuleBuilderOptions<T, string?> Line<T>(this IRuleBuilder<T, string?> rule, int max) => rule.Text(max, multiline: false);

    /// <summary>Text that may have several lines.</summary>
    public static IRuleBuilderOptions<T, string?> Lines<T>(this IRuleBuilder<T, string?> rule, int max) => rule.Text(max, multiline: true);

    /// <summary>It must be there, and not only as white space.</summary>
    public static IRuleBuilderOptions<T, string?> Given<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(text => !string.IsNullOrWhiteSpace(text)).WithErrorCode("required");

    /// <summary>It must be there.</summary>
    public static IRuleBuilderOptions<T, TProperty> Present<T, TProperty>(this IRuleBuilder<T, TProperty> rule) => rule.NotNull().WithErrorCode("required");

    /// <summary>A phone number with 3 to 15 digits, extension apart.</summary>
    public static IRuleBuilderOptions<T, string?> PhoneNumber<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(number => string.IsNullOrWhiteSpace(number) || Domain.Common.PhoneNumber.IsPlausible(number)).WithErrorCode("not_a_phone_number");

    /// <summary>An e-mail address.</summary>
    public static IRuleBuilderOptions<T, string?> EmailAddress<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(address => string.IsNullOrWhiteSpace(address) || Domain.Common.EmailAddress.IsValid(address.Trim())).WithErrorCode("not_an_email");

    /// <summary>A web address with http or https.</summary>
    public static IRuleBuilderOptions<T, string?> WebAddress<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(address => string.IsNullOrWhiteSpace(address) || IsWebAddress(address.Trim())).WithErrorCode("not_a_web_address");

    /// <summary>An ISO 4217 code: three capital letters.</summary>
    public static IRuleBuilderOptions<T, string?> Currency<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(code => code is null || (code.Length == 3 && code.All(char.IsAsciiLetterUpper))).WithErrorCode("not_a_currency");

    /// <summary>At most so many items, and none of them null.</summary>
    public static IRuleBuilderOptions<T, IReadOnlyList<TItem>?> AtMost<T, TItem>(this IRuleBuilder<T, IReadOnlyList<TItem>?> rule, int max) =>
        rule.Must(items => items is null || items.All(item => item is not null)).WithErrorCode("null_item")
            .Must((_, items, context) =>
            {
                context.MessageFormatter.AppendArgument("max", max);
                return items is null || items.Count <= max;
            }).WithErrorCode("too_many");

    /// <summary>A number between two others.</summary>
    public static IRuleBuilderOptions<T, int?> Within<T>(this IRuleBuilder<T, int?> rule, int min, int max) =>
        rule.Must((_, value, context) =>
        {
            context.MessageFormatter.AppendArgument("min", min).AppendArgument("max", max);
            return value is null || (value >= min && value <= max);
        }).WithErrorCode("out_of_range");

    /// <summary>A day that has begun somewhere on Earth (UTC+14 is first), and that people of today may speak of.</summary>
    public static IRuleBuilderOptions<T, DateOnly?> PastDay<T>(this IRuleBuilder<T, DateOnly?> rule, TimeProvider clock) =>
        rule.Must(day => day is null || (day.Value.Year >= 1000 && day <= DateOnly.FromDateTime(clock.GetUtcNow().AddHours(14).UtcDateTime))).WithErrorCode("not_a_past_day");

    internal static bool IsWebAddress(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static IRuleBuilderOptions<T, string?> Text<T>(this IRuleBuilder<T, string?> rule, int max, bool multiline) =>
        rule.Must(text => text is null || !TextRules.HasForbiddenCharacters(text, multiline)).WithErrorCode("forbidden_characters")
            .Must((_, text, context) =>
            {
                context.MessageFormatter.AppendArgument("max", max);
                return text is null || text.Length <= max;
            }).WithErrorCode("too_long");
}
