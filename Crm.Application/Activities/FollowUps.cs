using Crm.Application.Common;
using Crm.Application.Questionnaires;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Activities;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Activities;

/// <summary>Follow-ups in sight.</summary>
/// <param name="List">Which ones.</param>
[RequirePermission(Permissions.ActivitiesRead)]
public sealed record ListFollowUps(ListRequest List) : IRequest<ListPage<FollowUpRow>>;

/// <summary>One follow-up.</summary>
/// <param name="Id">The follow-up.</param>
[RequirePermission(Permissions.ActivitiesRead)]
public sealed record GetFollowUp(Guid Id) : IRequest<FollowUpRow>;

/// <summary>Plans a next step.</summary>
/// <param name="Input">What, how, when, by whom.</param>
/// <param name="Id">The id that the new record is to have; null to let it be made.</param>
[RequirePermission(Permissions.ActivitiesWrite)]
public sealed record PlanFollowUp(FollowUpInput Input, Guid? Id = null) : IRequest<FollowUpRow>;

/// <summary>Changes what is planned.</summary>
/// <param name="Id">The follow-up.</param>
/// <param name="Patch">What changes.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.ActivitiesWrite)]
public sealed record ChangeFollowUp(Guid Id, MergePatch<FollowUpInput> Patch, int? ExpectedVersion) : IRequest<FollowUpRow>;

/// <summary>Puts a follow-up into the bin.</summary>
/// <param name="Id">The follow-up.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.ActivitiesWrite)]
public sealed record DeleteFollowUp(Guid Id, int? ExpectedVersion) : IRequest;

/// <summary>Takes a follow-up out of the bin.</summary>
/// <param name="Id">The follow-up.</param>
[RequirePermission(Permissions.ActivitiesWrite)]
public sealed record RestoreFollowUp(Guid Id) : IRequest<FollowUpRow>;

internal sealed class FollowUpQueries(RecordLister lister, FollowUpDescriptor descriptor, ActivityReader reader) :
    IRequestHandler<ListFollowUps, ListPage<FollowUpRow>>,
    IRequestHandler<GetFollowUp, FollowUpRow>
{
    public async Task<ListPage<FollowUpRow>> Handle(ListFollowUps request, CancellationToken cancellationToken)
    {
        var page = await lister.ListAsync<FollowUp, FollowUpRow>(descriptor, request.List, cancellationToken);
        return page with { Data = [.. page.Data.Select(reader.For)] };
    }

    public Task<FollowUpRow> Handle(GetFollowUp request, CancellationToken cancellationToken) => reader.GetFollowUpAsync(request.Id, cancellationToken);
}

internal sealed class FollowUpCommands(
    ICrmDb db,
    IValidator<FollowUpInput> validator,
    FollowUpDescriptor descriptor,
    FieldCheck fields,
    ActivityReferences references,
    ActivityReader reader,
    AnswerBook answers,
    ICurrentUser user,
    TimeProvider clock) :
    IRequestHandler<PlanFollowUp, FollowUpRow>,
    IRequestHandler<ChangeFollowUp, FollowUpRow>,
    IRequestHandler<DeleteFollowUp>,
    IRequestHandler<RestoreFollowUp, FollowUpRow>
{
    public async Task<FollowUpRow> Handle(PlanFollowUp request, CancellationToken cancellationToken)
    {
        var custom = await fields.EnsureAsync(descriptor, validator, request.Input, before: null, said: null, cancellationToken);
        var errors = await references.FindErrorsAsync(request.Input, before: null, "", cancellationToken);
        if (errors.Count > 0) throw new InvalidException(errors);

        var followUp = FollowUp.Plan(request.Id ?? Guid.CreateVersion7(clock.GetUtcNow()), request.Input.ToPlan(user));
        followUp.Customize(custom);
        db.FollowUps.Add(followUp);
        await db.SaveChangesAsync(cancellationToken);
        return await reader.GetFollowUpAsync(followUp.Id, cancellationToken);
    }

    public async Task<FollowUpRow> Handle(ChangeFollowUp request, CancellationToken cancellationToken)
    {
        var followUp = await db.FollowUps.GetAsync(request.Id, cancellationToken);
        var before = FollowUpInput.From(followUp);
        followUp.EnsureVersion(request.ExpectedVersion, () => request.Patch.DifferencesFrom(before));

        var input = request.Patch.ApplyTo(before);
        var custom = await fields.EnsureAsync(descriptor, validator, input, followUp, before, cancellationToken);
        var errors = await references.FindErrorsAsync(input, before, "", cancellationToken);
        if (errors.Count > 0) throw new InvalidException(errors);

        followUp.Change(input.ToPlan(user));
        if (followUp.QuestionnaireId != before.QuestionnaireId || followUp.CustomerId != before.CustomerId) await answers.FollowAsync(followUp, before.QuestionnaireId, cancellationToken);
        followUp.Customize(custom);
        await db.SaveChangesAsync(cancellationToken);
        return await reader.GetFollowUpAsync(followUp.Id, cancellationToken);
    }

    public async Task<Unit> Handle(DeleteFollowUp request, CancellationToken cancellationToken)
    {
        await db.DeleteAsync<FollowUp>(request.Id, request.ExpectedVersion, clock, cancellationToken);
        return Unit.Value;
    }

    public async Task<FollowUpRow> Handle(RestoreFollowUp request, CancellationToken cancellationToken)
    {
        var followUp = await db.FollowUps
            .IgnoreQueryFilters([QueryFilters.Bin]) // it lies in the bin
            .GetAsync(request.Id, cancellationToken);
        followUp.Restore();
        await db.SaveChangesAsync(cancellationToken);
        return await reader.GetFollowUpAsync(followUp.Id, cancellationToken);
    }
}
