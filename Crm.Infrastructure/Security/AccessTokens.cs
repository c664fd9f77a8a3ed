using Crm.Application.Security;
using Crm.Domain.Security;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Crm.Infrastructure.Security;

/// <summary>Issues JWTs that say who somebody is and nothing else; what he may do is looked up when he comes.</summary>
internal sealed class AccessTokens(ISigningKeys keys, TimeProvider clock) : IAccessTokens
{
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    public TimeSpan Lifetime => TimeSpan.FromMinutes(10);

    public string Issue(User user, Guid sessionId)
    {
        var (now, key) = (clock.GetUtcNow().UtcDateTime, keys.Current()[0]);
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = "crm",
            Audience = "crm-api",
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            Claims = new Dictionary<string, object> { ["sub"] = user.Id.ToString(), ["sid"] = sessionId.ToString() },
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(key.Secret) { KeyId = key.KeyId }, SecurityAlgorithms.HmacSha256),
        });
    }
}
