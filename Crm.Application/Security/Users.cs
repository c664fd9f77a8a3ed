using AutoMapper;
using AutoMapper.QueryableExtensions;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Common;
using Crm.Domain.Security;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Security;

/// <summary>A user.</summary>
public sealed record UserRow : IRow
{
    /// <inheritdoc cref="Record.Id"/>
    public Guid Id { get; init; }

    /// <inheritdoc cref="User.Name"/>
    public string Name { get; init; } = "";

    /// <inheritdoc cref="User.Email"/>
    public string Email { get; init; } = "";

    /// <summary>administrator, sales_manager or sales.</summary>
    public Role Role { get; init; }

    /// <inheritdoc cref="User.TeamId"/>
    public Guid? TeamId { get; init; }

    /// <summary>Name of the team.</summary>
    public string? TeamName { get; init; }

    /// <inheritdoc cref="User.Active"/>
    public bool Active { get; init; }

    /// <inheritdoc cref="User.MustChangePassword"/>
    public bool MustChangePassword { get; init; }

    /// <inheritdoc cref="User.DeputyId"/>
    public Guid? DeputyId { get; init; }

    /// <inheritdoc cref="User.Duties"/>
    public string? Duties { get; init; }

    /// <inheritdoc cref="User.DailyCapacity"/>
    public int DailyCapacity { get; init; }

    /// <inheritdoc cref="User.MostCustomers"/>
    public int? MostCustomers { get; init; }

    /// <inheritdoc cref="User.LastSignInAt"/>
    public DateTime? LastSignInAt { get; init; }

    /// <inheritdoc cref="Record.CreatedAt"/>
    public DateTime CreatedAt { get; init; }

    /// <inheritdoc cref="Record.Version"/>
    public int Version { get; init; }
}

/// <summary>What can be written about a user.</summary>
public sealed record UserInput
{
    /// <summary>Name; at most 100 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Address to sign in with, unique; cannot be changed afterwards.</summary>
    public string? Email { get; init; }

    /// <summary>administrator, sales_manager or sales.</summary>
    public Role? Role { get; init; }

    /// <summary>Id of the team; a sales manager sees what his team owns.</summary>
    public Guid? TeamId { get; init; }

    internal static UserInput From(User user) => new() { Name = user.Name, Email = user.Email, Role = user.Role, TeamId = user.TeamId };
}

/// <summary>A new user with the password he signs in with the first time; it is shown once and kept nowhere.</summary>
/// <param name="User">The user.</param>
/// <param name="TemporaryPassword">To be handed over in person.</param>
public sealed record NewUser(UserRow User, string TemporaryPassword);

/// <summary>A user's new temporary password; it is shown once and kept nowhere.</summary>
/// <param name="TemporaryPassword">To be handed over in person.</param>
public sealed record NewPassword(string TemporaryPassword);

/// <summary>The colleagues.</summary>
/// <param name="List">Which ones.</param>
[RequirePermission(Permissions.UsersRead)]
public sealed record ListUsers(ListRequest List) : IRequest<ListPage<UserRow>>;

/// <summary>One user.</summary>
/// <param name="Id">The user.</param>
[RequirePermission(Permissions.UsersRead)]
public sealed record GetUser(Guid Id) : IRequest<UserRow>;

/// <summary>Adds a user. He signs in with a temporary password and must replace it.</summary>
/// <param name="Input">Who he is.</param>
[RequirePermission(Permissions.UsersManage)]
public sealed record AddUser(UserInput Input) : IRequest<NewUser>;

/// <summary>Changes name, role or team of a user.</summary>
/// <param name="Id">The user.</param>
/// <param name="Patch">What changes.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.UsersManage)]
public sealed record ChangeUser(Guid Id, MergePatch<UserInput> Patch, int? ExpectedVersion) : IRequest<UserRow>;

/// <summary>Shuts a user out at once: his sessions end and his access tokens are refused.</summary>
/// <param name="Id">The user.</param>
[RequirePermission(Permissions.UsersManage)]
public sealed record DisableUser(Guid Id) : IRequest<UserRow>;

/// <summary>Lets a user in again.</summary>
/// <param name="Id">The user.</param>
[RequirePermission(Permissions.UsersManage)]
public sealed record EnableUser(Guid Id) : IRequest<UserRow>;

