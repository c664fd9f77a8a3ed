using System.Security.Cryptography;
using Crm.Application.Security;
using Crm.Infrastructure.Persistence;
using Crm.Infrastructure.Persistence.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Security;

/// <summary>
/// Signing keys that live in the database, so that every node takes the tokens of every other. A new one is made when the newest is 90 days
/// old; the one before stays good until all its tokens have expired. A new key signs nothing for its first minutes, in which every node
/// comes to know it.
/// </summary>
internal sealed class SigningKeyRing(IServiceScopeFactory scopes, IEngine engine, TimeProvider clock) : ISigningKeys
{
    private const int KeyBytes = 32;
    private const int KeysKept = 2;
    private static readonly TimeSpan Rotation = TimeSpan.FromDays(90);
    private static readonly TimeSpan Reload = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Unused = Reload * 2;

    /// <summary>Tokens that name keys of nobody's making must not cost a query each.</summary>
    private static readonly TimeSpan ReloadForUnknown = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private IReadOnlyList<SigningKey> _keys = [];
    private DateTime _loadedAt;

    public IReadOnlyList<SigningKey> Current() => Loaded(Reload);

    public SigningKey? Find(string keyId) => Named(keyId, Loaded(Reload)) ?? Named(keyId, Loaded(ReloadForUnknown));

    public async Task<bool> RotateAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();
        if (!await IsDueAsync(db, cancellationToken)) return false;
        return await db.InTransactionAsync(
            async () =>
            {
                await engine.LockAsync(db, "signing-keys", cancellationToken);
                if (!await IsDueAsync(db, cancellationToken)) return false; // another node was faster
                var now = clock.GetUtcNow();
                db.Add(new SigningKeyRow { KeyId = Guid.CreateVersion7(now).ToString("N"), Secret = RandomNumberGenerator.GetBytes(KeyBytes), CreatedAt = now.UtcDateTime });
                await db.SaveChangesAsync(cancellationToken);
                return true;
            },
            made => made,
            cancellationToken);
    }

    private async Task<bool> IsDueAsync(CrmDbContext db, CancellationToken cancellationToken)
    {
        var newest = await db.Set<SigningKeyRow>().MaxAsync(k => (DateTime?)k.CreatedAt, cancellationToken);
        return newest is null || clock.GetUtcNow().UtcDateTime - newest >= Rotation;
    }

    private IReadOnlyList<SigningKey> Loaded(TimeSpan maxAge)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        lock (_lock)
        {
            if (_keys.Count == 0 || now - _loadedAt > maxAge || now < _loadedAt) (_keys, _loadedAt) = (Load(now), now);
            return _keys;
        }
    }

    private List<SigningKey> Load(DateTime now)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();
        var rows = db.Set<SigningKeyRow>().AsNoTracking().OrderByDescending(k => k.CreatedAt).Take(KeysKept).ToList();
        return [.. rows.OrderBy(k => now - k.CreatedAt < Unused).Select(k => new SigningKey(k.KeyId, k.Secret))];
    }

    private static SigningKey? Named(string keyId, IReadOnlyList<SigningKey> keys) => keys.FirstOrDefault(key => key.KeyId == keyId);
}
