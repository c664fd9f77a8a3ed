namespace Crm.Domain.Import;

/// <summary>A file that somebody sent to be imported, with what was seen in it. It is kept for a while and then forgotten.</summary>
public sealed class ImportUpload
{
    /// <summary>Longest file name.</summary>
    public const int NameMaxLength = 200;

    /// <summary>Longest key of stored bytes.</summary>
    public const int KeyMaxLength = 100;

    /// <summary>How long a file waits for its import to be started.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>How long it is kept for an import that was started: jobs may be paused.</summary>
    public static readonly TimeSpan KeptForImport = TimeSpan.FromDays(30);

    private ImportUpload()
    {
    }

    /// <summary>A file that was stored and read once.</summary>
    public ImportUpload(Guid id, Guid userId, string name, string key, string rowsKey, string staged, DateTime now) =>
        (Id, UserId, Name, Key, RowsKey, Staged, ExpiresAt) = (id, userId, name, key, rowsKey, staged, now + Kept);

    /// <summary>Id.</summary>
    public Guid Id { get; private set; }

    /// <summary>Who sent it; nobody else sees it.</summary>
    public Guid UserId { get; private set; }

    /// <summary>File name, without any path.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Where its bytes lie.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Where its rows lie, ready to be imported in steps.</summary>
    public string RowsKey { get; private set; } = "";

    /// <summary>What was seen in it, as JSON.</summary>
    public string Staged { get; private set; } = "{}";

    /// <summary>From when on it is forgotten (UTC).</summary>
    public DateTime ExpiresAt { get; private set; }

    /// <summary>It was read again in another way.</summary>
    public void ReadAgain(string rowsKey, string staged) => (RowsKey, Staged) = (rowsKey, staged);

    /// <summary>An import of it was started.</summary>
    public void KeepForImport(DateTime now) => ExpiresAt = now + KeptForImport;
}

/// <summary>How somebody mapped a file of one shape last time.</summary>
public sealed class ImportMemory
{
    /// <summary>Longest key of a kind of record.</summary>
    public const int EntityMaxLength = 40;

    /// <summary>Length of a shape.</summary>
    public const int ShapeLength = 32;

    private ImportMemory()
    {
    }

    /// <summary>A mapping to remember.</summary>
    public ImportMemory(Guid userId, string entity, string shape, string mapping, DateTime now) =>
        (UserId, Entity, Shape, Mapping, UsedAt) = (userId, entity, shape, mapping, now);

    /// <summary>Whose it is.</summary>
    public Guid UserId { get; private set; }

    /// <summary>Key of the kind of record.</summary>
    public string Entity { get; private set; } = "";

    /// <summary>What all files with the same columns have in common.</summary>
    public string Shape { get; private set; } = "";

    /// <summary>The mapping, as JSON.</summary>
    public string Mapping { get; private set; } = "{}";

    /// <summary>When it was used last (UTC).</summary>
    public DateTime UsedAt { get; private set; }

    /// <summary>It was mapped otherwise this time.</summary>
    public void Use(string mapping, DateTime now) => (Mapping, UsedAt) = (mapping, now);
}
