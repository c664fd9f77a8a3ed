using Crm.Domain.Common;

namespace Crm.Domain.Security;

/// <summary>A colleague who works with the system.</summary>
public sealed class User : Record
{
    /// <summary>Longest name.</summary>
    public const int NameMaxLength = 100;

    /// <summary>Longest text about duties.</summary>
    public const int DutiesMaxLength = 1000;

    /// <summary>Conversations that fit into a day where nothing else was said.</summary>
    public const int UsualCapacity = 12;

    /// <summary>Most conversations a day.</summary>
    public const int MostCapacity = 100;

    /// <summary>Time zone of a new user (IANA).</summary>
    public const string DefaultTimeZone = "Asia/Shanghai";

    /// <summary>Language of a new user.</summary>
    public const string Chinese = "zh-CN";

    /// <summary>The other language there is.</summary>
    public const string English = "en";

    private User()
    {
    }

    /// <summary>A new user, who must choose a password of his own at first sign-in.</summary>
    public User(Guid id, string name, string email, Role role, Guid? teamId, string passwordHash)
        : base(id)
    {
        (Name, Email, Role, TeamId, PasswordHash) = (name, EmailAddress.Normalize(email), role, teamId, passwordHash);
        MustChangePassword = true;
        Active = true;
    }

    /// <summary>Name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Address to sign in with, normalised and unique.</summary>
    public string Email { get; private set; } = "";

    /// <summary>What the user does here; decides rights and which rows he sees.</summary>
    public Role Role { get; private set; }

    /// <summary>The team; a sales manager sees what his team owns.</summary>
    public Guid? TeamId { get; private set; }

    /// <summary>The team, for reading.</summary>
    public Team? Team { get; private set; }

    /// <summary>Hash of the password (PBKDF2).</summary>
    public string PasswordHash { get; private set; } = "";

    /// <summary>Whether the password was given by somebody else and must be replaced.</summary>
    public bool MustChangePassword { get; private set; }

    /// <summary>Whether the user may sign in.</summary>
    public bool Active { get; private set; }

    /// <summary>Where the days of the house begin and end.</summary>
    public static TimeZoneInfo HouseZone => TimeZoneInfo.FindSystemTimeZoneById(DefaultTimeZone);

    /// <summary>IANA time zone in which the user's days begin and end.</summary>
    public string TimeZone { get; private set; } = DefaultTimeZone;

    /// <summary>The time zone of this name; the house's where this machine knows none.</summary>
    public static TimeZoneInfo ZoneOf(string timeZone) => TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var own) ? own : HouseZone;

    /// <summary>The language he last signed in with; mail to him is written in it.</summary>
    public string Language { get; private set; } = Chinese;

    /// <summary>Who stands in for him whenever he is away and nobody else was named.</summary>
    public Guid? DeputyId { get; private set; }

    /// <summary>What he is there for, in words.</summary>
    public string? Duties { get; private set; }

    /// <summary>Conversations with customers that fit into a day of his beside the other work.</summary>
    public int DailyCapacity { get; private set; } = UsualCapacity;

    /// <summary>How many customers he should look after at most.</summary>
    public int? MostCustomers { get; private set; }

    /// <summary>When he last signed in (UTC).</summary>
    public DateTime? LastSignInAt { get; private set; }

    /// <summary>Changes name, role and team.</summary>
    public void Change(string name, Role role, Guid? teamId) => (Name, Role, TeamId) = (name, role, teamId);

    /// <summary>Says what he does as an account manager, how much of it, and who stands in for him.</summary>
    /// <exception cref="DomainException"><c>deputy_of_oneself</c>, <c>out_of_range</c>.</exception>
    public void Assign(string? duties, Guid? deputyId, int dailyCapacity, int? mostCustomers)
    {
        if (deputyId == Id) throw new DomainException("deputy_of_oneself", "deputyId");
        if (dailyCapacity is < 1 or > MostCapacity) throw new DomainException("out_of_range", "dailyCapacity");
        if (deputyId != DeputyId) Raise(new StandInsChanged(Id));
        (Duties, DeputyId, DailyCapacity, MostCustomers) = (duties, deputyId, dailyCapacity, mostCustomers);
    }

    /// <summary>The user has chosen a password of his own.</summary>
    public void ChoosePassword(string hash) => (PasswordHash, MustChangePassword) = (hash, false);

    /// <summary>Somebody else gave the user a password; he must replace it.</summary>
    public void GivePassword(string hash) => (PasswordHash, MustChangePassword) = (hash, true);

    /// <summary>The same password under newer hashing parameters.</summary>
    public void Rehash(string hash) => PasswordHash = hash;

    /// <summary>Shuts the user out.</summary>
    /// <param name="by">Who does it: nobody shuts himself out.</param>
    /// <exception cref="DomainException"><c>cannot_disable_self</c>.</exception>
    public void Disable(Guid? by)
    {
        if (by == Id) throw new DomainException("cannot_disable_self");
        Active = false;
    }

    /// <summary>Lets the user in again.</summary>
    public void Enable() => Active = true;
}

/// <summary>What a user does.</summary>
public enum Role
{
    /// <summary>Runs the system and sees everything.</summary>
    Administrator,

    /// <summary>Leads a team and sees what it owns.</summary>
    SalesManager,

    /// <summary>Sells and sees what he owns.</summary>
    Sales,
}
