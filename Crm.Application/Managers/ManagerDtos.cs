using AutoMapper;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Common;
using Crm.Domain.Security;
using FluentValidation;

namespace Crm.Application.Managers;

/// <summary>An account manager: what he is there for, whom he looks after, how much he has to do, and who stands in for him.</summary>
public sealed record ManagerRow : IRow
{
    /// <summary>Id of the user.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc cref="User.Name"/>
    public string Name { get; init; } = "";

    /// <summary>administrator, sales_manager or sales.</summary>
    public Role Role { get; init; }

    /// <inheritdoc cref="User.TeamId"/>
    public Guid? TeamId { get; init; }

    /// <summary>Name of the team.</summary>
    public string? TeamName { get; init; }

    /// <summary>Whether he still works here; whose customers are left behind can be handed over.</summary>
    public bool Active { get; init; }

    /// <inheritdoc cref="User.Duties"/>
    public string? Duties { get; init; }

    /// <inheritdoc cref="User.DeputyId"/>
    public Guid? DeputyId { get; init; }

    /// <summary>Name of his standing deputy.</summary>
    public string? DeputyName { get; init; }

    /// <inheritdoc cref="User.DailyCapacity"/>
    public int DailyCapacity { get; init; }

    /// <inheritdoc cref="User.MostCustomers"/>
    public int? MostCustomers { get; init; }

    /// <summary>How many customers he looks after.</summary>
    public int Customers { get; init; }

    /// <summary>How many of them are of which tier.</summary>
    public IReadOnlyList<TierTally> Tiers { get; init; } = [];

    /// <summary>Planned conversations of this week and the next four, against what fits into them.</summary>
    public IReadOnlyList<WeekLoad> Weeks { get; init; } = [];

    /// <summary>How many follow-ups of his are late.</summary>
    public int Overdue { get; init; }

    /// <summary>How many of his customers have no next step.</summary>
    public int WithoutNextStep { get; init; }

    /// <summary>The absence that lasts today; null when he is there.</summary>
    public AbsenceSpan? Away { get; init; }

    /// <summary>The next absence that was entered.</summary>
    public AbsenceSpan? NextAbsence { get; init; }

    /// <inheritdoc cref="Record.Version"/>
    public int Version { get; init; }

    /// <summary>What you may do.</summary>
    public ManagerCan Can { get; init; } = new(false, false);
}

/// <summary>Customers of one tier.</summary>
/// <param name="Tier">Code of the list <c>customer_tier</c>; null for none.</param>
/// <param name="Customers">How many.</param>
public sealed record TierTally(string? Tier, int Customers)
{
    /// <summary>In the order of the list of tiers; those without one last.</summary>
    internal static IReadOnlyList<TierTally> InOrder(IEnumerable<TierTally> tallies, List<string> ranks) =>
        [.. tallies.OrderBy(t => t.Tier is null).ThenBy(t => ranks.IndexOf(t.Tier ?? ""))];
}

/// <summary>A week of a manager.</summary>
/// <param name="From">Its Monday.</param>
/// <param name="To">Its Sunday.</param>
/// <param name="Planned">Follow-ups that are planned for what is left of it.</param>
/// <param name="Capacity">How many fit into what is left of it: working days on which he is there.</param>
public sealed record WeekLoad(DateOnly From, DateOnly To, int Planned, int Capacity);

/// <summary>Days on which he is away.</summary>
/// <param name="Id">The absence.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Kind">leave, sick or training.</param>
/// <param name="DeputyId">Who stands in: who was named for these days, else his standing deputy.</param>
/// <param name="DeputyName">His name.</param>
public sealed record AbsenceSpan(Guid Id, DateOnly From, DateOnly To, AbsenceKind Kind, Guid? DeputyId, string? DeputyName);

