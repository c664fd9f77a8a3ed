using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.Jobs;

namespace Crm.Application.Bulk;

/// <summary>What can be done with many records at once.</summary>
public enum BulkAction
{
    /// <summary>Give fields the same values.</summary>
    Change,

    /// <summary>Give them to another owner.</summary>
    Assign,

    /// <summary>Add tags.</summary>
    AddTags,

    /// <summary>Take tags away.</summary>
    RemoveTags,

    /// <summary>Put them into the bin.</summary>
    Delete,

    /// <summary>Take them out of the bin.</summary>
    Restore,
}

/// <summary>What is to be done with many records: with those that are named, or with all that a list shows.</summary>
public sealed record BulkInput : ListSelectionInput
{
    /// <summary>Most ids.</summary>
    public const int MaxIds = 10_000;

    /// <summary>What is done.</summary>
    public BulkAction? Action { get; init; }

    /// <summary>For <c>change</c>: fields with their new values, as a merge patch; only fields that are <c>bulkEditable</c>.</summary>
    public JsonObject? Values { get; init; }

    /// <summary>For <c>add_tags</c> and <c>remove_tags</c>: tags by name.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>For <c>assign</c>: id of the new owner.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>The records, at most 10,000; without it, all that <c>where</c> and <c>q</c> find.</summary>
    public IReadOnlyList<Guid>? Ids { get; init; }

    /// <summary>How many you think there are; when there are not exactly so many, nothing is begun.</summary>
    public int? ExpectedCount { get; init; }
}

/// <summary>What a change of many records would come to.</summary>
/// <param name="Matching">How many there are.</param>
/// <param name="Checked">How many of them were tried, without keeping anything; at most 200.</param>
/// <param name="Changed">How many of those would be changed.</param>
/// <param name="Unchanged">How many of those are so already.</param>
/// <param name="Skipped">Why others would be skipped.</param>
public sealed record BulkPreview(int Matching, int Checked, int Changed, int Unchanged, IReadOnlyList<BulkSkip> Skipped);

/// <summary>Why some records would be skipped.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Field">The field that is to blame.</param>
/// <param name="Count">How many.</param>
public sealed record BulkSkip(string Code, string? Field, int Count);

/// <summary>Turns what is to be done with many into what is to be done with each.</summary>
internal sealed class BulkWrites(IFieldCatalogue catalogue, ICurrentUser user)
{
    /// <summary>Refuses what cannot be done with such records at all, or not by this user.</summary>
    public async Task EnsureAsync(RecordKind kind, BulkInput input, CancellationToken cancellationToken)
    {
        var action = input.Action ?? throw Wrong("action", "required");
        RequestGate.Check(user, kind.ReadPermission);
        RequestGate.Check(user, action is BulkAction.Delete or BulkAction.Restore ? kind.DeletePermission : kind.WritePermission);
        if (input.Ids is { } ids && (input.Where is not null || input.Q is not null)) throw Wrong("ids", "either_or");
        if (input.Ids is { Count: > BulkInput.MaxIds or 0 }) throw new InvalidException(new FieldError("/ids", "too_many", new Dictionary<string, object?> { ["max"] = BulkInput.MaxIds }));

        var fields = await catalogue.OfAsync(kind.Descriptor, cancellationToken);
        var errors = FieldsOf(input).Where(field => fields.Find(field) is not { BulkEditable: true, ReadOnly: false }).Select(field => FieldError.At(action == BulkAction.Change ? "values/" + field : "action", "not_bulk_editable")).ToList();
        if (errors.Count > 0) throw new InvalidException(errors);
        if (action is BulkAction.AddTags or BulkAction.RemoveTags && input.Tags is not { Count: > 0 }) throw Wrong("tags", "required");
        if (action == BulkAction.Change && input.Values is not { Count: > 0 }) throw Wrong("values", "required");
    }

    /// <summary>What is to be done with these records; those that are no longer there are refused.</summary>
    public static async Task<IReadOnlyList<RecordWrite>> OfAsync(RecordKind kind, BulkInput input, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        switch (input.Action)
        {
            case BulkAction.Delete:
                return [.. ids.Select(id => new RecordWrite(RecordVerb.Delete, id, null))];
            case BulkAction.Restore:
                return [.. ids.Select(id => new RecordWrite(RecordVerb.Restore, id, null))];
            case BulkAction.Assign:
                return [.. ids.Select(id => new RecordWrite(RecordVerb.Change, id, new JsonObject { ["ownerId"] = input.OwnerId?.ToString() }))];
            case BulkAction.Change:
                return [.. ids.Select(id => new RecordWrite(RecordVerb.Change, id, (JsonObject)input.Values!.DeepClone()))];
            default:
                var tagsOf = (await kind.ReadAsync(ids.ToList(), cancellationToken)).ToDictionary(r => r.Id, r => (r.Values["tags"] as JsonArray ?? []).Select(tag => tag!.GetValue<string>()).ToList());
                var named = input.Tags!.Select(tag => TextRules.Clean(tag) ?? "").ToList();
                return
                [
                    .. ids.Select(id => new RecordWrite(RecordVerb.Change, id, tagsOf.TryGetValue(id, out var has)
                        ? new JsonObject { ["tags"] = new JsonArray([.. (input.Action == BulkAction.AddTags ? has.Union(named) : has.Except(named)).Select(tag => JsonValue.Create(tag))]) }
                        : [])),
                ];
        }
    }

    /// <summary>What came of it, in one word.</summary>
    public static ItemOutcome OutcomeOf(WriteResult result) => result switch
    {
        { Refusal: not null } => ItemOutcome.Skipped,
        { Changed: true } => ItemOutcome.Done,
        _ => ItemOutcome.Unchanged,
    };

    private static IEnumerable<string> FieldsOf(BulkInput input) => input.Action switch
    {
        BulkAction.Assign => ["ownerId"],
        BulkAction.AddTags or BulkAction.RemoveTags => ["tags"],
        BulkAction.Change => (input.Values ?? []).SelectMany(member => member is { Key: "custom", Value: JsonObject custom } ? custom.Select(c => "custom." + c.Key) : [member.Key]),
        _ => [],
    };

    private static InvalidException Wrong(string member, string code) => new(FieldError.At(member, code));
}
