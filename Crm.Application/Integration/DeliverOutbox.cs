using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Security;
using Crm.Domain.Integration;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Crm.Application.Integration;

/// <summary>Delivers what is due in the outbox. Answers how many messages were tried.</summary>
[SystemRequest]
public sealed record DeliverOutbox : IRequest<int>;

/// <summary>Any number of nodes may be at it: a message belongs to whoever counts up its attempts.</summary>
internal sealed class DeliverOutboxHandler(ICrmDb db, IMailer mailer, TimeProvider clock, ILogger<DeliverOutboxHandler> log) : IRequestHandler<DeliverOutbox, int>
{
    private const int BatchSize = 20;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async Task<int> Handle(DeliverOutbox request, CancellationToken cancellationToken)
    {
        if (!mailer.HasServer) return 0; // what another node wrote is for a node with a server
        for (var tried = 0; ;)
        {
            var due = await DueAsync(cancellationToken);
            if (due.Count == 0) return tried;
            foreach (var message in due)
            {
                if (cancellationToken.IsCancellationRequested) return tried;
                if (!await TakeAsync(message, cancellationToken)) continue;
                tried++;
                if (!await DeliverAsync(message)) return tried; // the server is in trouble: the others wait for the next run
            }
        }
    }

    /// <summary>The first of each record, unless somebody has it.</summary>
    private async Task<List<OutboxMessage>> DueAsync(CancellationToken cancellationToken)
    {
        var (now, all) = (Now, db.Set<OutboxMessage>());
        return await all.AsNoTracking()
            .Where(m => m.DeadAt == null && m.DueAt <= now && !all.Any(earlier => earlier.AboutId == m.AboutId && earlier.DeadAt == null && earlier.Number < m.Number))
            .OrderBy(m => m.Number).Take(BatchSize).ToListAsync(cancellationToken);
    }

    private async Task<bool> TakeAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        var until = Now + OutboxMessage.Lease;
        return await Held(message, message.Attempts).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.Attempts, message.Attempts + 1).SetProperty(m => m.DueAt, until), cancellationToken) == 1;
    }

    /// <summary>What was begun is finished, whoever asks to stop: an interrupted mail might be sent twice.</summary>
    /// <returns>False when the next message would fare the same.</returns>
    private async Task<bool> DeliverAsync(OutboxMessage message)
    {
        var attempts = message.Attempts + 1;
        try
        {
            await mailer.SendAsync(JsonSerializer.Deserialize<Mail>(message.Payload, CrmJson.Options)!, $"{message.Number}.{message.CreatedAt.Ticks:x}");
            await Held(message, attempts).ExecuteDeleteAsync(CancellationToken.None);
            return true;
        }
        catch (MailRefusedException refused)
        {
            var dead = refused.ForGood || attempts >= OutboxMessage.MaxAttempts;
            log.LogWarning("Message {Number} was not delivered at attempt {Attempts}{End}: {Reason}", message.Number, attempts, dead ? ", the last" : "", refused.Message);
            await PutBackAsync(message, attempts, refused.Message, dead);
            return refused.ForGood;
        }
    }

    private Task<int> PutBackAsync(OutboxMessage message, int attempts, string reason, bool dead)
    {
        DateTime? deadAt = dead ? Now : null;
        var due = Now + OutboxMessage.Pause(attempts);
        var error = reason[..Math.Min(reason.Length, OutboxMessage.ErrorMaxLength)];
        return Held(message, attempts).ExecuteUpdateAsync(
            set => set.SetProperty(m => m.DueAt, due).SetProperty(m => m.Error, error).SetProperty(m => m.DeadAt, deadAt), CancellationToken.None);
    }

    private IQueryable<OutboxMessage> Held(OutboxMessage message, int attempts) =>
        db.Set<OutboxMessage>().Where(m => m.Number == message.Number && m.Attempts == attempts);
}
