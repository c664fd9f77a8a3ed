using System.Security.Claims;
using System.Text.Encodings.Web;
using Crm.Api.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Crm.Api.Security;

/// <summary>Makes the holder of an access token the user of the request, as he is now; answers in problem details when there is none.</summary>
internal sealed class BearerHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, AccessTokens tokens, HttpCurrentUser user)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    /// <summary>Name of the scheme, and the word before a token in the header.</summary>
    public const string Name = "Bearer";

    private const string Prefix = Name + " ";

    /// <summary>ASP.NET Core only wants to know that somebody is signed in; who it is stands in <see cref="HttpCurrentUser"/>.</summary>
    private static readonly ClaimsPrincipal Somebody = new(new ClaimsIdentity(Name));

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        if (header[Prefix.Length..].Trim() is not { Length: > 0 } token) return AuthenticateResult.NoResult();

        return await tokens.ReadAsync(token) is { } holder && await user.BecomeAsync(holder.UserId, holder.SessionId, Context.RequestAborted)
            ? AuthenticateResult.Success(new AuthenticationTicket(Somebody, Name))
            : AuthenticateResult.Fail("The token is not good, the user is shut out, or the session has ended.");
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var tried = await HandleAuthenticateOnceSafeAsync();
        await ProblemWriter.WriteAsync(Context, new Refusal(401, tried.Failure is null ? "not_signed_in" : "invalid_token"));
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => ProblemWriter.WriteAsync(Context, Refusal.Of(403));
}
