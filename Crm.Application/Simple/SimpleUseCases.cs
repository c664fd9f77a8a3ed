using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using MediatR;

namespace Crm.Application.Simple;

/// <summary>Simple records in sight, filtered, found, ordered, page by page.</summary>
/// <param name="Entity">Key of their kind.</param>
/// <param name="List">Which ones.</param>
[ByKindRequest]
public sealed record ListSimple(string Entity, ListRequest List) : IRequest<ListPage<SimpleRow>>;

/// <summary>One simple record, also when it lies in the bin.</summary>
/// <param name="Entity">Key of its kind.</param>
/// <param name="Id">The record.</param>
[ByKindRequest]
public sealed record GetSimple(string Entity, Guid Id) : IRequest<SimpleRow>;

/// <summary>Makes a simple record.</summary>
/// <param name="Entity">Key of its kind.</param>
/// <param name="Input">What is known.</param>
[ByKindRequest]
public sealed record CreateSimple(string Entity, SimpleInput Input) : IRequest<SimpleRow>;

/// <summary>Changes a simple record.</summary>
/// <param name="Entity">Key of its kind.</param>
/// <param name="Id">The record.</param>
/// <param name="Patch">What changes; the rest stays.</param>
/// <param name="ExpectedVersion">The version the caller has seen; null when he does not care.</param>
[ByKindRequest]
public sealed record ChangeSimple(string Entity, Guid Id, MergePatch<SimpleInput> Patch, int? ExpectedVersion) : IRequest<SimpleRow>;

/// <summary>Puts a simple record into the bin. Doing it twice changes nothing.</summary>
/// <param name="Entity">Key of its kind.</param>
/// <param name="Id">The record.</param>
/// <param name="ExpectedVersion">The version the caller has seen; null when he does not care.</param>
[ByKindRequest]
public sealed record DeleteSimple(string Entity, Guid Id, int? ExpectedVersion) : IRequest;

/// <summary>Takes a simple record out of the bin. Doing it twice changes nothing.</summary>
/// <param name="Entity">Key of its kind.</param>
/// <param name="Id">The record.</param>
[ByKindRequest]
public sealed record RestoreSimple(string Entity, Guid Id) : IRequest<SimpleRow>;

internal sealed class SimpleHandlers(RecordKinds kinds) :
    IRequestHandler<ListSimple, ListPage<SimpleRow>>,
    IRequestHandler<GetSimple, SimpleRow>,
    IRequestHandler<CreateSimple, SimpleRow>,
    IRequestHandler<ChangeSimple, SimpleRow>,
    IRequestHandler<DeleteSimple>,
    IRequestHandler<RestoreSimple, SimpleRow>
{
    public Task<ListPage<SimpleRow>> Handle(ListSimple request, CancellationToken cancellationToken) => Of(request.Entity).ListAsync(request.List, cancellationToken);

    public Task<SimpleRow> Handle(GetSimple request, CancellationToken cancellationToken) => Of(request.Entity).GetAsync(request.Id, cancellationToken);

    public Task<SimpleRow> Handle(CreateSimple request, CancellationToken cancellationToken) => Of(request.Entity).CreateAsync(request.Input, cancellationToken);

    public Task<SimpleRow> Handle(ChangeSimple request, CancellationToken cancellationToken) =>
        Of(request.Entity).ChangeAsync(request.Id, request.Patch, request.ExpectedVersion, cancellationToken);

    public async Task<Unit> Handle(DeleteSimple request, CancellationToken cancellationToken)
    {
        await Of(request.Entity).DeleteAsync(request.Id, request.ExpectedVersion, cancellationToken);
        return Unit.Value;
    }

    public Task<SimpleRow> Handle(RestoreSimple request, CancellationToken cancellationToken) => Of(request.Entity).RestoreAsync(request.Id, cancellationToken);

    private ISimpleRecords Of(string entity) => kinds.Find(entity) as ISimpleRecords ?? throw new NotFoundException("Entity");
}
