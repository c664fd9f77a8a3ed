using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Crm.Application.Security;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Crm.Api.Security;

/// <summary>Whose token it is and in which session he came; what he may do is looked up elsewhere.</summary>
/// <param name="UserId">The user.</param>
/// <param name="SessionId">His session.</param>
/// <param name="Expires">When the token ends (UTC).</param>
internal sealed record TokenHolder(Guid UserId, Guid SessionId, DateTime Expires);

/// <summary>
/// Which access tokens are good: ours, of the right kind, signed with a key of today, not expired (OWASP ASVS 5.0, 9.1 and 9.2). A token
/// that was found good is known by its hash for a few seconds, because reading it again costs more than most answers. Whether user and
/// session are still welcome is asked each time.
/// </summary>
internal sealed class AccessTokens
{
    private const int MaxKnown = 10_000;
    private static readonly TimeSpan Known = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<TokenHash, (TokenHolder Holder, DateTime ReadAt)> _known = new();
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly TokenValidationParameters _rules;
    private readonly TimeProvider _clock;

    public AccessTokens(ISigningKeys keys, TimeProvider clock)
    {
        _clock = clock;
        _rules = new TokenValidationParameters
        {
            ValidIssuer = "crm",
            ValidAudience = "crm-api",
            ValidTypes = ["at+jwt"],
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            IssuerSigningKeyResolver = (_, _, keyId, _) => keys.Find(keyId) is { } key ? [new SymmetricSecurityKey(key.Secret) { KeyId = key.KeyId }] : [],
            LifetimeValidator = (notBefore, expires, _, _) => IsWithin(notBefore, expires, clock.GetUtcNow().UtcDateTime),
        };
    }

    /// <summary>Who holds the token; null when it is not good.</summary>
    public ValueTask<TokenHolder?> ReadAsync(string token)
    {
        var (hash, now) = (TokenHash.Of(token), _clock.GetUtcNow().UtcDateTime);
        return _known.TryGetValue(hash, out var known) && known.ReadAt <= now && now - known.ReadAt < Known && now < known.Holder.Expires
            ? ValueTask.FromResult<TokenHolder?>(known.Holder)
            : new ValueTask<TokenHolder?>(ReadAsync(token, hash, now));
    }

    private async Task<TokenHolder?> ReadAsync(string token, TokenHash hash, DateTime now)
    {
        var result = await _handler.ValidateTokenAsync(token, _rules);
        if (!result.IsValid
            || !Guid.TryParse(result.ClaimsIdentity.FindFirst("sub")?.Value, out var userId)
            || !Guid.TryParse(result.ClaimsIdentity.FindFirst("sid")?.Value, out var sessionId)) return null;

        var holder = new TokenHolder(userId, sessionId, result.SecurityToken.ValidTo);
        if (_known.Count >= MaxKnown) _known.Clear();
        _known[hash] = (holder, now);
        return holder;
    }

    private static bool IsWithin(DateTime? notBefore, DateTime? expires, DateTime now) => (notBefore is null || notBefore <= now) && expires > now;

    /// <summary>SHA-256 of a token: the tokens themselves are not kept.</summary>
    private readonly record struct TokenHash(UInt128 High, UInt128 Low)
    {
        public static TokenHash Of(string token)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            if (token.Length <= 1024)
            {
                Span<byte> bytes = stackalloc byte[Encoding.UTF8.GetMaxByteCount(1024)];
                SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(token, bytes)], hash);
            }
            else
            {
                SHA256.HashData(Encoding.UTF8.GetBytes(token), hash);
            }

            return new TokenHash(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash), System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
        }
    }
}
