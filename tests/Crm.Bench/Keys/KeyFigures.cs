using System.Globalization;

namespace Crm.Bench.Keys;

/// <summary>What one way of storing keys costs. A second is one of processor time spent by the engine, so that other work on the machine does not count.</summary>
/// <param name="Name">How keys are stored.</param>
/// <param name="InsertsPerSecond">In transactions of a thousand rows.</param>
/// <param name="LastTenthPerSecond">The same for the last tenth of the rows, when the index is at its largest.</param>
/// <param name="WrittenPerRow">Bytes that go to the write-ahead log and the database for each row.</param>
/// <param name="LookupsPerSecond">One row by its key, in no order.</param>
/// <param name="ChildrenPerSecond">The rows that point to one row.</param>
/// <param name="Bytes">Size of table and indexes.</param>
/// <param name="KeyIndexBytes">Size of the key's index; none where the table itself is ordered by the key.</param>
/// <param name="ParentIndexBytes">Size of the index over the reference.</param>
internal sealed record KeyFigures(
    string Name,
    double InsertsPerSecond,
    double LastTenthPerSecond,
    double WrittenPerRow,
    double LookupsPerSecond,
    double ChildrenPerSecond,
    long Bytes,
    long KeyIndexBytes,
    long ParentIndexBytes)
{
    private const string Heading = "| keys | inserts/s | last tenth | bytes written per row | lookups/s | children/s | MB in all | MB key index | MB reference index |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|";

    /// <summary>The better figure of each, because other work on the machine can only make a round slower.</summary>
    public KeyFigures Best(KeyFigures other) => this with
    {
        InsertsPerSecond = Math.Max(InsertsPerSecond, other.InsertsPerSecond),
        LastTenthPerSecond = Math.Max(LastTenthPerSecond, other.LastTenthPerSecond),
        WrittenPerRow = Math.Min(WrittenPerRow, other.WrittenPerRow),
        LookupsPerSecond = Math.Max(LookupsPerSecond, other.LookupsPerSecond),
        ChildrenPerSecond = Math.Max(ChildrenPerSecond, other.ChildrenPerSecond),
    };

    /// <summary>Rounds in turn, so that a slow minute hits every way alike.</summary>
    public static async Task PrintAsync(IReadOnlyList<Func<Task<KeyFigures>>> ways, int rounds, TextWriter output)
    {
        var best = new KeyFigures?[ways.Count];
        for (var round = 0; round < rounds; round++)
        {
            for (var way = 0; way < ways.Count; way++)
            {
                var figures = await ways[way]();
                best[way] = best[way]?.Best(figures) ?? figures;
            }
        }

        await output.WriteLineAsync(Heading);
        foreach (var figures in best) await output.WriteLineAsync(figures!.ToString());
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Name} | {InsertsPerSecond:N0} | {LastTenthPerSecond:N0} | {WrittenPerRow:N0} | {LookupsPerSecond:N0} | {ChildrenPerSecond:N0} | {Bytes / 1e6:N0} | {KeyIndexBytes / 1e6:N0} | {ParentIndexBytes / 1e6:N0} |");
}
