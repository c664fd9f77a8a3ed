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
        var (account, address) = (KeyOf($"{email}|{request.Address}"), KeyOf(request.Address));
        var throttles = await db.SignInThrottles.AsNoTracking().Where(t => t.Key == account || t.Key == address).ToListAsync(cancellationToken);
        EnsureNoWait(now, throttles);

        var user = await db.Users.Include(u => u.Team).FirstOrDefaultAsync(u => u.Email == email, cancellationToken);
        var check = hasher.Check(user?.PasswordHash, request.Password!);
        if (check == PasswordCheck.Wrong || user is not { Active: true })
        {
            await CountFailureAsync(account, address, now, cancellationToken);
            throw new NotSignedInException("invalid_credentials");
        }

        if (check == PasswordCheck.RightButOld) user.Rehash(hasher.Hash(request.Password!));
        if (throttles.Exists(t => t.Key == account)) await db.SignInThrottles.Where(t => t.Key == account).ExecuteDeleteAsync(cancellationToken);

        var signedIn = await sessions.StartAsync(user, cancellationToken);
        var language = request.Language ?? user.Language;
        await db.Users.Where(u => u.Id == user.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.LastSignInAt, now).SetProperty(u => u.Language, language), cancellationToken); // no change of the record: nobody edited it
        return signedIn;
    }

    /// <summary>Failures on another node are counted too.</summary>
    private Task<int> CountFailureAsync(string account, string address, DateTime now, CancellationToken cancellationToken) => db.AloneAsync(
        ["sign-in " + address],
        async () =>
        {
            (await ThrottleAsync(account, cancellationToken)).Fail(SignInThrottle.FreeFailures, now);
            (await ThrottleAsync(address, cancellationToken)).Fail(SignInThrottle.FreeFailuresPerAddress, now);
            return await db.SaveChangesAsync(cancellationToken);
        },
        cancellationToken);

    private async Task<SignInThrottle> ThrottleAsync(string key, CancellationToken cancellationToken) =>
        await db.SignInThrottles.FirstOrDefaultAsync(t => t.Key == key, cancellationToken) ?? db.SignInThrottles.Add(new SignInThrottle(key)).Entity;

    private static string KeyOf(string what) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what)));

    private static void EnsureNoWait(DateTime now, List<SignInThrottle> throttles)
    {
        var wait = throttles.Select(t => t.Wait(now)).DefaultIfEmpty().Max();
        if (wait > TimeSpan.Zero) throw new NotSignedInException("too_many_attempts", wait);
    }
}
