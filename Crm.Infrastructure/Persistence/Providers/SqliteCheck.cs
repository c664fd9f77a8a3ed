using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Crm.Application.Common;
using Crm.Infrastructure.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace Crm.Infrastructure.Persistence.Providers;

/// <summary>Looks whether a database is whole.</summary>
internal static partial class SqliteCheck
{
    /// <summary>SQLITE_CORRUPT.</summary>
    public const int Damaged = 11;

    /// <summary>SQLITE_NOTADB.</summary>
    public const int NotADatabase = 26;

    private const int Interrupted = 9;
    private const int Told = 3;

    /// <summary>
    /// A power cut can leave pages half written where a disk promised more than it kept. The structure of every page is looked at before
    /// anybody works on it; until that went well the log stays, so that the next start looks again.
    /// </summary>
    /// <exception cref="StartupRefusedException">The file is damaged.</exception>
    public static void AfterUncleanStop(string file, ILogger log, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        KeepLog(connection);
        var damage = Run(connection, "quick_check", cancellationToken);
        log.LogWarning("The database was not closed cleanly; its {Bytes} bytes were checked in {Milliseconds} ms: {Outcome}", new FileInfo(file).Length, watch.ElapsedMilliseconds, damage ?? "ok");
        if (damage is not null) throw Refusal(file, damage);
    }

    /// <summary>Why the program will not work on a damaged file.</summary>
    public static StartupRefusedException Refusal(string file, string damage) => new(
        ExitCodes.DatabaseDamaged,
        $"The database file {Path.GetFullPath(file)} is damaged: {damage}. Nothing was started on it. Put the last backup in its place with the command restore FILE; the damaged file is kept beside it.");

    /// <summary>Every page, and every entry of every index against its table.</summary>
    /// <returns>What is damaged, in words; null when nothing is.</returns>
    public static string? Full(SqliteConnection connection, CancellationToken cancellationToken) => Run(connection, "integrity_check", cancellationToken);

    /// <summary>Leaves the log where it is when the connection closes.</summary>
    public static void KeepLog(SqliteConnection connection) => raw.sqlite3_db_config(connection.Handle, raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _);

    private static string? Run(SqliteConnection connection, string check, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var findings = new List<string>();
        try
        {
            using var end = cancellationToken.Register(() => raw.sqlite3_interrupt(connection.Handle));
            foreach (var row in Rows(connection, $"PRAGMA {check}({Told + 1})"))
                findings.AddRange(row.Split('\n').Where(line => !line.StartsWith("***", StringComparison.Ordinal)));
        }
        catch (SqliteException e) when (e.SqliteErrorCode == Interrupted)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is Damaged or NotADatabase)
        {
            if (findings.Count == 0) return "the list of its tables cannot be read"; // otherwise the damage that was found ended the search
        }

        return findings is ["ok"] ? null : string.Join("; ", findings.Take(Told).Select(finding => Named(connection, finding))) + (findings.Count > Told ? "; and more" : "");
    }

    /// <summary>SQLite names the page where a tree begins; people know tables and indexes.</summary>
    private static string Named(SqliteConnection connection, string finding) =>
        TreeNumber().Match(finding) is { Success: true } tree && NameOf(connection, tree.Groups[1].Value) is { } name ? $"{name}, {finding[tree.Length..]}" : finding;

    private static string? NameOf(SqliteConnection connection, string root) =>
        Rows(connection, $"SELECT type || ' ' || name FROM sqlite_master WHERE rootpage = {int.Parse(root, CultureInfo.InvariantCulture)}").FirstOrDefault();

    private static IEnumerable<string> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return reader.GetString(0);
    }

    [GeneratedRegex(@"^Tree (\d+) ")]
    private static partial Regex TreeNumber();
}
