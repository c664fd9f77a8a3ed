using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Common;
using Crm.Domain.Security;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Security;

/// <summary>A team.</summary>
/// <param name="Id">Id.</param>
/// <param name="Name">Name.</param>
/// <param name="Version">Version.</param>
public sealed record TeamRow(Guid Id, string Name, int Version);

/// <summary>What can be written about a team.</summary>
/// <param name="Name">Name, unique; at most 60 characters.</param>
public sealed record TeamInput(string? Name);

/// <summary>All teams by name.</summary>
[RequirePermission(Permissions.UsersRead)]
public sealed record ListTeams : IRequest<ListPage<TeamRow>>;

/// <summary>Adds a team.</summary>
/// <param name="Input">The team.</param>
[RequirePermission(Permissions.UsersManage)]
public sealed record AddTeam(TeamInput Input) : IRequest<TeamRow>;

internal sealed class AddTeamValidator : AbstractValidator<AddTeam>
{
    public AddTeamValidator() => RuleFor(r => r.Input.Name).Given().Line(Team.NameMaxLength);
}

internal sealed class TeamHandlers(ICrmDb db, TimeProvider clock) : IRequestHandler<ListTeams, ListPage<TeamRow>>, IRequestHandler<AddTeam, TeamRow>
{
    public async Task<ListPage<TeamRow>> Handle(ListTeams request, CancellationToken cancellationToken) =>
        Pages.Whole(await db.Teams.AsNoTracking().OrderBy(t => t.Name).ThenBy(t => t.Id).Select(t => new TeamRow(t.Id, t.Name, t.Version)).ToListAsync(cancellationToken));

    public async Task<TeamRow> Handle(AddTeam request, CancellationToken cancellationToken)
    {
        var team = new Team(Guid.CreateVersion7(clock.GetUtcNow()), TextRules.Clean(request.Input.Name)!);
        if (await db.Teams.AnyAsync(t => t.Name == team.Name, cancellationToken)) throw new ConflictException("duplicate_name", "name");
        db.Teams.Add(team);
        await db.SaveChangesAsync(cancellationToken);
        return new TeamRow(team.Id, team.Name, team.Version);
    }
}
