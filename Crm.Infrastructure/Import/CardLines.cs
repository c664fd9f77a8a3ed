using System.Text;
using Crm.Application.Common;
using Crm.Domain.Common;

namespace Crm.Infrastructure.Import;

/// <summary>
/// The properties of a file of cards, unfolded. Old cards say for each value in which encoding it is written, so lines are kept as bytes
/// (one character a byte) until that is known.
/// </summary>
internal sealed class CardLines : IDisposable
{
    private const int LineMaxLength = 1 << 20;
    private readonly Encoding _encoding;
    private readonly StreamReader _reader;

    public CardLines(Stream content, Encoding encoding)
    {
        var wide = encoding.WebName.StartsWith("utf-16", StringComparison.Ordinal) || encoding.WebName.StartsWith("utf-32", StringComparison.Ordinal);
        _encoding = wide ? Encoding.UTF8 : encoding;
        _reader = new StreamReader(wide ? Encoding.CreateTranscodingStream(content, encoding, Encoding.UTF8) : content, Encoding.Latin1, detectEncodingFromByteOrderMarks: false);
    }

    public IEnumerable<CardLine> Read()
    {
        var line = new StringBuilder();
        while (_reader.ReadLine() is { } next)
        {
            if (next.StartsWith("ï»¿", StringComparison.Ordinal)) next = next[3..]; // the mark of UTF-8, byte by byte
            var softBreak = line.Length > 0 && line[^1] == '=' && IsQuotedPrintable(line);
            if (softBreak) line.Length--;
            if (softBreak) line.Append(next);
            else if (next is [' ' or '\t', ..] && line.Length > 0) line.Append(next.AsSpan(1));
            else
            {
                if (CardLine.Parse(line.ToString(), _encoding) is { } property) yield return property;
                line.Clear().Append(next);
            }

            if (line.Length > LineMaxLength) throw new InvalidException(FieldError.At("file", "file_broken"));
        }

        if (CardLine.Parse(line.ToString(), _encoding) is { } last) yield return last;
    }

    public void Dispose() => _reader.Dispose();

    private static bool IsQuotedPrintable(StringBuilder line)
    {
        var head = line.ToString(0, Math.Min(line.Length, 200));
        return head.Contains("QUOTED-PRINTABLE", StringComparison.OrdinalIgnoreCase) && head.IndexOf("QUOTED-PRINTABLE", StringComparison.OrdinalIgnoreCase) < head.IndexOf(':', StringComparison.Ordinal);
    }
}

/// <summary>One property of a card: <c>item1.TEL;TYPE=work,voice:+86 532 8889 0000</c>.</summary>
internal sealed class CardLine
{
    private readonly string _bytes;
    private readonly Encoding _encoding;
    private readonly bool _quotedPrintable;
    private readonly HashSet<string> _types = new(StringComparer.OrdinalIgnoreCase);

    private CardLine(string name, IEnumerable<string> parameters, string bytes, string head, Encoding encoding)
    {
        (Name, _bytes, _encoding) = (name, bytes, encoding);
        foreach (var parameter in parameters)
        {
            var (key, value) = parameter.Split('=', 2) is [var k, var v] ? (k.Trim().ToUpperInvariant(), v.Trim().Trim('"')) : ("TYPE", parameter.Trim());
            switch (key)
            {
                case "CHARSET":
                    _encoding = Known(value) ?? encoding;
                    break;
                case "ENCODING" or "TYPE" when value.Equals("QUOTED-PRINTABLE", StringComparison.OrdinalIgnoreCase):
                    _quotedPrintable = true;
                    break;
                case "PREF":
                    Rank = int.TryParse(value, out var rank) && rank > 0 ? rank - 1 : 0;
                    break;
                case "TYPE":
                    _types.UnionWith(value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
                    break;
            }
        }

        if (_types.Contains("PREF")) Rank = 0;
        Text = head + ":" + encoding.GetString(Encoding.Latin1.GetBytes(_quotedPrintable || _encoding == encoding ? bytes : Encoding.Latin1.GetString(encoding.GetBytes(Decode(bytes)))));
    }

    /// <summary>Upper-case name without group.</summary>
    public string Name { get; }

    /// <summary>The whole line, readable in the encoding of the file.</summary>
    public string Text { get; }

    /// <summary>0 for the preferred one.</summary>
    public int Rank { get; private set; } = 1;

    public static CardLine? Parse(string line, Encoding encoding)
    {
        var quoted = false;
        var cuts = new List<int>();
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"') quoted = !quoted;
            else if (line[i] == ';' && !quoted) cuts.Add(i);
            else if (line[i] == ':' && !quoted)
            {
                var head = line[..i];
                string[] pieces = [.. cuts.Prepend(-1).Zip(cuts.Append(i), (from, to) => head[(from + 1)..to])];
                var name = pieces[0][(pieces[0].IndexOf('.', StringComparison.Ordinal) + 1)..].Trim().ToUpperInvariant();
                return new CardLine(name, pieces.Skip(1), line[(i + 1)..], head, encoding);
            }
        }

        return null;
    }

