using System.Text.Json;
using System.Text.Json.Serialization;
using AutoMapper;
using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.KeyAccounts;
using FluentValidation;

namespace Crm.Application.KeyAccounts;

/// <summary>What became of a goal.</summary>
public enum GoalStatus
{
    /// <summary>To be reached.</summary>
    Open,

    /// <summary>Reached.</summary>
    Reached,

    /// <summary>Missed.</summary>
    Missed,

    /// <summary>Given up.</summary>
    Dropped,
}

/// <summary>A goal with a customer.</summary>
public sealed record KeyAccountGoal
{
    /// <summary>What is to be reached; at most 500 characters.</summary>
    public string? Text { get; init; }

    /// <summary>How it is measured; at most 500 characters.</summary>
    public string? Measure { get; init; }

    /// <summary>What the measure is to show; at most 500 characters.</summary>
    public string? Target { get; init; }

    /// <summary>By when.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>open (when nothing is said), reached, missed or dropped.</summary>
    public GoalStatus Status { get; init; }
}

/// <summary>Somebody at the customer who matters.</summary>
public sealed record KeyAccountStakeholder
{
    /// <summary>A contact of this customer.</summary>
    public Guid? ContactId { get; init; }

    /// <summary>His part in the decision; at most 500 characters.</summary>
    public string? Role { get; init; }

    /// <summary>How much he decides, 1 to 5.</summary>
    public int Influence { get; init; } = 3;

    /// <summary>How he thinks of us, -2 to 2.</summary>
    public int Attitude { get; init; }

    /// <summary>The colleague who keeps the relation.</summary>
    public Guid? OwnerId { get; init; }
}

/// <summary>What a customer could buy of a category.</summary>
public sealed record KeyAccountPotential
{
    /// <summary>The product category.</summary>
    public Guid? CategoryId { get; init; }

    /// <summary>What he needs in a year, in the base currency.</summary>
    [JsonConverter(typeof(AmountConverter))]
    public decimal Amount { get; init; }

    /// <summary>Our share of it in percent, 0 to 100; null while unknown.</summary>
    public decimal? ShareOfWallet { get; init; }
}

/// <summary>What could go wrong.</summary>
public sealed record KeyAccountRisk
{
    /// <summary>What; at most 500 characters.</summary>
    public string? Text { get; init; }

    /// <summary>How likely, 1 to 5.</summary>
    public int Likelihood { get; init; } = 3;

    /// <summary>How bad, 1 to 5.</summary>
    public int Impact { get; init; } = 3;

    /// <summary>What is done against it; at most 500 characters.</summary>
    public string? Countermeasure { get; init; }
}

/// <summary>What is to be done.</summary>
public sealed record KeyAccountAction
{
    /// <summary>What; at most 500 characters.</summary>
    public string? Text { get; init; }

    /// <summary>Who does it.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>By when.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>The day on which it was done; null while it is not.</summary>
    public DateOnly? DoneOn { get; init; }
}

/// <summary>A key-account plan, whole.</summary>
public sealed record KeyAccountInput
{
    /// <summary>active (when nothing is said), paused or closed.</summary>
    public KeyAccountStatus Status { get; init; }

    /// <summary>The day on which the customer came into the programme; today when nothing is said.</summary>
    public DateOnly? StartedOn { get; init; }

    /// <summary>The day of the next review; whoever looks after the customer is told when it has come.</summary>
    public DateOnly? NextReviewOn { get; init; }

    /// <summary>At most 50.</summary>
    public IReadOnlyList<KeyAccountGoal> Goals { get; init; } = [];

    /// <summary>At most 50.</summary>
    public IReadOnlyList<KeyAccountStakeholder> Stakeholders { get; init; } = [];

    /// <summary>At most 50, one for each category.</summary>
    public IReadOnlyList<KeyAccountPotential> Potentials { get; init; } = [];

    /// <summary>At most 50.</summary>
    public IReadOnlyList<KeyAccountRisk> Risks { get; init; } = [];

    /// <summary>At most 50.</summary>
    public IReadOnlyList<KeyAccountAction> Actions { get; init; } = [];

    internal static KeyAccountInput From(KeyAccountPlan plan) => ContentOf(plan.Content) with { Status = plan.Status, StartedOn = plan.StartedOn, NextReviewOn = plan.NextReviewOn };

    /// <summary>Goals, people, potential, risks and actions; or all that a plan said when it was reviewed.</summary>
    internal static KeyAccountInput ContentOf(string content) => JsonSerializer.Deserialize<KeyAccountInput>(content, CrmJson.Options)!;

