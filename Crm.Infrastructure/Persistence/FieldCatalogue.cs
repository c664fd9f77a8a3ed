using Crm.Application.Records;
using Crm.Domain.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Persistence;

/// <summary>All added fields and the rules about fields, read again after five seconds: so long another node may go on without one, or with one that was archived.</summary>
internal sealed class FieldCatalogue(IServiceScopeFactory scopes, IEnumerable<EntityDescriptor> descriptors, TimeProvider clock) : IFieldCatalogue, IDisposable
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile Snapshot? _snapshot;
    private int _forgotten;

    private readonly Dictionary<Type, EntityDescriptor> _byRecord = descriptors.Where(d => !d.IsView).ToDictionary(d => d.Record);

    public event Action? Forgotten;

    public ValueTask<FieldSet> OfAsync(Type record, CancellationToken cancellationToken) => OfAsync(_byRecord[record], cancellationToken);

    public async ValueTask<FieldSet> OfAsync(EntityDescriptor descriptor, CancellationToken cancellationToken)
    {
        var snapshot = _snapshot is { } fresh && fresh.IsFresh(clock.GetUtcNow()) ? fresh : await CurrentAsync(cancellationToken);
        return snapshot.Sets.GetValueOrDefault(descriptor.Key) ?? new FieldSet(descriptor, []);
    }

    public void Forget()
    {
        Interlocked.Increment(ref _forgotten);
        _snapshot = null;
        Forgotten?.Invoke();
    }

    public void Dispose() => _loading.Dispose();

    private async Task<Snapshot> CurrentAsync(CancellationToken cancellationToken)
    {
        await _loading.WaitAsync(cancellationToken);
        try
        {
            if (_snapshot is { } loaded && loaded.IsFresh(clock.GetUtcNow())) return loaded;
            var known = Volatile.Read(ref _forgotten);
            var snapshot = await LoadAsync(cancellationToken);
            if (known == Volatile.Read(ref _forgotten)) _snapshot = snapshot; // else something was changed while it was read
            return snapshot;
        }
        finally
        {
            _loading.Release();
        }
    }

    private async Task<Snapshot> LoadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();
        var fields = (await db.Set<CustomField>().AsNoTracking()
            .Where(f => f.ArchivedAt == null)
            .OrderBy(f => f.Position).ThenBy(f => f.Id)
            .ToListAsync(cancellationToken)).ToLookup(f => f.Entity);
        var rules = (await db.Set<FieldRule>().AsNoTracking().Where(r => r.Active).OrderBy(r => r.Id).ToListAsync(cancellationToken)).ToLookup(r => r.Entity);
        return new Snapshot(
            descriptors.ToDictionary(d => d.Key, d => new FieldSet(d, [.. fields[d.Key].Select(f => CustomFieldDescriptors.Describe(d, f))], [.. rules[d.Key].Select(RecordRule.From)])),
            now);
    }

    private sealed record Snapshot(Dictionary<string, FieldSet> Sets, DateTimeOffset LoadedAt)
    {
        public bool IsFresh(DateTimeOffset now) => now >= LoadedAt && now - LoadedAt < MaxAge;
    }
}