/// <summary>What you may do with an account manager.</summary>
/// <param name="Update">Say what he is there for and who stands in for him, and hand his customers over.</param>
/// <param name="EnterAbsence">Enter when he is away.</param>
public sealed record ManagerCan(bool Update, bool EnterAbsence);

/// <summary>What can be written about an account manager.</summary>
public sealed record ManagerInput
{
    /// <summary>What he is there for; at most 1,000 characters, several lines.</summary>
    public string? Duties { get; init; }

    /// <summary>Who stands in for him whenever he is away and nobody else was named.</summary>
    public Guid? DeputyId { get; init; }

    /// <summary>Conversations that fit into a day of his, 1 to 100.</summary>
    public int? DailyCapacity { get; init; }

    /// <summary>How many customers he should look after at most; null for no limit.</summary>
    public int? MostCustomers { get; init; }

    internal static ManagerInput Of(User user) => new() { Duties = user.Duties, DeputyId = user.DeputyId, DailyCapacity = user.DailyCapacity, MostCustomers = user.MostCustomers };
}

/// <summary>The colleagues as account managers.</summary>
public sealed class ManagerDescriptor : EntityDescriptor<User>
{
    /// <summary>Names every field once.</summary>
    public ManagerDescriptor()
        : base("managers", new Label("客户经理", "Account managers"))
    {
        Add(Field("name", FieldType.PersonName, "姓名", "Name", u => u.Name) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true, Searchable = true });
        Add(Field("userId", FieldType.Owner, "客户经理", "Account manager", u => u.Id) with { ReadOnly = true, Required = true, Filterable = true });
        Add(Field("role", FieldType.Choice, "角色", "Role", u => u.Role) with { ReadOnly = true, Required = true, Filterable = true, Choices = WordsOf<Role>(), Options = Named(("administrator", "管理员", "Administrator"), ("sales_manager", "销售经理", "Sales manager"), ("sales", "销售", "Sales")) });
        Add(Field("teamId", FieldType.Relation, "团队", "Team", u => u.TeamId) with { ReadOnly = true, Filterable = true, RelatesTo = "teams" });
        Add(Field("deputyId", FieldType.Owner, "常设代理人", "Standing deputy", u => u.DeputyId) with { ReadOnly = true, Filterable = true });
        Add(Field("active", FieldType.YesNo, "启用", "Active", u => u.Active) with { ReadOnly = true, Required = true, Filterable = true });
        Add(Field("dailyCapacity", FieldType.Number, "每日沟通量", "Conversations a day", u => u.DailyCapacity) with { ReadOnly = true, Required = true, Filterable = true });
    }

    /// <inheritdoc/>
    public override string DefaultSort => "name";

    /// <inheritdoc/>
    public override bool IsView => true;
}

internal sealed class ManagerInputValidator : AbstractValidator<ManagerInput>
{
    private const int Most = 100_000;

    public ManagerInputValidator()
    {
        RuleFor(m => m.Duties).Lines(User.DutiesMaxLength);
        RuleFor(m => m.DailyCapacity).Present().Within(1, User.MostCapacity);
        RuleFor(m => m.MostCustomers).Within(1, Most);
    }
}

internal sealed class ManagerMaps : Profile
{
    public ManagerMaps() => CreateMap<User, ManagerRow>()
        .ForMember(row => row.TeamName, m => m.MapFrom(u => u.Team!.Name))
        .ForMember(row => row.DeputyName, m => m.Ignore())
        .ForMember(row => row.Customers, m => m.Ignore())
        .ForMember(row => row.Tiers, m => m.Ignore())
        .ForMember(row => row.Weeks, m => m.Ignore())
        .ForMember(row => row.Overdue, m => m.Ignore())
        .ForMember(row => row.WithoutNextStep, m => m.Ignore())
        .ForMember(row => row.Away, m => m.Ignore())
        .ForMember(row => row.NextAbsence, m => m.Ignore())
        .ForMember(row => row.Can, m => m.Ignore());
}
