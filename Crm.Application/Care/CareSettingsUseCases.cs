using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Application.Common;
using Crm.Application.Security;
using Crm.Domain.Care;
using Crm.Domain.Common;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Care;

/// <summary>How the house looks after its customers' days, whole.</summary>
public sealed record CareSettingsInput
{
    /// <summary>What all gifts of a year may cost, in the company's currency; null without limit.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal? HouseBudget { get; init; }

    /// <summary>What the gifts of one team may cost in a year; null without limit.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal? TeamBudget { get; init; }

    /// <summary>What one person may be given in a year before whoever approves is warned: the limit of the law or of the house; null without one.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal? ContactLimit { get; init; }

    /// <summary>One for each kind of occasion; a kind that is not mentioned keeps the usual rule.</summary>
    public IReadOnlyList<CareRule> Rules { get; init; } = [];
}

/// <summary>What is proposed for one kind of occasion.</summary>
public sealed record CareRule
{
    /// <summary>The kind.</summary>
    public OccasionKind Kind { get; init; }

    /// <summary>Whether anything is proposed.</summary>
    public bool Active { get; init; } = true;

    /// <summary>How many days ahead, 0 to 180.</summary>
    public int LeadDays { get; init; }

    /// <summary>Whether a gift is proposed where the budget has room for one, and not only a greeting.</summary>
    public bool Gift { get; init; }

    /// <summary>How a greeting is sent where the person wants to be reached like that; the next best otherwise.</summary>
    public ContactChannel Channel { get; init; } = ContactChannel.Email;

    /// <summary>The words in Chinese; <c>{name}</c>, <c>{customer}</c>, <c>{occasion}</c>, <c>{years}</c> and <c>{owner}</c> are filled in.</summary>
    public string? Text { get; init; }

    /// <summary>The words in English.</summary>
    public string? EnglishText { get; init; }
}

/// <summary>How the house looks after its customers' days, and since which version.</summary>
/// <param name="Settings">All of it, a rule for every kind.</param>
/// <param name="Version">Version; 0 while nobody has changed the usual.</param>
public sealed record CareSettingsView(CareSettingsInput Settings, int Version);

/// <summary>How the house looks after its customers' days.</summary>
[RequirePermission(Permissions.CareRead)]
public sealed record GetCareSettings : IRequest<CareSettingsView>;

/// <summary>Says anew how the house looks after its customers' days.</summary>
/// <param name="Input">All of it.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record ReplaceCareSettings(CareSettingsInput Input, int? ExpectedVersion) : IRequest<CareSettingsView>;

internal sealed class CareSettingsValidator : AbstractValidator<ReplaceCareSettings>
{
    private const int MostLeadDays = 180;

    public CareSettingsValidator()
    {
        RuleFor(r => r.Input.HouseBudget).Must(IsAmount).WithErrorCode("negative");
        RuleFor(r => r.Input.TeamBudget).Must(IsAmount).WithErrorCode("negative");
        RuleFor(r => r.Input.ContactLimit).Must(IsAmount).WithErrorCode("negative");
        RuleFor(r => r.Input.Rules).AtMost(Enum.GetValues<OccasionKind>().Length);
        RuleForEach(r => r.Input.Rules).ChildRules(rule =>
        {
            rule.RuleFor(r => r.Kind).IsInEnum().WithErrorCode("unknown_value");
            rule.RuleFor(r => r.Channel).IsInEnum().WithErrorCode("unknown_value");
            rule.RuleFor(r => (int?)r.LeadDays).Within(0, MostLeadDays).OverridePropertyName("LeadDays");
            rule.RuleFor(r => r.Text).Lines(CareProposal.TextMaxLength);
            rule.RuleFor(r => r.EnglishText).Lines(CareProposal.TextMaxLength);
        });
    }

    private static bool IsAmount(decimal? amount) => amount is null or (>= 0 and <= Money.Max);
}

