using Crm.Application.Common;
using Crm.Application.Orders;
using Crm.Application.Security;
using Crm.Domain.Lifecycle;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Lifecycle;

/// <summary>What the house says about stages of life, whole.</summary>
public sealed record LifecycleRulesInput
{
    /// <inheritdoc cref="LifecycleRules.SilentTimes"/>
    public decimal SilentTimes { get; init; } = 2;

    /// <inheritdoc cref="LifecycleRules.LostTimes"/>
    public decimal LostTimes { get; init; } = 4;

    /// <inheritdoc cref="LifecycleRules.HouseGapDays"/>
    public int HouseGapDays { get; init; } = 60;

    /// <inheritdoc cref="LifecycleRules.OwnGapFromOrders"/>
    public int OwnGapFromOrders { get; init; } = 3;

    /// <inheritdoc cref="LifecycleRules.MinGapDays"/>
    public int MinGapDays { get; init; } = 7;

    /// <inheritdoc cref="LifecycleRules.MaxGapDays"/>
    public int MaxGapDays { get; init; } = 365;

    /// <inheritdoc cref="LifecycleRules.NewUpToOrders"/>
    public int NewUpToOrders { get; init; } = 1;
}

/// <summary>What the house says about stages of life.</summary>
public sealed record LifecycleRulesView
{
    /// <summary>All of it, to be changed and sent back.</summary>
    public required LifecycleRulesInput Rules { get; init; }

    /// <summary>The day from which on these rules decide; null while they were never changed.</summary>
    public DateOnly? InForceFrom { get; init; }

    /// <summary>Customers whose stage is still to be told by these rules; the night does it, or <c>POST /lifecycle/assignment</c>.</summary>
    public int Waiting { get; init; }

    /// <summary>0 while they are the usual ones.</summary>
    public int Version { get; init; }
}

/// <summary>What the house says about stages of life.</summary>
[RequirePermission(Permissions.SettingsRead)]
public sealed record GetLifecycleRules : IRequest<LifecycleRulesView>;

/// <summary>Says it anew. It decides from today on; what was decided before stays in the history.</summary>
/// <param name="Input">All of it.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record SetLifecycleRules(LifecycleRulesInput Input, int? ExpectedVersion) : IRequest<LifecycleRulesView>;

internal sealed class SetLifecycleRulesValidator : AbstractValidator<SetLifecycleRules>
{
    private const decimal LeastTimes = 0.5m;

    public SetLifecycleRulesValidator()
    {
        RuleFor(r => r.Input.SilentTimes).Must(IsTimes).WithErrorCode("out_of_range").OverridePropertyName("SilentTimes");
        RuleFor(r => r.Input.LostTimes).Must(IsTimes).WithErrorCode("out_of_range").OverridePropertyName("LostTimes");
        RuleFor(r => (int?)r.Input.HouseGapDays).Within(1, LifecycleRules.MaxDays).OverridePropertyName("HouseGapDays");
        RuleFor(r => (int?)r.Input.OwnGapFromOrders).Within(2, LifecycleRules.MaxOrders).OverridePropertyName("OwnGapFromOrders");
        RuleFor(r => (int?)r.Input.MinGapDays).Within(1, LifecycleRules.MaxDays).OverridePropertyName("MinGapDays");
        RuleFor(r => (int?)r.Input.MaxGapDays).Within(1, LifecycleRules.MaxDays).OverridePropertyName("MaxGapDays");
        RuleFor(r => (int?)r.Input.NewUpToOrders).Within(1, LifecycleRules.MaxOrders).OverridePropertyName("NewUpToOrders");

        static bool IsTimes(SetLifecycleRules rules, decimal times, ValidationContext<SetLifecycleRules> context)
        {
            context.MessageFormatter.AppendArgument("min", LeastTimes).AppendArgument("max", LifecycleRules.MaxTimes);
            return times is >= LeastTimes and <= LifecycleRules.MaxTimes;
        }
    }
}

internal sealed class LifecycleRulesHandlers(ICrmDb db, LifecycleBook book, TradeBook trade) : IRequestHandler<GetLifecycleRules, LifecycleRulesView>, IRequestHandler<SetLifecycleRules, LifecycleRulesView>
{
    public async Task<LifecycleRulesView> Handle(GetLifecycleRules request, CancellationToken cancellationToken)
    {
        var rules = await book.RulesAsync(cancellationToken);
        return new LifecycleRulesView
        {
            Rules = new LifecycleRulesInput
            {
                SilentTimes = rules.SilentTimes,
                LostTimes = rules.LostTimes,
                HouseGapDays = rules.HouseGapDays,
                OwnGapFromOrders = rules.OwnGapFromOrders,
                MinGapDays = rules.MinGapDays,
                MaxGapDays = rules.MaxGapDays,
                NewUpToOrders = rules.NewUpToOrders,
            },
            InForceFrom = rules.InForceFrom,
            Waiting = await db.CustomerTrades.CountAsync(t => t.LastOrderOn != null && t.SilentOn == null, cancellationToken),
            Version = rules.Version,
        };
    }

    public async Task<LifecycleRulesView> Handle(SetLifecycleRules request, CancellationToken cancellationToken)
    {
        var (rules, input) = (await db.LifecycleRules.FirstOrDefaultAsync(cancellationToken), request.Input);
        if (rules is null) db.LifecycleRules.Add(rules = LifecycleRules.Default());
        rules.EnsureVersion(request.ExpectedVersion);
        rules.Change(input.SilentTimes, input.LostTimes, input.HouseGapDays, input.OwnGapFromOrders, input.MinGapDays, input.MaxGapDays, input.NewUpToOrders, trade.Today);
        await db.AttemptAsync(
            async () =>
            {
                await db.SaveChangesAsync(cancellationToken);
                return await book.ForgetAsync(cancellationToken);
            },
            _ => true,
            cancellationToken);
        return await Handle(new GetLifecycleRules(), cancellationToken);
    }
}