    internal string ToContent() => JsonSerializer.Serialize(this with { StartedOn = null, NextReviewOn = null, Status = default }, CrmJson.Options);

    internal string ToWhole() => JsonSerializer.Serialize(this, CrmJson.Options);
}

/// <summary>A customer's key-account plan.</summary>
public sealed record KeyAccountView
{
    /// <summary>The plan; null while he is not in the programme.</summary>
    public KeyAccountDetail? Plan { get; init; }

    /// <summary>Whether you may write one.</summary>
    public bool CanChange { get; init; }
}

/// <summary>A review of a plan.</summary>
public sealed record KeyAccountReviewInput
{
    /// <summary>The day; today when nothing is said.</summary>
    public DateOnly? On { get; init; }

    /// <summary>The day of the next one.</summary>
    public DateOnly? NextOn { get; init; }

    /// <summary>What came of it; at most 2,000 characters.</summary>
    public string? Note { get; init; }
}

/// <summary>A review that was written down.</summary>
public sealed record KeyAccountReview
{
    /// <inheritdoc cref="KeyAccountVersion.At"/>
    public DateTime At { get; init; }

    /// <inheritdoc cref="KeyAccountVersion.UserId"/>
    public Guid? UserId { get; init; }

    /// <summary>Name of whoever did it.</summary>
    public string? UserName { get; init; }

    /// <inheritdoc cref="KeyAccountVersion.ReviewedOn"/>
    public DateOnly ReviewedOn { get; init; }

    /// <inheritdoc cref="KeyAccountVersion.Note"/>
    public string? Note { get; init; }

    /// <summary>All that the plan said then.</summary>
    public required KeyAccountInput Plan { get; init; }
}

/// <summary>A customer of the programme.</summary>
public record KeyAccountRow : IRow
{
    /// <inheritdoc cref="Record.Id"/>
    public Guid Id { get; init; }

    /// <summary>The customer.</summary>
    public Guid CustomerId { get; init; }

    /// <summary>His name.</summary>
    public string CustomerName { get; init; } = "";

    /// <summary>Code of the list <c>customer_tier</c>.</summary>
    public string? Tier { get; init; }

    /// <summary>The user who looks after him.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>Name of that user.</summary>
    public string? OwnerName { get; init; }

    /// <inheritdoc cref="KeyAccountPlan.Status"/>
    public KeyAccountStatus Status { get; init; }

    /// <inheritdoc cref="KeyAccountPlan.StartedOn"/>
    public DateOnly StartedOn { get; init; }

    /// <inheritdoc cref="KeyAccountPlan.LastReviewOn"/>
    public DateOnly? LastReviewOn { get; init; }

    /// <inheritdoc cref="KeyAccountPlan.NextReviewOn"/>
    public DateOnly? NextReviewOn { get; init; }

    /// <inheritdoc cref="KeyAccountPlan.OpenGoals"/>
    public int OpenGoals { get; init; }

    /// <inheritdoc cref="KeyAccountPlan.OpenActions"/>
    public int OpenActions { get; init; }

    /// <inheritdoc cref="KeyAccountPlan.NextActionOn"/>
    public DateOnly? NextActionOn { get; init; }

    /// <inheritdoc cref="Record.CreatedAt"/>
    public DateTime CreatedAt { get; init; }

    /// <inheritdoc cref="Record.UpdatedAt"/>
    public DateTime UpdatedAt { get; init; }

    /// <inheritdoc cref="Record.DeletedAt"/>
    public DateTime? DeletedAt { get; init; }

    /// <inheritdoc cref="Record.Version"/>
    public int Version { get; init; }

    /// <summary>What you may do with it.</summary>
    public RecordCan Can { get; init; } = RecordCan.Nothing;

    internal KeyAccountRow For(ICurrentUser user)
    {
        var may = user.May(Permissions.CustomersWrite);
        return this with { Can = RecordCan.Of(DeletedAt is not null, may, may) };
    }
}

/// <summary>A key-account plan, whole.</summary>
public sealed record KeyAccountDetail : KeyAccountRow
{
    /// <summary>A plan that says nothing yet.</summary>
    public KeyAccountDetail()
    {
    }

    internal KeyAccountDetail(KeyAccountRow row, KeyAccountInput content)
        : base(row) =>
        (Goals, Stakeholders, Potentials, Risks, Actions) = (content.Goals, content.Stakeholders, content.Potentials, content.Risks, content.Actions);

