using System.Text.Json;
using Crm.Infrastructure.Security;

namespace Crm.Bench.Bare;

/// <summary>
/// The machine's limit for this work: the same answers from the same rows by hand-written SQL, without sign-in, rights, validation or history.
/// </summary>
internal static class BareApp
{
    public static async Task RunAsync(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        var dialect = Dialect.Of(builder.Configuration["provider"]!, builder.Configuration["connection"]!);
        var (sessions, reads) = (new Sessions(dialect), new Reads(dialect, TimeProvider.System));
        var writes = new Writes(dialect, reads, await MeAsync(dialect), TimeProvider.System);
        var signIns = new SignIns(dialect, new PasswordHasher(), TimeProvider.System);

        app.MapGet("/", () => "Hello World!");
        app.MapGet("/api/v1/customers/{id}", context => sessions.AnswerAsync(context, 200, s => reads.CustomerAsync(s, Id(context))));
        app.MapGet("/api/v1/customers/{id}/overview", context => sessions.AnswerAsync(context, 200, s => reads.OverviewAsync(s, Id(context))));
        app.MapGet("/api/v1/customers/{id}/timeline", context => sessions.AnswerAsync(context, 200, s => reads.TimelineAsync(s, Id(context), Limit(context))));
        app.MapGet("/api/v1/search", context => sessions.AnswerAsync(context, 200, s => reads.SearchAsync(s, context.Request.Query["q"]!)));
        app.MapGet("/api/v1/customers", context => sessions.AnswerAsync(context, 200, s => context.Request.Query["filter[ownerId]"] is [{ } owner]
            ? reads.ByLastContactAsync(s, Limit(context), Guid.Parse(owner), context.Request.Query["filter[industry]"]!)
            : reads.ByNameAsync(s, Limit(context), context.Request.Query["cursor"])));
        app.MapPost("/api/v1/customers", context => WriteAsync(context, 201, writes.CreateAsync));
        app.MapPatch("/api/v1/customers/{id}", context => WriteAsync(context, 200, (s, body) => writes.ChangeAsync(s, Id(context), body)));
        app.MapPost("/api/v1/follow-ups/{id}/completion", context => WriteAsync(context, 200, (s, body) => writes.CompleteAsync(s, Id(context), body)));
        app.MapPost("/api/v1/auth/login", context => WriteAsync(context, 200, signIns.SignInAsync));
        await app.RunAsync();

        async Task WriteAsync(HttpContext context, int status, Func<Session, JsonElement, Task> write)
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body);
            await sessions.AnswerAsync(context, status, s => write(s, body.RootElement));
        }
    }

    /// <summary>Whoever writes is the administrator, as in the product.</summary>
    private static async Task<Guid> MeAsync(Dialect dialect)
    {
        using var session = new Session(dialect);
        await using var reader = await session.ReadAsync("""SELECT "Id" FROM "Users" WHERE "Role" = 'Administrator'""");
        await reader.ReadAsync();
        return dialect.ReadId(reader, 0);
    }

    private static Guid Id(HttpContext context) => Guid.Parse((string)context.Request.RouteValues["id"]!);

    private static int Limit(HttpContext context) => int.Parse(context.Request.Query["limit"]!, System.Globalization.CultureInfo.InvariantCulture);
}
