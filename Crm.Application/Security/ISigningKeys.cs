namespace Crm.Application.Security;

/// <summary>The keys that access tokens are signed with. Several are good at once while one takes over from another.</summary>
public interface ISigningKeys
{
    /// <summary>The keys that are good now, the newest first; new tokens are signed with that one.</summary>
    IReadOnlyList<SigningKey> Current();
}

/// <summary>A key of 256 bits or more.</summary>
/// <param name="KeyId">Its name in the token's header.</param>
/// <param name="Secret">The key itself; never logged.</param>
public sealed record SigningKey(string KeyId, byte[] Secret);
