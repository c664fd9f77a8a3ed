using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.Views;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Views;

/// <summary>The views of one kind of record that the user made or that are shared with him, by name.</summary>
/// <param name="Entity">Key of the kind.</param>
[ByKindRequest]
public sealed record ListViews(string Entity) : IRequest<ListPage<SavedViewRow>>;

/// <summary>One view.</summary>
/// <param name="Entity">Key of the kind.</param>
/// <param name="Id">The view.</param>
[ByKindRequest]
public sealed record GetView(string Entity, Guid Id) : IRequest<SavedViewRow>;

/// <summary>Saves a view.</summary>
/// <param name="Entity">Key of the kind.</param>
/// <param name="Input">The view.</param>
[ByKindRequest]
public sealed record AddView(string Entity, SavedViewInput Input) : IRequest<SavedViewRow>;

/// <summary>Says everything about a view anew.</summary>
/// <param name="Entity">Key of the kind.</param>
/// <param name="Id">The view.</param>
/// <param name="Input">The view.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[ByKindRequest]
public sealed record ReplaceView(string Entity, Guid Id, SavedViewInput Input, int? ExpectedVersion) : IRequest<SavedViewRow>;

/// <summary>Deletes a view, for all with whom it is shared.</summary>
/// <param name="Entity">Key of the kind.</param>
/// <param name="Id">The view.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[ByKindRequest]
public sealed record DeleteView(string Entity, Guid Id, int? ExpectedVersion) : IRequest;

internal sealed class ViewQueries(ListedKinds kinds, ViewReader reader, ICurrentUser user) : IRequestHandler<ListViews, ListPage<SavedViewRow>>, IRequestHandler<GetView, SavedViewRow>
{
    public async Task<ListPage<SavedViewRow>> Handle(ListViews request, CancellationToken cancellationToken)
    {
        var kind = kinds.Get(request.Entity, user);
        var views = await (await reader.InSightAsync(request.Entity, cancellationToken)).AsNoTracking().OrderBy(v => v.Name).ThenBy(v => v.Id).ToListAsync(cancellationToken);
        return Pages.Whole(await reader.RowsAsync(kind, views, cancellationToken));
    }

    public async Task<SavedViewRow> Handle(GetView request, CancellationToken cancellationToken)
    {
        var kind = kinds.Get(request.Entity, user);
        var view = await (await reader.InSightAsync(request.Entity, cancellationToken)).AsNoTracking().GetAsync(request.Id, cancellationToken);
        return (await reader.RowsAsync(kind, [view], cancellationToken))[0];
    }
}

internal sealed class ViewCommands(ICrmDb db, IValidator<SavedViewInput> validator, ListedKinds kinds, ViewReader reader, FilterTranslator filters, ICurrentUser user, TimeProvider clock) :
    IRequestHandler<AddView, SavedViewRow>,
    IRequestHandler<ReplaceView, SavedViewRow>,
    IRequestHandler<DeleteView>
{
    public async Task<SavedViewRow> Handle(AddView request, CancellationToken cancellationToken)
    {
        var kind = kinds.Get(request.Entity, user);
        var view = new SavedView(Guid.CreateVersion7(clock.GetUtcNow()), request.Entity, user.RequireId());
        await WriteAsync(kind, view, request.Input, cancellationToken);
        if (await db.SavedViews.CountAsync(v => v.Entity == view.Entity && v.OwnerId == view.OwnerId, cancellationToken) >= SavedView.MaxPerUser)
            throw new InvalidException(new FieldError("", "too_many", new Dictionary<string, object?> { ["max"] = SavedView.MaxPerUser }));

        db.SavedViews.Add(view);
        await db.SaveChangesAsync(cancellationToken);
        return (await reader.RowsAsync(kind, [view], cancellationToken))[0];
    }

    public async Task<SavedViewRow> Handle(ReplaceView request, CancellationToken cancellationToken)
    {
        var kind = kinds.Get(request.Entity, user);
        var view = await FindOwnAsync(request.Entity, request.Id, cancellationToken);
        view.EnsureVersion(request.ExpectedVersion);
        await WriteAsync(kind, view, request.Input, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return (await reader.RowsAsync(kind, [view], cancellationToken))[0];
    }

    public async Task<Unit> Handle(DeleteView request, CancellationToken cancellationToken)
    {
        kinds.Get(request.Entity, user);
        var view = await FindOwnAsync(request.Entity, request.Id, cancellationToken);
        view.EnsureVersion(request.ExpectedVersion);
        db.SavedViews.Remove(view);
        await db.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }

    /// <summary>Whoever sees a view of somebody else may use it, not change it; an administrator keeps the shared ones in order.</summary>
    private async Task<SavedView> FindOwnAsync(string entity, Guid id, CancellationToken cancellationToken)
    {
        var view = await (await reader.InSightAsync(entity, cancellationToken)).GetAsync(id, cancellationToken);
        return reader.MayChange(view) ? view : throw new ForbiddenException("view_of_somebody_else");
    }

    private async Task WriteAsync(ListedKind kind, SavedView view, SavedViewInput input, CancellationToken cancellationToken)
    {
        InputValidation.Ensure(validator, input);
        var list = new SearchInput { Where = input.Where, Q = input.Q, Sort = input.Sort }.ToList();
        await filters.EnsureAsync(kind.Descriptor, list, cancellationToken);
        await reader.EnsureLayoutAsync(kind, input, cancellationToken);

        var teamId = input.SharedWith != ViewAudience.Team ? null : input.TeamId ?? await reader.TeamOfAsync(view.OwnerId, cancellationToken);
        if (teamId is not null && teamId != view.TeamId && !await MayShareAsync(teamId.Value, cancellationToken)) throw new InvalidException(FieldError.At("teamId", "unknown_team"));

        var name = TextRules.Clean(input.Name)!;
        if (await db.SavedViews.AnyAsync(v => v.Entity == view.Entity && v.OwnerId == view.OwnerId && v.Name == name && v.Id != view.Id, cancellationToken))
            throw new ConflictException("duplicate_name", "name");
        view.Write(name, JsonSerializer.Serialize(ViewContent.From(input), CrmJson.Options), input.SharedWith, teamId, input.Role);
    }

    private async Task<bool> MayShareAsync(Guid teamId, CancellationToken cancellationToken) =>
        teamId == await reader.TeamOfAsync(user.RequireId(), cancellationToken) || (user.May(Permissions.SettingsManage) && await db.Set<Domain.Security.Team>().AnyAsync(t => t.Id == teamId, cancellationToken));
}
