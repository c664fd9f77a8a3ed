using System.Text;
using Crm.Application.Import;

namespace Crm.Infrastructure.Import;

/// <summary>Address cards (vCard 2.1, RFC 2426, RFC 6350) as rows: one card a row, the first row names the columns.</summary>
internal sealed class CardTable : ISourceTable
{
    /// <summary>The last column: the card as it came, without pictures, for the file of what failed.</summary>
    public const string CardColumn = "vCard";

    private static readonly string[] Columns =
    [
        "Name", "Family name", "Given name", "Middle name", "Prefix", "Suffix", "Nickname", "Company", "Department", "Job title", "Mobile", "Work phone", "Home phone", "Fax",
        "Other phone", "Work e-mail", "Home e-mail", "Other e-mail", "Work address", "Home address", "Other address", "Birthday", "Gender", "Website", "Categories", "Note", CardColumn,
    ];

    private readonly Encoding _encoding;
    private readonly CardLines _lines;

    public CardTable(Stream content, ReadOptions options)
    {
        var begin = 0;
        _encoding = options.Encoding is { Length: > 0 } name ? TextEncodings.ByName(name) : TextEncodings.Detect(content, out begin);
        content.Position = begin;
        _lines = new CardLines(content, _encoding);
        Layout = new SourceLayout { Format = SourceFormat.Vcard, Encoding = _encoding.WebName, IsProven = options.Encoding is not { Length: > 0 } && _encoding.CodePage == 65001, NamesColumns = true };
    }

    public SourceLayout Layout { get; }

    public IEnumerable<SourceRow> Rows()
    {
        yield return new SourceRow(0, Columns);
        var (number, card) = (0, (Card?)null);
        foreach (var line in _lines.Read())
        {
            if (line.Is("BEGIN", "VCARD")) card ??= new Card();
            else if (line.Is("END", "VCARD") && card is not null)
            {
                yield return new SourceRow(++number, card.ToCells());
                card = null;
            }
            else card?.Add(line);
        }

        if (card is not null) yield return new SourceRow(++number, card.ToCells());
    }

    public void Dispose() => _lines.Dispose();

    /// <summary>Writes cards as they came, each with the reason why it is here.</summary>
    public static async Task WriteAsync(IAsyncEnumerable<IReadOnlyList<string>> rows, Stream target, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            if (row[Columns.Length - 1] == CardColumn) continue;
            var reason = string.Join(' ', row.Skip(Columns.Length)).ReplaceLineEndings(" ");
            await writer.WriteAsync($"BEGIN:VCARD\r\n{row[Columns.Length - 1].ReplaceLineEndings("\r\n")}\r\nX-REASON:{reason}\r\nEND:VCARD\r\n".AsMemory(), cancellationToken);
        }
    }

    /// <summary>What one card says, by column.</summary>
    private sealed class Card
    {
        private readonly Dictionary<string, List<(int Rank, string Text)>> _values = [];
        private readonly List<string> _notes = [];
        private readonly StringBuilder _raw = new();

        public void Add(CardLine line)
        {
            if (line.Name is "PHOTO" or "LOGO" or "SOUND" or "KEY" or "X-REASON") return;
            if (_raw.Length + line.Text.Length < SourceLimits.CellMaxLength - 2) _raw.Append(_raw.Length > 0 ? "\n" : "").Append(line.Text);

            switch (line.Name)
            {
                case "FN":
                    Put("Name", line.Value());
                    break;
                case "N":
                    var parts = line.Parts();
                    foreach (var (column, i) in new[] { ("Family name", 0), ("Given name", 1), ("Middle name", 2), ("Prefix", 3), ("Suffix", 4) })
                        Put(column, string.Join(' ', parts.ElementAtOrDefault(i) ?? []));
                    break;
                case "NICKNAME":
                    Put("Nickname", string.Join(", ", line.List()));
                    break;
                case "ORG":
                    var units = line.Parts().Select(p => string.Join(", ", p)).ToList();
                    Put("Company", units[0]);
                    Put("Department", string.Join(" / ", units.Skip(1).Where(u => u.Length > 0)));
                    break;
                case "TITLE":
                    Put("Job title", line.Value());
                    break;
                case "TEL":
                    Put(line.PhoneColumn(), line.Phone(), line.Rank);
                    break;
                case "EMAIL":
                    Put(line.Has("HOME") ? "Home e-mail" : line.Has("WORK") ? "Work e-mail" : "Other e-mail", Bare(line.Value(), "mailto:"), line.Rank);
                    break;
                case "ADR":
                    Put(line.Has("HOME") ? "Home address" : line.Has("WORK") ? "Work address" : "Other address", Address(line.Parts()), line.Rank);
                    break;
                case "BDAY" or "GENDER" or "URL" or "NOTE":
                    PutPlain(line);
                    break;
                case "CATEGORIES":
                    Put("Categories", string.Join("\n", line.List()));
                    break;
            }
        }

        public IReadOnlyList<string> ToCells()
        {
            if (_notes.Count > 0) Put("Note", string.Join("\n", _notes));
            return [.. Columns.Select(column => column == CardColumn ? _raw.ToString() : string.Join("\n", (_values.GetValueOrDefault(column) ?? []).OrderBy(v => v.Rank).Select(v => v.Text)))];
        }

        private void PutPlain(CardLine line)
        {
            var value = line.Value();
            switch (line.Name)
            {
                case "BDAY" when Day(value) is { } day:
                    Put("Birthday", day);
                    break;
                case "BDAY":
                    if (value.Trim().Length > 0) _notes.Add("Birthday: " + value.Trim()); // without a year it is no day, but worth keeping
                    break;
                case "GENDER":
                    Put("Gender", value.Split(';')[0].ToUpperInvariant() switch { "M" => "male", "F" => "female", _ => "" });
                    break;
                case "URL":
                    Put("Website", value);
                    break;
                default:
                    Put("Note", value);
                    break;
            }
        }

        private void Put(string column, string value, int rank = 1)
        {
            if (string.IsNullOrWhiteSpace(value)) return;
            if (!_values.TryGetValue(column, out var values)) _values[column] = values = [];
            if (!values.Exists(v => v.Text == value.Trim())) values.Add((rank, value.Trim()));
        }

        private static string? Day(string value)
        {
            var text = value.Trim().Split('T')[0];
            if (text.Length == 8 && text.All(char.IsAsciiDigit)) text = $"{text[..4]}-{text[4..6]}-{text[6..]}";
            return text.Length == 10 && text[4] == '-' && text[7] == '-' && text[..4].All(char.IsAsciiDigit) ? text : null;
        }

        /// <summary>Box, extension, street, town, region, postal code, country.</summary>
        private static string Address(IReadOnlyList<IReadOnlyList<string>> parts) =>
            string.Join(", ", parts.Select(p => string.Join(", ", p).ReplaceLineEndings(" ").Trim().TrimEnd(',')).Where(p => p.Length > 0));

        private static string Bare(string value, string scheme) => value.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? value[scheme.Length..] : value;
    }
}
