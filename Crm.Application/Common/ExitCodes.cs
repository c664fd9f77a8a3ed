namespace Crm.Application.Common;

/// <summary>With which number the program ends, so that whoever starts it can tell why (numbers as in BSD's sysexits.h).</summary>
public static class ExitCodes
{
    /// <summary>It ended because it was asked to.</summary>
    public const int Ok = 0;

    /// <summary>The command line cannot be understood.</summary>
    public const int WrongUsage = 64;

    /// <summary>A migration of the database began and did not end, or its tables do not fit its history.</summary>
    public const int DatabaseHalfMigrated = 65;

    /// <summary>What shall be backed up or restored is not there, or is no database of this program.</summary>
    public const int NotABackup = 66;

    /// <summary>The database cannot be reached.</summary>
    public const int DatabaseUnreachable = 69;

    /// <summary>The database, or the backup of one, is damaged.</summary>
    public const int DatabaseDamaged = 72;

    /// <summary>A folder or file cannot be written, or exists already.</summary>
    public const int CannotWrite = 73;

    /// <summary>The address is in use by another program.</summary>
    public const int AddressInUse = 74;

    /// <summary>Another program uses the database; try again when it has ended.</summary>
    public const int DatabaseInUse = 75;

    /// <summary>The database was written by a newer version of the program.</summary>
    public const int DatabaseTooNew = 76;

    /// <summary>A setting is missing or wrong.</summary>
    public const int WrongConfiguration = 78;

    /// <summary>A command was broken off with Ctrl-C (128 and the number of the signal, as shells do).</summary>
    public const int Interrupted = 130;
}