    public bool Is(string name, string value) => Name == name && _bytes.Trim().Equals(value, StringComparison.OrdinalIgnoreCase);

    public bool Has(string type) => _types.Contains(type);

    public string Value() => Unescape(Decode(_bytes));

    /// <summary>Parts divided by semicolons, each divided by commas.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Parts() => [.. Split(Decode(_bytes), ';').Select(part => (IReadOnlyList<string>)[.. Split(part, ',').Select(Unescape)])];

    /// <summary>Items divided by commas.</summary>
    public IReadOnlyList<string> List() => [.. Split(Decode(_bytes), ',').Select(Unescape)];

    /// <summary>The number as people write it; tel: addresses carry the extension as a parameter (RFC 3966).</summary>
    public string Phone()
    {
        var value = Value().Trim();
        if (!value.StartsWith("tel:", StringComparison.OrdinalIgnoreCase)) return value;
        var parts = value[4..].Split(';');
        var extension = parts.Skip(1).FirstOrDefault(p => p.StartsWith("ext=", StringComparison.OrdinalIgnoreCase));
        return extension is null ? parts[0] : $"{parts[0]} ext. {extension[4..]}";
    }

    public string PhoneColumn() =>
        Has("FAX") ? "Fax"
        : Has("CELL") || Has("IPHONE") ? "Mobile"
        : Has("WORK") ? "Work phone"
        : Has("HOME") ? "Home phone"
        : PhoneNumber.ToE164(Phone()) is ['+', '8', '6', '1', not '0', ..] e164 && e164.Length == 14 ? "Mobile"
        : "Other phone";

    private string Decode(string bytes)
    {
        if (!_quotedPrintable) return _encoding.GetString(Encoding.Latin1.GetBytes(bytes));
        var decoded = new List<byte>(bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '=' && i + 2 < bytes.Length && char.IsAsciiHexDigit(bytes[i + 1]) && char.IsAsciiHexDigit(bytes[i + 2]))
            {
                decoded.Add(Convert.ToByte(bytes.Substring(i + 1, 2), 16));
                i += 2;
            }
            else decoded.Add((byte)bytes[i]);
        }

        return _encoding.GetString([.. decoded]);
    }

    private static IEnumerable<string> Split(string text, char separator)
    {
        var part = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length) part.Append(text[i]).Append(text[++i]);
            else if (text[i] == separator)
            {
                yield return part.ToString();
                part.Clear();
            }
            else part.Append(text[i]);
        }

        yield return part.ToString();
    }

    private static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal)) return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length) plain.Append(text[i]);
            else if (text[i + 1] is 'n' or 'N') (_, i) = (plain.Append('\n'), i + 1);
            else if (text[i + 1] is '\\' or ',' or ';' or ':' or '"') plain.Append(text[++i]);
            else plain.Append(text[i]);
        }

        return plain.ToString();
    }

    private static Encoding? Known(string charset)
    {
        try
        {
            return TextEncodings.ByName(charset);
        }
        catch (InvalidException)
        {
            return null;
        }
    }
}
