using AutoMapper;
using AutoMapper.QueryableExtensions;
using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Files;
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
        return (await CompleteAsync([interaction], cancellationToken))[0];
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
        return await CompleteAsync(rows, cancellationToken);
    }

    public FollowUpRow For(FollowUpRow row) => row.For(user.May(Permissions.ActivitiesWrite), clock.GetUtcNow().UtcDateTime);

    /// <summary>
    /// Adds the files, and what the user may do: a conversation is corrected by whoever logged it, or by who leads him. Files are read apart,
    /// because joined with contacts they would repeat long bodies.
    /// </summary>
    public async Task<List<InteractionDetail>> CompleteAsync(IReadOnlyList<InteractionDetail> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(r => (Guid?)r.Id).ToList();
        var files = ids.Count == 0
            ? []
            : await db.StoredFiles.AsNoTracking().Where(f => ids.Contains(f.InteractionId)).OrderBy(f => f.CreatedAt).ThenBy(f => f.Id)
                .ProjectTo<FileRow>(mapper.ConfigurationProvider).ToListAsync(cancellationToken);
        var byInteraction = files.ToLookup(f => f.InteractionId);
        return [.. rows.Select(row => row with { Files = [.. byInteraction[row.Id]], Can = CanOf(row) })];
    }

    private RecordCan CanOf(InteractionDetail row)
    {
        var may = user.May(Permissions.ActivitiesWrite) && user.HasInSight(row.OwnerId);
        return new RecordCan(may && row.DeletedAt is null, may && row.DeletedAt is null, may && row.DeletedAt is not null);
    }
}
