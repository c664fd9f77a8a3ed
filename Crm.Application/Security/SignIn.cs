using System.Security.Cryptography;
using System.Text;
using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Domain.Security;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Security;

/// <summary>Signs a user in.</summary>
/// <param name="Email">Address.</param>
/// <param name="Password">Password.</param>
/// <param name="Address">Network address of whoever tries; failures are counted by it.</param>
/// <param name="Language">The language he reads, zh-CN or en; null when he does not say.</param>
[AllowAnonymousRequest]
public sealed record SignIn(string? Email, string? Password, string Address, string? Language) : IRequest<SignedIn>;

internal sealed class SignInValidator : AbstractValidator<SignIn>
{
    public SignInValidator()
    {
        RuleFor(s => s.Email).Given().Line(Domain.Common.Email.AddressMaxLength);
        RuleFor(s => s.Password).Must(password => !string.IsNullOrEmpty(password)).WithErrorCode("required");
        RuleFor(s => s.Password).Must(password => password is null || password.Length <= PasswordRules.MaxLength).WithErrorCode("too_long");
    }
}

/// <summary>An unknown user, a disabled one and a wrong password get the same answer in the same time.</summary>
internal sealed class SignInHandler(ICrmDb db, IPasswordHasher hasher, Sessions sessions, TimeProvider clock) : IRequestHandler<SignIn, SignedIn>
{
    /// <summary>Tries from one address wait for one another, so that parallel guessing is counted like any other.</summary>
    private static readonly SemaphoreSlim[] Lanes = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    public async Task<SignedIn> Handle(SignIn request, CancellationToken cancellationToken)
    {
        var lane = Lanes[(request.Address.GetHashCode(StringComparison.Ordinal) & int.MaxValue) % Lanes.Length];
        await lane.WaitAsync(cancellationToken);
        try
        {
            return await SignInAsync(request, cancellationToken);
        }
        finally
        {
            lane.Release();
        }
    }

    private async Task<SignedIn> SignInAsync(SignIn request, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var email = EmailAddress.Normalize(request.Email!);
        var byAccount = await ThrottleAsync($"{email}|{request.Address}", cancellationToken);
        var byAddress = await ThrottleAsync(request.Address, cancellationToken);
        EnsureNoWait(now, byAccount, byAddress);

        var user = await db.Users.Include(u => u.Team).FirstOrDefaultAsync(u => u.Email == email, cancellationToken);
        var check = hasher.Check(user?.PasswordHash, request.Password!);
        if (check == PasswordCheck.Wrong || user is not { Active: true })
        {
            byAccount.Fail(SignInThrottle.FreeFailures, now);
            byAddress.Fail(SignInThrottle.FreeFailuresPerAddress, now);
            await db.SaveChangesAsync(cancellationToken);
            throw new NotSignedInException("invalid_credentials");
        }

        if (check == PasswordCheck.RightButOld) user.Rehash(hasher.Hash(request.Password!));
        if (byAccount.Failures > 0) db.SignInThrottles.Remove(byAccount);
        else db.SignInThrottles.Entry(byAccount).State = EntityState.Detached;
        if (byAddress.Failures == 0) db.SignInThrottles.Entry(byAddress).State = EntityState.Detached;

        var signedIn = await sessions.StartAsync(user, cancellationToken);
        var language = request.Language ?? user.Language;
        await db.Users.Where(u => u.Id == user.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.LastSignInAt, now).SetProperty(u => u.Language, language), cancellationToken); // no change of the record: nobody edited it
        return signedIn;
    }

    private async Task<SignInThrottle> ThrottleAsync(string what, CancellationToken cancellationToken)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)));
        var throttle = await db.SignInThrottles.FirstOrDefaultAsync(t => t.Key == key, cancellationToken);
        return throttle ?? db.SignInThrottles.Add(new SignInThrottle(key)).Entity;
    }

    private static void EnsureNoWait(DateTime now, params SignInThrottle[] throttles)
    {
        var wait = throttles.Max(t => t.Wait(now));
        if (wait > TimeSpan.Zero) throw new NotSignedInException("too_many_attempts", wait);
    }
}
