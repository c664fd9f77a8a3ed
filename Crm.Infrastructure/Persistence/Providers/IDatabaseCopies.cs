using Crm.Infrastructure.Hosting;

namespace Crm.Infrastructure.Persistence.Providers;

/// <summary>Copies of the database and its uploaded files, made and put back while the program stands beside a running server.</summary>
public interface IDatabaseCopies
{
    /// <summary>Copies the database as it is at this moment; others may use it meanwhile.</summary>
    /// <param name="file">Where the copy goes. It appears when it is complete and checked.</param>
    /// <param name="overwrite">Whether an earlier copy of that name may be replaced.</param>
    /// <param name="cancellationToken">Ends it without leaving anything.</param>
    /// <returns>What was done, in sentences.</returns>
    /// <exception cref="StartupRefusedException">It cannot be done; the message says why.</exception>
    IReadOnlyList<string> Backup(string file, bool overwrite, CancellationToken cancellationToken);

    /// <summary>Puts a copy in the place of the database, which is kept aside.</summary>
    /// <param name="file">A copy made by <see cref="Backup"/>.</param>
    /// <param name="migrations">Migrations that this program knows.</param>
    /// <param name="withoutFiles">Whether to go on although uploaded files are missing.</param>
    /// <param name="cancellationToken">Ends it and leaves everything as it was.</param>
    /// <returns>What was done, in sentences.</returns>
    /// <exception cref="StartupRefusedException">It cannot be done; the message says why.</exception>
    IReadOnlyList<string> Restore(string file, IReadOnlyCollection<string> migrations, bool withoutFiles, CancellationToken cancellationToken);
}
