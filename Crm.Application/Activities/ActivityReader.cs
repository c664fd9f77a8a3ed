using AutoMapper;
using AutoMapper.QueryableExtensions;
using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Security;
using Crm.Domain.Activities;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Activities;

/// <summary>Reads conversations and follow-ups as the one who asks may see and treat them.</summary>
internal sealed class ActivityReader(ICrmDb db, IMapper mapper, ICurrentUser user, TimeProvider clock)
{
    public async Task<InteractionDetail> GetInteractionAsync(Guid id, CancellationToken cancellationToken)
    {
        var interaction = await db.Interactions
            .IgnoreQueryFilters([QueryFilters.Bin]) // one in the bin can be looked at, and restored
            .Where(i => i.Id == id)
            .AsNoTracking()
            .ProjectTo<InteractionDetail>(mapper.ConfigurationProvider)
            .FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException(nameof(Interaction));
        return For(interaction);
    }

    public async Task<FollowUpRow> GetFollowUpAsync(Guid id, CancellationToken cancellationToken)
    {
        var followUp = await db.FollowUps
            .IgnoreQueryFilters([QueryFilters.Bin]) // one in the bin can be looked at, and restored
            .Where(f => f.Id == id)
            .AsNoTracking()
            .ProjectTo<FollowUpRow>(mapper.ConfigurationProvider)
            .FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException(nameof(FollowUp));
        return For(followUp);
    }

    public async Task<List<FollowUpRow>> FollowUpsAsync(IQueryable<FollowUp> followUps, CancellationToken cancellationToken)
    {
        var rows = await followUps.AsNoTracking().ProjectTo<FollowUpRow>(mapper.ConfigurationProvider).ToListAsync(cancellationToken);
        return rows.ConvertAll(For);
    }

    public async Task<List<InteractionDetail>> InteractionsAsync(IQueryable<Interaction> interactions, CancellationToken cancellationToken)
    {
        var rows = await interactions.AsNoTracking().ProjectTo<InteractionDetail>(mapper.ConfigurationProvider).ToListAsync(cancellationToken);
        return rows.ConvertAll(For);
    }

    public FollowUpRow For(FollowUpRow row) => row.For(user.May(Permissions.ActivitiesWrite), clock.GetUtcNow().UtcDateTime);

    /// <summary>A conversation is corrected by whoever logged it, or by who leads him.</summary>
    public InteractionDetail For(InteractionDetail row)
    {
        var may = user.May(Permissions.ActivitiesWrite) && user.MayAssignTo(row.OwnerId);
        return row with { Can = new RecordCan(may && row.DeletedAt is null, may && row.DeletedAt is null, may && row.DeletedAt is not null) };
    }
}
