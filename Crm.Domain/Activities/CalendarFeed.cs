namespace Crm.Domain.Activities;

/// <summary>The address under which a calendar program reads what a user has planned. Only a digest of it is kept: whoever has lost it makes a new one.</summary>
public sealed class CalendarFeed
{
    /// <summary>Length of the digest of a token (SHA-256, hexadecimal).</summary>
    public const int HashLength = 64;

    private CalendarFeed()
    {
    }

    /// <summary>The first address of a user.</summary>
    public CalendarFeed(Guid userId, string tokenHash, DateTime now) => (UserId, TokenHash, CreatedAt) = (userId, tokenHash, now);

    /// <summary>Whose calendar it is.</summary>
    public Guid UserId { get; private set; }

    /// <summary>Digest of the token in the address.</summary>
    public string TokenHash { get; private set; } = "";

    /// <summary>Since when this address holds (UTC).</summary>
    public DateTime CreatedAt { get; private set; }

    /// <summary>When a program last read it (UTC), to the hour.</summary>
    public DateTime? ReadAt { get; private set; }

    /// <summary>Another address; the one before leads nowhere from now on.</summary>
    public void Renew(string tokenHash, DateTime now) => (TokenHash, CreatedAt, ReadAt) = (tokenHash, now, null);
}

/// <summary>How a user wants to be reminded of what is due.</summary>
public sealed class ReminderChoice
{
    /// <summary>Minutes before, where a user has chosen nothing.</summary>
    public const int UsualMinutes = 15;

    private ReminderChoice()
    {
    }

    /// <summary>A choice.</summary>
    public ReminderChoice(Guid userId, int? minutesBefore, ReminderMail mail) => (UserId, MinutesBefore, Mail) = (userId, minutesBefore, mail);

    /// <summary>The user.</summary>
    public Guid UserId { get; private set; }

    /// <summary>How many minutes before what is due at a time of day; null for no reminders but those of single follow-ups.</summary>
    public int? MinutesBefore { get; private set; }

    /// <summary>What comes by mail.</summary>
    public ReminderMail Mail { get; private set; }

    /// <summary>The last day, where he is, for which he got the mail of the day.</summary>
    public DateOnly? DigestOn { get; private set; }

    /// <summary>He chooses anew.</summary>
    public void Choose(int? minutesBefore, ReminderMail mail) => (MinutesBefore, Mail) = (minutesBefore, mail);
}

/// <summary>What a user wants by mail.</summary>
public enum ReminderMail
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A mail for each reminder.</summary>
    Each,

    /// <summary>One mail a day, in the morning, with what is late and what is due.</summary>
    Daily,
}
