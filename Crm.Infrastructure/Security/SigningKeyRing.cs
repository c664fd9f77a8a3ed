using System.Security.Cryptography;
using Crm.Application.Security;
using Crm.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Infrastructure.Security;

/// <summary>
/// Signing keys that live in the database, so that every node takes the tokens of every other. A start of
/// the program makes a new one when the newest is 90 days old; the one before stays good until all its tokens have expired.
/// </summary>
internal sealed class SigningKeyRing(IServiceScopeFactory scopes, TimeProvider clock) : ISigningKeys
{
    private const int KeyBytes = 32;
    private const int KeysKept = 2;
    private static readonly TimeSpan Rotation = TimeSpan.FromDays(90);
    private static readonly TimeSpan Reload = TimeSpan.FromMinutes(1);
    private readonly Lock _lock = new();
    private IReadOnlyList<SigningKey> _keys = [];
    private DateTime _loadedAt;

    public IReadOnlyList<SigningKey> Current()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        lock (_lock)
        {
            if (_keys.Count == 0 || now - _loadedAt > Reload || now < _loadedAt) (_keys, _loadedAt) = (Load(), now);
            return _keys;
        }
    }

    /// <summary>Makes the first key, or a new one when the newest is old.</summary>
    public async Task RotateAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();
        var now = clock.GetUtcNow();
        var newest = await db.Set<SigningKeyRow>().MaxAsync(k => (DateTime?)k.CreatedAt, cancellationToken);
        if (newest is not null && now.UtcDateTime - newest < Rotation) return;

        db.Add(new SigningKeyRow { KeyId = Guid.CreateVersion7(now).ToString("N"), Secret = RandomNumberGenerator.GetBytes(KeyBytes), CreatedAt = now.UtcDateTime });
        await db.SaveChangesAsync(cancellationToken);
    }

    private IReadOnlyList<SigningKey> Load()
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<CrmDbContext>();
        return [.. db.Set<SigningKeyRow>().AsNoTracking().OrderByDescending(k => k.CreatedAt).Take(KeysKept).AsEnumerable().Select(k => new SigningKey(k.KeyId, k.Secret))];
    }
}
