using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.Settings;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Settings;

/// <summary>A rule about a field, as it is sent: whole.</summary>
public sealed record FieldRuleInput
{
    /// <summary>Key of the field it is about; an added one begins with <c>custom.</c></summary>
    public string? Field { get; init; }

    /// <summary>What it asks.</summary>
    public FieldRuleKind? Kind { get; init; }

    /// <summary>
    /// The filter that the record must match as it would be, as in <c>POST /{entity}/search</c>, over its own fields; always when nothing is said. A
    /// field is read-only while the record matches as it was before the change.
    /// </summary>
    public JsonElement? When { get; init; }

    /// <summary>For <c>pattern</c>: a regular expression, without look-around and back-references, that the whole text must match; at most 200 characters.</summary>
    public string? Pattern { get; init; }

    /// <summary>For <c>compare</c>: <c>eq</c>, <c>ne</c>, <c>gt</c>, <c>gte</c>, <c>lt</c> or <c>lte</c>.</summary>
    public string? Operator { get; init; }

    /// <summary>For <c>compare</c>: key of a field of the same type. Either this or <c>value</c>. While it is empty the rule does not hold.</summary>
    public string? OtherField { get; init; }

    /// <summary>For <c>compare</c>: a value as in filters; <c>today</c> for days, <c>now</c> for moments.</summary>
    public string? Value { get; init; }

    /// <summary>For <c>options</c>: the words it may be, at most 200.</summary>
    public IReadOnlyList<string>? Options { get; init; }

    /// <summary>What to say to whoever breaks it, in Chinese; at most 200 characters.</summary>
    public string? MessageZh { get; init; }

    /// <summary>What to say to whoever breaks it, in English; at most 200 characters.</summary>
    public string? MessageEn { get; init; }

    /// <summary>Whether it is in force; yes when nothing is said.</summary>
    public bool? Active { get; init; }

    internal FieldRuleContent ToContent() => new()
    {
        Field = Field!,
        Kind = Kind!.Value,
        When = When is { ValueKind: JsonValueKind.Object } when ? when.GetRawText() : null,
        Pattern = Pattern,
        Operator = Operator,
        OtherField = OtherField,
        Value = Value,
        Options = Options ?? [],
        MessageZh = TextRules.Clean(MessageZh)!,
        MessageEn = TextRules.Clean(MessageEn)!,
        Active = Active ?? true,
    };
}

/// <summary>A rule about a field.</summary>
public sealed record FieldRuleRow
{
    /// <inheritdoc cref="Record.Id"/>
    public Guid Id { get; init; }

    /// <inheritdoc cref="FieldRuleInput.Field"/>
    public string Field { get; init; } = "";

    /// <inheritdoc cref="FieldRuleInput.Kind"/>
    public FieldRuleKind Kind { get; init; }

    /// <inheritdoc cref="FieldRuleInput.When"/>
    public JsonElement? When { get; init; }

    /// <inheritdoc cref="FieldRuleInput.Pattern"/>
    public string? Pattern { get; init; }

    /// <inheritdoc cref="FieldRuleInput.Operator"/>
    public string? Operator { get; init; }

    /// <inheritdoc cref="FieldRuleInput.OtherField"/>
    public string? OtherField { get; init; }

    /// <inheritdoc cref="FieldRuleInput.Value"/>
    public string? Value { get; init; }

    /// <inheritdoc cref="FieldRuleInput.Options"/>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <inheritdoc cref="FieldRuleInput.MessageZh"/>
    public string MessageZh { get; init; } = "";

    /// <inheritdoc cref="FieldRuleInput.MessageEn"/>
    public string MessageEn { get; init; } = "";

    /// <inheritdoc cref="FieldRuleInput.Active"/>
    public bool Active { get; init; }

    /// <inheritdoc cref="Record.Version"/>
    public int Version { get; init; }

    internal static FieldRuleRow From(FieldRule rule) => new()
    {
        Id = rule.Id,
        Field = rule.Field,
        Kind = rule.Kind,
        When = rule.When is { } json ? JsonSerializer.Deserialize<JsonElement>(json) : null,
        Pattern = rule.Pattern,
        Operator = rule.Operator,
        OtherField = rule.OtherField,
        Value = rule.Value,
        Options = rule.Options,
        MessageZh = rule.MessageZh,
        MessageEn = rule.MessageEn,
        Active = rule.Active,
        Version = rule.Version,
    };
}

