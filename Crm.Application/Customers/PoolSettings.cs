using Crm.Application.Common;
using Crm.Application.Security;
using Crm.Domain.Customers;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Customers;

/// <summary>What the company says about its public pool.</summary>
public sealed record PoolSettingsInput
{
    /// <summary>Most customers that one user may look after if he claims more; null for no limit.</summary>
    public int? ClaimLimit { get; init; }

    /// <summary>Days in which whoever gave a customer up may not claim him again, 0 to 3,650.</summary>
    public int? CooldownDays { get; init; }

    /// <summary>Days without a conversation, a follow-up done or an order after which a customer goes back to the pool; null for never.</summary>
    public int? RecoverAfterDays { get; init; }

    /// <summary>Days before that at which his owner is warned.</summary>
    public int? WarningDays { get; init; }
}

/// <summary>What the company says about its public pool, and since which version.</summary>
/// <param name="ClaimLimit">Most customers that one user may look after if he claims more; null for no limit.</param>
/// <param name="CooldownDays">Days in which whoever gave a customer up may not claim him again.</param>
/// <param name="RecoverAfterDays">Days without a conversation, a follow-up done or an order after which a customer goes back to the pool: <c>idleSince</c> and so many days. Null for never.</param>
/// <param name="WarningDays">Days before that at which his owner is warned.</param>
/// <param name="Version">Version; 0 while nobody has changed the defaults.</param>
public sealed record PoolSettingsRow(int? ClaimLimit, int CooldownDays, int? RecoverAfterDays, int WarningDays, int Version);

/// <summary>The rules of the public pool.</summary>
[RequirePermission(Permissions.CustomersRead)]
public sealed record GetPoolSettings : IRequest<PoolSettingsRow>;

/// <summary>Writes the rules of the public pool anew.</summary>
/// <param name="Input">The rules.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record SetPoolSettings(PoolSettingsInput Input, int? ExpectedVersion) : IRequest<PoolSettingsRow>;

internal sealed class SetPoolSettingsValidator : AbstractValidator<SetPoolSettings>
{
    public SetPoolSettingsValidator()
    {
        RuleFor(r => r.Input.ClaimLimit).Within(1, PoolRules.MaxCustomers);
        RuleFor(r => r.Input.CooldownDays).Within(0, PoolRules.MaxDays);
        RuleFor(r => r.Input.RecoverAfterDays).Within(1, PoolRules.MaxDays);
        RuleFor(r => r.Input.WarningDays).Within(0, PoolRules.MaxDays);
    }
}

internal sealed class PoolSettingsHandlers(ICrmDb db) : IRequestHandler<GetPoolSettings, PoolSettingsRow>, IRequestHandler<SetPoolSettings, PoolSettingsRow>
{
    public async Task<PoolSettingsRow> Handle(GetPoolSettings request, CancellationToken cancellationToken) => RowOf(await db.RulesAsync(cancellationToken));

    public async Task<PoolSettingsRow> Handle(SetPoolSettings request, CancellationToken cancellationToken)
    {
        var (rules, input) = (await db.PoolRules.FirstOrDefaultAsync(cancellationToken), request.Input);
        if (rules is null) db.PoolRules.Add(rules = PoolRules.Default());
        rules.EnsureVersion(request.ExpectedVersion);
        rules.Change(input.ClaimLimit, input.CooldownDays ?? 0, input.RecoverAfterDays, input.RecoverAfterDays is null ? input.WarningDays ?? PoolRules.DefaultWarningDays : input.WarningDays ?? 0);
        await db.SaveChangesAsync(cancellationToken);
        return RowOf(rules);
    }

    private static PoolSettingsRow RowOf(PoolRules rules) => new(rules.ClaimLimit, rules.CooldownDays, rules.RecoverAfterDays, rules.WarningDays, rules.Version);
}
