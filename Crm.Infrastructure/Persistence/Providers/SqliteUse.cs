using Crm.Application.Common;
using Crm.Infrastructure.Hosting;

namespace Crm.Infrastructure.Persistence.Providers;

/// <summary>
/// Who uses a database file. SQLite's own locks say who reads or writes it this moment; a server that rests holds none of them. So every
/// program of ours shares a lock on a file beside it, and who wants to replace the database takes it alone. The system lets go of it when
/// the program ends, however it ends.
/// </summary>
internal sealed class SqliteUse : IDisposable
{
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private readonly FileStream _lock;

    private SqliteUse(FileStream held) => _lock = held;

    /// <summary>Beside others; null when one wants to be alone.</summary>
    public static SqliteUse? Shared(string database) => TryLock(database, FileAccess.Read, FileShare.Read);

    /// <summary>Alone; null when others are there.</summary>
    public static SqliteUse? Alone(string database) => TryLock(database, FileAccess.ReadWrite, FileShare.None);

    /// <summary>Beside others, for as long as the program runs.</summary>
    /// <param name="database">The database file.</param>
    /// <param name="unclean">Whether the one who used it last was cut off: he left a log, and nobody is there to whom it could belong.</param>
    /// <exception cref="StartupRefusedException">A restore is replacing the database.</exception>
    public static SqliteUse Begin(string database, out bool unclean)
    {
        using (var alone = Alone(database)) unclean = alone is not null && HasLog(database);
        return Shared(database) ?? throw new StartupRefusedException(ExitCodes.DatabaseInUse, $"A restore is replacing {database}. Start again when it has ended.");
    }

    /// <summary>Whether the write-ahead log is there. The last connection that is closed properly takes it away.</summary>
    public static bool HasLog(string database) => new FileInfo(database + "-wal") is { Exists: true, Length: > 0 };

    public void Dispose() => _lock.Dispose();

    private static SqliteUse? TryLock(string database, FileAccess access, FileShare share)
    {
        try
        {
            return new SqliteUse(new FileStream(database + ".lock", FileMode.OpenOrCreate, access, share));
        }
        catch (IOException e) when (e.HResult is LinuxWouldBlock or MacWouldBlock or WindowsSharingViolation)
        {
            return null;
        }
    }
}
