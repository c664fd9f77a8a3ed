using Crm.Api.Problems;
using Crm.Application.Security;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Crm.Api.Security;

/// <summary>Which access tokens are good: ours, of the right kind, signed with a key of today, not expired (OWASP ASVS 5.0, 9.1 and 9.2).</summary>
internal sealed class AccessTokens(ISigningKeys keys, TimeProvider clock) : IConfigureNamedOptions<JwtBearerOptions>
{
    public void Configure(JwtBearerOptions options) => Configure(JwtBearerDefaults.AuthenticationScheme, options);

    public void Configure(string? name, JwtBearerOptions options)
    {
        options.MapInboundClaims = false;
        options.TokenValidationParameters = new TokenValidationParameters
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
        options.Events = new JwtBearerEvents { OnTokenValidated = BecomeUserAsync, OnChallenge = RefuseAsync, OnForbidden = c => ProblemWriter.WriteAsync(c.HttpContext, Refusal.Of(403)) };
    }

    private static bool IsWithin(DateTime? notBefore, DateTime? expires, DateTime now) => (notBefore is null || notBefore <= now) && expires > now;

    private static async Task BecomeUserAsync(TokenValidatedContext context)
    {
        var user = context.HttpContext.RequestServices.GetRequiredService<HttpCurrentUser>();
        if (!Guid.TryParse(context.Principal?.FindFirst("sub")?.Value, out var userId)
            || !Guid.TryParse(context.Principal?.FindFirst("sid")?.Value, out var sessionId)
            || !await user.BecomeAsync(userId, sessionId, context.HttpContext.RequestAborted))
            context.Fail("The user is shut out, or the session has ended.");
    }

    private static Task RefuseAsync(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        return ProblemWriter.WriteAsync(context.HttpContext, new Refusal(401, context.AuthenticateFailure is null ? "not_signed_in" : "invalid_token"));
    }
}
