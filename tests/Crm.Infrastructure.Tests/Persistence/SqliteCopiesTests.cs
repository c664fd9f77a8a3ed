using Crm.Application.Common;
using Crm.Infrastructure.Hosting;
using Crm.Infrastructure.Persistence.Providers;
using Crm.Infrastructure.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Crm.Infrastructure.Tests.Persistence;

/// <summary>What backup and restore refuse, and what they leave alone.</summary>
[Trait("Engine", "Sqlite")]
public sealed class SqliteCopiesTests : IDisposable
{
    private readonly TestDatabase _database = TestDatabase.New();

    private string Copy => Path.Combine(_database.Folder, "copy.db");

    private string Files => Path.Combine(_database.Folder, "files");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _database.Dispose();
    }

    [Fact]
    public void A_backup_is_one_file_in_itself()
    {
        Backup();

        Assert.Equal(["ok"], Ask(Copy, "PRAGMA integrity_check"));
        Assert.Equal(["delete"], Ask(Copy, "PRAGMA journal_mode"));
        Assert.Equal([Copy], Directory.GetFileSystemEntries(_database.Folder, "copy*"));
    }

    [Fact]
    public void A_file_that_exists_is_replaced_only_when_told_so()
    {
        File.WriteAllText(Copy, "something else");

        Refused(ExitCodes.CannotWrite, Copy, () => Backup());
        Assert.Equal("something else", File.ReadAllText(Copy));

        Backup(overwrite: true);
        Assert.Equal(["ok"], Ask(Copy, "PRAGMA integrity_check"));
    }

    [Fact]
    public void The_database_itself_is_no_place_for_its_backup() => Refused(ExitCodes.WrongUsage, _database.File, () => Copies().Backup(_database.File, true, default));

    [Fact]
    public void A_backup_where_nothing_can_be_written_says_so() => Refused(ExitCodes.CannotWrite, "/proc/nowhere/copy.db", () => Copies().Backup("/proc/nowhere/copy.db", false, default));

    [Fact]
    public async Task A_file_that_is_named_but_lost_is_told_and_does_not_stop_a_backup()
    {
        await AddFileAsync("ab", "not on the disk any more");
        File.Delete(Path.Combine(Files, Key("ab")));

        Assert.Contains(Backup(), line => line.Contains(Key("ab"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_renewed_backup_keeps_the_files_it_has_and_drops_those_that_nobody_names()
    {
        await AddFileAsync("ab", "first");
        Backup();
        var kept = File.GetLastWriteTimeUtc(InCopy("ab"));
        Directory.CreateDirectory(Path.GetDirectoryName(InCopy("cd"))!);
        File.WriteAllText(InCopy("cd"), "of yesterday");
        File.WriteAllText(Path.Combine(Copy + ".files", "note.txt"), "of the administrator");

        Backup(overwrite: true);

        Assert.Equal(kept, File.GetLastWriteTimeUtc(InCopy("ab")));
        Assert.False(File.Exists(InCopy("cd")));
        Assert.True(File.Exists(Path.Combine(Copy + ".files", "note.txt")));
    }

    [Fact]
    public async Task Without_its_files_a_backup_is_restored_only_when_told_so()
    {
        await AddFileAsync("ab", "first");
        Backup();
        Directory.Delete(Copy + ".files", recursive: true);
        Directory.Delete(Files, recursive: true);

        Refused(ExitCodes.NotABackup, Copy + ".files", () => Restore());
        Assert.Empty(SetAside());

        Restore(withoutFiles: true);
        Assert.Single(SetAside());
    }

    [Fact]
    public void The_former_database_is_kept_whole()
    {
        Backup();
        Ask(_database.File, """CREATE TABLE "Later" ("Id" INTEGER)""");

        Restore();

        Assert.Equal(["0"], Ask(_database.File, "SELECT count(*) FROM sqlite_master WHERE name = 'Later'"));
        Assert.Equal(["1"], Ask(Assert.Single(SetAside()), "SELECT count(*) FROM sqlite_master WHERE name = 'Later'"));
        Assert.Empty(Directory.GetFiles(_database.Folder, "crm.db-*"));
    }

    [Fact]
    public void A_backup_becomes_a_database_where_there_was_none()
    {
        Backup();
        File.Delete(_database.File);

        Restore();

        Assert.Equal(["ok"], Ask(_database.File, "PRAGMA integrity_check"));
    }

    [Fact]
    public void A_database_that_is_beyond_reading_can_be_replaced()
    {
        Backup();
        File.WriteAllText(_database.File, new string('x', 9000));
        File.WriteAllText(_database.File + "-wal", "left over");

        Restore();

        Assert.Equal(["ok"], Ask(_database.File, "PRAGMA integrity_check"));
        Assert.Equal(9000, new FileInfo(SetAside().Single(f => !f.EndsWith("-wal", StringComparison.Ordinal))).Length);
    }

    [Fact]
    public void What_another_program_has_open_is_not_replaced()
    {
        Backup();
        using var shell = Open(_database.File);
        using var command = shell.CreateCommand();
        command.CommandText = "PRAGMA journal_mode=WAL; SELECT count(*) FROM sqlite_master";
        command.ExecuteNonQuery();

        Refused(ExitCodes.DatabaseInUse, _database.File, () => Restore());
    }

    [Fact]
    public void A_backup_of_a_newer_program_is_not_restored()
    {
        Backup();
        Ask(Copy, """INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_Future', '99.0.0')""");

        AssertLeftAlone(ExitCodes.DatabaseTooNew, "29990101000000_Future");
    }

    [Fact]
    public void A_database_of_another_program_is_not_restored()
    {
        Ask(Copy, """CREATE TABLE "Songs" ("Title" TEXT)""");

        AssertLeftAlone(ExitCodes.NotABackup, Copy);
    }

    [Fact]
    public void What_is_no_database_is_not_restored()
    {
        File.WriteAllText(Copy, new string('x', 9000));

        AssertLeftAlone(ExitCodes.NotABackup, Copy);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() => AssertLeftAlone(ExitCodes.NotABackup, Copy);

    [Fact]
    public void A_damaged_backup_is_not_restored()
    {
        Backup();
        using (var bytes = new FileStream(Copy, FileMode.Open, FileAccess.ReadWrite))
        {
            bytes.Position = bytes.Length / 2;
            bytes.Write(new byte[bytes.Length / 2]);
        }

        AssertLeftAlone(ExitCodes.DatabaseDamaged, Copy);
    }

    [Fact]
    public void A_server_names_its_own_tools()
    {
        AssertNames("pg_dump --host=db", "pg_restore --host=db", Chosen("Postgres", "Host=db;Database=crm;Username=crm;Password=secret"));
        AssertNames("BACKUP DATABASE [crm]", "RESTORE DATABASE [crm]", Chosen("SqlServer", "Server=db;Database=crm;User ID=crm;Password=secret"));
    }

    private void AssertLeftAlone(int code, string says)
    {
        var before = File.ReadAllBytes(_database.File);

        Refused(code, says, () => Restore());

        Assert.Equal(before[100..], File.ReadAllBytes(_database.File)[100..]); // the header counts openings
        Assert.Empty(Directory.GetFiles(_database.Folder, "*restor*"));
    }

    private static IEngine Chosen(string provider, string connectionString) => Engines.Choose(
        new ConfigurationBuilder().AddInMemoryCollection([new("Database:Provider", provider), new("Database:ConnectionString", connectionString)]).Build(),
        NullLoggerFactory.Instance);

    private void AssertNames(string backup, string restore, IEngine engine)
    {
        var copies = engine.Copies(Files, TimeProvider.System);

        Assert.DoesNotContain("secret", Refused(ExitCodes.WrongUsage, backup, () => copies.Backup("crm.dump", false, default)));
        Assert.DoesNotContain("secret", Refused(ExitCodes.WrongUsage, restore, () => copies.Restore("crm.dump", [], false, default)));
    }

    private static string Refused(int code, string says, Action work)
    {
        var refused = Assert.Throws<StartupRefusedException>(work);
        Assert.Equal(code, refused.ExitCode);
        Assert.Contains(says, refused.Message);
        return refused.Message;
    }

    private IDatabaseCopies Copies() => new Sqlite(_database.Store.ConnectionString).Copies(Files, _database.Clock);

    private IReadOnlyList<string> Backup(bool overwrite = false) => Copies().Backup(Copy, overwrite, default);

    private void Restore(bool withoutFiles = false)
    {
        using var scope = _database.Begin();
        Copies().Restore(Copy, [.. scope.Db.Database.GetMigrations()], withoutFiles, default);
    }

    private string[] SetAside() => Directory.GetFiles(_database.Folder, "*before-restore*");

    private static string Key(string start) => $"{start}/{start}{new string('0', 38)}";

    private string InCopy(string start) => Path.Combine(Copy + ".files", Key(start));

    private async Task AddFileAsync(string start, string text)
    {
        var path = Path.Combine(Files, Key(start));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text);
        await _database.RowsAsync($"""
            INSERT INTO "Files" ("Id", "Name", "ContentType", "Size", "Sha256", "StorageKey", "CreatedAt", "UpdatedAt", "Version")
            VALUES (randomblob(16), 'a.txt', 'text/plain', {text.Length}, '', '{Key(start)}', '2026-03-18', '2026-03-18', 1)
            """);
        SqliteConnection.ClearAllPools();
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        return connection;
    }

    private static List<string> Ask(string file, string sql)
    {
        using var connection = Open(file);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(reader.GetValue(0).ToString()!);
        return rows;
    }
}
