using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;

namespace Crm.Application.Changes;

/// <summary>One saved change of a record.</summary>
public sealed record ChangeRow
{
    /// <summary>Id of the change.</summary>
    public Guid Id { get; init; }

    /// <summary>Kind of record: <c>customers</c>, <c>contacts</c> and so on.</summary>
    public string Entity { get; init; } = "";

    /// <summary>Id of the record.</summary>
    public Guid RecordId { get; init; }

    /// <summary>In the history of a file, what people know a part of it by: the street of an address, the title of a tax profile, the name of a person; null for the record itself.</summary>
    public string? Name { get; init; }

    /// <summary>The version that the record has had since.</summary>
    public int Version { get; init; }

    /// <summary>What became of the record.</summary>
    public ChangeVerb Verb { get; init; }

    /// <summary>When (UTC).</summary>
    public DateTime At { get; init; }

    /// <summary>Id of the user who did it; null for the system.</summary>
    public Guid? UserId { get; init; }

    /// <summary>His name.</summary>
    public string? UserName { get; init; }

    /// <summary>What it came from.</summary>
    public ChangeSource Source { get; init; }

    /// <summary>Id of the job, or of the change that was undone.</summary>
    public Guid? Reference { get; init; }

    /// <summary>Row of the imported file.</summary>
    public int? Row { get; init; }

    /// <summary>The request that brought it, as in its header <c>Request-Id</c>.</summary>
    public string? RequestId { get; init; }

    /// <summary>The fields that became something else; of a new record, those that say something.</summary>
    public IReadOnlyList<FieldChange> Fields { get; init; } = [];

    /// <summary>What you may do with it.</summary>
    public ChangeCan Can { get; init; } = new(false);
}

/// <summary>What the user may do with a change.</summary>
/// <param name="Undo">Undo it.</param>
public sealed record ChangeCan(bool Undo);

/// <summary>What came of undoing a change.</summary>
public sealed record UndoneChange
{
    /// <summary>Kind of record.</summary>
    public string Entity { get; init; } = "";

    /// <summary>Id of the record.</summary>
    public Guid RecordId { get; init; }

    /// <summary>Version of the record now.</summary>
    public int Version { get; init; }

    /// <summary>What was done with the record; null when there was nothing to do.</summary>
    public ChangeVerb? Verb { get; init; }

    /// <summary>The fields that say again what they said before the change.</summary>
    public IReadOnlyList<FieldChange> Undone { get; init; } = [];

    /// <summary>The fields that were left as they are, and why.</summary>
    public IReadOnlyList<KeptField> Kept { get; init; } = [];
}

/// <summary>A field that was not undone.</summary>
public sealed record KeptField
{
    /// <summary>Key of the field.</summary>
    public string Field { get; init; } = "";

    /// <summary>Why.</summary>
    public KeptReason Reason { get; init; }

    /// <summary>What it said before the change that was to be undone.</summary>
    public JsonNode? Before { get; init; }

    /// <summary>What it says now.</summary>
    public JsonNode? Now { get; init; }

    /// <summary>The newest change of it since.</summary>
    public Guid? ChangeId { get; init; }

    /// <summary>When that was (UTC).</summary>
    public DateTime? At { get; init; }

    /// <summary>Id of the user who did it.</summary>
    public Guid? UserId { get; init; }

    /// <summary>His name.</summary>
    public string? UserName { get; init; }
}

/// <summary>Why a field was not undone.</summary>
public enum KeptReason
{
    /// <summary>It has been changed since; <c>force</c> undoes it all the same.</summary>
    ChangedSince,

    /// <summary>Nobody can write it: it follows from what is done with the record.</summary>
    ReadOnly,
}

/// <summary>Tells changes as the one who asks may see and treat them.</summary>
internal sealed class ChangeReader(IUserDirectory users, ICurrentUser user)
{
    /// <param name="kind">The kind of record.</param>
    /// <param name="set">The change.</param>
    /// <param name="field">Only this field; null for all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async ValueTask<ChangeRow> TellAsync(RecordKind kind, ChangeSet set, string? field, CancellationToken cancellationToken) => new()
    {
        Id = set.Id,
        Entity = set.Entity,
        RecordId = set.RecordId,
        Version = set.Version,
        Verb = set.Verb,
        At = set.At,
        UserId = set.UserId,
        UserName = await users.NameOfAsync(set.UserId, cancellationToken),
        Source = set.Source,
        Reference = set.Reference,
        Row = set.Row,
        RequestId = set.RequestId,
        Fields = [.. ChangedFields.Read(set).Where(f => field is null || f.Field == field)],
        Can = new ChangeCan(user.IsSystem || user.May(PermissionToUndo(kind, set))),
    };

    /// <summary>Whoever undoes a change must be allowed what it takes to do so.</summary>
    public static string PermissionToUndo(RecordKind kind, ChangeSet set) => set.Verb == ChangeVerb.Changed ? kind.WritePermission : kind.DeletePermission;
}
