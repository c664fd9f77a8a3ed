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

    /// <summary>The database cannot be reached.</summary>
    public const int DatabaseUnreachable = 69;

    /// <summary>A folder or file cannot be written.</summary>
    public const int CannotWrite = 73;

    /// <summary>The address is in use by another program.</summary>
    public const int AddressInUse = 74;

    /// <summary>The database was written by a newer version of the program.</summary>
    public const int DatabaseTooNew = 76;

    /// <summary>A setting is missing or wrong.</summary>
    public const int WrongConfiguration = 78;
}
