using System.Net;
using Crm.Domain.Security;
using Crm.Infrastructure.Jobs;
using Crm.Infrastructure.Persistence;
using Crm.TestKit.SqlServer;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Crm.TestKit;

/// <summary>
/// The whole program, listening on a free port of this machine, so that limits, headers and chunks are those of the product. It has a
/// database, a folder and a clock of its own; disposing takes them away.
/// </summary>
public class CrmApp : WebApplicationFactory<Program>
{
    public const string AdminEmail = "admin@crm.example";
    public const string Password = "quiet river 2026 lamp";

    private readonly string _folder = Directory.CreateTempSubdirectory("crm-test-").FullName;
    private readonly HttpClient _http;
    private readonly Dictionary<string, Task<ApiUser>> _signedIn = [];

    public CrmApp()
        : this(Template.Copy, pageRoot: null)
    {
    }

    /// <summary>For programs that start otherwise than most.</summary>
    /// <param name="store">Makes its database in a folder; it is taken away in the end.</param>
    /// <param name="pageRoot">Folder of the built page; null for none.</param>
    protected CrmApp(Func<string, TestStore> store, string? pageRoot)
    {
        Store = store(_folder);
        PageRoot = pageRoot ?? Path.Combine(_folder, "no-page");
        UseKestrel(0);
        StartServer();
        var addresses = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        BaseAddress = new Uri(addresses.Addresses.First().Replace("[::]", "127.0.0.1", StringComparison.Ordinal));
        var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, Expect100ContinueTimeout = TimeSpan.FromMinutes(1) };
        _http = new HttpClient(handler) { BaseAddress = BaseAddress };
    }

    /// <summary>Where it listens.</summary>
    public Uri BaseAddress { get; }

    public TestClock Clock { get; } = new();

    /// <summary>Counts what is sent to the database.</summary>
    public CommandCounter Commands { get; } = new();

    /// <summary>What the program would have asked SQL Server.</summary>
    public Mirror SqlServer { get; private set; } = null!;

    public TestStore Store { get; }

    public string PageRoot { get; }

    /// <summary>What is set otherwise than in most tests: mail, jobs.</summary>
    protected virtual IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>();

    /// <summary>Somebody who has not signed in.</summary>
    public ApiUser Stranger() => new(_http);

    /// <summary>The colleague with this role who is there from the start.</summary>
    public Task<ApiUser> SignInAsync(Role role) => SignInAsync(role switch
    {
        Role.Administrator => AdminEmail,
        Role.SalesManager => Template.ManagerEmail,
        _ => Template.SalesEmail,
    });

    /// <summary>A colleague who is there from the start, signed in once and remembered.</summary>
    public Task<ApiUser> SignInAsync(string email)
    {
        lock (_signedIn)
        {
            if (!_signedIn.TryGetValue(email, out var user)) _signedIn[email] = user = SignInAsync(email, Password);
            return user;
        }
    }

    /// <summary>A new sign-in.</summary>
    public async Task<ApiUser> SignInAsync(string email, string password)
    {
        var user = Stranger();
        await user.SignInAsync(email, password);
        return user;
    }

    /// <summary>A new colleague, who has chosen a password of his own and is signed in.</summary>
    public async Task<ApiUser> AddUserAsync(Role role, string? teamId = null)
    {
        var admin = await SignInAsync(Role.Administrator);
        var email = $"{Unique.Word()}@crm.example";
        var made = (await admin.PostAsync("/users", new { name = "同事" + Unique.Word(), email, role = Words.Of(role), teamId })).Expect(HttpStatusCode.Created);
        var user = await SignInAsync(email, made.Json.Text("temporaryPassword"));
        await user.ChangePasswordAsync(made.Json.Text("temporaryPassword"), Password);
        return user;
    }

    /// <summary>Runs one of the jobs that come by themselves, as if it were due now.</summary>
    public Task RunJobAsync(string name) => Services.GetRequiredService<JobRunner>().RunAsync(name, Clock.GetUtcNow().UtcDateTime, CancellationToken.None);

    /// <summary>Does the jobs that users have started, to their end.</summary>
    public Task RunJobsAsync() => Services.GetRequiredService<JobHands>().DrainAsync(CancellationToken.None);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        foreach (var (name, value) in Store.Settings) builder.UseSetting(name, value);
        builder.UseSetting("Files:Root", Path.Combine(_folder, "files"));
        builder.UseSetting("Page:Root", PageRoot);
        builder.UseSetting("Seed:AdminEmail", AdminEmail);
        builder.UseSetting("Seed:AdminPassword", Password);
        builder.UseSetting("Seed:Demo", "false");
        builder.UseSetting("Seed:ServicePlans", "false"); // tests plan what they look at
        builder.UseSetting("Jobs:Enabled", "false");
        builder.UseSetting("Jobs:Workers", "0"); // what users start is done when a test says so
        foreach (var (name, value) in Settings) builder.UseSetting(name, value);
        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureServices(services =>
        {
            services.RemoveAll<TimeProvider>();
            services.AddSingleton<TimeProvider>(Clock);
            services.ConfigureDbContext<CrmDbContext>(options => options.AddInterceptors(Commands));
            SqlServer = Mirror.Beside(services);
        });
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _http.Dispose();
        base.Dispose(disposing);
        if (!disposing || !Directory.Exists(_folder)) return;

        DropStore();
        Directory.Delete(_folder, recursive: true);
        if (SqlServer.TakeRefused() is [var refused, ..]) throw refused;
    }

    protected virtual void DropStore() => Store.Dispose();
}
