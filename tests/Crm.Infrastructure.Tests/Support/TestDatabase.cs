using Crm.Application;
using Crm.Application.Common;
using Crm.Application.Security;
using Crm.Domain.Customers;
using Crm.Domain.Security;
using Crm.Infrastructure.Jobs;
using Crm.Infrastructure.Persistence;
using Crm.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Crm.Infrastructure.Tests.Support;

/// <summary>A database and a folder of its own, with everything the product puts around them.</summary>
public sealed class TestDatabase : IDisposable
{
    private static readonly Lazy<TestStore> Migrated = new(MigrateOnce);
    private static readonly Lock Copying = new();
    private readonly ServiceProvider _services;

    private TestDatabase(Func<string, TestStore> store, Dictionary<string, string?> settings, string environment, Action<IServiceCollection>? more = null)
    {
        Store = store(Folder);
        foreach (var (name, value) in Store.Settings) settings.TryAdd(name, value);
        settings.TryAdd("Files:Root", Path.Combine(Folder, "files"));
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<IHostEnvironment>(new TestEnvironment(environment));
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddScoped<TestUser>().AddScoped<ICurrentUser>(provider => provider.GetRequiredService<ActingScope>().User ?? provider.GetRequiredService<TestUser>());
        services.AddSingleton<ISentences, BareCodes>();
        services.AddCrmApplication();
        services.AddCrmInfrastructure(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        more?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("crm-test-").FullName;

    public TestStore Store { get; }

    /// <summary>The database file; only SQLite has one.</summary>
    public string File => ((SqliteStore)Store).File;

    public TestClock Clock { get; } = new();

    public IServiceProvider Services => _services;

    /// <summary>Migrated, and otherwise empty.</summary>
    /// <param name="more">What the test adds to the product.</param>
    public static TestDatabase New(Action<IServiceCollection>? more = null)
    {
        lock (Copying) return new(Migrated.Value.Copy, [], "Production", more);
    }

    /// <summary>Without a database yet.</summary>
    public static TestDatabase Empty(Dictionary<string, string?>? settings = null, string environment = "Production") => new(TestStore.Empty, settings ?? [], environment);

    /// <summary>What one request sees.</summary>
    public TestScope Begin(Role? role = null, Guid? userId = null, IReadOnlyList<Guid>? owners = null) => new(_services.CreateAsyncScope(), role, userId, owners);

    public Task<IReadOnlyList<string>> StartAsync() => Startup.PrepareAsync(_services);

    public Guid NewId() => Guid.CreateVersion7(Clock.GetUtcNow());

    /// <summary>A colleague who can own customers.</summary>
    public async Task<Guid> AddUserAsync(string name = "王玮", Role role = Role.Sales)
    {
        await using var scope = Begin();
        var user = new User(NewId(), name, $"{NewId():N}@example.com", role, null, "hash");
        user.ChoosePassword("hash");
        scope.Db.Add(user);
        await scope.Db.SaveChangesAsync();
        return user.Id;
    }

    public async Task<Customer> AddCustomerAsync(CustomerProfile profile, Guid? ownerId = null)
    {
        await using var scope = Begin();
        var id = NewId();
        var customer = Customer.Open(id, "C" + id.ToString("N")[^8..], profile, ownerId);
        scope.Db.Add(customer);
        await scope.Db.SaveChangesAsync();
        return customer;
    }

    public Task<T> ScalarAsync<T>(string sql) => Store.ScalarAsync<T>(sql);

    public Task<List<string>> RowsAsync(string sql) => Store.RowsAsync(sql);

    public void Dispose()
    {
        _services.Dispose();
        Store.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static TestStore MigrateOnce()
    {
        var database = Empty();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => database.Dispose();
        using (var scope = database.Begin()) scope.Db.Database.Migrate();
        return database.Store;
    }

    /// <summary>Without the API there are no sentences.</summary>
    private sealed class BareCodes : ISentences
    {
        public string Of(string language, string code, IReadOnlyDictionary<string, object?>? values = null) => code;
    }

    private sealed class TestEnvironment(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "Crm";

        public string ContentRootPath { get; set; } = AppContext.BaseDirectory;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}

/// <summary>What one request sees: its user, its context.</summary>
public sealed class TestScope : IAsyncDisposable, IDisposable
{
    private readonly AsyncServiceScope _scope;

    public TestScope(AsyncServiceScope scope, Role? role, Guid? userId, IReadOnlyList<Guid>? owners)
    {
        _scope = scope;
        var user = scope.ServiceProvider.GetRequiredService<TestUser>();
        (user.Role, user.UserId, user.OwnersInSight) = (role, userId, owners);
        Db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();
    }

    public CrmDbContext Db { get; }

    public T Get<T>()
        where T : notnull => _scope.ServiceProvider.GetRequiredService<T>();

    public void Dispose() => _scope.Dispose();

    public ValueTask DisposeAsync() => _scope.DisposeAsync();
}

/// <summary>Whoever the test says.</summary>
public sealed class TestUser(ActingScope scope) : ICurrentUser
{
    public bool IsSystem => scope.User?.IsSystem == true;

    public Guid? UserId { get; set; }

    public Guid? SessionId => null;

    public Role? Role { get; set; }

    public TimeZoneInfo TimeZone { get; } = TimeZoneInfo.FindSystemTimeZoneById(User.DefaultTimeZone);

    public bool MustChangePassword => false;

    public IReadOnlyList<Guid>? OwnersInSight { get; set; }

    public bool May(string permission) => Role is { } role && Permissions.Of(role).Contains(permission);
}

/// <summary>A clock that goes when the test lets it.</summary>
public sealed class TestClock : TimeProvider
{
    private long _ticks = new DateTime(2026, 3, 18, 7, 20, 0, DateTimeKind.Utc).Ticks;

    /// <summary>A millisecond passes with every look, so that what is made later is later.</summary>
    public override DateTimeOffset GetUtcNow() => new(Interlocked.Add(ref _ticks, TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    public void Pass(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
}
