using System.Security.Cryptography;
using Crm.Application.Files;

namespace Crm.Infrastructure.Files;

/// <summary>Keeps files in a folder, under random names in 256 subfolders. A file appears under its name only when it is complete.</summary>
internal sealed class DiskFileStore(string root) : IFileStore
{
    private const int KeyBytes = 20;
    private const int BufferBytes = 81_920;

    public async Task<StoredContent?> SaveAsync(Stream content, long maxBytes, CancellationToken cancellationToken)
    {
        var (key, path) = NewKey();
        var unfinished = path + ".part";
        try
        {
            var (size, hash) = await CopyAsync(content, unfinished, maxBytes, cancellationToken);
            if (size > maxBytes) return null;
            File.Move(unfinished, path);
            return new StoredContent(key, size, hash);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    public async Task<StoredContent> WriteAsync(Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        var (key, path) = NewKey();
        var unfinished = path + ".part";
        try
        {
            await using (var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes))
            {
                await write(file);
                await file.FlushAsync(cancellationToken);
                file.Flush(flushToDisk: true);
            }

            await using var written = new FileStream(unfinished, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.SequentialScan);
            var stored = new StoredContent(key, written.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(written, cancellationToken)));
            File.Move(unfinished, path);
            return stored;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    public Stream Open(string key) => new FileStream(PathOf(key), FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, useAsync: true);

    public void Delete(string key) => File.Delete(PathOf(key));

    /// <summary>Whether a text is a key of such a store, and not a path to somewhere else.</summary>
    public static bool IsKey(string key) => key.Length == (KeyBytes * 2) + 3 && key[2] == '/' && key.AsSpan(3, 2).SequenceEqual(key.AsSpan(0, 2)) && key[3..].All(char.IsAsciiHexDigitLower);

    /// <summary>Files of such a store, complete or begun; nothing else that lies in the folder.</summary>
    public static IEnumerable<string> PathsBelow(string root) => Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
        .Where(path => IsKey(Path.ChangeExtension(Path.GetRelativePath(root, path), null).Replace('\\', '/')));

    private static async Task<(long Size, string Sha256)> CopyAsync(Stream content, string path, long maxBytes, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes, useAsync: true);
        var buffer = new byte[BufferBytes];
        long size = 0;
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0 && (size += read) <= maxBytes)
        {
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        await file.FlushAsync(cancellationToken);
        file.Flush(flushToDisk: true);
        return (size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private (string Key, string Path) NewKey()
    {
        var name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));
        var key = $"{name[..2]}/{name}";
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(key))!);
        return (key, PathOf(key));
    }

    private string PathOf(string key) => Path.Combine(root, key);
}
