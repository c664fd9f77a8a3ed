using System.Net.Mail;
using Crm.Application.Common;
using Crm.Infrastructure.Hosting;
using Microsoft.Extensions.Configuration;

namespace Crm.Infrastructure.Integration;

/// <summary>How the connection to the mail server is kept from being read.</summary>
public enum MailSecurity
{
    /// <summary>Begins in the clear and turns to TLS before anything is said (port 587).</summary>
    StartTls,

    /// <summary>TLS from the first byte (port 465).</summary>
    Tls,

    /// <summary>In the clear; for a server on the same machine.</summary>
    None,
}

/// <summary>The company's mail server, from the settings <c>Mail:*</c>.</summary>
/// <param name="Host">Its name; null when there is none.</param>
/// <param name="Port">Its port.</param>
/// <param name="User">Who signs in to it; null when it asks nobody.</param>
/// <param name="Password">His password.</param>
/// <param name="From">The sender of all mail.</param>
/// <param name="Security">How the connection is protected.</param>
public sealed record MailSettings(string? Host, int Port, string? User, string? Password, MailAddress From, MailSecurity Security)
{
    private const string DefaultFrom = "crm@localhost";

    /// <summary>Reads the settings.</summary>
    /// <exception cref="StartupRefusedException">One of them makes no sense, or mail is to be sent and nobody is named as its sender.</exception>
    public static MailSettings Read(IConfiguration configuration)
    {
        var mail = configuration.GetSection("Mail");
        var host = mail["Host"] is { Length: > 0 } given ? given : null;
        if (!Enum.TryParse<MailSecurity>(mail["Security"] ?? nameof(MailSecurity.StartTls), ignoreCase: true, out var security) || !Enum.IsDefined(security))
            throw Wrong($"Mail:Security is \"{mail["Security"]}\"; it must be StartTls, Tls or None.");
        var port = security switch
        {
            MailSecurity.Tls => 465,
            MailSecurity.StartTls => 587,
            _ => 25,
        };
        if (mail["Port"] is { Length: > 0 } text && (!int.TryParse(text, out port) || port is < 1 or > 65535)) throw Wrong($"Mail:Port is \"{text}\"; it must be a number from 1 to 65535.");
        if (!MailAddress.TryCreate(mail["From"] ?? (host is null ? DefaultFrom : ""), out var from)) throw Wrong("Mail:From must be the address that mail is sent from.");
        return new MailSettings(host, port, mail["User"] is { Length: > 0 } user ? user : null, mail["Password"], from, security);
    }

    private static StartupRefusedException Wrong(string message) => new(ExitCodes.WrongConfiguration, message);
}
