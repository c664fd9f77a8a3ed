namespace Crm.Application.Integration;

/// <summary>A letter to one person.</summary>
/// <param name="To">His address.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain text.</param>
public sealed record Mail(string To, string Subject, string Text);

/// <summary>Hands mail to the company's mail server.</summary>
public interface IMailer
{
    /// <summary>Whether there is a mail server at all; without one nothing is written to be sent.</summary>
    bool HasServer { get; }

    /// <summary>Returns when the server has taken the mail.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="messageId">The same for every try, so that who gets it twice can tell.</param>
    /// <exception cref="MailRefusedException">The server did not take it.</exception>
    Task SendAsync(Mail mail, string messageId);
}

/// <summary>The mail server did not take a mail.</summary>
/// <param name="reason">Why, without addresses or text of the mail.</param>
/// <param name="forGood">Whether another try would end the same way.</param>
public sealed class MailRefusedException(string reason, bool forGood) : Exception(reason)
{
    /// <summary>Whether another try would end the same way.</summary>
    public bool ForGood { get; } = forGood;
}
