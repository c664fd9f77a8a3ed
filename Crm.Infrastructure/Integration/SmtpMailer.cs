using System.Net.Mail;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Crm.Application.Integration;

namespace Crm.Infrastructure.Integration;

/// <summary>Hands mail to a server by SMTP (RFC 5321), one connection for each: mail is rare here.</summary>
internal sealed class SmtpMailer(MailSettings settings, TimeProvider clock) : IMailer
{
    /// <summary>For all of a mail; shorter than the lease of a message in the outbox and than the time the program has to end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public bool HasServer => settings.Host is not null;

    public async Task SendAsync(Mail mail, string messageId)
    {
        if (!MailAddress.TryCreate(mail.To, out var to) || to.Address != mail.To || !Ascii.IsValid(mail.To)) throw new MailRefusedException("the address cannot be written in SMTP", forGood: true);

        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await using var server = await SmtpConversation.OpenAsync(settings, patience.Token);
            await server.SayAsync($"MAIL FROM:<{settings.From.Address}>", patience.Token);
            await server.SayAsync($"RCPT TO:<{to.Address}>", patience.Token, aboutThisMail: true);
            await server.SayAsync("DATA", patience.Token, expected: 354);
            await server.SendDocumentAsync(MailDocument.Write(mail, settings.From, messageId, clock.GetUtcNow()), patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new MailRefusedException($"no answer within {Patience.TotalSeconds:0} seconds", forGood: false);
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException)
        {
            throw new MailRefusedException($"the connection failed: {(e as SocketException)?.SocketErrorCode.ToString() ?? e.GetType().Name}", forGood: false);
        }
    }
}
