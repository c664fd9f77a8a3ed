using System.Text;
using System.Text.Json;
using FluentValidation;
using FluentValidation.Results;

namespace Crm.Application.Common;

/// <summary>Turns what a validator finds into errors that name the place in the body.</summary>
public static class InputValidation
{
    /// <summary>Members of a request that are its body; they do not show in the pointer.</summary>
    private static readonly string[] BodyMembers = ["Input.", "Body."];

    /// <summary>Refuses the input with everything that is wrong with it.</summary>
    /// <exception cref="InvalidException">At least one rule is broken.</exception>
    public static void Ensure<T>(IValidator<T> validator, T input)
    {
        if (Find(validator, input) is { Count: > 0 } errors) throw new InvalidException(errors);
    }

    /// <summary>Everything that is wrong with the input.</summary>
    public static IReadOnlyList<FieldError> Find<T>(IValidator<T> validator, T input)
    {
        var result = validator.Validate(input);
        return result.IsValid ? [] : [.. result.Errors.Select(ToError)];
    }

    private static FieldError ToError(ValidationFailure failure)
    {
        var parameters = failure.FormattedMessagePlaceholderValues?
            .Where(p => char.IsLower(p.Key[0]))
            .ToDictionary(p => p.Key, p => (object?)p.Value);
        return new FieldError(Pointer(failure.PropertyName), failure.ErrorCode, parameters is { Count: > 0 } ? parameters : null);
    }

    /// <summary><c>Input.Phones[0].Number</c> becomes <c>/phones/0/number</c>.</summary>
    internal static string Pointer(string property)
    {
        var body = BodyMembers.FirstOrDefault(member => property.StartsWith(member, StringComparison.Ordinal));
        var pointer = new StringBuilder();
        foreach (var part in property[(body?.Length ?? 0)..].Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.'))
            pointer.Append('/').Append(JsonNamingPolicy.CamelCase.ConvertName(part));
        return pointer.ToString();
    }
}
