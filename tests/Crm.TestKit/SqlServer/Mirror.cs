using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using Crm.Application.Search;
using Crm.Infrastructure.Persistence;
using Crm.Infrastructure.Persistence.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query.Internal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Crm.TestKit.SqlServer;

/// <summary>
/// Has everything that the program asks its database also translated for SQL Server, and read by Microsoft's parser. Nothing is opened and
/// nothing is answered. What cannot be translated or read fails the request that asked it, with the query in the error.
/// </summary>
public sealed class Mirror
{
    private static readonly ConcurrentDictionary<string, byte> Read = new();
    private static readonly Infrastructure.Persistence.Providers.SqlServer SqlServer = new("Server=nowhere.invalid;Database=crm");
    private static readonly FieldInfo[] Lent = [.. typeof(CrmDbContext).GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Where(f => f.FieldType != typeof(IEngine))];
    private readonly ConcurrentDictionary<string, byte> _statements = new();
    private readonly ConcurrentQueue<NotOnSqlServerException> _refused = new();
    private readonly DbContextOptions<CrmDbContext> _options;

    private Mirror()
    {
        var options = new DbContextOptionsBuilder<CrmDbContext>();
        SqlServer.Use(options);
        options.AddInterceptors(new NeverOpened(), new Unanswered(this));
        options.ConfigureWarnings(warnings => warnings.Ignore(
            CoreEventId.RowLimitingOperationWithoutOrderByWarning,
            CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning)); // as in the product
        _options = options.Options;
    }

    /// <summary>Every different statement so far.</summary>
    public ICollection<string> Statements => _statements.Keys;

    internal static IEngine Engine => SqlServer;

    /// <summary>What any program was refused last, for the texts of tests that wonder about an answer; empty when nothing was.</summary>
    public static string? LastRefused { get; private set; }

    /// <summary>Puts the mirror beside the database of a program.</summary>
    public static Mirror Beside(IServiceCollection services)
    {
        var mirror = new Mirror();
        var search = services.Single(s => s.ServiceType == typeof(ISearchIndex)).ImplementationType!;
        services.Replace(ServiceDescriptor.Scoped(provider => (ISearchIndex)ActivatorUtilities.CreateInstance(provider, search, SearchNotes.Around(provider.GetRequiredService<IEngine>()))));
        services.AddSingleton(mirror);
        services.ConfigureDbContext<CrmDbContext>(options => options.ReplaceService<IQueryCompiler, MirroredQueries>().AddInterceptors(new MirroredSaves(mirror), new MirroredCommands(mirror)));
        return mirror;
    }

    /// <summary>Has the engine for SQL Server say something of its own.</summary>
    public async Task SpeakAsync(DbContext db, Func<IEngine, CrmDbContext, Task> speak)
    {
        await using var twin = Of(db);
        await WatchAsync(() => speak(SqlServer, twin));
    }

    /// <summary>The same user before the same database, if it were SQL Server.</summary>
    internal CrmDbContext Of(DbContext db)
    {
        var twin = ActivatorUtilities.CreateInstance<CrmDbContext>(ServicesOf(db)!, _options, SqlServer);
        Lend(twin, db);
        return twin;
    }

    /// <summary>Gives the twin to whom the context belongs now: its filters must let through the same.</summary>
    internal static void Lend(CrmDbContext twin, DbContext db)
    {
        foreach (var field in Lent) field.SetValue(twin, field.GetValue(db));
    }

    /// <summary>The services of the program that a context belongs to.</summary>
    internal static IServiceProvider? ServicesOf(DbContext db) => db.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()?.ApplicationServiceProvider;

    /// <summary>What SQL Server could not have done, since this was asked last.</summary>
    public IReadOnlyList<NotOnSqlServerException> TakeRefused()
    {
        var refused = _refused.ToList();
        _refused.Clear();
        LastRefused = null;
        return refused;
    }

    /// <summary>The error to throw when SQL Server cannot do what was asked; it is also remembered, because an answer with status 500 does not tell.</summary>
    internal NotOnSqlServerException Refuse(string asked, Exception reason)
    {
        var refused = new NotOnSqlServerException(asked, reason);
        _refused.Enqueue(refused);
        LastRefused = "\n" + refused.Message;
        return refused;
    }

    /// <summary>Reads a statement unless it was read before.</summary>
    internal void Take(string sql)
    {
        _statements.TryAdd(sql, 0);
        if (Read.ContainsKey(sql)) return;
        if (TSql.Parse(sql).Find<OpenJsonTableReference>().Count > 0)
            throw new NotTSqlException(sql, ["OPENJSON gives texts the collation of the database, which need not be that of our columns"]);
        Read.TryAdd(sql, 0);
    }

    /// <summary>Does what must send at least one statement. Without rows most of it ends in an error of its own, which does not matter.</summary>
    internal static async Task WatchAsync(Func<Task> work)
    {
        var before = Unanswered.Taken;
        try
        {
            await work();
        }
        catch (Exception e) when (e is not NotTSqlException && Unanswered.Taken > before)
        {
            // It was translated and read.
        }
    }

    /// <summary>Whether the engine of the program is speaking its own SQL right now.</summary>
    internal static bool IsEngineSpeaking() =>
        new StackTrace().GetFrames().Any(frame => frame.GetMethod()?.DeclaringType?.Namespace == typeof(IEngine).Namespace);
}

/// <summary>The program asked its database what SQL Server would not have understood.</summary>
public sealed class NotOnSqlServerException(string asked, Exception reason) : Exception($"SQL Server cannot do this: {reason.Message}\n{asked}", reason);
