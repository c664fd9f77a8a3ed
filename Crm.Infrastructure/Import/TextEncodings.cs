using System.Text;
using Crm.Application.Common;

namespace Crm.Infrastructure.Import;

/// <summary>Finds out in which encoding a text file was written: by its mark, by where the zeros are, by what its bytes can be and by what they look like.</summary>
internal static class TextEncodings
{
    private const int BufferBytes = 1 << 16;
    private const int HalfMark = 2;

    /// <summary>From this share on, double bytes that lie where Chinese characters of everyday use lie make a text Chinese.</summary>
    private const double EverydayShare = 0.6;

    static TextEncodings() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The encoding by its name, for reading; what cannot be read becomes U+FFFD.</summary>
    public static Encoding ByName(string name)
    {
        try
        {
            return Encoding.GetEncoding(name.Trim(), EncoderFallback.ReplacementFallback, DecoderFallback.ReplacementFallback);
        }
        catch (ArgumentException)
        {
            throw new InvalidException(FieldError.At("encoding", "unknown_encoding"));
        }
    }

    /// <summary>The encoding that the bytes speak of; the stream is read to the end and stands where the text begins afterwards.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="begin">How many bytes to leave out before the text.</param>
    public static Encoding Detect(Stream content, out int begin)
    {
        content.Position = 0;
        var buffer = new byte[BufferBytes];
        var start = buffer.AsSpan(0, content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
        var name = ByMark(start) ?? ByZeros(start) ?? ByContent(content);
        begin = 0;
        if (name.StartsWith("utf-16", StringComparison.Ordinal) && start.Length > HalfMark && start is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]
            && ByZeros(start[HalfMark..]) is { } wider && wider.StartsWith("utf-32", StringComparison.Ordinal))
            (name, begin) = (wider, HalfMark); // Java writes UTF-32 behind the mark of UTF-16
        content.Position = begin;
        return ByName(name);
    }

    private static string? ByMark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => "utf-8",
        [0xFF, 0xFE, 0, 0, ..] => "utf-32",
        [0, 0, 0xFE, 0xFF, ..] => "utf-32BE",
        [0xFF, 0xFE, ..] => "utf-16",
        [0xFE, 0xFF, ..] => "utf-16BE",
        [0x84, 0x31, 0x95, 0x33, ..] => "gb18030",
        _ => null,
    };

    /// <summary>Line ends, separators and digits of a text in UTF-16 or UTF-32 have zeros at fixed places; no other text has zeros at all.</summary>
    private static string? ByZeros(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[..(bytes.Length / 4 * 4)];
        Span<int> zeros = [0, 0, 0, 0];
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == 0) zeros[i % 4]++;
        }

        var quads = bytes.Length / 4;
        if (quads == 0 || zeros is [0, 0, 0, 0]) return null;
        if (zeros[2] > quads * 0.9 && zeros[3] == quads) return "utf-32";
        if (zeros[0] == quads && zeros[1] > quads * 0.9) return "utf-32BE";
        var (even, odd) = (zeros[0] + zeros[2], zeros[1] + zeros[3]);
        return odd > even ? "utf-16" : "utf-16BE";
    }

    private static string ByContent(Stream content)
    {
        content.Position = 0;
        var buffer = new byte[BufferBytes];
        var (utf8, chinese) = (new Utf8Check(), new ChineseCheck());
        int read;
        while ((read = content.Read(buffer)) > 0)
        {
            foreach (var value in buffer.AsSpan(0, read))
            {
                if (value < 0x80 && utf8.AtRest && chinese.AtRest) continue;
                utf8.Take(value);
                chinese.Take(value);
            }
        }

        if (utf8.Valid) return "utf-8";
        return chinese.Likely ? "gb18030" : "windows-1252";
    }

    /// <summary>Whether bytes can be UTF-8 (RFC 3629). A sequence that the end of the file cuts off does not speak against it.</summary>
    private sealed class Utf8Check
    {
        private int _expected;
        private byte _low = 0x80;
        private byte _high = 0xBF;

        public bool Valid { get; private set; } = true;

        public bool AtRest => !Valid || _expected == 0;

        public void Take(byte value)
        {
            if (!Valid) return;
            if (_expected > 0)
            {
                Valid = value >= _low && value <= _high;
                (_expected, _low, _high) = (_expected - 1, 0x80, 0xBF);
                return;
            }

            (_expected, _low, _high) = value switch
            {
                < 0x80 => (0, (byte)0x80, (byte)0xBF),
                >= 0xC2 and <= 0xDF => (1, (byte)0x80, (byte)0xBF),
                0xE0 => (2, (byte)0xA0, (byte)0xBF),
                0xED => (2, (byte)0x80, (byte)0x9F),
                >= 0xE1 and <= 0xEF => (2, (byte)0x80, (byte)0xBF),
                0xF0 => (3, (byte)0x90, (byte)0xBF),
                0xF4 => (3, (byte)0x80, (byte)0x8F),
                >= 0xF1 and <= 0xF3 => (3, (byte)0x80, (byte)0xBF),
                _ => (-1, (byte)0, (byte)0),
            };
            if (_expected < 0) Valid = false;
        }
    }

    /// <summary>
    /// Whether bytes can be GB18030 and look like Chinese: a text in a Western code page has lone high bytes between letters, which
    /// read as rare characters; a Chinese text has pairs in the area of the everyday characters (rows A1 to F7, both bytes high).
    /// </summary>
    private sealed class ChineseCheck
    {
        private readonly byte[] _pending = new byte[3];
        private int _held;
        private long _everyday;
        private long _rare;
        private long _broken;

        public bool AtRest => _held == 0;

        public bool Likely => _everyday + _rare > 0 && _broken * 100 <= _everyday + _rare && _everyday >= (_everyday + _rare) * EverydayShare;

        public void Take(byte value)
        {
            switch (_held)
            {
                case 0 when value < 0x80:
                    return;
                case 0 when value is 0x80 or 0xFF:
                    _broken++;
                    return;
                case 0:
                    Hold(value);
                    return;
                case 1 when value is >= 0x30 and <= 0x39:
                case 2 when value is >= 0x81 and <= 0xFE:
                    Hold(value);
                    return;
                case 1 when value is >= 0x40 and not 0x7F and not 0xFF:
                    if (_pending[0] is >= 0xA1 and <= 0xF7 && value >= 0xA1) _everyday++;
                    else _rare++;
                    break;
                case 3 when value is >= 0x30 and <= 0x39:
                    _everyday++; // four bytes in this order are no accident
                    break;
                default:
                    _broken++;
                    break;
            }

            _held = 0;
        }

        private void Hold(byte value) => _pending[_held++] = value;
    }
}
