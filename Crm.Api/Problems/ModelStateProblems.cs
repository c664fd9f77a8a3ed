using Crm.Application.Common;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Crm.Api.Problems;

/// <summary>Turns what model binding could not read into the exception that says so. Bodies of JSON never come here: their readers throw themselves.</summary>
internal static class ModelStateProblems
{
    public static IActionResult Refuse(ActionContext context)
    {
        if (IsTooLarge(context.HttpContext)) throw new BadHttpRequestException("The form is too large.", StatusCodes.Status413PayloadTooLarge);

        var errors = context.ModelState
            .Where(entry => entry.Value?.ValidationState == ModelValidationState.Invalid)
            .Select(entry => Describe(entry.Key, entry.Value!, context.ActionDescriptor))
            .ToList();
        throw new InvalidException(errors, unreadable: errors.Exists(error => error.Code != "required"));
    }

    /// <summary>A form that could not be read leaves only a sentence behind, so the reason is looked up again.</summary>
    private static bool IsTooLarge(HttpContext context) =>
        context.Request.ContentLength > context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;

    private static FieldError Describe(string name, ModelStateEntry entry, ActionDescriptor action)
    {
        if (name.Length == 0) return new FieldError("", "malformed_form");

        var source = action.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.BindingInfo?.BindingSource;
        var missing = string.IsNullOrEmpty(entry.AttemptedValue);
        return source == BindingSource.FormFile ? FieldError.At(name, missing ? "required" : "wrong_type") : FieldError.InQuery(name, missing ? "required" : "invalid_value");
    }
}
