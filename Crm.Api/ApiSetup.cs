using System.IO.Compression;
using Crm.Api.Activities;
using Crm.Api.Health;
using Crm.Api.Http;
using Crm.Api.Logging;
using Crm.Api.OpenApi;
using Crm.Api.Page;
using Crm.Api.Problems;
using Crm.Api.Security;
using Crm.Api.Simple;
using Crm.Application.Common;
using Crm.Infrastructure.Jobs;
using Crm.Infrastructure.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.ResponseCompression;

namespace Crm.Api;

/// <summary>Puts the web side together: services first, then the way a request takes.</summary>
internal static class ApiSetup
{
    private const long MaxBodyBytes = 1024 * 1024;

    public static void ListenByDefault(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        string[] settings = ["urls", "http_ports", "https_ports"];
        if (settings.All(setting => string.IsNullOrEmpty(configuration[setting])) && !configuration.GetSection("Kestrel:Endpoints").Exists())
            builder.WebHost.UseUrls("http://localhost:5080");
    }

    /// <summary>What is not needed to find a request again is not written: the trace is named by the log itself.</summary>
    public static void LogJson(this ILoggingBuilder logging)
    {
        logging.ClearProviders().Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.None);
        logging.Services.AddSingleton<ILoggerProvider>(provider => new JsonLog(Console.OpenStandardOutput(), provider.GetRequiredService<TimeProvider>()));
    }

    public static void AddCrmApi(this IServiceCollection services)
    {
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        });
        services.AddSingleton<Draining>();
        services.AddHostedService(provider => provider.GetRequiredService<Draining>());
        services.AddOptions<HostOptions>().Configure<Draining>((host, draining) => host.ShutdownTimeout = draining.Delay + TimeSpan.FromSeconds(20));
        services.AddControllers(mvc =>
        {
            mvc.InputFormatters.Clear();
            mvc.InputFormatters.Add(new JsonBodyReader());
            mvc.InputFormatters.Add(new MergePatchReader());
            mvc.OutputFormatters.RemoveType<StringOutputFormatter>();
            var json = mvc.OutputFormatters.OfType<SystemTextJsonOutputFormatter>().Single();
            json.SupportedMediaTypes.Clear();
            json.SupportedMediaTypes.Add("application/json");
            mvc.ModelBinderProviders.Insert(0, new ListRequestBinder());
            mvc.ModelBinderProviders.Insert(0, new TimelineRequestBinder());
            mvc.Filters.Add<QueryParameterFilter>();
            mvc.Filters.Add<VersionTagFilter>();
            mvc.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
        }).ConfigureApplicationPartManager(parts => parts.FeatureProviders.Add(new SimpleControllers())).AddJsonOptions(json => CrmJson.Configure(json.JsonSerializerOptions)).ConfigureApiBehaviorOptions(api =>
        {
            api.InvalidModelStateResponseFactory = ModelStateProblems.Refuse;
            api.SuppressMapClientErrors = true;
        });

        services.AddSingleton<ISentences, Sentences>();
        services.AddSingleton<IActionResultExecutor<ObjectResult>, JsonAnswers>();
        services.AddExceptionHandler<ProblemHandler>();
        services.AddResponseCompression(compression =>
        {
            // Answers hold no secret beside text that an attacker could choose, so compressing them over https is safe (BREACH).
            compression.EnableForHttps = true;
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, ProblemWriter.ContentType, "image/svg+xml"];
        });
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);

        services.AddScoped<HttpCurrentUser>();
        services.AddScoped<ICurrentUser>(provider => provider.GetRequiredService<ActingScope>().User ?? provider.GetRequiredService<HttpCurrentUser>());
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<SearchPace>();
        services.AddAuthentication(BearerHandler.Name).AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.Name, null);
        services.AddAuthorization();
        services.AddHealthChecks()
            .AddCheck<Draining>("node", tags: [HealthEndpoints.Ready])
            .AddCheck<DatabaseReady>("database", tags: [HealthEndpoints.Ready])
            .AddCheck<OutboxState>("outbox", tags: [HealthEndpoints.Work])
            .AddCheck<JobState>("jobs", tags: [HealthEndpoints.Work]);
        services.AddCrmOpenApi();
        services.KeepDataProtectionKeys();
    }

    /// <summary>The way a request takes, from the outside in.</summary>
    public static void UseCrmApi(this WebApplication app)
    {
        var page = new BuiltPage(app.Configuration["Page:Root"] ?? Path.Combine(AppContext.BaseDirectory, "wwwroot"));

        app.Use(app.Services.GetRequiredService<Draining>().SendElsewhereAsync);
        app.UseMiddleware<RequestIdMiddleware>();
        app.UseMiddleware<SecurityHeadersMiddleware>();
        app.UseResponseCompression();
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(context => ProblemWriter.WriteAsync(context.HttpContext, Refusal.Of(context.HttpContext.Response.StatusCode)));
        page.UseFiles(app);
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/swagger"), document => document.UseCrmOpenApi());
        app.UseRouting();
        app.Use(page.ServeAsync);
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<ReadReplicaMiddleware>();
        app.UseMiddleware<ChangeOriginMiddleware>();
        app.UseMiddleware<IdempotencyMiddleware>();
        app.MapControllers().RequireAuthorization();
        app.MapProblemPages();
        app.MapCrmHealth();
    }
}
