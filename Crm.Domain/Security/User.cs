using Crm.Domain.Common;

namespace Crm.Domain.Security;

/// <summary>A colleague who works with the system.</summary>
public sealed class User : Record
{
    /// <summary>Longest name.</summary>
    public const int NameMaxLength = 100;

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

    /// <summary>IANA time zone in which the user's days begin and end.</summary>
    public string TimeZone { get; private set; } = DefaultTimeZone;

    /// <summary>The language he last signed in with; mail to him is written in it.</summary>
    public string Language { get; private set; } = Chinese;

    /// <summary>When he last signed in (UTC).</summary>
    public DateTime? LastSignInAt { get; private set; }

    /// <summary>Changes name, role and team.</summary>
    public void Change(string name, Role role, Guid? teamId) => (Name, Role, TeamId) = (name, role, teamId);

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
