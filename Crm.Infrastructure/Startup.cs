using Crm.Infrastructure.Hosting;
using Crm.Infrastructure.Persistence;
using Crm.Infrastructure.Persistence.Providers;
using Crm.Infrastructure.Security;
using Crm.Infrastructure.Seeding;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure;

/// <summary>Makes everything ready before the first request, or refuses to start.</summary>
public static class Startup
{
    /// <summary>Checks what must be writable, migrates the database, makes keys and the first rows.</summary>
    /// <returns>What whoever started the program must know on its first start; empty on later ones.</returns>
    /// <exception cref="StartupRefusedException">It cannot work; the message says why and what to do.</exception>
    public static async Task<IReadOnlyList<string>> PrepareAsync(IServiceProvider services, CancellationToken cancellationToken = default)
    {
        var folders = services.GetRequiredService<DataFolders>();
        folders.EnsureWritable();
        var engine = services.GetRequiredService<IEngine>();
        await engine.EnsureWritableAsync(cancellationToken);

        await using (var scope = services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();
            await using var other = services.CreateAsyncScope();
            await new SchemaUpdate(db, other.ServiceProvider.GetRequiredService<CrmDbContext>(), engine).RunAsync(cancellationToken);
            await engine.PrepareAsync(db, cancellationToken);
        }

        await services.GetRequiredService<SigningKeyRing>().RotateAsync(cancellationToken);
        await using (var scope = services.CreateAsyncScope())
        {
            return await scope.ServiceProvider.GetRequiredService<FirstStart>().RunAsync(cancellationToken);
        }
    }
}
