namespace Crm.Application.Files;

/// <summary>Where the bytes of files lie: a folder now, an object store later. Never below the web root.</summary>
public interface IFileStore
{
    /// <summary>Stores the bytes under a new key. Nothing stays behind when it fails.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="maxBytes">Most bytes that are taken.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Where they lie, or null when there are more than that.</returns>
    Task<StoredContent?> SaveAsync(Stream content, long maxBytes, CancellationToken cancellationToken);

    /// <summary>Has bytes written under a new key. Nothing stays behind when it fails.</summary>
    Task<StoredContent> WriteAsync(Func<Stream, Task> write, CancellationToken cancellationToken);

    /// <summary>The bytes under a key.</summary>
    Stream Open(string key);

    /// <summary>Forgets the bytes under a key.</summary>
    void Delete(string key);
}

/// <summary>Bytes that were stored.</summary>
/// <param name="Key">Their key.</param>
/// <param name="Size">How many.</param>
/// <param name="Sha256">Their SHA-256, lower-case hexadecimal.</param>
public sealed record StoredContent(string Key, long Size, string Sha256);
