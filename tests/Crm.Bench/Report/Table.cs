using System.Globalization;
using System.Text;

namespace Crm.Bench.Report;

/// <summary>Rows of text under heads; numbers stand to the right.</summary>
internal sealed class Table(string title, params string[] heads)
{
    private readonly List<string[]> _rows = [];

    public Table Add(params string[] cells)
    {
        _rows.Add(cells);
        return this;
    }

    /// <summary>Aligned, for the screen.</summary>
    public string ToText()
    {
        var widths = Widths();
        var text = new StringBuilder().AppendLine().AppendLine(title);
        foreach (var row in _rows.Prepend(heads)) text.AppendLine(string.Join("  ", row.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))).TrimEnd());
        return text.ToString();
    }

    /// <summary>For a page of the docs.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder().AppendLine(CultureInfo.InvariantCulture, $"### {title}").AppendLine();
        text.AppendLine($"| {string.Join(" | ", heads)} |").AppendLine($"|{string.Join('|', heads.Select((_, i) => i == 0 ? "---" : "---:"))}|");
        foreach (var row in _rows) text.AppendLine($"| {string.Join(" | ", row)} |");
        return text.AppendLine().ToString();
    }

    private int[] Widths() => [.. heads.Select((head, i) => _rows.Select(row => row[i].Length).Append(head.Length).Max())];
}
