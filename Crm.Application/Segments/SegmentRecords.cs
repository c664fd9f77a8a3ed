using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Segments;
using MediatR;

namespace Crm.Application.Segments;

/// <summary>Segments, as batch, bulk work and undo write them. A filter is written whole: merged into another it would be neither.</summary>
internal sealed class SegmentRecords(SegmentDescriptor descriptor, ICrmDb db, RecordLister lister, ICurrentUser user, SegmentBook book, IMediator mediator)
    : RecordKind<Segment>(descriptor, db, lister, user)
{
    public override string ReadPermission => Permissions.CustomersRead;

    public override string WritePermission => Permissions.CustomersWrite;

    public override string DeletePermission => Permissions.CustomersWrite;

    protected override IQueryable<Segment> Whole(IQueryable<Segment> records, QueryValue<List<Guid>> ids) => records;

    protected override object InputOf(Segment record) => SegmentInput.From(record);

    protected override async Task<Guid> SendAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        switch (write.Verb)
        {
            case RecordVerb.Create:
                return (await mediator.Send(new AddSegment(write.ReadAs<SegmentInput>(), write.Id), cancellationToken)).Id;
            case RecordVerb.Change:
                var segment = await book.GetOwnAsync(write.RequireId(), write.ExpectedVersion, cancellationToken);
                return (await mediator.Send(new ReplaceSegment(segment.Id, write.WholeOf(SegmentInput.From(segment)), write.ExpectedVersion), cancellationToken)).Id;
            case RecordVerb.Delete:
                await mediator.Send(new DeleteSegment(write.RequireId(), write.ExpectedVersion), cancellationToken);
                return write.RequireId();
            default:
                return (await mediator.Send(new RestoreSegment(write.RequireId()), cancellationToken)).Id;
        }
    }
}
