using Crm.Application.Common;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Crm.Api.Problems;

/// <summary>Turns what model binding could not read into the exception that says so.</summary>
internal static class ModelStateProblems
{
    public static IActionResult Refuse(ActionContext context)
    {
        var parameters = context.ActionDescriptor.Parameters;
        var errors = context.ModelState.Where(entry => entry.Value?.ValidationState == ModelValidationState.Invalid).Select(entry =>
        {
            var source = parameters.FirstOrDefault(p => p.Name.Equals(entry.Key, StringComparison.OrdinalIgnoreCase))?.BindingInfo?.BindingSource;
            var missing = string.IsNullOrEmpty(entry.Value!.AttemptedValue);
            return source == BindingSource.Body || source == BindingSource.FormFile
                ? new FieldError("/" + entry.Key, missing ? "required" : "wrong_type")
                : FieldError.InQuery(entry.Key, missing ? "required" : "invalid_value");
        });
        throw new InvalidException([.. errors], unreadable: true);
    }
}
