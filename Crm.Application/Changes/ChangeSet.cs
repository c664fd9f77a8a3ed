using Crm.Application.Common;
using Crm.Application.Records;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Changes;

/// <summary>What became of a record.</summary>
public enum ChangeVerb
{
    /// <summary>It is new.</summary>
    Created,

    /// <summary>It says something else.</summary>
    Changed,

    /// <summary>It was put into the bin.</summary>
    Deleted,

    /// <summary>It was taken out of the bin.</summary>
    Restored,
}

/// <summary>
/// One saved change of one record, written in its transaction and never touched again. Ids rise on every node, so that their order is the
/// order in which things happened; versions tell the order within one record.
/// </summary>
public sealed class ChangeSet
{
    /// <summary>Longest key of a kind of record.</summary>
    public const int EntityMaxLength = 40;

    /// <summary>Longest id of a request.</summary>
    public const int RequestIdMaxLength = 40;

    /// <summary>Version-7 UUID that rises.</summary>
    public required Guid Id { get; init; }

    /// <summary>Key of the kind of record.</summary>
    public required string Entity { get; init; }

    /// <summary>Id of the record.</summary>
    public required Guid RecordId { get; init; }

    /// <summary>The version that the record has had since.</summary>
    public required int Version { get; init; }

    /// <summary>What became of it.</summary>
    public required ChangeVerb Verb { get; init; }

    /// <summary>When (UTC).</summary>
    public required DateTime At { get; init; }

    /// <summary>Who; null for the system.</summary>
    public Guid? UserId { get; init; }

    /// <summary>What it came from.</summary>
    public required ChangeSource Source { get; init; }

    /// <summary>The job, or the change that was undone.</summary>
    public Guid? Reference { get; init; }

    /// <summary>Row of the imported file.</summary>
    public int? Row { get; init; }

    /// <summary>The request that brought it.</summary>
    public string? RequestId { get; init; }

    /// <summary>The fields in the form of <see cref="ChangedFields"/>.</summary>
    public required string Fields { get; init; }
}

/// <summary>The tables of this module.</summary>
internal static class ChangeDb
{
    extension(ICrmDb db)
    {
        public DbSet<ChangeSet> ChangeSets => db.Set<ChangeSet>();
    }
}
