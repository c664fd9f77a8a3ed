using System.Text.Json.Nodes;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Jobs;
using Crm.Application.Records;
using Crm.Application.Security;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Orders;

/// <summary>Makes the figures of all customers anew from their orders, returns and payments, as a job. They are kept right anyway; this is for whoever wants to be sure.</summary>
/// <param name="Language">Language of the answer.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record RebuildTrade(string Language) : IRequest<JobRow>;

internal sealed class RebuildTradeHandler(JobBook book, ICrmDb db, IMediator mediator) : IRequestHandler<RebuildTrade, JobRow>
{
    public async Task<JobRow> Handle(RebuildTrade request, CancellationToken cancellationToken)
    {
        var total = await db.Customers.CountAsync(cancellationToken);
        var job = await book.StartAsync(RebuildTradeWork.Name, new Label("重新计算客户交易数据", "Rebuild the figures of trade"), "customers", [], total, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return await mediator.Send(new GetJob(job.Id, request.Language), cancellationToken);
    }
}

/// <summary>Goes through the customers in the order of their ids.</summary>
internal sealed class RebuildTradeWork(ICrmDb db, TradeBook book, ICurrentUser user) : IJobWork
{
    /// <summary>The job's kind.</summary>
    public const string Name = "rebuild_trade";

    public string Kind => Name;

    public async Task<JobStep> StepAsync(JobState job, CancellationToken cancellationToken)
    {
        RequestGate.Check(user, Permissions.SettingsManage);
        var behind = job.Place?["behind"]?.GetValue<Guid>() ?? Guid.Empty;
        var ids = await db.Customers.Where(c => c.Id > behind).OrderBy(c => c.Id).Select(c => c.Id).Take(job.Rows).ToListAsync(cancellationToken);
        if (ids.Count > 0)
        {
            await db.AloneAsync(
                ids.Select(KeepTrade.LockOf),
                async () =>
                {
                    await book.CalculateAsync(ids, cancellationToken);
                    return await db.SaveChangesAsync(cancellationToken);
                },
                cancellationToken);
        }

        var done = job.Progress.Done + ids.Count;
        return new JobStep(new JsonObject { ["behind"] = ids.Count > 0 ? ids[^1] : behind }, job.Progress with { Done = done }, new JsonObject { ["customers"] = done }, ids.Count < job.Rows);
    }
}