/// <summary>Gives a user a new temporary password. His sessions end.</summary>
/// <param name="Id">The user.</param>
[RequirePermission(Permissions.UsersManage)]
public sealed record ResetPassword(Guid Id) : IRequest<NewPassword>;

/// <summary>A user, field by field.</summary>
public sealed class UserDescriptor : EntityDescriptor<User>
{
    /// <summary>Names every field once.</summary>
    public UserDescriptor()
        : base("users", new Label("用户", "Users"))
    {
        Add(Field("name", FieldType.PersonName, "姓名", "Name", u => u.Name) with { Required = true, Sortable = true, Filterable = true, Searchable = true, MaxLength = User.NameMaxLength });
        Add(Field("email", FieldType.Email, "邮箱", "E-mail", u => u.Email) with { Required = true, Sortable = true, Filterable = true, Searchable = true, MaxLength = Email.AddressMaxLength });
        Add(Field("role", FieldType.Choice, "角色", "Role", u => u.Role) with { Required = true, Filterable = true, Choices = WordsOf<Role>(), Options = Named(("administrator", "管理员", "Administrator"), ("sales_manager", "销售经理", "Sales manager"), ("sales", "销售", "Sales")) });
        Add(Field("teamId", FieldType.Relation, "团队", "Team", u => u.TeamId) with { Filterable = true, RelatesTo = "teams" });
        Add(Field("teamName", FieldType.Text, "团队名称", "Team name", u => u.Team!.Name) with { Logged = false, ReadOnly = true, Filterable = true });
        Add(Field("active", FieldType.YesNo, "启用", "Active", u => u.Active) with { ReadOnly = true, Required = true, Filterable = true });
        Add(Field("deputyId", FieldType.Owner, "常设代理人", "Standing deputy", u => u.DeputyId) with { ReadOnly = true, Filterable = true });
        Add(Field("duties", FieldType.LongText, "职责", "Duties", u => u.Duties) with { ReadOnly = true, MaxLength = User.DutiesMaxLength });
        Add(Field("dailyCapacity", FieldType.Number, "每日沟通量", "Conversations a day", u => u.DailyCapacity) with { ReadOnly = true, Required = true, Filterable = true });
        Add(Field("mostCustomers", FieldType.Number, "客户数上限", "Most customers", u => u.MostCustomers) with { ReadOnly = true, Filterable = true });
        Add(Field("lastSignInAt", FieldType.DateTime, "最近登录", "Last sign-in", u => u.LastSignInAt) with { Logged = false, ReadOnly = true, Sortable = true, Filterable = true });
        Add(Field("createdAt", FieldType.DateTime, "创建时间", "Created at", u => u.CreatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
    }

    /// <inheritdoc/>
    public override string DefaultSort => "name";
}

internal sealed class UserInputValidator : AbstractValidator<UserInput>
{
    public UserInputValidator()
    {
        RuleFor(u => u.Name).Given().Line(User.NameMaxLength);
        RuleFor(u => u.Email).Given().Line(Email.AddressMaxLength).EmailAddress();
        RuleFor(u => u.Role).Present();
    }
}

internal sealed class UserMaps : Profile
{
    public UserMaps() => CreateMap<User, UserRow>().ForMember(row => row.TeamName, m => m.MapFrom(u => u.Team!.Name));
}

internal sealed class UserQueries(ICrmDb db, RecordLister lister, UserDescriptor descriptor, IMapper mapper) :
    IRequestHandler<ListUsers, ListPage<UserRow>>,
    IRequestHandler<GetUser, UserRow>
{
    public Task<ListPage<UserRow>> Handle(ListUsers request, CancellationToken cancellationToken) =>
        lister.ListAsync<User, UserRow>(descriptor, request.List, cancellationToken);

    public async Task<UserRow> Handle(GetUser request, CancellationToken cancellationToken) =>
        await db.Users.Where(u => u.Id == request.Id).AsNoTracking().ProjectTo<UserRow>(mapper.ConfigurationProvider).FirstOrDefaultAsync(cancellationToken)
        ?? throw new NotFoundException(nameof(User));
}

internal sealed class UserCommands(
    ICrmDb db,
    IValidator<UserInput> validator,
    IPasswordHasher hasher,
    Sessions sessions,
    AccountMails mails,
    IUserDirectory directory,
    ISessionWatch watch,
    ICurrentUser current,
    IMapper mapper,
    TimeProvider clock) :
    IRequestHandler<AddUser, NewUser>,
    IRequestHandler<ChangeUser, UserRow>,
    IRequestHandler<DisableUser, UserRow>,
    IRequestHandler<EnableUser, UserRow>,
    IRequestHandler<ResetPassword, NewPassword>
{
    public async Task<NewUser> Handle(AddUser request, CancellationToken cancellationToken)
    {
        var input = request.Input;
        InputValidation.Ensure(validator, input);
        await EnsureTeamAsync(input.TeamId, cancellationToken);
        var email = EmailAddress.Normalize(input.Email!);
        if (await db.Users.AnyAsync(u => u.Email == email, cancellationToken)) throw new ConflictException("duplicate_email", "email");

        var password = TemporaryPassword.New();
        var user = new User(Guid.CreateVersion7(clock.GetUtcNow()), TextRules.Clean(input.Name)!, email, input.Role!.Value, input.TeamId, hasher.Hash(password));
        db.Users.Add(user);
        mails.Made(user);
        return new NewUser(await SaveAsync(user, cancellationToken), password);
    }

    public async Task<UserRow> Handle(ChangeUser request, CancellationToken cancellationToken)
    {
        var user = await db.Users.GetAsync(request.Id, cancellationToken);
        var before = UserInput.From(user);
        user.EnsureVersion(request.ExpectedVersion, () => request.Patch.DifferencesFrom(before));
        var input = request.Patch.ApplyTo(before);
        InputValidation.Ensure(validator, input);
        if (input.Email != user.Email) throw new InvalidException(FieldError.At("email", "read_only"));
        if (user.Id == current.UserId && input.Role != user.Role) throw new DomainException("cannot_change_own_role", "role");
        await EnsureTeamAsync(input.TeamId, cancellationToken);

        user.Change(TextRules.Clean(input.Name)!, input.Role!.Value, input.TeamId);
        return await SaveAsAdministratorAsync(user, cancellationToken);
    }

    public async Task<UserRow> Handle(DisableUser request, CancellationToken cancellationToken)
    {
        var user = await db.Users.GetAsync(request.Id, cancellationToken);
        if (user.Active) mails.Disabled(user);
        user.Disable(current.UserId);
        await sessions.EndAllAsync(user.Id, cancellationToken);
        return await SaveAsAdministratorAsync(user, cancellationToken);
    }

    public async Task<UserRow> Handle(EnableUser request, CancellationToken cancellationToken)
    {
        var user = await db.Users.GetAsync(request.Id, cancellationToken);
        user.Enable();
        return await SaveAsync(user, cancellationToken);
    }

    public async Task<NewPassword> Handle(ResetPassword request, CancellationToken cancellationToken)
    {
        var user = await db.Users.GetAsync(request.Id, cancellationToken);
        var password = TemporaryPassword.New();
        user.GivePassword(hasher.Hash(password));
        mails.PasswordReset(user);
        await sessions.EndAllAsync(user.Id, cancellationToken);
        await SaveAsync(user, cancellationToken);
        return new NewPassword(password);
    }

    private async Task EnsureTeamAsync(Guid? teamId, CancellationToken cancellationToken)
    {
        if (teamId is { } id && !await db.Teams.AnyAsync(t => t.Id == id, cancellationToken)) throw new InvalidException(FieldError.At("teamId", "unknown_team"));
    }

    /// <summary>Nobody ends his own office, so one administrator always stays; of two who end each other's at once the slower has lost his already.</summary>
    private async Task<UserRow> SaveAsAdministratorAsync(User user, CancellationToken cancellationToken)
    {
        await db.AloneAsync(
            ["administrators"],
            async () =>
            {
                var still = await db.Users.AnyAsync(u => u.Id == current.UserId && u.Active && u.Role == Role.Administrator, cancellationToken);
                return still ? await db.SaveChangesAsync(cancellationToken) : throw new ForbiddenException("permission_missing", Permissions.UsersManage);
            },
            cancellationToken);
        return await SaveAsync(user, cancellationToken);
    }

    private async Task<UserRow> SaveAsync(User user, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        directory.Forget();
        watch.Forget();
        return await db.Users.Where(u => u.Id == user.Id).AsNoTracking().ProjectTo<UserRow>(mapper.ConfigurationProvider).FirstAsync(cancellationToken);
    }
}
