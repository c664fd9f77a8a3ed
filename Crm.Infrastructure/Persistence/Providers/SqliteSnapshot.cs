using Crm.Infrastructure.Files;
using Crm.Infrastructure.Hosting;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Crm.Infrastructure.Persistence.Providers;

/// <summary>A copy of a database under an unfinished name, which goes away unless it is kept.</summary>
internal sealed class SqliteSnapshot : IDisposable
{
    private const int PagesPerStep = 4_096;
    private static readonly string[] Companions = ["", "-journal", "-wal", "-shm"];

    private SqliteSnapshot(string file) => File = file;

    public string File { get; }

    /// <summary>
    /// Copies page by page what one reading transaction sees. Others write meanwhile, into the write-ahead log; the copy does not begin anew
    /// with each of their commits.
    /// </summary>
    public static SqliteSnapshot Take(string from, SqliteOpenMode mode, string to, CancellationToken cancellationToken)
    {
        var snapshot = new SqliteSnapshot(to);
        try
        {
            snapshot.Remove();
            var hasLog = SqliteUse.HasLog(from);
            using var source = Open(from, mode);
            if (hasLog) SqliteCheck.KeepLog(source); // after an unclean stop it tells the next start to look
            using var target = Open(to, SqliteOpenMode.ReadWriteCreate);
            using var transaction = source.BeginTransaction(deferred: true);
            _ = Text(source, "SELECT count(*) FROM sqlite_master"); // the transaction begins with its first read
            Execute(target, "PRAGMA synchronous=OFF; PRAGMA journal_mode=OFF"); // what is not finished is thrown away; the end is flushed
            CopyPages(source, target, cancellationToken);
            return snapshot;
        }
        catch
        {
            snapshot.Dispose();
            throw;
        }
    }

    /// <summary>Makes it one file without a write-ahead log, and looks whether it is whole.</summary>
    /// <returns>What is damaged; null when nothing is.</returns>
    public string? Finish(CancellationToken cancellationToken)
    {
        using var connection = Open(File, SqliteOpenMode.ReadWrite);
        Execute(connection, "PRAGMA journal_mode=DELETE");
        return SqliteCheck.Full(connection, cancellationToken);
    }

    /// <summary>The migrations that made it; null when it is no database of this program.</summary>
    public IReadOnlyList<string>? Migrations() =>
        Has("__EFMigrationsHistory") ? Rows("""SELECT "MigrationId" FROM "__EFMigrationsHistory" """, row => row.GetString(0)) : null;

    /// <summary>The uploaded files that it names, those in the bin too.</summary>
    public IReadOnlyList<NamedFile> Files() => Has("Files") ? Rows("""SELECT "StorageKey", "Size" FROM "Files" """, row => new NamedFile(row.GetString(0), row.GetInt64(1))) : [];

    public void Keep(string name, bool overwrite) => Durable.Move(File, name, overwrite);

    public void Dispose() => Remove();

    private static void CopyPages(SqliteConnection source, SqliteConnection target, CancellationToken cancellationToken)
    {
        using var backup = raw.sqlite3_backup_init(target.Handle, "main", source.Handle, "main");
        if (backup.IsInvalid) SqliteException.ThrowExceptionForRC(raw.sqlite3_errcode(target.Handle), target.Handle);
        int result;
        while ((result = raw.sqlite3_backup_step(backup, PagesPerStep)) == raw.SQLITE_OK) cancellationToken.ThrowIfCancellationRequested();
        if (result != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(result, target.Handle);
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string? Text(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()?.ToString();
    }

    private bool Has(string table) => Rows($"SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '{table}'", _ => true).Count > 0;

    private List<T> Rows<T>(string sql, Func<SqliteDataReader, T> read)
    {
        using var connection = Open(File, SqliteOpenMode.ReadOnly);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    private void Remove()
    {
        foreach (var companion in Companions) System.IO.File.Delete(File + companion);
    }
}
