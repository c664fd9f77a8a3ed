using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using MediatR;

namespace Crm.Application.Bulk;

/// <summary>What other systems call a record.</summary>
/// <param name="ExternalRefs">At most 20.</param>
public sealed record ExternalRefsInput(IReadOnlyList<ExternalRefInput>? ExternalRefs);

/// <summary>What other systems call a record.</summary>
/// <param name="Entity">Key of the kind of record.</param>
/// <param name="Id">The record.</param>
[ByKindRequest]
public sealed record GetExternalRefs(string Entity, Guid Id) : IRequest<ExternalRefsInput>;

/// <summary>Says what other systems call a record; what is not named is forgotten.</summary>
/// <param name="Entity">Key of the kind of record.</param>
/// <param name="Id">The record.</param>
/// <param name="Input">What they call it.</param>
[ByKindRequest]
public sealed record WriteExternalRefs(string Entity, Guid Id, ExternalRefsInput Input) : IRequest<ExternalRefsInput>;

internal sealed class RecordReferenceHandlers(RecordKinds kinds, ExternalReferences references, ICurrentUser user) : IRequestHandler<GetExternalRefs, ExternalRefsInput>, IRequestHandler<WriteExternalRefs, ExternalRefsInput>
{
    public async Task<ExternalRefsInput> Handle(GetExternalRefs request, CancellationToken cancellationToken)
    {
        var kind = await FindAsync(request.Entity, request.Id, cancellationToken);
        return new ExternalRefsInput(await references.OfAsync(kind.Descriptor.Key, request.Id, cancellationToken));
    }

    public async Task<ExternalRefsInput> Handle(WriteExternalRefs request, CancellationToken cancellationToken)
    {
        var kind = await FindAsync(request.Entity, request.Id, cancellationToken);
        RequestGate.Check(user, kind.WritePermission);
        var wanted = ExternalReferences.Check(request.Input.ExternalRefs ?? throw new InvalidException(FieldError.At(ExternalReferences.Member, "required")));
        await references.WriteAsync(kind.Descriptor.Key, new Dictionary<Guid, IReadOnlyList<ExternalRefInput>> { [request.Id] = wanted }, cancellationToken);
        return new ExternalRefsInput(await references.OfAsync(kind.Descriptor.Key, request.Id, cancellationToken));
    }

    private async Task<RecordKind> FindAsync(string entity, Guid id, CancellationToken cancellationToken)
    {
        var kind = kinds.Find(entity) ?? throw new NotFoundException("Entity");
        return (await kind.InSightAsync([id], cancellationToken)).Count == 1 ? kind : throw new NotFoundException(entity);
    }
}
