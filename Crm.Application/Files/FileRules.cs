using Crm.Application.Common;
using Crm.Domain.Common;
using Crm.Domain.Files;

namespace Crm.Application.Files;

/// <summary>Which files are taken. The type is decided by extension and first bytes together, never by what the sender claims.</summary>
internal static class FileRules
{
    /// <summary>Stands in a beginning for any byte; no kind of file has it there otherwise.</summary>
    private const byte Any = (byte)'?';

    private static readonly byte[] Zip = [0x50, 0x4B, 0x03, 0x04];
    private static readonly byte[] Ole = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>Extension, media type, and the bytes such a file begins with (none for plain text).</summary>
    private static readonly Dictionary<string, (string Type, byte[][] Starts)> Allowed = new(StringComparer.OrdinalIgnoreCase)
    {
        [".pdf"] = ("application/pdf", ["%PDF-"u8.ToArray()]),
        [".png"] = ("image/png", [[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]]),
        [".jpg"] = ("image/jpeg", [[0xFF, 0xD8, 0xFF]]),
        [".jpeg"] = ("image/jpeg", [[0xFF, 0xD8, 0xFF]]),
        [".gif"] = ("image/gif", ["GIF87a"u8.ToArray(), "GIF89a"u8.ToArray()]),
        [".webp"] = ("image/webp", [Riff("WEBP"u8)]),
        [".docx"] = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", [Zip]),
        [".xlsx"] = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", [Zip]),
        [".pptx"] = ("application/vnd.openxmlformats-officedocument.presentationml.presentation", [Zip]),
        [".doc"] = ("application/msword", [Ole]),
        [".xls"] = ("application/vnd.ms-excel", [Ole]),
        [".ppt"] = ("application/vnd.ms-powerpoint", [Ole]),
        [".zip"] = ("application/zip", [Zip]),
        [".txt"] = ("text/plain", []),
        [".csv"] = ("text/csv", []),
        [".mp3"] = ("audio/mpeg", ["ID3"u8.ToArray(), [0xFF, 0xFB], [0xFF, 0xF3], [0xFF, 0xF2]]),
        [".wav"] = ("audio/wav", [Riff("WAVE"u8)]),
    };

    /// <summary>The name without any path and without characters that could mislead.</summary>
    /// <exception cref="InvalidException"><c>required</c>, <c>too_long</c>, <c>forbidden_characters</c>.</exception>
    public static string CleanName(string name)
    {
        var clean = TextRules.Clean(name[(name.LastIndexOfAny(['/', '\\']) + 1)..]);
        var code = clean switch
        {
            null or "." or ".." => "required",
            { Length: > StoredFile.NameMaxLength } => "too_long",
            _ when TextRules.HasForbiddenCharacters(clean, multiline: false) => "forbidden_characters",
            _ => null,
        };
        return code is null ? clean! : throw new InvalidException(new FieldError("/file", code, new Dictionary<string, object?> { ["max"] = StoredFile.NameMaxLength }));
    }

    /// <summary>The media type; the stream stands at its beginning afterwards.</summary>
    /// <exception cref="InvalidException"><c>file_type_not_allowed</c>, <c>file_content_mismatch</c>, <c>file_empty</c>.</exception>
    public static async Task<string> TypeOfAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        if (!Allowed.TryGetValue(Path.GetExtension(name), out var allowed)) throw new InvalidException(FieldError.At("file", "file_type_not_allowed"));

        var start = new byte[16];
        var read = await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        content.Position = 0;
        if (read == 0) throw new InvalidException(FieldError.At("file", "file_empty"));
        if (allowed.Starts.Length > 0 && !allowed.Starts.Any(s => Begins(start.AsSpan(0, read), s))) throw new InvalidException(FieldError.At("file", "file_content_mismatch"));
        if (allowed.Starts.Length == 0 && start.AsSpan(0, read).Contains((byte)0)) throw new InvalidException(FieldError.At("file", "file_content_mismatch"));
        return allowed.Type;
    }

    /// <summary>A RIFF file says behind its length what it holds.</summary>
    private static byte[] Riff(ReadOnlySpan<byte> form) => [.. "RIFF"u8, Any, Any, Any, Any, .. form];

    private static bool Begins(ReadOnlySpan<byte> content, byte[] start)
    {
        if (content.Length < start.Length) return false;
        for (var i = 0; i < start.Length; i++)
        {
            if (start[i] != Any && start[i] != content[i]) return false;
        }

        return true;
    }
}
