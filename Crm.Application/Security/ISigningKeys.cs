namespace Crm.Application.Security;

/// <summary>The keys that access tokens are signed with. Several are good at once while one takes over from another.</summary>
public interface ISigningKeys
{
    /// <summary>The keys that are good now. New tokens are signed with the first; a key that was just made comes last until every node knows it.</summary>
    IReadOnlyList<SigningKey> Current();

    /// <summary>The key that a token names, even if another node made it a moment ago; null when there is none.</summary>
    SigningKey? Find(string keyId);

    /// <summary>Makes the first key, or a new one when the newest is old.</summary>
    /// <returns>Whether one was made.</returns>
    Task<bool> RotateAsync(CancellationToken cancellationToken);
}

/// <summary>A key of 256 bits or more.</summary>
/// <param name="KeyId">Its name in the token's header.</param>
/// <param name="Secret">The key itself; never logged.</param>
public sealed record SigningKey(string KeyId, byte[] Secret);
