using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.Security;
using FluentValidation;
using MediatR;

namespace Crm.Application.Managers;

/// <summary>The account managers that one leads, and oneself.</summary>
/// <param name="List">Which ones.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record ListManagers(ListRequest List) : IRequest<ListPage<ManagerRow>>;

/// <summary>One account manager.</summary>
/// <param name="Id">The user.</param>
[RequirePermission(Permissions.CustomersRead)]
public sealed record GetManager(Guid Id) : IRequest<ManagerRow>;

/// <summary>Says what an account manager is there for, how much he can do and who stands in for him.</summary>
/// <param name="Id">The user.</param>
/// <param name="Patch">What changes.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.CustomersAssign)]
public sealed record ChangeManager(Guid Id, MergePatch<ManagerInput> Patch, int? ExpectedVersion) : IRequest<ManagerRow>;

internal sealed class ManagerHandlers(ICrmDb db, RecordLister lister, ManagerDescriptor descriptor, ManagerReader reader, IValidator<ManagerInput> validator, IUserDirectory directory, ICurrentUser user) :
    IRequestHandler<ListManagers, ListPage<ManagerRow>>,
    IRequestHandler<GetManager, ManagerRow>,
    IRequestHandler<ChangeManager, ManagerRow>
{
    public async Task<ListPage<ManagerRow>> Handle(ListManagers request, CancellationToken cancellationToken)
    {
        var list = Led(user.UserId is { } me ? await directory.FindAsync(me, cancellationToken) : null) is { } led ? request.List with { Filter = new AllOf([request.List.Filter, led]) } : request.List;
        var page = await lister.ListAsync<User, ManagerRow>(descriptor, list, cancellationToken);
        return page with { Data = await reader.CompleteAsync(page.Data, cancellationToken) };
    }

    public Task<ManagerRow> Handle(GetManager request, CancellationToken cancellationToken) => reader.GetAsync(request.Id, cancellationToken);

    public async Task<ManagerRow> Handle(ChangeManager request, CancellationToken cancellationToken)
    {
        await reader.EnsureLedAsync(request.Id, cancellationToken);
        var manager = await db.Users.GetAsync(request.Id, cancellationToken);
        var before = ManagerInput.Of(manager);
        manager.EnsureVersion(request.ExpectedVersion, () => request.Patch.DifferencesFrom(before));
        var input = request.Patch.ApplyTo(before);
        InputValidation.Ensure(validator, input);
        if (input.DeputyId is { } deputyId && deputyId != before.DeputyId && await directory.FindAsync(deputyId, cancellationToken) is not { Active: true }) throw new InvalidException(FieldError.At("deputyId", "unknown_user"));

        manager.Assign(TextRules.CleanMultiline(input.Duties), input.DeputyId, input.DailyCapacity!.Value, input.MostCustomers);
        await db.SaveChangesAsync(cancellationToken);
        directory.Forget();
        return await reader.GetAsync(request.Id, cancellationToken);
    }

    /// <summary>Users have no sight of their own: everybody may know his colleagues, but not what they have to do.</summary>
    private static Filter? Led(UserEntry? me) => me switch
    {
        null or { Role: Role.Administrator } => null,
        { Role: Role.SalesManager, TeamId: { } teamId } => new AnyOf([Is("teamId", teamId), Is("userId", me.Id)]),
        _ => Is("userId", me.Id),
    };

    private static Comparison Is(string field, Guid id) => new(field, FilterOperator.Eq, [id.ToString()], $"filter[{field}]");
}
