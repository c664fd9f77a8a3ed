using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Simple;

/// <summary>The use cases of a simple kind of record.</summary>
internal interface ISimpleRecords
{
    Task<ListPage<SimpleRow>> ListAsync(ListRequest list, CancellationToken cancellationToken);

    Task<SimpleRow> GetAsync(Guid id, CancellationToken cancellationToken);

    Task<SimpleRow> CreateAsync(SimpleInput input, CancellationToken cancellationToken);

    Task<SimpleRow> ChangeAsync(Guid id, MergePatch<SimpleInput> patch, int? expectedVersion, CancellationToken cancellationToken);

    Task DeleteAsync(Guid id, int? expectedVersion, CancellationToken cancellationToken);

    Task<SimpleRow> RestoreAsync(Guid id, CancellationToken cancellationToken);
}

/// <summary>Simple records of one kind, for their own addresses and for batch, bulk work, import and undo.</summary>
internal sealed class SimpleRecords<T>(ICrmDb db, RecordLister lister, ICurrentUser user, SimpleWriter<T> writer, SimpleShape<T> shape, IFieldCatalogue catalogue, IUserDirectory users, TimeProvider clock)
    : WrittenKind<T, SimpleInput>(shape.Descriptor, db, lister, user, writer), ISimpleRecords
    where T : NamedRecord
{
    private readonly RecordLister _lister = lister;
    private readonly SimpleWriter<T> _writer = writer;
    private readonly SimpleShape<T> _shape = shape;

    public override string ReadPermission => _shape.Entity.ReadPermission;

    public override string WritePermission => _shape.Entity.WritePermission;

    public override string DeletePermission => _shape.Entity.DeletePermission;

    public async Task<ListPage<SimpleRow>> ListAsync(ListRequest list, CancellationToken cancellationToken)
    {
        RequestGate.Check(User, ReadPermission);
        var page = await _lister.ListAsync<T, SimpleRead<T>>(_shape.Descriptor, list, cancellationToken);
        var rows = new List<SimpleRow>(page.Data.Count);
        foreach (var read in page.Data) rows.Add(await TellAsync(read.Record, cancellationToken));
        return new ListPage<SimpleRow>(rows, page.Page, page.Total);
    }

    public async Task<SimpleRow> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        RequestGate.Check(User, ReadPermission);
        return await TellAsync(await InUseOrNot(id).AsNoTracking().GetAsync(id, cancellationToken), cancellationToken);
    }

    public async Task<SimpleRow> CreateAsync(SimpleInput input, CancellationToken cancellationToken)
    {
        RequestGate.Check(User, WritePermission);
        return await TellAsync(await _writer.WriteAsync(RecordDraft<T, SimpleInput>.New(null, () => input), cancellationToken), cancellationToken);
    }

    public async Task<SimpleRow> ChangeAsync(Guid id, MergePatch<SimpleInput> patch, int? expectedVersion, CancellationToken cancellationToken)
    {
        RequestGate.Check(User, WritePermission);
        return await TellAsync(await _writer.WriteAsync(RecordDraft<T, SimpleInput>.Change(id, patch, expectedVersion), cancellationToken), cancellationToken);
    }

    public async Task DeleteAsync(Guid id, int? expectedVersion, CancellationToken cancellationToken)
    {
        RequestGate.Check(User, DeletePermission);
        var record = await InUseOrNot(id).GetAsync(id, cancellationToken);
        if (record.IsDeleted) return;

        record.EnsureVersion(expectedVersion);
        record.Delete(clock.GetUtcNow().UtcDateTime);
        await Db.SaveChangesAsync(cancellationToken);
    }

    public async Task<SimpleRow> RestoreAsync(Guid id, CancellationToken cancellationToken)
    {
        RequestGate.Check(User, DeletePermission);
        var record = await InUseOrNot(id).GetAsync(id, cancellationToken);
        record.Restore();
        await Db.SaveChangesAsync(cancellationToken);
        return await TellAsync(record, cancellationToken);
    }

    protected override IQueryable<T> Whole(IQueryable<T> records, QueryValue<List<Guid>> ids) => records;

    protected override object InputOf(T record) => _shape.InputOf(record);

    protected override RecordDraft<T, SimpleInput> DraftOf(RecordWrite write) => write.Verb == RecordVerb.Create
        ? RecordDraft<T, SimpleInput>.New(write.Id, () => new SimpleInput(write.Values ?? []))
        : RecordDraft<T, SimpleInput>.Change(write.Id, write.PatchOf<SimpleInput>(), write.ExpectedVersion);

    protected override async Task<Guid> SendAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        if (write.Verb == RecordVerb.Delete) await DeleteAsync(write.RequireId(), write.ExpectedVersion, cancellationToken);
        else await RestoreAsync(write.RequireId(), cancellationToken);
        return write.RequireId();
    }

    private IQueryable<T> InUseOrNot(Guid id) => Db.Set<T>()
        .IgnoreQueryFilters([QueryFilters.Bin]) // what lies in the bin can be looked at and restored, and deleting twice is no error
        .Where(r => r.Id == id);

    /// <summary>The record as it is answered: its fields, the names of users, its stamps, and what may be done with it now.</summary>
    private async Task<SimpleRow> TellAsync(T record, CancellationToken cancellationToken)
    {
        var json = new JsonObject(_shape.Tell(record).Prepend(new("id", record.Id.ToString())));
        foreach (var field in _shape.Written(FieldType.Owner))
            json[NameOf(field.Key)] = await users.NameOfAsync((Guid?)json[field.Key], cancellationToken);
        json["custom"] = JsonSerializer.SerializeToNode(CustomWire.Answer(record.Custom, (await catalogue.OfAsync(_shape.Descriptor, cancellationToken)).CustomKeys), CrmJson.Options);
        json["createdBy"] = record.CreatedBy?.ToString();
        json["createdByName"] = await users.NameOfAsync(record.CreatedBy, cancellationToken);
        json["updatedBy"] = record.UpdatedBy?.ToString();
        json["updatedByName"] = await users.NameOfAsync(record.UpdatedBy, cancellationToken);
        json["deletedAt"] = record.DeletedAt is { } deleted ? Instants.Format(deleted) : null;
        json["version"] = record.Version;
        json["can"] = JsonSerializer.SerializeToNode(RecordCan.Of(record.IsDeleted, User.May(WritePermission), User.May(DeletePermission)), CrmJson.Options);
        return new SimpleRow(record.Id, record.Version, json);
    }

    /// <summary>Where the name stands that belongs to an id: <c>ownerName</c> beside <c>ownerId</c>.</summary>
    private static string NameOf(string key) => (key.EndsWith("Id", StringComparison.Ordinal) ? key[..^2] : key) + "Name";
}