/// <summary>Knows the settings that are in force.</summary>
internal static class CareSettingsInForce
{
    private static readonly CareRule[] Usual =
    [
        new()
        {
            Kind = OccasionKind.Birthday, LeadDays = 14, Gift = true,
            Text = "{name}，您好！值此生日之际，祝您生日快乐，身体健康，万事如意！\n{owner}",
            EnglishText = "Dear {name},\nwe wish you a very happy birthday, good health and every success.\n{owner}",
        },
        new()
        {
            Kind = OccasionKind.Founding, LeadDays = 14, Gift = true,
            Text = "值{customer}成立{years}周年之际，谨致热烈祝贺，祝贵公司事业蒸蒸日上！\n{owner}",
            EnglishText = "Congratulations to {customer} on {years} years in business. We look forward to many more together.\n{owner}",
        },
        new()
        {
            Kind = OccasionKind.Contract, LeadDays = 7,
            Text = "{name}，您好！{customer}与我们携手已{years}年，感谢您一直以来的信任与支持！\n{owner}",
            EnglishText = "Dear {name},\n{customer} has been working with us for {years} years. Thank you for your trust.\n{owner}",
        },
        new()
        {
            Kind = OccasionKind.Festival, LeadDays = 10,
            Text = "{name}，您好！{occasion}到来之际，祝您和家人节日快乐，平安顺遂！\n{owner}",
            EnglishText = "Dear {name},\nwe wish you and your family a happy {occasion}.\n{owner}",
        },
        new()
        {
            Kind = OccasionKind.Own, LeadDays = 7,
            Text = "{name}，您好！值{occasion}之际，谨致祝贺！\n{owner}",
            EnglishText = "Dear {name},\nour best wishes on the occasion of {occasion}.\n{owner}",
        },
    ];

    /// <summary>The settings in force, with a rule for every kind, and their version; 0 for the usual ones.</summary>
    public static async Task<CareSettingsView> CareInForceAsync(this ICrmDb db, CancellationToken cancellationToken)
    {
        var kept = await db.CareSettings.AsNoTracking().FirstOrDefaultAsync(cancellationToken);
        var settings = kept is null ? new CareSettingsInput() : JsonSerializer.Deserialize<CareSettingsInput>(kept.Content, CrmJson.Options)!;
        return new CareSettingsView(settings with { Rules = [.. Usual.Select(usual => settings.Rules.FirstOrDefault(r => r.Kind == usual.Kind) is { } own ? Completed(own, usual) : usual)] }, kept?.Version ?? 0);
    }

    /// <summary>The rule of a kind.</summary>
    public static CareRule RuleOf(this CareSettingsInput settings, OccasionKind kind) => settings.Rules.First(r => r.Kind == kind);

    private static CareRule Completed(CareRule own, CareRule usual) => own with { Text = own.Text ?? usual.Text, EnglishText = own.EnglishText ?? usual.EnglishText };
}

internal sealed class CareSettingsHandlers(ICrmDb db) : IRequestHandler<GetCareSettings, CareSettingsView>, IRequestHandler<ReplaceCareSettings, CareSettingsView>
{
    public Task<CareSettingsView> Handle(GetCareSettings request, CancellationToken cancellationToken) => db.CareInForceAsync(cancellationToken);

    public async Task<CareSettingsView> Handle(ReplaceCareSettings request, CancellationToken cancellationToken)
    {
        var content = JsonSerializer.Serialize(request.Input, CrmJson.Options);
        var kept = await db.CareSettings.FirstOrDefaultAsync(cancellationToken);
        if (kept is null) db.CareSettings.Add(new CareSettings(content));
        else
        {
            kept.EnsureVersion(request.ExpectedVersion);
            kept.Write(content);
        }

        await db.SaveChangesAsync(cancellationToken);
        return await db.CareInForceAsync(cancellationToken);
    }
}
