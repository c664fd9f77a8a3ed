using Crm.Infrastructure.Hosting;

namespace Crm.Infrastructure.Files;

/// <summary>An uploaded file that a database names.</summary>
/// <param name="Key">Where it lies below its folder.</param>
/// <param name="Size">How long it is.</param>
public readonly record struct NamedFile(string Key, long Size);

/// <summary>
/// Copies uploaded files from one folder to another. They never change after they were stored and have names by chance, so a file that is
/// there at its full length need not be copied again.
/// </summary>
internal sealed class FileCopies(string from, string to)
{
    /// <summary>Brings what is named and not there yet.</summary>
    /// <returns>How many were copied, and those that lie in neither folder.</returns>
    public (int Copied, IReadOnlyList<NamedFile> Missing) Bring(IEnumerable<NamedFile> files, CancellationToken cancellationToken)
    {
        var copied = 0;
        var missing = new List<NamedFile>();
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsThere(to, file)) continue;
            if (IsThere(from, file))
            {
                Durable.Copy(Path.Combine(from, file.Key), Path.Combine(to, file.Key));
                copied++;
            }
            else
            {
                missing.Add(file);
            }
        }

        return (copied, missing);
    }

    /// <summary>What is named and lies in neither folder.</summary>
    public IReadOnlyList<NamedFile> Missing(IEnumerable<NamedFile> files) => [.. files.Where(file => !IsThere(to, file) && !IsThere(from, file))];

    /// <summary>Takes away what an earlier copy left in the folder and nobody names any more.</summary>
    public void Prune(IEnumerable<NamedFile> files)
    {
        if (!Directory.Exists(to)) return;
        var named = files.Select(file => Path.Combine(to, file.Key)).ToHashSet();
        foreach (var path in DiskFileStore.PathsBelow(to).Where(path => !named.Contains(path))) File.Delete(path);
    }

    private static bool IsThere(string folder, NamedFile file) => DiskFileStore.IsKey(file.Key) && new FileInfo(Path.Combine(folder, file.Key)) is { Exists: true } found && found.Length == file.Size;
}
