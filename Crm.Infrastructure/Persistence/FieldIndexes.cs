using System.Threading.Channels;
using Crm.Application.Records;
using Crm.Domain.Settings;
using Crm.Infrastructure.Persistence.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Infrastructure.Persistence;

/// <summary>An index over one added field of one table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Table">The table.</param>
/// <param name="Field">The field.</param>
public sealed record FieldIndex(string Name, string Table, CustomField Field)
{
    /// <summary>What the names of these indexes begin with.</summary>
    public const string Prefix = "CF_";

    /// <summary>The name of the index over a field, from which its table can be told.</summary>
    public static string NameOf(string table, CustomField field) => $"{Prefix}{table}_{field.Id:N}";

    /// <summary>The table of an index.</summary>
    public static string TableOf(string name) => name[Prefix.Length..name.LastIndexOf('_')];

    /// <summary>Whether the field holds a number.</summary>
    internal bool IsAmount => Field.Type is CustomFieldType.Number or CustomFieldType.Percent or CustomFieldType.Money or CustomFieldType.Score;

    /// <summary>Where its value stands in the JSON text.</summary>
    internal string[] Path => Field.Type == CustomFieldType.Money ? [Field.Key, "amount"] : [Field.Key];
}

/// <summary>
/// Keeps the indexes that administrators asked for: makes what is missing and drops what nobody wants any more, behind the scenes, because on a
/// large table that takes longer than a request. They are no part of the migrations; a backup takes them along like any other.
/// </summary>
public sealed class FieldIndexes(IServiceScopeFactory scopes, IFieldCatalogue catalogue, IEnumerable<EntityDescriptor> descriptors, IEngine engine, ILogger<FieldIndexes> log) : BackgroundService
{
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Looks once and does what is to be done.</summary>
    public async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();
        var tables = descriptors.Where(d => d.TakesCustomFields).ToDictionary(d => d.Key, d => db.Model.FindEntityType(d.Record)!.GetTableName()!);
        var wanted = (await db.Set<CustomField>().AsNoTracking().Where(f => f.Indexed && f.ArchivedAt == null).ToListAsync(cancellationToken))
            .Where(f => tables.ContainsKey(f.Entity))
            .Select(f => new FieldIndex(FieldIndex.NameOf(tables[f.Entity], f), tables[f.Entity], f))
            .ToDictionary(i => i.Name, StringComparer.Ordinal);
        var there = await engine.FieldIndexesAsync(db, cancellationToken);

        foreach (var name in there.Where(name => !wanted.ContainsKey(name))) await engine.DropFieldIndexAsync(db, FieldIndex.TableOf(name), name, cancellationToken);
        foreach (var index in wanted.Values.ExceptBy(there, i => i.Name)) await engine.CreateFieldIndexAsync(db, index, cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        catalogue.Forgotten += Wake;
        try
        {
            Wake();
            await foreach (var _ in _wakes.Reader.ReadAllAsync(stoppingToken)) await TryAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends; what is missing is made when it starts again.
        }
        finally
        {
            catalogue.Forgotten -= Wake;
        }
    }

    private void Wake() => _wakes.Writer.TryWrite(true);

    /// <summary>Without its index a list is slow and right: a failure, whatever it is, is told and tried again at the next change or start, and ends nothing.</summary>
    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReconcileAsync(cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogError(e, "The indexes of added fields could not be brought up to date.");
        }
    }
}
