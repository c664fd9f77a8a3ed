using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Domain.Common;
using MediatR;

namespace Crm.Application.Records;

/// <summary>A kind of record for whoever lists records without knowing their kind: search, views, groups.</summary>
/// <param name="descriptor">Its fields.</param>
/// <param name="readPermission">What whoever lists them must be allowed.</param>
public abstract class ListedKind(EntityDescriptor descriptor, string readPermission)
{
    /// <summary>Its fields.</summary>
    public EntityDescriptor Descriptor { get; } = descriptor;

    /// <summary>What whoever lists them must be allowed.</summary>
    public string ReadPermission { get; } = readPermission;

    /// <summary>Names of the members of a row.</summary>
    public abstract IReadOnlySet<string> Members { get; }

    /// <summary>One page, as the list of this kind answers it.</summary>
    public abstract Task<ListPage<JsonObject>> ListAsync(IMediator mediator, ListRequest list, CancellationToken cancellationToken);

    /// <summary>The values of some fields of these records by their ids.</summary>
    internal abstract Task<Dictionary<Guid, object?[]>> ValuesAsync(RecordLister lister, IReadOnlyCollection<Guid> ids, IReadOnlyList<FieldPath> paths, CancellationToken cancellationToken);

    /// <summary>What a list holds, counted and added up by the values of a field; as a whole when there is none.</summary>
    internal abstract Task<IReadOnlyList<GroupCell>> GroupsAsync(RecordGroups groups, ListRequest list, FieldPath? by, FieldDescriptor? figure, CancellationToken cancellationToken);
}

/// <inheritdoc/>
/// <typeparam name="T">The record.</typeparam>
/// <typeparam name="TRow">The row of its list.</typeparam>
/// <param name="descriptor">Its fields.</param>
/// <param name="readPermission">What whoever lists them must be allowed.</param>
/// <param name="request">What is sent for a page.</param>
/// <param name="members">Names of the members of a row where the type does not say.</param>
internal sealed class ListedKind<T, TRow>(EntityDescriptor<T> descriptor, string readPermission, Func<ListRequest, IRequest<ListPage<TRow>>> request, IEnumerable<string>? members = null)
    : ListedKind(descriptor, readPermission)
    where T : Record
{
    public override IReadOnlySet<string> Members { get; } = (members ?? typeof(TRow).GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name))).ToHashSet(StringComparer.Ordinal);

    public override async Task<ListPage<JsonObject>> ListAsync(IMediator mediator, ListRequest list, CancellationToken cancellationToken)
    {
        var page = await mediator.Send(request(list), cancellationToken);
        return new ListPage<JsonObject>([.. page.Data.Select(row => (JsonObject)JsonSerializer.SerializeToNode(row, CrmJson.Options)!)], page.Page, page.Total);
    }

    internal override Task<Dictionary<Guid, object?[]>> ValuesAsync(RecordLister lister, IReadOnlyCollection<Guid> ids, IReadOnlyList<FieldPath> paths, CancellationToken cancellationToken) =>
        lister.ValuesAsync<T>(ids, paths, cancellationToken);

    internal override Task<IReadOnlyList<GroupCell>> GroupsAsync(RecordGroups groups, ListRequest list, FieldPath? by, FieldDescriptor? figure, CancellationToken cancellationToken) =>
        groups.OfAsync(descriptor, list, by, figure, cancellationToken);
}

/// <summary>The kinds of record that can be listed.</summary>
public sealed class ListedKinds(IEnumerable<ListedKind> kinds)
{
    private readonly Dictionary<string, ListedKind> _byKey = kinds.ToDictionary(kind => kind.Descriptor.Key, StringComparer.Ordinal);

    /// <summary>The kind of this key, as in the address, if the user may list it.</summary>
    /// <exception cref="NotFoundException">There is no such kind.</exception>
    /// <exception cref="ForbiddenException">He may not.</exception>
    public ListedKind Get(string entity, ICurrentUser user)
    {
        var kind = _byKey.GetValueOrDefault(entity) ?? throw new NotFoundException("Entity");
        return user.IsSystem || user.May(kind.ReadPermission) ? kind : throw new ForbiddenException("permission_missing", kind.ReadPermission);
    }
}
