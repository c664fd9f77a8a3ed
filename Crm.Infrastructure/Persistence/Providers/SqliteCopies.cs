using System.Diagnostics;
using System.Globalization;
using Crm.Application.Common;
using Crm.Infrastructure.Files;
using Crm.Infrastructure.Hosting;
using Microsoft.Data.Sqlite;

namespace Crm.Infrastructure.Persistence.Providers;

/// <summary>
/// A copy is the database in one file, and beside it, in a folder named FILE.files, the uploaded files that it names. They are copied after
/// the database: a file is stored before its row and never changes, so every row of the copy finds its file.
/// </summary>
internal sealed class SqliteCopies(string database, string files, TimeProvider clock) : IDatabaseCopies
{
    private const int Busy = 5;
    private const int ReadOnly = 8;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int InputOutput = 10;
    private readonly string _database = Path.GetFullPath(database);

    /// <inheritdoc/>
    public IReadOnlyList<string> Backup(string file, bool overwrite, CancellationToken cancellationToken) => Explained(file, () =>
    {
        var target = Path.GetFullPath(file);
        RefuseDatabaseItself(target);
        if (!File.Exists(_database)) throw Refused(ExitCodes.NotABackup, $"There is no database {_database} (setting Database:ConnectionString).");
        if (Directory.Exists(target)) throw Refused(ExitCodes.CannotWrite, $"{target} is a folder; name the file that the copy shall be.");
        if (File.Exists(target) && !overwrite) throw Refused(ExitCodes.CannotWrite, $"{target} exists already. Choose another name, or replace it: end the line with --force.");
        using var use = SqliteUse.Shared(_database) ?? throw InUse("A restore is replacing");

        var watch = Stopwatch.StartNew();
        if (Path.GetDirectoryName(target) is { } folder) Directory.CreateDirectory(folder);
        using var snapshot = SqliteSnapshot.Take(_database, SqliteOpenMode.ReadWrite, target + ".part", cancellationToken);
        KeepModeOf(_database, snapshot.File);
        if (snapshot.Finish(cancellationToken) is { } damage) throw Refused(ExitCodes.DatabaseDamaged, $"The database {_database} is damaged, no copy was kept: {damage}.");

        var named = snapshot.Files();
        var folderExisted = Directory.Exists(FilesOf(target));
        var copies = new FileCopies(files, FilesOf(target));
        var missing = OrUndo(
            () =>
            {
                var (_, lost) = copies.Bring(named, cancellationToken);
                snapshot.Keep(target, overwrite);
                return lost;
            },
            () => RemoveFolder(FilesOf(target), folderExisted));
        copies.Prune(named);

        var there = named.Count - missing.Count;
        List<string> done = [$"Backed up {_database} to {target}: {Megabytes(target)} in {Seconds(watch)}, checked."];
        if (there > 0) done.Add($"The {there} uploaded files lie in {FilesOf(target)}. Keep both together.");
        if (missing.Count > 0) done.Add($"Missing in {Path.GetFullPath(files)}, and so in the backup: {missing.Count} uploaded files that the database names, {missing[0].Key} for one.");
        return done;
    });

