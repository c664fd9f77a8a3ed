using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Crm.Application.Integration;

namespace Crm.Infrastructure.Integration;

/// <summary>What is said to a mail server, line by line, over a connection that is as safe as the settings ask.</summary>
internal sealed class SmtpConversation : IAsyncDisposable
{
    private const int MaxLines = 100;
    private readonly TcpClient _connection = new();
    private Stream _stream = Stream.Null;
    private StreamReader _reader = StreamReader.Null;

    private SmtpConversation()
    {
    }

    /// <summary>Connected, protected and signed in.</summary>
    public static async Task<SmtpConversation> OpenAsync(MailSettings settings, CancellationToken cancellationToken)
    {
        var server = new SmtpConversation();
        try
        {
            await server.GreetAsync(settings, cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Says one line and waits for the answer.</summary>
    /// <param name="line">The line.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="expected">The good answer; 0 for any of 2xx.</param>
    /// <param name="aboutThisMail">Whether a 5xx says that this mail will never be taken, and not that the server is set up wrongly.</param>
    /// <returns>The lines of the answer, without their numbers.</returns>
    public async Task<IReadOnlyList<string>> SayAsync(string line, CancellationToken cancellationToken, int expected = 0, bool aboutThisMail = false)
    {
        await _stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), cancellationToken);
        return await HearAsync(line.Split(' ', ':')[0], expected, aboutThisMail, cancellationToken);
    }

    /// <summary>Sends the mail itself. A line that begins with a dot gets another one (RFC 5321, 4.5.2).</summary>
    public async Task SendDocumentAsync(string document, CancellationToken cancellationToken)
    {
        var stuffed = document.Replace("\r\n.", "\r\n..", StringComparison.Ordinal);
        await _stream.WriteAsync(Encoding.ASCII.GetBytes(stuffed + "\r\n.\r\n"), cancellationToken);
        await HearAsync("the mail", 0, aboutThisMail: true, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _reader.Dispose();
        await _stream.DisposeAsync();
        _connection.Dispose();
    }

    private async Task GreetAsync(MailSettings settings, CancellationToken cancellationToken)
    {
        await _connection.ConnectAsync(settings.Host!, settings.Port, cancellationToken);
        Use(_connection.GetStream());
        if (settings.Security == MailSecurity.Tls) await ProtectAsync(settings.Host!, cancellationToken);

        await HearAsync("greeting", 220, aboutThisMail: false, cancellationToken);
        var abilities = await SayHelloAsync(cancellationToken);
        if (settings.Security == MailSecurity.StartTls)
        {
            await SayAsync("STARTTLS", cancellationToken, expected: 220);
            await ProtectAsync(settings.Host!, cancellationToken);
            abilities = await SayHelloAsync(cancellationToken);
        }

        if (settings.User is not null) await SignInAsync(settings, abilities, cancellationToken);
    }

    private Task<IReadOnlyList<string>> SayHelloAsync(CancellationToken cancellationToken) => SayAsync($"EHLO {Dns.GetHostName()}", cancellationToken);

    private async Task SignInAsync(MailSettings settings, IReadOnlyList<string> abilities, CancellationToken cancellationToken)
    {
        var ways = abilities.FirstOrDefault(a => a.StartsWith("AUTH ", StringComparison.OrdinalIgnoreCase))?.Split(' ') ?? [];
        if (ways.Contains("PLAIN", StringComparer.OrdinalIgnoreCase))
        {
            await SayAsync("AUTH PLAIN " + Base64($"\0{settings.User}\0{settings.Password}"), cancellationToken, expected: 235);
            return;
        }

        await SayAsync("AUTH LOGIN", cancellationToken, expected: 334);
        await SayAsync(Base64(settings.User!), cancellationToken, expected: 334);
        await SayAsync(Base64(settings.Password ?? ""), cancellationToken, expected: 235);
    }

    private async Task ProtectAsync(string host, CancellationToken cancellationToken)
    {
        var protectedStream = new SslStream(_stream);
        await protectedStream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, cancellationToken);
        Use(protectedStream); // with a new reader: what was sent before the handshake is not believed (CVE-2011-0411)
    }

    private void Use(Stream stream) => (_stream, _reader) = (stream, new StreamReader(stream, Encoding.ASCII, leaveOpen: true));

    private async Task<IReadOnlyList<string>> HearAsync(string to, int expected, bool aboutThisMail, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        while (lines.Count < MaxLines)
        {
            var line = await _reader.ReadLineAsync(cancellationToken) ?? throw new IOException("The mail server closed the connection.");
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code)) throw new IOException("This is no mail server.");
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length > 3 && line[3] == '-') continue;
            if (code == expected || (expected == 0 && code is >= 200 and < 300)) return lines;
            throw new MailRefusedException($"the mail server answered {code} to {(IsSecret(to) ? "the sign-in" : to)}", forGood: aboutThisMail && code is >= 500 and < 600);
        }

        throw new IOException("The mail server does not come to an end.");
    }

    private static bool IsSecret(string said) => said is not ("greeting" or "EHLO" or "STARTTLS" or "MAIL" or "RCPT" or "DATA" or "the mail");

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
