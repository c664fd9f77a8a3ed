using Crm.Api.Http;
using Crm.Api.Problems;
using Crm.Application.Security;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Crm.Api.Security;

/// <summary>What is needed to sign in.</summary>
/// <param name="Email">E-mail address.</param>
/// <param name="Password">Password.</param>
public sealed record LoginInput(string? Email, string? Password);

/// <summary>What is needed to change the password.</summary>
/// <param name="CurrentPassword">The password until now.</param>
/// <param name="NewPassword">The new one: at least 15 characters of any kind, not easily guessed.</param>
public sealed record PasswordInput(string? CurrentPassword, string? NewPassword);

/// <summary>登录 — sign in, stay signed in, sign out.</summary>
[ApiController, Route("api/v1/auth"), Tags("Auth"), SecretAnswer]
public sealed class AuthController(IMediator mediator) : ControllerBase
{
    /// <summary>Sign in.</summary>
    /// <remarks>
    /// Answers an access token that is good for ten minutes, to be sent as <c>Authorization: Bearer …</c>, and sets an HttpOnly cookie with which
    /// <c>POST /auth/refresh</c> gives the next one. Too many wrong passwords make the caller wait (429 with <c>Retry-After</c>).
    /// </remarks>
    /// <param name="input">Who signs in.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("login"), AllowAnonymous]
    public Task<AuthResult> Login(LoginInput input, CancellationToken cancellationToken) =>
        WithCookie(mediator.Send(
            new SignIn(input.Email, input.Password, HttpContext.Connection.RemoteIpAddress?.ToString() ?? "", LanguageOf(Request)), cancellationToken));

    /// <summary>Renew the access token.</summary>
    /// <remarks>Takes the refresh cookie and replaces it. A cookie that was used before ends the session, because then two hold it.</remarks>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("refresh"), AllowAnonymous, SameOrigin]
    public Task<AuthResult> Refresh(CancellationToken cancellationToken) =>
        WithCookie(mediator.Send(new RefreshSession(RefreshCookie.Read(Request)), cancellationToken));

    /// <summary>Sign out.</summary>
    /// <remarks>Ends the session of the refresh cookie and deletes the cookie. Doing it twice changes nothing.</remarks>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("logout"), AllowAnonymous, SameOrigin, ProducesResponseType(204)]
    public async Task<NoContentResult> Logout(CancellationToken cancellationToken)
    {
        await mediator.Send(new SignOut(RefreshCookie.Read(Request)), cancellationToken);
        RefreshCookie.Delete(HttpContext);
        return NoContent();
    }

    /// <summary>Get who I am.</summary>
    /// <remarks>With my permissions. While <c>mustChangePassword</c> is true, only the operations under <c>/auth</c> work.</remarks>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpGet("me")]
    public Task<Me> GetMe(CancellationToken cancellationToken) => mediator.Send(new GetMe(), cancellationToken);

    /// <summary>Change my password.</summary>
    /// <remarks>At least 15 characters of any kind. All other sessions end; the answer is that of a new sign-in.</remarks>
    /// <param name="input">The old and the new password.</param>
    /// <param name="cancellationToken">Ends with the connection.</param>
    [HttpPost("password")]
    public Task<AuthResult> ChangePassword(PasswordInput input, CancellationToken cancellationToken) =>
        WithCookie(mediator.Send(new ChangePassword(input.CurrentPassword, input.NewPassword), cancellationToken));

    private static string? LanguageOf(HttpRequest request) =>
        request.Headers.AcceptLanguage is { Count: > 0 } wished ? ProblemTexts.For(wished).Language : null;

    private async Task<AuthResult> WithCookie(Task<SignedIn> signingIn)
    {
        var signedIn = await signingIn;
        RefreshCookie.Write(HttpContext, signedIn.RefreshToken, signedIn.ExpiresAt);
        return signedIn.Result;
    }
}
