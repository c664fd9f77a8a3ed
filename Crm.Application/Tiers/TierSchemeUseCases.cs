using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Orders;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Application.Settings;
using Crm.Application.Views;
using Crm.Domain.Analytics;
using Crm.Domain.Settings;
using Crm.Domain.Tiers;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Tiers;

/// <summary>How the house decides about tiers.</summary>
[RequirePermission(Permissions.SettingsRead)]
public sealed record GetTierScheme : IRequest<TierSchemeView>;

/// <summary>Says anew how the house decides about tiers; it takes effect with the next run.</summary>
/// <param name="Input">All of it.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record ReplaceTierScheme(TierSchemeInput Input, int? ExpectedVersion) : IRequest<TierSchemeView>;

/// <summary>What a scheme would change if it were in force now. Nothing is kept.</summary>
/// <param name="Input">All of it.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record PreviewTierScheme(TierSchemeInput Input) : IRequest<TierPreview>;

/// <summary>The bands of RFM on a day.</summary>
/// <param name="AsOf">The day; today when nothing is said.</param>
/// <param name="Bands">Equally large bands, 3 to 5; those of the scheme when nothing is said.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record GetRfm(DateOnly? AsOf, int? Bands) : IRequest<RfmView>;

internal sealed class TierSchemeInputValidator : AbstractValidator<TierSchemeInput>
{
    private const int MostRules = 50;
    private const int MostScore = 15;

    public TierSchemeInputValidator()
    {
        RuleFor(s => (int?)s.Bands).Within(RfmEdges.MinBands, RfmEdges.MaxBands).OverridePropertyName("Bands");
        RuleFor(s => s.Source).IsInEnum().WithErrorCode("unknown_value");
        RuleFor(s => s.Window).IsInEnum().WithErrorCode("unknown_value");
        RuleFor(s => s.Application).IsInEnum().WithErrorCode("unknown_value");
        RuleFor(s => (int?)s.HighFrom).Within(1, MostScore).OverridePropertyName("HighFrom");
        RuleFor(s => (int?)s.MiddleFrom).Within(1, MostScore).OverridePropertyName("MiddleFrom");
        RuleFor(s => s.Rules).AtMost(MostRules);
        RuleForEach(s => s.Rules).SetValidator(new TierRuleValidator());
    }

    private sealed class TierRuleValidator : AbstractValidator<TierRuleInput>
    {
        public TierRuleValidator()
        {
            RuleFor(r => r.Name).Given().Line(TierChange.RuleMaxLength);
            RuleFor(r => r.NameEn).Line(TierChange.RuleMaxLength);
            RuleFor(r => r.Tier).Given().Line(CodeListItem.CodeMaxLength);
            RuleFor(r => r.Where).Must(where => where is null or { ValueKind: JsonValueKind.Null or JsonValueKind.Object }).WithErrorCode("wrong_type");
        }
    }
}

