using Crm.Application.Common;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Crm.Api.Http;

/// <summary>Refuses a request without an <c>Idempotency-Key</c>: what does so much must not be done twice because a line broke.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RequireIdempotencyKeyAttribute : Attribute, IResourceFilter
{
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        if (!context.HttpContext.Request.Headers.ContainsKey(IdempotencyMiddleware.Header))
            throw new InvalidException(FieldError.InQuery(IdempotencyMiddleware.Header, "idempotency_key_required"), unreadable: true);
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
    }
}
