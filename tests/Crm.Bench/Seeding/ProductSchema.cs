using Crm.Application;
using Crm.Application.Common;
using Crm.Domain.Security;
using Crm.Domain.Settings;
using Crm.Infrastructure;
using Crm.Infrastructure.Persistence;

namespace Crm.Bench.Seeding;

/// <summary>The product's own services in this process: its migrations, its model and its first rows.</summary>
internal sealed class ProductSchema : IAsyncDisposable
{
    public const string AdminEmail = "admin@bench.example";
    public const string Password = "quiet river 2026 lamp";
    private readonly ServiceProvider _services;

    public ProductSchema(string provider, string connectionString, string folder)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Database:Provider"] = provider,
            ["Database:ConnectionString"] = connectionString,
            ["Files:Root"] = Path.Combine(folder, "files"),
            ["Seed:AdminEmail"] = AdminEmail,
            ["Seed:AdminPassword"] = Password,
            ["Seed:Demo"] = "false",
            ["Seed:ServicePlans"] = "false",
        };
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, EnvironmentName = Environments.Production });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddLogging();
        builder.Services.AddScoped<ICurrentUser, Loader>();
        builder.Services.AddCrmApplication();
        builder.Services.AddCrmInfrastructure(builder.Configuration);
        _services = builder.Services.BuildServiceProvider();
    }

    public async Task MigrateAsync() => await Startup.PrepareAsync(_services);

    public async Task<T> WithDatabaseAsync<T>(Func<CrmDbContext, IServiceProvider, Task<T>> work)
    {
        await using var scope = _services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<CrmDbContext>(), scope.ServiceProvider);
    }

    /// <summary>Saves users and tags as the product would.</summary>
    public Task<int> AddAsync(IReadOnlyList<User> users, IReadOnlyList<Tag> tags) => WithDatabaseAsync((db, _) =>
    {
        db.AddRange(users);
        db.AddRange(tags);
        return db.SaveChangesAsync();
    });

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private sealed class Loader : ICurrentUser
    {
        public Guid? UserId => null;

        public Guid? SessionId => null;

        public Role? Role => Domain.Security.Role.Administrator;

        public TimeZoneInfo TimeZone => TimeZoneInfo.Utc;

        public bool MustChangePassword => false;

        public IReadOnlyList<Guid>? OwnersInSight => null;

        public bool May(string permission) => true;
    }
}