/// <summary>The rules about the fields of a kind of record.</summary>
/// <param name="Entity">Key of the kind.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record ListFieldRules(string Entity) : IRequest<ListPage<FieldRuleRow>>;

/// <summary>One rule.</summary>
/// <param name="Entity">Key of the kind.</param>
/// <param name="Id">The rule.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record GetFieldRule(string Entity, Guid Id) : IRequest<FieldRuleRow>;

/// <summary>Adds a rule.</summary>
/// <param name="Entity">Key of the kind.</param>
/// <param name="Input">The rule.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record AddFieldRule(string Entity, FieldRuleInput Input) : IRequest<FieldRuleRow>;

/// <summary>Says a rule anew.</summary>
/// <param name="Entity">Key of the kind.</param>
/// <param name="Id">The rule.</param>
/// <param name="Input">All of it.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record ReplaceFieldRule(string Entity, Guid Id, FieldRuleInput Input, int? ExpectedVersion) : IRequest<FieldRuleRow>;

/// <summary>Takes a rule away.</summary>
/// <param name="Entity">Key of the kind.</param>
/// <param name="Id">The rule.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record DeleteFieldRule(string Entity, Guid Id, int? ExpectedVersion) : IRequest;

internal sealed class FieldRuleInputValidator : AbstractValidator<FieldRuleInput>
{
    private static readonly string[] Comparisons = ["eq", "ne", "gt", "gte", "lt", "lte"];

    public FieldRuleInputValidator()
    {
        RuleFor(r => r.Field).Given();
        RuleFor(r => r.Kind).Present();
        RuleFor(r => r.When).Must(when => when is null or { ValueKind: JsonValueKind.Null or JsonValueKind.Object }).WithErrorCode("wrong_type")
            .Must((_, when, context) =>
            {
                context.MessageFormatter.AppendArgument("max", FieldRule.WhenMaxLength);
                return when is null || when.Value.GetRawText().Length <= FieldRule.WhenMaxLength;
            }).WithErrorCode("too_long");
        RuleFor(r => r.Pattern).Line(CustomField.PatternMaxLength).Must((r, pattern) => (r.Kind == FieldRuleKind.Pattern) == !string.IsNullOrEmpty(pattern)).WithErrorCode("not_for_this_rule")
            .Must(pattern => string.IsNullOrEmpty(pattern) || FieldPatterns.IsOne(pattern)).WithErrorCode("not_a_pattern");
        RuleFor(r => r.Operator).Must((r, name) => (r.Kind == FieldRuleKind.Compare) == (name is not null)).WithErrorCode("not_for_this_rule")
            .Must(name => name is null || Comparisons.Contains(name)).WithErrorCode("unknown_value");
        RuleFor(r => r.OtherField).Must((r, other) => other is null || r.Kind == FieldRuleKind.Compare).WithErrorCode("not_for_this_rule");
        RuleFor(r => r.Value).Line(FieldRule.ValueMaxLength).Must((r, value) => value is null || r.Kind == FieldRuleKind.Compare).WithErrorCode("not_for_this_rule")
            .Must((r, value) => r.Kind != FieldRuleKind.Compare || (value is null) != (r.OtherField is null)).WithErrorCode("field_or_value");
        RuleFor(r => r.Options).AtMost(CustomField.OptionsMaxCount)
            .Must((r, options) => (r.Kind == FieldRuleKind.Options) == (options is { Count: > 0 })).WithErrorCode("not_for_this_rule");
        RuleFor(r => r.MessageZh).Given().Line(FieldRule.MessageMaxLength);
        RuleFor(r => r.MessageEn).Given().Line(FieldRule.MessageMaxLength);
    }
}