internal sealed class TierSchemeHandlers(
    ICrmDb db,
    TierSchemes schemes,
    TierBook book,
    TradeBook trade,
    CustomerDescriptor descriptor,
    FieldMap fields,
    FilterTranslator filters,
    FilterWords words,
    CodeCheck codes,
    IValidator<TierSchemeInput> validator,
    TimeProvider clock) :
    IRequestHandler<GetTierScheme, TierSchemeView>,
    IRequestHandler<ReplaceTierScheme, TierSchemeView>,
    IRequestHandler<PreviewTierScheme, TierPreview>,
    IRequestHandler<GetRfm, RfmView>
{
    private const int MostMovers = 50;

    public async Task<TierSchemeView> Handle(GetTierScheme request, CancellationToken cancellationToken)
    {
        var (scheme, version) = await schemes.CurrentAsync(cancellationToken);
        var paths = await fields.OfAsync(descriptor, cancellationToken);
        return new TierSchemeView { Scheme = scheme, Version = version, RuleTexts = await words.DescribeAsync(paths, [.. scheme.Rules.Select(r => TierSchemes.ListOf(r).Filter)], cancellationToken) };
    }

    public async Task<TierSchemeView> Handle(ReplaceTierScheme request, CancellationToken cancellationToken)
    {
        await EnsureAsync(request.Input, cancellationToken);
        var content = JsonSerializer.Serialize(request.Input with { Rules = [.. request.Input.Rules.Select(r => r with { Id = r.Id ?? Guid.CreateVersion7(clock.GetUtcNow()) })] }, CrmJson.Options);
        var kept = await db.TierSchemes.FirstOrDefaultAsync(cancellationToken);
        if (kept is null) db.TierSchemes.Add(new TierScheme(content));
        else
        {
            kept.EnsureVersion(request.ExpectedVersion);
            kept.Write(content);
        }

        await db.SaveChangesAsync(cancellationToken);
        return await Handle(new GetTierScheme(), cancellationToken);
    }

    public async Task<TierPreview> Handle(PreviewTierScheme request, CancellationToken cancellationToken)
    {
        await EnsureAsync(request.Input, cancellationToken);
        return await db.AttemptAsync(() => LookAsync(request.Input, cancellationToken), _ => false, cancellationToken); // the scores that it would give are taken back
    }

    public async Task<RfmView> Handle(GetRfm request, CancellationToken cancellationToken)
    {
        if (request.Bands is { } wrong and (< RfmEdges.MinBands or > RfmEdges.MaxBands))
            throw new InvalidException(FieldError.InQuery("bands", "out_of_range", new Dictionary<string, object?> { ["min"] = RfmEdges.MinBands, ["max"] = RfmEdges.MaxBands }), unreadable: true);
        var (scheme, _) = await schemes.CurrentAsync(cancellationToken);
        var day = request.AsOf ?? trade.Today;
        var figures = await book.FiguresAsync(day, null, scheme.Window, cancellationToken);
        if (figures.Count == 0) return new RfmView { AsOf = day, Bands = request.Bands ?? scheme.Bands };

        var edges = (request.Bands is null ? TierSchemes.EdgesOf(scheme) : null) ?? RfmEdges.FromQuantiles([.. figures], request.Bands ?? scheme.Bands);
        return new RfmView
        {
            AsOf = day,
            Bands = edges.Bands,
            Customers = figures.Count,
            Recency = edges.Recency,
            Frequency = edges.Frequency,
            Monetary = edges.Monetary,
            Scores = [.. figures.GroupBy(f => edges.Score(f).Code).OrderByDescending(g => g.Key).Select(g => new RfmCell(g.Key, g.Count()))],
        };
    }

    private async Task EnsureAsync(TierSchemeInput input, CancellationToken cancellationToken)
    {
        InputValidation.Ensure(validator, input);
        _ = TierSchemes.EdgesOf(input);
        var before = (await schemes.CurrentAsync(cancellationToken)).Scheme.Rules.ToDictionary(r => r.Id!.Value, r => r.Tier);
        var wrong = await codes.FindAllErrorsAsync([[.. input.Rules.Select((r, i) => new CodeUse($"rules/{i}/tier", CodeLists.CustomerTier, r.Tier, r.Id is { } id ? before.GetValueOrDefault(id) : null))]], cancellationToken);
        if (wrong[0].Count > 0) throw new InvalidException(wrong[0]);
        foreach (var rule in input.Rules) await filters.EnsureAsync(descriptor, TierSchemes.ListOf(rule), cancellationToken);
    }

    private async Task<TierPreview> LookAsync(TierSchemeInput scheme, CancellationToken cancellationToken)
    {
        await book.ScoreAsync(scheme, cancellationToken);
        var decision = await schemes.DecisionAsync(scheme, cancellationToken);
        var now = (await db.Customers.GroupBy(c => c.Tier).Select(g => new { Tier = g.Key, Count = g.Count() }).ToListAsync(cancellationToken)).ToDictionary(g => g.Tier ?? "", g => g.Count, StringComparer.Ordinal);
        var moves = (await book.MovesAsync(decision, cancellationToken))
            .GroupBy(m => (m.From, To: decision.RuleAt(m.Place)?.Tier)).Select(g => new TierMove(g.Key.From, g.Key.To, g.Sum(m => m.Customers))).OrderByDescending(m => m.Customers).ToList();

        var tiers = scheme.Rules.Select(r => r.Tier!).Concat(now.Keys).Append("").Distinct();
        int Of(string tier) => now.GetValueOrDefault(tier);
        return new TierPreview
        {
            Tiers = [.. tiers.Select(t => new TierCount(t.Length > 0 ? t : null, Of(t), Of(t) - moves.Where(m => (m.From ?? "") == t).Sum(m => m.Customers) + moves.Where(m => (m.To ?? "") == t).Sum(m => m.Customers))).Where(t => t.Now + t.Then > 0)],
            Moves = moves,
            Movers = await book.MoversAsync(decision, MostMovers, cancellationToken),
        };
    }
}
