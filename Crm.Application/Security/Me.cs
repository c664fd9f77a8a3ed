using Crm.Application.Common;
using Crm.Domain.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Security;

/// <summary>The signed-in user.</summary>
/// <param name="Id">Id.</param>
/// <param name="Name">Name.</param>
/// <param name="Email">Address he signs in with.</param>
/// <param name="Role">administrator, sales_manager or sales.</param>
/// <param name="TeamId">Team.</param>
/// <param name="TeamName">Name of the team.</param>
/// <param name="Permissions">What he may do; which rows he may do it with follows from his role.</param>
/// <param name="MustChangePassword">While true only the routes below /auth work.</param>
/// <param name="TimeZone">IANA time zone of his days.</param>
public sealed record Me(
    Guid Id,
    string Name,
    string Email,
    Role Role,
    Guid? TeamId,
    string? TeamName,
    IReadOnlyList<string> Permissions,
    bool MustChangePassword,
    string TimeZone)
{
    internal static Me From(User user) => new(
        user.Id,
        user.Name,
        user.Email,
        user.Role,
        user.TeamId,
        user.Team?.Name,
        [.. Security.Permissions.Of(user.Role).Order(StringComparer.Ordinal)],
        user.MustChangePassword,
        user.TimeZone);
}

/// <summary>A sign-in that succeeded.</summary>
/// <param name="AccessToken">JWT for the header <c>Authorization: Bearer …</c>.</param>
/// <param name="ExpiresIn">Seconds for which it is good.</param>
/// <param name="User">Who signed in.</param>
public sealed record AuthResult(string AccessToken, int ExpiresIn, Me User);

/// <summary>A sign-in with the refresh token, which goes into the cookie and nowhere else.</summary>
/// <param name="Result">The answer.</param>
/// <param name="RefreshToken">For the cookie.</param>
/// <param name="ExpiresAt">When the cookie ends (UTC).</param>
public sealed record SignedIn(AuthResult Result, string RefreshToken, DateTime ExpiresAt);

/// <summary>Who I am and what I may do.</summary>
[OwnAccountRequest]
public sealed record GetMe : IRequest<Me>;

internal sealed class GetMeHandler(ICrmDb db, ICurrentUser user) : IRequestHandler<GetMe, Me>
{
    public async Task<Me> Handle(GetMe request, CancellationToken cancellationToken) =>
        Me.From(await db.Users.Include(u => u.Team).AsNoTracking().GetAsync(user.RequireId(), cancellationToken));
}
