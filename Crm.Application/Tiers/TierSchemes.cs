using System.Linq.Expressions;
using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Customers;
using Crm.Application.Records;
using Crm.Domain.Analytics;
using Crm.Domain.Customers;
using Crm.Domain.Tiers;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Tiers;

/// <summary>The tables of this module.</summary>
internal static class TierDb
{
    extension(ICrmDb db)
    {
        public DbSet<TierScheme> TierSchemes => db.Set<TierScheme>();

        public DbSet<TierChange> TierChanges => db.Set<TierChange>();

        public DbSet<TierProposal> TierProposals => db.Set<TierProposal>();
    }
}

/// <summary>Knows the scheme that is in force, and what its rules say as conditions.</summary>
internal sealed class TierSchemes(ICrmDb db, CustomerDescriptor descriptor, FilterTranslator filters)
{
    /// <summary>The usual scheme: what a house has that has said nothing else.</summary>
    public static readonly TierSchemeInput Usual = new()
    {
        Rules =
        [
            Rule(1, "近度、频度、金额均居前列", "Recent, frequent and large buyers", "vip", """{"and":[{"field":"rfmRecency","op":"gte","value":"4"},{"field":"rfmFrequency","op":"gte","value":"4"},{"field":"rfmMonetary","op":"gte","value":"5"}]}"""),
            Rule(2, "高价值", "High value", "gold", """{"field":"valueClass","op":"eq","value":"high"}"""),
            Rule(3, "中价值", "Middle value", "silver", """{"field":"valueClass","op":"eq","value":"middle"}"""),
            Rule(4, "其他客户", "All others", "standard", null),
        ],
    };

    /// <summary>The scheme in force and its version; 0 for the usual one.</summary>
    public async Task<(TierSchemeInput Scheme, int Version)> CurrentAsync(CancellationToken cancellationToken) =>
        await db.TierSchemes.AsNoTracking().FirstOrDefaultAsync(cancellationToken) is { } kept
            ? (JsonSerializer.Deserialize<TierSchemeInput>(kept.Content, CrmJson.Options)!, kept.Version)
            : (Usual, 0);

    /// <summary>The edges that somebody chose; null where they follow from quantiles.</summary>
    /// <exception cref="Domain.Common.DomainException"><c>rfm_bands</c>, <c>rfm_edges_not_ascending</c>.</exception>
    public static RfmEdges? EdgesOf(TierSchemeInput scheme) => scheme.Source == BandSource.Quantiles
        ? null
        : RfmEdges.Of(scheme.RecencyEdges, scheme.FrequencyEdges, scheme.MonetaryEdges);

    /// <summary>What each rule asks of a customer.</summary>
    /// <exception cref="InvalidException">One cannot be understood.</exception>
    public async Task<TierDecision> DecisionAsync(TierSchemeInput scheme, CancellationToken cancellationToken)
    {
        var conditions = new List<Expression<Func<Customer, bool>>>();
        foreach (var rule in scheme.Rules) conditions.Add(await filters.TranslateAsync(descriptor, ListOf(rule), cancellationToken));
        return new TierDecision(scheme.Rules, conditions);
    }

    /// <summary>What a rule that decided once is called in English; null when the scheme does not know it under that name any more.</summary>
    public static string? EnglishOf(TierSchemeInput scheme, Guid? ruleId, string? name) => scheme.Rules.FirstOrDefault(r => r.Id == ruleId && r.Name == name)?.NameEn;

    /// <summary>The filter of a rule as a list would have it.</summary>
    public static ListRequest ListOf(TierRuleInput rule) => new SearchInput { Where = rule.Where }.ToList();

    private static TierRuleInput Rule(int number, string name, string nameEn, string tier, string? where) => new()
    {
        Id = new Guid($"01930000-0000-7000-8000-00000000710{number}"),
        Name = name,
        NameEn = nameEn,
        Tier = tier,
        Where = where is null ? null : JsonSerializer.Deserialize<JsonElement>(where),
    };
}

/// <summary>Rules as one expression that a database can compute: which of them decides about a customer.</summary>
internal sealed class TierDecision(IReadOnlyList<TierRuleInput> rules, IReadOnlyList<Expression<Func<Customer, bool>>> conditions)
{
    /// <summary>The rule at this place; null behind the last, where no rule holds.</summary>
    public TierRuleInput? RuleAt(int place) => place < rules.Count ? rules[place] : null;

    /// <summary>Customers whose tier is another than the rules say. A condition over something unknown does not hold, whichever way it is asked.</summary>
    public IQueryable<Customer> Movers(IQueryable<Customer> customers)
    {
        var customer = Expression.Parameter(typeof(Customer), "c");
        var now = Expression.Coalesce(Expression.Property(customer, nameof(Customer.Tier)), Expression.Constant(""));
        return customers.Where(Expression.Lambda<Func<Customer, bool>>(Expression.NotEqual(now, Choose(customer, place => Expression.Constant(RuleAt(place)?.Tier ?? ""))), customer));
    }

    /// <summary>Which rule decides, by its place.</summary>
    public Expression<Func<Customer, int>> Place
    {
        get
        {
            var customer = Expression.Parameter(typeof(Customer), "c");
            return Expression.Lambda<Func<Customer, int>>(Choose(customer, place => Expression.Constant(place)), customer);
        }
    }

    private Expression Choose(ParameterExpression customer, Func<int, Expression> result)
    {
        var chosen = result(conditions.Count);
        for (var i = conditions.Count - 1; i >= 0; i--) chosen = Expression.Condition(FilterExpressions.Replace(conditions[i], customer), result(i), chosen);
        return chosen;
    }
}
