using System.Buffers.Text;
using System.Security.Cryptography;
using Crm.Application.Records;
using Crm.Application.Security;

namespace Crm.Infrastructure.Security;

/// <summary>Seals cursors with HMAC-SHA256, cut to 128 bits, under a key derived from the signing keys (RFC 5869).</summary>
internal sealed class CursorSeal(ISigningKeys keys) : ICursorSeal
{
    private const int SealBytes = 16;
    private static readonly byte[] Purpose = "cursor"u8.ToArray();

    public string Seal(byte[] content) => Base64Url.EncodeToString([.. SealOf(keys.Current()[0], content), .. content]);

    public byte[]? Open(string cursor)
    {
        if (!Base64Url.IsValid(cursor)) return null;
        var bytes = Base64Url.DecodeFromChars(cursor);
        if (bytes.Length <= SealBytes) return null;
        var content = bytes[SealBytes..];
        return keys.Current().Any(key => CryptographicOperations.FixedTimeEquals(SealOf(key, content), bytes.AsSpan(0, SealBytes))) ? content : null;
    }

    private static byte[] SealOf(SigningKey key, byte[] content) =>
        HMACSHA256.HashData(HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Secret, 32, info: Purpose), content)[..SealBytes];
}
