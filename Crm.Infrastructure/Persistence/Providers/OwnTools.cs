using Crm.Application.Common;
using Crm.Infrastructure.Hosting;

namespace Crm.Infrastructure.Persistence.Providers;

/// <summary>A server has tools that copy it better than any client could: this names them, ready to be typed.</summary>
/// <param name="engine">The server's name.</param>
/// <param name="files">The folder of the uploaded files.</param>
/// <param name="backup">The command that backs a database up to a file.</param>
/// <param name="restore">The command that puts it back.</param>
internal sealed class OwnTools(string engine, string files, Func<string, string> backup, Func<string, string> restore) : IDatabaseCopies
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Backup(string file, bool overwrite, CancellationToken cancellationToken) => throw new StartupRefusedException(
        ExitCodes.WrongUsage,
        $"""
        {engine} is backed up with its own tool:
            {backup(file)}
        Then copy the uploaded files, which lie in {Path.GetFullPath(files)}: in this order every row finds its file.
        """);

    /// <inheritdoc/>
    public IReadOnlyList<string> Restore(string file, IReadOnlyCollection<string> migrations, bool withoutFiles, CancellationToken cancellationToken) => throw new StartupRefusedException(
        ExitCodes.WrongUsage,
        $"""
        {engine} is restored with its own tool, while no node of this program runs:
            {restore(file)}
        Put the uploaded files back into {Path.GetFullPath(files)} first.
        """);
}
