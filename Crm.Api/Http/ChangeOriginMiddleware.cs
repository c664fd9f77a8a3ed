using Crm.Application.Records;

namespace Crm.Api.Http;

/// <summary>Says of every request that may change something what the change log writes beside it: a form of the page, which names itself, or another program.</summary>
internal sealed class ChangeOriginMiddleware(RequestDelegate next)
{
    /// <summary>Sent by the page with every request.</summary>
    public const string Header = "Crm-Client";

    /// <summary>The only word that counts.</summary>
    public const string Page = "page";

    public Task InvokeAsync(HttpContext context, ChangeOrigin origin)
    {
        if (!HttpMethods.IsGet(context.Request.Method))
            origin.Is(context.Request.Headers[Header] == Page ? ChangeSource.Form : ChangeSource.Api, requestId: context.TraceIdentifier);
        return next(context);
    }
}