    /// <inheritdoc/>
    public IReadOnlyList<string> Restore(string file, IReadOnlyCollection<string> migrations, bool withoutFiles, CancellationToken cancellationToken) => Explained(_database, () =>
    {
        var source = Path.GetFullPath(file);
        RefuseDatabaseItself(source);
        if (!File.Exists(source)) throw Refused(ExitCodes.NotABackup, $"There is no file {source}.");
        Directory.CreateDirectory(Path.GetDirectoryName(_database)!);
        using var use = SqliteUse.Alone(_database) ?? throw InUse("A server or another command uses");

        Settle(); // at once, so that nobody waits for a long copy in vain
        using var snapshot = ReadBackup(source, cancellationToken);
        RefuseForeign(source, snapshot, migrations);
        var named = snapshot.Files();
        var copies = new FileCopies(FilesOf(source), files);
        RefuseWithoutFiles(source, copies.Missing(named), withoutFiles);

        Settle();
        copies.Bring(named, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        var aside = PutInPlace(snapshot);
        return [$"Restored {_database} from {source}.", .. aside is null ? Array.Empty<string>() : [$"The former database is kept as {aside}."]];
    });

    private static string FilesOf(string copy) => copy + ".files";

    /// <summary>The backup beside the database, so that one rename puts it in place.</summary>
    private SqliteSnapshot ReadBackup(string source, CancellationToken cancellationToken)
    {
        SqliteSnapshot? snapshot = null;
        try
        {
            snapshot = SqliteSnapshot.Take(source, SqliteOpenMode.ReadOnly, _database + ".restoring", cancellationToken);
            if (snapshot.Finish(cancellationToken) is { } damage) throw Refused(ExitCodes.DatabaseDamaged, $"The backup {source} is damaged: {damage}. The database was left as it is.");
            return snapshot;
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SqliteCheck.Damaged)
        {
            snapshot?.Dispose();
            throw Refused(ExitCodes.DatabaseDamaged, $"The backup {source} is damaged: {e.Message}. The database was left as it is.");
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SqliteCheck.NotADatabase or CannotOpen)
        {
            snapshot?.Dispose();
            throw Refused(ExitCodes.NotABackup, $"{source} cannot be read as a SQLite database: {e.Message}");
        }
        catch
        {
            snapshot?.Dispose();
            throw;
        }
    }

    private static void RefuseForeign(string source, SqliteSnapshot snapshot, IReadOnlyCollection<string> migrations)
    {
        var applied = snapshot.Migrations();
        if (applied is null || !applied.Intersect(migrations).Any()) throw Refused(ExitCodes.NotABackup, $"{source} is a database, but not one of this program.");
        if (applied.Except(migrations).ToList() is { Count: > 0 } unknown)
        {
            throw Refused(
                ExitCodes.DatabaseTooNew,
                $"{source} was written by a newer version of this program (it knows {string.Join(", ", unknown)}). Restore it with that version.");
        }
    }

    private static void RefuseWithoutFiles(string source, IReadOnlyList<NamedFile> missing, bool allowed)
    {
        if (missing.Count == 0 || allowed) return;
        throw Refused(
            ExitCodes.NotABackup,
            $"{missing.Count} uploaded files that {source} names are not in {FilesOf(source)} ({missing[0].Key} for one). Bring that folder along, or restore without them: end the line with --force.");
    }

    private void RefuseDatabaseItself(string file)
    {
        if (string.Equals(Resolved(file), Resolved(_database), StringComparison.Ordinal)) throw Refused(ExitCodes.WrongUsage, $"{file} is the database itself.");
    }

    private static string Resolved(string file) => File.Exists(file) ? File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file : file;

    /// <summary>
    /// Ends the write-ahead log of the database that is to be replaced, so that it is whole when it is put aside. SQLite refuses while anybody
    /// has the file open, also a program that is not ours. What is damaged is put aside as it is.
    /// </summary>
    private void Settle()
    {
        if (!File.Exists(_database)) return;
        try
        {
            using var connection = new SqliteConnection($"Data Source={_database};Pooling=False;Default Timeout=1");
            connection.Open();
            using var end = connection.CreateCommand();
            end.CommandText = "PRAGMA journal_mode=DELETE";
            end.ExecuteNonQuery();
            using var readers = connection.CreateCommand();
            readers.CommandText = "BEGIN EXCLUSIVE; COMMIT";
            readers.ExecuteNonQuery();
        }
        catch (SqliteException e) when (e.SqliteErrorCode == Busy)
        {
            throw InUse("Another program uses");
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SqliteCheck.Damaged or SqliteCheck.NotADatabase)
        {
        }
    }

    /// <returns>Where the former database lies; null when there was none.</returns>
    private string? PutInPlace(SqliteSnapshot snapshot)
    {
        if (!File.Exists(_database))
        {
            RemoveLogs();
            snapshot.Keep(_database, overwrite: false);
            return null;
        }

        KeepModeOf(_database, snapshot.File);
        var aside = $"{_database}.before-restore-{clock.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture)}";
        if (File.Exists(_database + "-wal")) File.Copy(_database + "-wal", aside + "-wal"); // of a damaged database: a log belongs to its file
        RemoveLogs();
        Durable.Replace(snapshot.File, _database, aside);
        return aside;
    }

    /// <summary>A log that is left would be played into the new database.</summary>
    private void RemoveLogs()
    {
        foreach (var log in (string[])["-wal", "-shm", "-journal"]) File.Delete(_database + log);
    }

    private static T OrUndo<T>(Func<T> work, Action undo)
    {
        try
        {
            return work();
        }
        catch
        {
            undo();
            throw;
        }
    }

    private static void RemoveFolder(string folder, bool existedBefore)
    {
        if (!existedBefore && Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    /// <summary>Who may not read the database may not read its copy.</summary>
    private static void KeepModeOf(string original, string copy)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(copy, File.GetUnixFileMode(original));
    }

    private static string Megabytes(string file) => string.Create(CultureInfo.InvariantCulture, $"{new FileInfo(file).Length / 1e6:N1} MB");

    private static string Seconds(Stopwatch watch) => string.Create(CultureInfo.InvariantCulture, $"{watch.Elapsed.TotalSeconds:N1} s");

    private StartupRefusedException InUse(string who) => Refused(ExitCodes.DatabaseInUse, $"{who} {_database}. End it first.");

    private static StartupRefusedException Refused(int code, string message) => new(code, message);

    private static IReadOnlyList<string> Explained(string target, Func<IReadOnlyList<string>> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is Full or InputOutput or CannotOpen or ReadOnly)
        {
            throw Refused(ExitCodes.CannotWrite, $"{Path.GetFullPath(target)} cannot be written, nothing was changed: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused(ExitCodes.CannotWrite, $"{Path.GetFullPath(target)} cannot be written, nothing was changed: {e.Message}");
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SqliteCheck.Damaged or SqliteCheck.NotADatabase)
        {
            throw Refused(ExitCodes.DatabaseDamaged, $"The database is damaged: {e.Message}");
        }
    }
}
