using System.Text.Json;
using Crm.Application.Common;
using Crm.Domain.Integration;

namespace Crm.Application.Integration;

/// <summary>Where use cases put what is to leave the process; the next save keeps it together with their change.</summary>
internal sealed class Outbox(ICrmDb db, IMailer mailer, TimeProvider clock)
{
    public const string MailKind = "mail";

    /// <summary>Writes a mail about a record; nothing when there is no mail server.</summary>
    public void Add(Guid aboutId, Mail mail)
    {
        if (mailer.HasServer) db.Set<OutboxMessage>().Add(new OutboxMessage(MailKind, aboutId, JsonSerializer.Serialize(mail, CrmJson.Options), clock.GetUtcNow().UtcDateTime));
    }
}
