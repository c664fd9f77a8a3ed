using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.OpenApi;

namespace Crm.Api.OpenApi;

/// <summary>The description of the API: <c>/swagger/v1/swagger.json</c> for programs, <c>/swagger</c> for people.</summary>
internal static class OpenApiSetup
{
    public const string Document = "v1";
    public const string Bearer = "bearer";
    public const OpenApiSpecVersion Version = OpenApiSpecVersion.OpenApi3_1;

    private const string Introduction = """
        客户关系管理系统的接口。The REST API of the CRM.

        **Sign in first:** send `POST /api/v1/auth/login` with e-mail and password (*Try it out* under *Auth* below), copy `accessToken` from the
        answer, press **Authorize** and paste it. The token is good for ten minutes; `POST /api/v1/auth/refresh` gives the next one.

        **先登录：** 在下方 *Auth* 中用邮箱和密码调用 `POST /api/v1/auth/login`，复制返回的 `accessToken`，点击 **Authorize** 粘贴即可。

        ### Conventions
        - JSON in UTF-8 with camelCase names. Unknown members and query parameters are refused (400), so that a typing error never passes for success.
        - Instants are UTC with milliseconds (`2026-12-01T08:30:00.000Z`), days are `YYYY-MM-DD`, money is `{"amount":"128000.00","currency":"CNY"}`.
        - Lists are paged by cursor: follow `page.next` until `hasMore` is false.
        - Words such as a status may grow: treat one you do not know as text.
        - Records carry `version`, and answers `ETag: "v3"`. Send it back as `If-Match`, and nobody's change is overwritten unseen (412).
        - Send an `Idempotency-Key` with every POST that takes one, and a repeated request takes effect once.
        - Refusals are `application/problem+json` (RFC 9457) with a stable `code`; their texts follow `Accept-Language` (zh-CN, en).
        - What you may not see does not exist: 404.
        """;

    public static void AddCrmOpenApi(this IServiceCollection services) => services.AddSwaggerGen(options =>
    {
        options.SwaggerDoc(Document, new OpenApiInfo
        {
            Title = "CRM API",
            Version = Document,
            Description = Introduction,
            Contact = new OpenApiContact { Name = "CRM developers" },
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        });
        options.AddServer(new OpenApiServer { Url = "/", Description = "This installation" });
        options.AddSecurityDefinition(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "`accessToken` of `POST /api/v1/auth/login`.",
        });
        options.CustomOperationIds(api => JsonNamingPolicy.CamelCase.ConvertName(((ControllerActionDescriptor)api.ActionDescriptor).ActionName));
        options.OrderActionsBy(api => $"{api.RelativePath!.Count(c => c == '/')} {api.RelativePath}"); // a record before what hangs on it
        options.CustomSchemaIds(SchemaNames.Of);
        options.MapType<JsonObject>(() => new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            AdditionalPropertiesAllowed = true,
            Description = "A record: `id`, `version`, and the members of the list of its kind or those that were asked for. Where it stands for values, those alone.",
        });
        options.SupportNonNullableReferenceTypes();
        options.MapType<JsonNode>(() => new OpenApiSchema { Description = "Any JSON value, or null." });
        options.IncludeXmlComments(XmlDocs.Load, includeControllerXmlComments: false);
        options.SchemaFilter<SchemaDetails>();
        options.OperationFilter<OperationDetails>();
        options.OperationFilter<SimpleOperations>();
        options.DocumentFilter<DocumentDetails>();
    });

    public static void UseCrmOpenApi(this IApplicationBuilder app)
    {
        app.UseSwagger(options => options.OpenApiVersion = Version);
        app.UseSwaggerUI(options =>
        {
            options.DocumentTitle = "CRM API";
            options.SwaggerEndpoint("/swagger/v1/swagger.json", "CRM API v1");
            options.DisplayRequestDuration();
            options.EnableDeepLinking();
            options.EnableFilter();
            options.DocExpansion(Swashbuckle.AspNetCore.SwaggerUI.DocExpansion.List);
        });
    }
}
