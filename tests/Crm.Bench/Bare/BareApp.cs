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

        app.MapGet("/", () => "Hello World!");
        app.MapGet("/api/v1/customers/{id}", context => sessions.AnswerAsync(context, 200, s => reads.CustomerAsync(s, Id(context))));
        app.MapGet("/api/v1/customers/{id}/overview", context => sessions.AnswerAsync(context, 200, s => reads.OverviewAsync(s, Id(context))));
        app.MapGet("/api/v1/customers/{id}/timeline", context => sessions.AnswerAsync(context, 200, s => reads.TimelineAsync(s, Id(context), Limit(context))));
        app.MapGet("/api/v1/search", context => sessions.AnswerAsync(context, 200, s => reads.SearchAsync(s, context.Request.Query["q"]!)));
        app.MapGet("/api/v1/customers", context => sessions.AnswerAsync(context, 200, s => context.Request.Query["filter[ownerId]"] is [{ } owner]
            ? reads.ByLastContactAsync(s, Limit(context), Guid.Parse(owner), context.Request.Query["filter[industry]"]!)
            : reads.ByNameAsync(s, Limit(context), context.Request.Query["cursor"])));
        await app.RunAsync();
    }

    private static Guid Id(HttpContext context) => Guid.Parse((string)context.Request.RouteValues["id"]!);

    private static int Limit(HttpContext context) => int.Parse(context.Request.Query["limit"]!, System.Globalization.CultureInfo.InvariantCulture);
}
