using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Crm.Application.Jobs;
using Crm.Application.Records;
using Crm.Application.Security;

namespace Crm.Infrastructure.Security;

/// <summary>Seals texts with HMAC-SHA256, cut to 128 bits, under a key of its own for each purpose, derived from the signing keys (RFC 5869).</summary>
internal sealed class KeyedSeal(ISigningKeys keys, string purpose) : ICursorSeal, ILinkSeal
{
    private const int SealBytes = 16;
    private readonly byte[] _purpose = Encoding.ASCII.GetBytes(purpose);

    public string Seal(byte[] content) => Base64Url.EncodeToString([.. SealOf(keys.Current()[0], content), .. content]);

    public byte[]? Open(string text)
    {
        if (!Base64Url.IsValid(text)) return null;
        var bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length <= SealBytes) return null;
        var content = bytes[SealBytes..];
        return keys.Current().Any(key => CryptographicOperations.FixedTimeEquals(SealOf(key, content), bytes.AsSpan(0, SealBytes))) ? content : null;
    }

    private byte[] SealOf(SigningKey key, byte[] content) =>
        HMACSHA256.HashData(HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Secret, 32, info: _purpose), content)[..SealBytes];
}
