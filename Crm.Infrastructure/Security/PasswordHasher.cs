using Crm.Application.Security;
using Crm.Domain.Security;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Crm.Infrastructure.Security;

/// <summary>ASP.NET Core Identity's hasher: PBKDF2 with HMAC-SHA512 and 210,000 rounds (OWASP password storage cheat sheet).</summary>
internal sealed class PasswordHasher : IPasswordHasher
{
    private const int Rounds = 210_000;
    private readonly PasswordHasher<User> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Rounds }));
    private readonly Lazy<string> _nobody;

    public PasswordHasher() => _nobody = new(() => Hash("nobody has this password"));

    public string Hash(string password) => _hasher.HashPassword(null!, password);

    public PasswordCheck Check(string? hash, string password)
    {
        var result = _hasher.VerifyHashedPassword(null!, hash ?? _nobody.Value, password);
        if (hash is null) return PasswordCheck.Wrong;
        return result switch
        {
            PasswordVerificationResult.Success => PasswordCheck.Right,
            PasswordVerificationResult.SuccessRehashNeeded => PasswordCheck.RightButOld,
            _ => PasswordCheck.Wrong,
        };
    }
}
