using System.Security.Cryptography;
using System.Text;
using Crm.Domain.Security;

namespace Crm.Application.Security;

/// <summary>Issues access tokens.</summary>
public interface IAccessTokens
{
    /// <summary>How long one is good.</summary>
    TimeSpan Lifetime { get; }

    /// <summary>A signed token for a user and his session.</summary>
    string Issue(User user, Guid sessionId);
}

/// <summary>Refresh tokens: the session's id and a secret of 256 bits. Only a hash of the secret is kept.</summary>
internal static class RefreshToken
{
    private const int SecretBytes = 32;

    public static (string Token, string Hash) New(Guid sessionId)
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        return ($"{sessionId:N}.{secret}", HashOf(secret));
    }

    public static (Guid SessionId, string Hash)? Read(string? token) =>
        token?.Split('.') is [var id, { Length: SecretBytes * 2 } secret] && Guid.TryParseExact(id, "N", out var sessionId) ? (sessionId, HashOf(secret)) : null;

    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(secret)));
}

/// <summary>Passwords made for somebody else, to be replaced at first sign-in.</summary>
public static class TemporaryPassword
{
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int Groups = 4;
    private const int GroupLength = 5;

    /// <summary>Twenty characters that cannot be mistaken for one another, in four groups (about 116 bits).</summary>
    public static string New() => string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Alphabet, GroupLength)));
}
