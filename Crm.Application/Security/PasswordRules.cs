namespace Crm.Application.Security;

/// <summary>
/// What a password must be (NIST SP 800-63B-4 section 3.1.1.2: at least 15 characters where it is the only factor, any characters, no
/// composition rules, and nothing that is guessed first).
/// </summary>
public static class PasswordRules
{
    /// <summary>Fewest characters.</summary>
    public const int MinLength = 15;

    /// <summary>Most characters.</summary>
    public const int MaxLength = 200;

    private const int MinDistinct = 5;
    private const int MinContextWord = 4;
    private static readonly string[] Sequences = ["abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "01234567890123456789", "1qaz2wsx3edc4rfv5tgb"];
    private static readonly string[] Common = ["password", "passw0rd", "letmein", "iloveyou", "welcome", "administrator", "woaini", "123456", "qwerty"];

    /// <summary>The code of what is wrong with a password, or null.</summary>
    /// <param name="password">The password.</param>
    /// <param name="context">Words that are easily guessed for this user: his name, his address.</param>
    public static string? FindFault(string? password, params string[] context)
    {
        if (string.IsNullOrEmpty(password)) return "required";
        if (password.EnumerateRunes().Count() < MinLength) return "too_short";
        if (password.Length > MaxLength) return "too_long";

        var plain = password.ToLowerInvariant();
        if (plain.EnumerateRunes().Distinct().Count() < MinDistinct || IsSequence(plain) || IsMostlyCommon(plain)) return "too_common";
        return context.SelectMany(Words).Any(word => plain.Contains(word, StringComparison.Ordinal)) ? "contains_context" : null;
    }

    private static bool IsSequence(string plain) => Array.Exists(Sequences, s => s.Contains(plain[..Math.Min(plain.Length, 12)], StringComparison.Ordinal));

    /// <summary>A common word counts as one character: what is left must still be long.</summary>
    private static bool IsMostlyCommon(string plain) =>
        Common.Aggregate(plain, (rest, word) => rest.Replace(word, "*", StringComparison.Ordinal)).Trim('!', '.', '*', ' ').Length < MinLength / 2;

    private static IEnumerable<string> Words(string text) =>
        text.ToLowerInvariant().Split(['@', '.', ' ', '-', '_'], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length >= MinContextWord);
}

/// <summary>Hashes passwords and checks them.</summary>
public interface IPasswordHasher
{
    /// <summary>A salted hash.</summary>
    string Hash(string password);

    /// <summary>Whether the password is right, and whether its hash is of an older kind. A missing hash takes as long as a wrong password.</summary>
    PasswordCheck Check(string? hash, string password);
}

/// <summary>What came of checking a password.</summary>
public enum PasswordCheck
{
    /// <summary>Wrong.</summary>
    Wrong,

    /// <summary>Right.</summary>
    Right,

    /// <summary>Right, and worth hashing anew with today's parameters.</summary>
    RightButOld,
}
