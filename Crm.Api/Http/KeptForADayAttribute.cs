using Microsoft.AspNetCore.Mvc.Filters;

namespace Crm.Api.Http;

/// <summary>The answer is the same for everybody who may ask, and changes with a new version of the program only.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class KeptForADayAttribute : ResultFilterAttribute
{
    public override void OnResultExecuting(ResultExecutingContext context) => context.HttpContext.Response.Headers.CacheControl = "private, max-age=86400";
}
