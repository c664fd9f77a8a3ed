using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Activities;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Activities;

/// <summary>Conversations, as batch, bulk work, import and undo write them.</summary>
internal sealed class InteractionRecords(InteractionDescriptor descriptor, ICrmDb db, RecordLister lister, ICurrentUser user, IMediator mediator)
    : RecordKind<Interaction>(descriptor, db, lister, user)
{
    public override string ReadPermission => Permissions.ActivitiesRead;

    public override string WritePermission => Permissions.ActivitiesWrite;

    public override string DeletePermission => Permissions.ActivitiesWrite;

    protected override IQueryable<Interaction> Whole(IQueryable<Interaction> records, QueryValue<List<Guid>> ids) =>
        records.Include(i => i.Contacts.Where(c => ids.Value.Contains(c.InteractionId)));

    protected override object InputOf(Interaction record) => InteractionInput.From(record);

    protected override async Task<Guid> SendAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        switch (write.Verb)
        {
            case RecordVerb.Create:
                return (await mediator.Send(new LogInteraction(write.ReadAs<InteractionInput>(), write.Id), cancellationToken)).Id;
            case RecordVerb.Change:
                return (await mediator.Send(new CorrectInteraction(write.RequireId(), write.PatchOf<InteractionInput>(), write.ExpectedVersion), cancellationToken)).Id;
            case RecordVerb.Delete:
                await mediator.Send(new DeleteInteraction(write.RequireId(), write.ExpectedVersion), cancellationToken);
                return write.RequireId();
            default:
                return (await mediator.Send(new RestoreInteraction(write.RequireId()), cancellationToken)).Id;
        }
    }
}

/// <summary>Follow-ups, as batch, bulk work, import and undo write them.</summary>
internal sealed class FollowUpRecords(FollowUpDescriptor descriptor, ICrmDb db, RecordLister lister, ICurrentUser user, IMediator mediator)
    : RecordKind<FollowUp>(descriptor, db, lister, user)
{
    public override string ReadPermission => Permissions.ActivitiesRead;

    public override string WritePermission => Permissions.ActivitiesWrite;

    public override string DeletePermission => Permissions.ActivitiesWrite;

    protected override IQueryable<FollowUp> Whole(IQueryable<FollowUp> records, QueryValue<List<Guid>> ids) => records;

    protected override object InputOf(FollowUp record) => FollowUpInput.From(record);

    protected override async Task<Guid> SendAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        switch (write.Verb)
        {
            case RecordVerb.Create:
                return (await mediator.Send(new PlanFollowUp(write.ReadAs<FollowUpInput>(), write.Id), cancellationToken)).Id;
            case RecordVerb.Change:
                return (await mediator.Send(new ChangeFollowUp(write.RequireId(), write.PatchOf<FollowUpInput>(), write.ExpectedVersion), cancellationToken)).Id;
            case RecordVerb.Delete:
                await mediator.Send(new DeleteFollowUp(write.RequireId(), write.ExpectedVersion), cancellationToken);
                return write.RequireId();
            default:
                return (await mediator.Send(new RestoreFollowUp(write.RequireId()), cancellationToken)).Id;
        }
    }
}

/// <summary>Series of appointments, as batch, bulk work and undo write them; what is planned of them follows.</summary>
internal sealed class FollowUpSeriesRecords(FollowUpSeriesDescriptor descriptor, ICrmDb db, RecordLister lister, ICurrentUser user, IMediator mediator)
    : RecordKind<FollowUpSeries>(descriptor, db, lister, user)
{
    public override string ReadPermission => Permissions.ActivitiesRead;

    public override string WritePermission => Permissions.ActivitiesWrite;

    public override string DeletePermission => Permissions.ActivitiesWrite;

    protected override IQueryable<FollowUpSeries> Whole(IQueryable<FollowUpSeries> records, QueryValue<List<Guid>> ids) => records;

    protected override object InputOf(FollowUpSeries record) => FollowUpSeriesInput.From(record);

    protected override async Task<Guid> SendAsync(RecordWrite write, CancellationToken cancellationToken)
    {
        switch (write.Verb)
        {
            case RecordVerb.Create:
                return (await mediator.Send(new PlanFollowUpSeries(write.ReadAs<FollowUpSeriesInput>(), write.Id), cancellationToken)).Id;
            case RecordVerb.Change:
                return (await mediator.Send(new ChangeFollowUpSeries(write.RequireId(), From: null, write.PatchOf<FollowUpSeriesInput>(), write.ExpectedVersion), cancellationToken)).Id;
            case RecordVerb.Delete:
                await mediator.Send(new DeleteFollowUpSeries(write.RequireId(), write.ExpectedVersion), cancellationToken);
                return write.RequireId();
            default:
                return (await mediator.Send(new RestoreFollowUpSeries(write.RequireId()), cancellationToken)).Id;
        }
    }
}