internal sealed class FieldRuleHandlers(
    ICrmDb db,
    IEnumerable<EntityDescriptor> descriptors,
    IFieldCatalogue catalogue,
    FilterTranslator filters,
    IValidator<FieldRuleInput> validator,
    ICurrentUser user,
    TimeProvider clock) :
    IRequestHandler<ListFieldRules, ListPage<FieldRuleRow>>,
    IRequestHandler<GetFieldRule, FieldRuleRow>,
    IRequestHandler<AddFieldRule, FieldRuleRow>,
    IRequestHandler<ReplaceFieldRule, FieldRuleRow>,
    IRequestHandler<DeleteFieldRule>
{
    public async Task<ListPage<FieldRuleRow>> Handle(ListFieldRules request, CancellationToken cancellationToken)
    {
        var kind = descriptors.Customizable(request.Entity);
        return Pages.Whole<FieldRuleRow>([.. (await db.FieldRules.AsNoTracking().Where(r => r.Entity == kind.Key).OrderBy(r => r.Id).ToListAsync(cancellationToken)).Select(FieldRuleRow.From)]);
    }

    public async Task<FieldRuleRow> Handle(GetFieldRule request, CancellationToken cancellationToken) =>
        FieldRuleRow.From(await FindAsync(request.Entity, request.Id, cancellationToken));

    public async Task<FieldRuleRow> Handle(AddFieldRule request, CancellationToken cancellationToken)
    {
        var kind = descriptors.Customizable(request.Entity);
        await EnsureAsync(kind, request.Input, cancellationToken);
        if (await db.FieldRules.CountAsync(r => r.Entity == kind.Key, cancellationToken) >= FieldRule.MaxCount) throw new ConflictException("too_many_rules");

        var rule = new FieldRule(Guid.CreateVersion7(clock.GetUtcNow()), kind.Key, request.Input.ToContent());
        db.FieldRules.Add(rule);
        await db.SaveChangesAsync(cancellationToken);
        return FieldRuleRow.From(rule);
    }

    public async Task<FieldRuleRow> Handle(ReplaceFieldRule request, CancellationToken cancellationToken)
    {
        var rule = await FindAsync(request.Entity, request.Id, cancellationToken);
        rule.EnsureVersion(request.ExpectedVersion);
        await EnsureAsync(descriptors.Customizable(request.Entity), request.Input, cancellationToken);

        rule.Say(request.Input.ToContent());
        await db.SaveChangesAsync(cancellationToken);
        return FieldRuleRow.From(rule);
    }

    public async Task<Unit> Handle(DeleteFieldRule request, CancellationToken cancellationToken)
    {
        var rule = await FindAsync(request.Entity, request.Id, cancellationToken);
        rule.EnsureVersion(request.ExpectedVersion);
        db.FieldRules.Remove(rule);
        await db.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }

    private async Task<FieldRule> FindAsync(string entity, Guid id, CancellationToken cancellationToken)
    {
        var kind = descriptors.Customizable(entity);
        return await db.FieldRules.Where(r => r.Entity == kind.Key).GetAsync(id, cancellationToken);
    }

    /// <summary>A rule that could not be looked at would stand in the way of every record: its fields exist, and its condition and its value can be compared.</summary>
    private async Task EnsureAsync(EntityDescriptor kind, FieldRuleInput input, CancellationToken cancellationToken)
    {
        InputValidation.Ensure(validator, input);
        var fields = await catalogue.OfAsync(kind, cancellationToken);
        var errors = new List<FieldError>();
        var field = fields.Find(input.Field!);
        var other = input.OtherField is { } key ? fields.Find(key) : null;
        if (field is null) errors.Add(FieldError.At("field", "unknown_field"));
        else if (field.ReadOnly) errors.Add(FieldError.At("field", "read_only"));
        if (input.OtherField is not null && (other is null || (field is not null && other.Type != field.Type))) errors.Add(FieldError.At("otherField", "unknown_field"));
        if (errors.Count > 0) throw new InvalidException(errors);

        var rule = RecordRule.From(new FieldRule(Guid.Empty, kind.Key, input.ToContent()));
        var setting = await filters.SettingAsync(rule.When?.Comparisons ?? [], user.TimeZone, cancellationToken);
        try
        {
            new RuleCheck(fields, setting).EnsureReadable(rule, field!);
        }
        catch (InvalidException wrong)
        {
            throw new InvalidException(wrong.Errors);
        }
    }
}
