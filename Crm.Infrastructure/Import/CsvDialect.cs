using System.Text;

namespace Crm.Infrastructure.Import;

/// <summary>What stands between and around the values of a text file.</summary>
/// <param name="Separator">Between two values.</param>
/// <param name="Quote">Around values that hold separators or line ends.</param>
internal readonly record struct CsvDialect(char Separator, char Quote)
{
    private const int SampleChars = 1 << 16;
    private const int SampleRows = 200;
    private static readonly char[] Separators = [',', '\t', ';', '|'];

    /// <summary>
    /// The dialect under which the beginning of the file falls into rows of equal width, the wider the better. The first line of some files
    /// says it outright: <c>sep=;</c>.
    /// </summary>
    public static CsvDialect Detect(TextReader reader, char? separator, char? quote)
    {
        var buffer = new char[SampleChars];
        var read = reader.ReadBlock(buffer);
        var sample = new string(buffer, 0, read);
        if (read == SampleChars) sample = sample[..(sample.LastIndexOf('\n') is > 0 and var end ? end : read)];
        separator ??= Declared(sample);

        var best = (Dialect: new CsvDialect(separator ?? ',', quote ?? '"'), Score: -1.0);
        foreach (var s in separator is { } given ? [given] : Separators)
        {
            foreach (var q in quote is { } known ? [known] : QuotesOf(sample))
            {
                var score = Score(sample, s, q);
                if (score > best.Score + 1e-9) best = (new CsvDialect(s, q), score);
            }
        }

        return best.Dialect;
    }

    /// <summary>The separator that the first line names in the way of Excel, if it does.</summary>
    public static char? Declared(string start) =>
        start.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && start.Length > 4 && (start.Length == 5 || start[5] is '\r' or '\n') ? start[4] : null;

    /// <summary>Apostrophes are quotes only where nothing else is: names and words are full of them.</summary>
    private static char[] QuotesOf(string sample) => sample.Contains('"', StringComparison.Ordinal) ? ['"'] : ['"', '\''];

    private static double Score(string sample, char separator, char quote)
    {
        var widths = new Dictionary<int, int>();
        var (width, quoted, atStart, any, rows, strays) = (1, false, true, false, 0, 0);
        for (var i = 0; i < sample.Length && rows < SampleRows; i++)
        {
            var c = sample[i];
            if (quoted)
            {
                if (c != quote) continue;
                if (i + 1 < sample.Length && sample[i + 1] == quote) i++;
                else
                {
                    quoted = false;
                    if (i + 1 < sample.Length && sample[i + 1] is not ('\r' or '\n') && sample[i + 1] != separator) strays++;
                }

                continue;
            }

            if (c == quote && atStart) (quoted, any) = (true, true);
            else if (c == separator) (width, any) = (width + 1, true);
            else if (c is '\n' or '\r') EndRow();
            else if (!char.IsWhiteSpace(c)) any = true;
            atStart = c == separator || c is '\n' or '\r' || (atStart && c == ' ');
        }

        if (any) EndRow();
        if (rows == 0) return 0;

        var (mode, count) = widths.OrderByDescending(w => w.Value).ThenByDescending(w => w.Key).Select(w => (w.Key, w.Value)).First();
        var evenness = (double)count / rows;
        var open = quoted ? 0.5 : 1;
        return mode == 1 ? 0.01 * open : evenness * open * (1 + Math.Log(mode)) / (1 + strays);

        void EndRow()
        {
            if (any)
            {
                widths[width] = widths.GetValueOrDefault(width) + 1;
                rows++;
            }

            (width, any) = (1, false);
        }
    }

    /// <summary>How it is written in answers: a tab would not be seen.</summary>
    public static string Spell(char separator) => separator == '\t' ? "\\t" : separator.ToString();

    /// <summary>The character behind such a spelling; null when it is none.</summary>
    public static char? Read(string? spelling) => spelling switch
    {
        "\\t" or "tab" => '\t',
        { Length: 1 } one when one[0] is not ('\r' or '\n') => one[0],
        _ => null,
    };

    /// <summary>The value in the way of a CSV file.</summary>
    public string Escape(string value) =>
        value.AsSpan().IndexOfAny(Separator, Quote) < 0 && !value.AsSpan().ContainsAny('\r', '\n') && !(value.Length > 0 && (value[0] == ' ' || value[^1] == ' '))
            ? value
            : new StringBuilder(value.Length + 8).Append(Quote).Append(value.Replace(Quote.ToString(), new string(Quote, 2), StringComparison.Ordinal)).Append(Quote).ToString();
}
