using AutoMapper;
using AutoMapper.QueryableExtensions;
using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Customers;
using Crm.Application.Files;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Activities;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Activities;

/// <summary>Reads conversations and follow-ups as the one who asks may see and treat them.</summary>
internal sealed class ActivityReader(
    ICrmDb db,
    IMapper mapper,
    IFieldCatalogue catalogue,
    InteractionDescriptor interactions,
    FollowUpDescriptor followUps,
    ICurrentUser user,
    TimeProvider clock)
{
    public async Task<InteractionDetail> GetInteractionAsync(Guid id, CancellationToken cancellationToken)
    {
        var custom = await KeysAsync(interactions, cancellationToken);
        var interaction = await db.Interactions
            .IgnoreQueryFilters([QueryFilters.Bin]) // one in the bin can be looked at, and restored
            .Where(i => i.Id == id)
            .AsNoTracking()
            .ProjectTo<InteractionDetail>(mapper.ConfigurationProvider, new { custom = QueryValue.Of<IReadOnlySet<string>?>(custom) })
            .FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException(nameof(Interaction));
        var promises = await FollowUpsAsync(db.FollowUps.Where(f => f.PromisedInId == id).OrderBy(f => f.Due).ThenBy(f => f.Id), cancellationToken);
        return (await CompleteAsync([interaction], withFiles: true, cancellationToken))[0] with { Promises = promises };
    }

    public async Task<FollowUpRow> GetFollowUpAsync(Guid id, CancellationToken cancellationToken)
    {
        var custom = await KeysAsync(followUps, cancellationToken);
        var followUp = await db.FollowUps
            .IgnoreQueryFilters([QueryFilters.Bin]) // one in the bin can be looked at, and restored
            .Where(f => f.Id == id)
            .AsNoTracking()
            .ProjectTo<FollowUpRow>(mapper.ConfigurationProvider, new { custom = QueryValue.Of<IReadOnlySet<string>?>(custom) })
            .FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException(nameof(FollowUp));
        return For(followUp);
    }

    public async Task<List<FollowUpRow>> FollowUpsAsync(IQueryable<FollowUp> wanted, CancellationToken cancellationToken)
    {
        var custom = await KeysAsync(followUps, cancellationToken);
        var rows = await wanted.AsNoTracking().ProjectTo<FollowUpRow>(mapper.ConfigurationProvider, new { custom = QueryValue.Of<IReadOnlySet<string>?>(custom) }).ToListAsync(cancellationToken);
        return rows.ConvertAll(For);
    }

    /// <param name="wanted">Which.</param>
    /// <param name="withFiles">False when it is known that they have none.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<List<InteractionDetail>> InteractionsAsync(IQueryable<Interaction> wanted, bool withFiles, CancellationToken cancellationToken)
    {
        var custom = await KeysAsync(interactions, cancellationToken);
        var rows = await wanted.AsNoTracking().ProjectTo<InteractionDetail>(mapper.ConfigurationProvider, new { custom = QueryValue.Of<IReadOnlySet<string>?>(custom) }).ToListAsync(cancellationToken);
        return await CompleteAsync(rows, withFiles, cancellationToken);
    }

    public FollowUpRow For(FollowUpRow row) => row.For(user.May(Permissions.ActivitiesWrite), clock.GetUtcNow().UtcDateTime);

    /// <summary>
    /// Adds contacts and files, and what the user may do: a conversation is corrected by whoever logged it, or by who leads him. Both are read
    /// apart, because joined they would repeat long bodies.
    /// </summary>
    public async Task<List<InteractionDetail>> CompleteAsync(IReadOnlyList<InteractionDetail> rows, bool withFiles, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return [];
        var ids = rows.Select(r => r.Id).ToList();
        var contacts = (await db.Set<InteractionContact>().AsNoTracking()
            .Where(c => ids.Contains(c.InteractionId))
            .Select(c => new { c.InteractionId, Contact = new Reference(c.ContactId, c.Contact!.Name) })
            .ToListAsync(cancellationToken)).ToLookup(c => c.InteractionId, c => c.Contact);
        var files = withFiles ? await FilesAsync(ids.ConvertAll(id => (Guid?)id), cancellationToken) : [];
        var byInteraction = files.ToLookup(f => f.InteractionId);
        return [.. rows.Select(row => row with { Contacts = [.. contacts[row.Id]], Files = [.. byInteraction[row.Id]], Can = CanOf(row) })];
    }

    private Task<List<FileRow>> FilesAsync(List<Guid?> interactions, CancellationToken cancellationToken) => db.StoredFiles.AsNoTracking()
        .Where(f => interactions.Contains(f.InteractionId))
        .OrderBy(f => f.CreatedAt).ThenBy(f => f.Id)
        .ProjectTo<FileRow>(mapper.ConfigurationProvider)
        .ToListAsync(cancellationToken);

    private async ValueTask<IReadOnlySet<string>> KeysAsync(EntityDescriptor descriptor, CancellationToken cancellationToken) =>
        (await catalogue.OfAsync(descriptor, cancellationToken)).CustomKeys;

    private RecordCan CanOf(InteractionDetail row)
    {
        var may = user.May(Permissions.ActivitiesWrite) && user.HasInSight(row.OwnerId);
        return new RecordCan(may && row.DeletedAt is null, may && row.DeletedAt is null, may && row.DeletedAt is not null);
    }
}
