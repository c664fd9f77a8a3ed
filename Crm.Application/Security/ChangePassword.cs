using Crm.Application.Common;
using Crm.Domain.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Security;

/// <summary>Replaces my own password. All my other sessions end, and this one goes on with a new token.</summary>
/// <param name="CurrentPassword">The password until now.</param>
/// <param name="NewPassword">The new one: at least 15 characters of any kind, not easily guessed.</param>
[OwnAccountRequest]
public sealed record ChangePassword(string? CurrentPassword, string? NewPassword) : IRequest<SignedIn>;

internal sealed class ChangePasswordHandler(
    ICrmDb db,
    IPasswordHasher hasher,
    Sessions sessions,
    AccountMails mails,
    IUserDirectory directory,
    ISessionWatch watch,
    ICurrentUser current,
    TimeProvider clock)
    : IRequestHandler<ChangePassword, SignedIn>
{
    public async Task<SignedIn> Handle(ChangePassword request, CancellationToken cancellationToken)
    {
        var user = await db.Users.Include(u => u.Team).GetAsync(current.RequireId(), cancellationToken);
        var throttleKey = "password|" + user.Id.ToString("N");
        var errors = new List<FieldError>();
        if (!await db.AloneAsync([throttleKey], () => IsRightAsync(user, request.CurrentPassword ?? "", throttleKey, cancellationToken), cancellationToken))
            errors.Add(FieldError.At("currentPassword", "wrong_password"));
        else if (request.NewPassword == request.CurrentPassword)
            errors.Add(FieldError.At("newPassword", "same_password"));

        if (PasswordRules.FindFault(request.NewPassword, user.Email, user.Name) is { } fault)
            errors.Add(new FieldError("/newPassword", fault, new Dictionary<string, object?> { ["min"] = PasswordRules.MinLength, ["max"] = PasswordRules.MaxLength }));
        if (errors.Count > 0) throw new InvalidException(errors);

        await db.SignInThrottles.Where(t => t.Key == throttleKey).ExecuteDeleteAsync(cancellationToken);
        user.ChoosePassword(hasher.Hash(request.NewPassword!));
        mails.PasswordChanged(user);
        await sessions.EndAllAsync(user.Id, cancellationToken);
        var signedIn = await sessions.StartAsync(user, cancellationToken);
        directory.Forget();
        watch.Forget();
        return signedIn;
    }

    /// <summary>Somebody at an open screen must not guess the password here either, and not faster by asking many times at once.</summary>
    private async Task<bool> IsRightAsync(User user, string password, string throttleKey, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var throttle = await db.SignInThrottles.FirstOrDefaultAsync(t => t.Key == throttleKey, cancellationToken);
        if (throttle?.Wait(now) is { Ticks: > 0 } wait) throw new NotSignedInException("too_many_attempts", wait);
        if (hasher.Check(user.PasswordHash, password) != PasswordCheck.Wrong) return true;

        throttle ??= db.SignInThrottles.Add(new SignInThrottle(throttleKey)).Entity;
        throttle.Fail(SignInThrottle.FreeFailures, now);
        await db.SaveChangesAsync(cancellationToken);
        return false;
    }
}