    /// <inheritdoc cref="KeyAccountInput.Goals"/>
    public IReadOnlyList<KeyAccountGoal> Goals { get; init; } = [];

    /// <inheritdoc cref="KeyAccountInput.Stakeholders"/>
    public IReadOnlyList<KeyAccountStakeholder> Stakeholders { get; init; } = [];

    /// <inheritdoc cref="KeyAccountInput.Potentials"/>
    public IReadOnlyList<KeyAccountPotential> Potentials { get; init; } = [];

    /// <inheritdoc cref="KeyAccountInput.Risks"/>
    public IReadOnlyList<KeyAccountRisk> Risks { get; init; } = [];

    /// <inheritdoc cref="KeyAccountInput.Actions"/>
    public IReadOnlyList<KeyAccountAction> Actions { get; init; } = [];

    /// <summary>What the ids in it are called: contacts, colleagues, categories.</summary>
    public IReadOnlyDictionary<Guid, string> Names { get; init; } = new Dictionary<Guid, string>();
}

internal sealed class KeyAccountMaps : Profile
{
    public KeyAccountMaps() => CreateMap<KeyAccountPlan, KeyAccountRow>()
        .ForMember(row => row.CustomerName, m => m.MapFrom(p => p.Customer!.Name))
        .ForMember(row => row.Tier, m => m.MapFrom(p => p.Customer!.Tier))
        .ForMember(row => row.OwnerId, m => m.MapFrom(p => p.Customer!.OwnerId))
        .ForMember(row => row.OwnerName, m => m.MapFrom(p => p.Customer!.Owner!.Name))
        .ForMember(row => row.Can, m => m.Ignore());
}

internal sealed class KeyAccountInputValidator : AbstractValidator<KeyAccountInput>
{
    private const decimal Whole = 100;

    public KeyAccountInputValidator()
    {
        RuleFor(p => p.Status).IsInEnum().WithErrorCode("unknown_value");
        RuleFor(p => p.Goals).AtMost(KeyAccountPlan.MaxItems);
        RuleFor(p => p.Stakeholders).AtMost(KeyAccountPlan.MaxItems);
        RuleFor(p => p.Potentials).AtMost(KeyAccountPlan.MaxItems);
        RuleFor(p => p.Risks).AtMost(KeyAccountPlan.MaxItems);
        RuleFor(p => p.Actions).AtMost(KeyAccountPlan.MaxItems);
        RuleForEach(p => p.Goals).ChildRules(goal =>
        {
            goal.RuleFor(g => g.Text).Given().Line(KeyAccountPlan.TextMaxLength);
            goal.RuleFor(g => g.Measure).Line(KeyAccountPlan.TextMaxLength);
            goal.RuleFor(g => g.Target).Line(KeyAccountPlan.TextMaxLength);
            goal.RuleFor(g => g.Status).IsInEnum().WithErrorCode("unknown_value");
        });
        RuleForEach(p => p.Stakeholders).ChildRules(one =>
        {
            one.RuleFor(s => s.ContactId).Present();
            one.RuleFor(s => s.Role).Line(KeyAccountPlan.TextMaxLength);
            one.RuleFor(s => (int?)s.Influence).Within(1, 5).OverridePropertyName("Influence");
            one.RuleFor(s => (int?)s.Attitude).Within(-2, 2).OverridePropertyName("Attitude");
        });
        RuleForEach(p => p.Potentials).ChildRules(one =>
        {
            one.RuleFor(p => p.CategoryId).Present();
            one.RuleFor(p => p.Amount).Must(amount => amount >= 0 && Money.CanHold(amount)).WithErrorCode("negative");
            one.RuleFor(p => p.ShareOfWallet).Must((_, share, context) =>
            {
                context.MessageFormatter.AppendArgument("min", 0).AppendArgument("max", Whole);
                return share is null or (>= 0 and <= Whole);
            }).WithErrorCode("out_of_range");
        });
        RuleForEach(p => p.Risks).ChildRules(risk =>
        {
            risk.RuleFor(r => r.Text).Given().Line(KeyAccountPlan.TextMaxLength);
            risk.RuleFor(r => r.Countermeasure).Line(KeyAccountPlan.TextMaxLength);
            risk.RuleFor(r => (int?)r.Likelihood).Within(1, 5).OverridePropertyName("Likelihood");
            risk.RuleFor(r => (int?)r.Impact).Within(1, 5).OverridePropertyName("Impact");
        });
        RuleForEach(p => p.Actions).ChildRules(action => action.RuleFor(a => a.Text).Given().Line(KeyAccountPlan.TextMaxLength));
    }
}
