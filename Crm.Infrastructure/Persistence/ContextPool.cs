using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Infrastructure.Persistence.Providers;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Internal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Infrastructure.Persistence;

/// <summary>
/// Contexts are lent out and taken back, because making one costs more than a read by id. Whoever borrows one gets it in his own name:
/// the user decides what its filters let through.
/// </summary>
internal static class ContextPool
{
    /// <summary>Contexts that are kept when nobody needs them; each holds a connection on SQLite.</summary>
    private const int Size = 64;

    public static void AddCrmDbContext(this IServiceCollection services)
    {
        services.AddDbContextPool<CrmDbContext>(
            (provider, options) =>
            {
                provider.GetRequiredService<IEngine>().Use(options);
                Configure(options);
            },
            Size);
        services.RemoveAll<CrmDbContext>();
        services.AddSingleton<ReplicaOptions>();
        services.AddScoped(provider => Borrow(provider).For(
            provider.GetRequiredService<ICurrentUser>(),
            provider.GetRequiredService<RecordStamps>(),
            provider.GetRequiredService<ChangeLog>(),
            provider.GetRequiredService<IFieldCatalogue>(),
            provider.GetRequiredService<IMediator>()));
        services.AddScoped<ICrmDb>(provider => provider.GetRequiredService<CrmDbContext>());
    }

    /// <summary>Reads of the replica get a context of their own, because it may have to turn to the primary in the middle.</summary>
    private static CrmDbContext Borrow(IServiceProvider provider)
    {
        if (provider.GetRequiredService<ReadRoute>().OnReplica) return new CrmDbContext(provider.GetRequiredService<ReplicaOptions>().Options, provider.GetRequiredService<IEngine>());
#pragma warning disable EF1001 // the lease is how EF itself hands a pooled context to a scope
        return provider.GetRequiredService<IScopedDbContextLease<CrmDbContext>>().Context;
#pragma warning restore EF1001
    }

    /// <summary>What holds on every engine.</summary>
    private static void Configure(DbContextOptionsBuilder options) => options.ConfigureWarnings(warnings => warnings
        .Ignore(RelationalEventId.PendingModelChangesWarning) // migrations are neutral between engines; the drift test compares what comes of them
        .Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning) // a count that stops at ten thousand needs no order
        .Ignore(CoreEventId.PossibleIncorrectRequiredNavigationWithQueryFilterInteractionWarning)); // a link to a hidden record is hidden with it, on purpose

    /// <summary>As for the primary, but for where they connect.</summary>
    private sealed class ReplicaOptions(IServiceProvider provider, IEngine engine)
    {
        private readonly Lazy<DbContextOptions<CrmDbContext>> _options = new(() =>
        {
            var options = new DbContextOptionsBuilder<CrmDbContext>();
            foreach (var configuration in provider.GetServices<IDbContextOptionsConfiguration<CrmDbContext>>()) configuration.Configure(provider, options);
            engine.Replica!.Use(options);
            return options.Options;
        });

        public DbContextOptions<CrmDbContext> Options => _options.Value;
    }
}
