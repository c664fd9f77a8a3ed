using System.Data.SqlTypes;
using System.Globalization;

namespace Crm.Bench.Keys;

/// <summary>
/// SQL Server compares a uniqueidentifier by its last six bytes first (the order of <see cref="SqlGuid"/>). Where the ids of one hour fall in
/// such an index is shown without a server: the same comparison, pages of the size that 8 KB hold, every insert in turn.
/// </summary>
internal static class SqlServerOrder
{
    private const int KeysPerPage = 300; // 16 bytes of key, a row header and a slot of 2; two thirds full
    private const int Window = 1_000;
    private static readonly int[] MostSignificantFirst = [10, 11, 12, 13, 14, 15, 8, 9, 6, 7, 4, 5, 0, 1, 2, 3];

    public static void Run(int rows, TextWriter output)
    {
        var timed = KeySet.Timed(rows, TimeSpan.FromHours(1) / rows).Keys;
        output.WriteLine("| keys of one hour on SQL Server | inserts at the end | neighbours in the order in which they were made | pages written by 1,000 inserts |\n|---|--:|--:|--:|");
        output.WriteLine(Figures("v7, bytes as .NET gives them", [.. timed.Select(id => new SqlGuid(id))]));
        output.WriteLine(Figures("v7, bytes permuted", [.. timed.Select(Permuted)]));
        output.WriteLine(Figures("v4", [.. KeySet.Chance(rows).Keys.Select(id => new SqlGuid(id))]));
    }

    /// <summary>The id whose rank on SQL Server is that of its bytes in big-endian order.</summary>
    private static SqlGuid Permuted(Guid id)
    {
        var bytes = id.ToByteArray(bigEndian: true);
        var stored = new byte[16];
        for (var i = 0; i < 16; i++) stored[MostSignificantFirst[i]] = bytes[i];
        return new SqlGuid(stored);
    }

    private static string Figures(string name, SqlGuid[] keys)
    {
        var atEnd = 0;
        var inOrder = 0;
        var last = keys[0];
        for (var i = 1; i < keys.Length; i++)
        {
            if (keys[i].CompareTo(keys[i - 1]) > 0) inOrder++;
            if (keys[i].CompareTo(last) <= 0) continue;
            last = keys[i];
            atEnd++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {(double)atEnd / (keys.Length - 1):P1} | {(double)inOrder / (keys.Length - 1):P1} | {PagesPerWindow(keys):N0} |");
    }

    /// <summary>How many leaves of the finished index a thousand inserts in a row touch.</summary>
    private static double PagesPerWindow(SqlGuid[] keys)
    {
        var made = Enumerable.Range(0, keys.Length).ToArray();
        Array.Sort([.. keys], made);
        var page = new int[keys.Length];
        for (var rank = 0; rank < made.Length; rank++) page[made[rank]] = rank / KeysPerPage;
        return page.Chunk(Window).Average(window => window.Distinct().Count());
    }
}
