using Crm.Domain.Activities;
using Crm.Domain.Common;
using Crm.Domain.Customers;

namespace Crm.Domain.Files;

/// <summary>A file on a customer or a conversation. Its bytes lie elsewhere, under the storage key.</summary>
public sealed class StoredFile : Record
{
    /// <summary>Longest file name.</summary>
    public const int NameMaxLength = 200;

    /// <summary>Largest file: 20 MiB.</summary>
    public const long MaxBytes = 20L * 1024 * 1024;

    private StoredFile()
    {
    }

    /// <summary>A file that has been stored.</summary>
    public StoredFile(Guid id, Guid? customerId, Guid? interactionId, string name, string contentType, long size, string sha256, string storageKey)
        : base(id) => (CustomerId, InteractionId, Name, ContentType, Size, Sha256, StorageKey) =
            (customerId, interactionId, name, contentType, size, sha256, storageKey);

    /// <summary>The customer it belongs to, also when it hangs on one of his conversations.</summary>
    public Guid? CustomerId { get; private set; }

    /// <summary>The customer, for reading.</summary>
    public Customer? Customer { get; private set; }

    /// <summary>The conversation it hangs on.</summary>
    public Guid? InteractionId { get; private set; }

    /// <summary>The conversation, for reading.</summary>
    public Interaction? Interaction { get; private set; }

    /// <summary>File name as uploaded, without any path.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Media type, decided by us from extension and content, never taken from the sender.</summary>
    public string ContentType { get; private set; } = "";

    /// <summary>Size in bytes.</summary>
    public long Size { get; private set; }

    /// <summary>SHA-256 of the bytes, lower-case hexadecimal.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>Where the bytes lie in the file store; says nothing about the content.</summary>
    public string StorageKey { get; private set; } = "";

    /// <summary>Goes along when its conversation is moved to another customer.</summary>
    public void Follow(Interaction interaction) => CustomerId = interaction.CustomerId;
}
