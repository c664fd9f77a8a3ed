using Crm.Application.Common;
using Crm.Application.Files;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Activities;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Activities;

/// <summary>Conversations in sight.</summary>
/// <param name="List">Which ones.</param>
[RequirePermission(Permissions.ActivitiesRead)]
public sealed record ListInteractions(ListRequest List) : IRequest<ListPage<InteractionDetail>>;

/// <summary>One conversation.</summary>
/// <param name="Id">The conversation.</param>
[RequirePermission(Permissions.ActivitiesRead)]
public sealed record GetInteraction(Guid Id) : IRequest<InteractionDetail>;

/// <summary>Writes a conversation down.</summary>
/// <param name="Input">What happened.</param>
/// <param name="Id">The id that the new record is to have; null to let it be made.</param>
[RequirePermission(Permissions.ActivitiesWrite)]
public sealed record LogInteraction(InteractionInput Input, Guid? Id = null) : IRequest<InteractionDetail>;

/// <summary>Corrects what was written down.</summary>
/// <param name="Id">The conversation.</param>
/// <param name="Patch">What changes.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.ActivitiesWrite)]
public sealed record CorrectInteraction(Guid Id, MergePatch<InteractionInput> Patch, int? ExpectedVersion) : IRequest<InteractionDetail>;

/// <summary>Puts a conversation into the bin.</summary>
/// <param name="Id">The conversation.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.ActivitiesWrite)]
public sealed record DeleteInteraction(Guid Id, int? ExpectedVersion) : IRequest;

/// <summary>Takes a conversation out of the bin.</summary>
/// <param name="Id">The conversation.</param>
[RequirePermission(Permissions.ActivitiesWrite)]
public sealed record RestoreInteraction(Guid Id) : IRequest<InteractionDetail>;

internal sealed class InteractionQueries(RecordLister lister, InteractionDescriptor descriptor, ActivityReader reader) :
    IRequestHandler<ListInteractions, ListPage<InteractionDetail>>,
    IRequestHandler<GetInteraction, InteractionDetail>
{
    public async Task<ListPage<InteractionDetail>> Handle(ListInteractions request, CancellationToken cancellationToken)
    {
        var page = await lister.ListAsync<Interaction, InteractionDetail>(descriptor, request.List, cancellationToken);
        return page with { Data = await reader.CompleteAsync(page.Data, withFiles: true, cancellationToken) };
    }

    public Task<InteractionDetail> Handle(GetInteraction request, CancellationToken cancellationToken) => reader.GetInteractionAsync(request.Id, cancellationToken);
}

internal sealed class InteractionCommands(
    ICrmDb db,
    IValidator<InteractionInput> validator,
    InteractionDescriptor descriptor,
    FieldCheck fields,
    ActivityReferences references,
    PromiseBook promises,
    ActivityReader reader,
    ICurrentUser user,
    TimeProvider clock) :
    IRequestHandler<LogInteraction, InteractionDetail>,
    IRequestHandler<CorrectInteraction, InteractionDetail>,
    IRequestHandler<DeleteInteraction>,
    IRequestHandler<RestoreInteraction, InteractionDetail>
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async Task<InteractionDetail> Handle(LogInteraction request, CancellationToken cancellationToken)
    {
        var custom = await fields.EnsureAsync(descriptor, validator, request.Input, before: null, said: null, cancellationToken);
        var errors = await references.FindErrorsAsync(request.Input, before: null, "", cancellationToken);
        if (errors.Count > 0) throw new InvalidException(errors);

        var interaction = Interaction.Log(request.Id ?? Guid.CreateVersion7(clock.GetUtcNow()), user.RequireId(), request.Input.ToFacts(Now), Now);
        interaction.Customize(custom);
        db.Interactions.Add(interaction);
        promises.Add(request.Input.Promises, PromiseBook.Setting.Of(interaction));
        await db.SaveChangesAsync(cancellationToken);
        return await reader.GetInteractionAsync(interaction.Id, cancellationToken);
    }

    public async Task<InteractionDetail> Handle(CorrectInteraction request, CancellationToken cancellationToken)
    {
        var interaction = await FindOwnAsync(db.Interactions, request.Id, cancellationToken);
        var before = InteractionInput.From(interaction);
        interaction.EnsureVersion(request.ExpectedVersion, () => request.Patch.DifferencesFrom(before));

        var input = request.Patch.ApplyTo(before);
        var custom = await fields.EnsureAsync(descriptor, validator, input, interaction, before, cancellationToken);
        var errors = await references.FindErrorsAsync(input, before, "", cancellationToken);
        if (errors.Count > 0) throw new InvalidException(errors);

        interaction.Correct(input.ToFacts(interaction.StartedAt), Now);
        interaction.Customize(custom);
        promises.Add(input.Promises, PromiseBook.Setting.Of(interaction));
        foreach (var file in await db.StoredFiles.Where(f => f.InteractionId == interaction.Id).ToListAsync(cancellationToken)) file.Follow(interaction);
        await db.SaveChangesAsync(cancellationToken);
        return await reader.GetInteractionAsync(interaction.Id, cancellationToken);
    }

    public async Task<Unit> Handle(DeleteInteraction request, CancellationToken cancellationToken)
    {
        var interaction = await FindOwnAsync(db.Interactions.IgnoreQueryFilters([QueryFilters.Bin]), request.Id, cancellationToken); // deleting twice is no error
        if (interaction.IsDeleted) return Unit.Value;

        interaction.EnsureVersion(request.ExpectedVersion);
        interaction.Delete(Now);
        await db.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }

    public async Task<InteractionDetail> Handle(RestoreInteraction request, CancellationToken cancellationToken)
    {
        var interaction = await FindOwnAsync(db.Interactions.IgnoreQueryFilters([QueryFilters.Bin]), request.Id, cancellationToken); // it lies in the bin
        interaction.Restore();
        await db.SaveChangesAsync(cancellationToken);
        return await reader.GetInteractionAsync(interaction.Id, cancellationToken);
    }

    /// <summary>Whoever sees a colleague's conversation on a shared customer may read it, not rewrite it.</summary>
    private async Task<Interaction> FindOwnAsync(IQueryable<Interaction> interactions, Guid id, CancellationToken cancellationToken)
    {
        var interaction = await interactions.Include(i => i.Contacts).GetAsync(id, cancellationToken);
        return user.HasInSight(interaction.OwnerId) ? interaction : throw new ForbiddenException("logged_by_somebody_else");
    }
}
