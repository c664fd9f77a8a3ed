using System.Net;
using Crm.Domain.Security;

namespace Crm.TestKit;

/// <summary>A database with a small company in it, made once per run by the product itself and copied for every <see cref="CrmApp"/>.</summary>
public static class Template
{
    /// <summary>Leads the northern team.</summary>
    public const string ManagerEmail = "manager@crm.example";

    /// <summary>Sells in the northern team.</summary>
    public const string SalesEmail = "sales@crm.example";

    /// <summary>Leads the southern team.</summary>
    public const string OtherManagerEmail = "other.manager@crm.example";

    /// <summary>Sells in the southern team.</summary>
    public const string OtherSalesEmail = "other.sales@crm.example";

    private static readonly Lazy<TestStore> Made = new(() => Task.Run(MakeAsync).GetAwaiter().GetResult());

    private static readonly Lock Copying = new();

    /// <summary>A database with that company in it.</summary>
    public static TestStore Copy(string folder)
    {
        lock (Copying) return Made.Value.Copy(folder);
    }

    private static async Task<TestStore> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("crm-template-").FullName;
        using var app = new FirstApp(folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            app.Store.Dispose();
            Directory.Delete(folder, recursive: true);
        };
        var admin = await app.SignInAsync(Role.Administrator);
        var north = await AddTeamAsync(admin, "北方");
        var south = await AddTeamAsync(admin, "南方");
        await Task.WhenAll(
            AddAsync(app, admin, "孙经理", ManagerEmail, Role.SalesManager, north),
            AddAsync(app, admin, "李销售", SalesEmail, Role.Sales, north),
            AddAsync(app, admin, "周经理", OtherManagerEmail, Role.SalesManager, south),
            AddAsync(app, admin, "吴销售", OtherSalesEmail, Role.Sales, south));
        return app.Store;
    }

    private static async Task<string> AddTeamAsync(ApiUser admin, string name) =>
        (await admin.PostAsync("/teams", new { name })).Expect(HttpStatusCode.Created).Json.Text("id");

    private static async Task AddAsync(CrmApp app, ApiUser admin, string name, string email, Role role, string teamId)
    {
        var made = (await admin.PostAsync("/users", new { name, email, role = Words.Of(role), teamId })).Expect(HttpStatusCode.Created);
        var user = await app.SignInAsync(email, made.Json.Text("temporaryPassword"));
        await user.ChangePasswordAsync(made.Json.Text("temporaryPassword"), CrmApp.Password);
    }

    /// <summary>Begins with an empty database and leaves it to be copied.</summary>
    private sealed class FirstApp(string folder) : CrmApp(_ => TestStore.Empty(folder), pageRoot: null)
    {
        protected override void DropStore()
        {
        }
    }
}
