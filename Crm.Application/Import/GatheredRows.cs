namespace Crm.Application.Import;

/// <summary>Brings rows together that have the same text in a column, in the order in which each text comes first; within one text they keep theirs.</summary>
internal static class GatheredRows
{
    /// <summary>Writes the rows again in that order.</summary>
    /// <param name="open">Opens the rows as they were laid down.</param>
    /// <param name="place">The column; a row where it is empty stands alone.</param>
    /// <param name="target">Takes them.</param>
    /// <returns>Whether anything was written; false when they stand together already.</returns>
    public static bool Write(Func<Stream> open, int place, Stream target)
    {
        var runs = Runs(open, place);
        if (runs.Count <= 1) return false;
        using var writer = new StagedRows.Writer(target);
        foreach (var run in runs)
        {
            using var rows = new StagedRows.Reader(open(), run.Offset);
            for (var i = 0; i < run.Count; i++) writer.Add(rows.Next()!);
        }

        return true;
    }

    /// <summary>Rows that stand behind each other and stay so, in their new order.</summary>
    private static List<Run> Runs(Func<Stream> open, int place)
    {
        var groups = new List<List<Run>>();
        var known = new Dictionary<string, List<Run>>(StringComparer.Ordinal);
        using var rows = new StagedRows.Reader(open(), 0);
        for (var (number, offset) = (0, 0L); rows.Next() is { } row; number++, offset = rows.Offset)
        {
            var text = row.Cells[place].Trim();
            if (text.Length == 0 || !known.TryGetValue(text, out var group))
            {
                groups.Add(group = []);
                if (text.Length > 0) known.Add(text, group);
            }

            Append(group, new Run(number, offset, 1));
        }

        var all = new List<Run>();
        foreach (var run in groups.SelectMany(g => g)) Append(all, run);
        return all;
    }

    private static void Append(List<Run> runs, Run next)
    {
        if (runs is [.., var last] && last.First + last.Count == next.First) runs[^1] = last with { Count = last.Count + next.Count };
        else runs.Add(next);
    }

    private readonly record struct Run(int First, long Offset, int Count);
}
