using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.Settings;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Settings;

/// <summary>A list of choices.</summary>
/// <param name="Key">Stable key.</param>
/// <param name="LabelZh">Chinese name.</param>
/// <param name="LabelEn">English name.</param>
/// <param name="Items">The choices in their order, also those that can no longer be chosen.</param>
public sealed record CodeListRow(string Key, string LabelZh, string LabelEn, IReadOnlyList<CodeListItemRow> Items);

/// <summary>A choice.</summary>
/// <param name="Code">Stable code; records keep this.</param>
/// <param name="LabelZh">Chinese label.</param>
/// <param name="LabelEn">English label.</param>
/// <param name="Position">Place in the list, ascending.</param>
/// <param name="Active">Whether it can still be chosen.</param>
/// <param name="Color">grey, blue, green, yellow, orange, red, purple or teal; null where nobody chose one.</param>
/// <param name="Version">Version of the choice.</param>
public sealed record CodeListItemRow(string Code, string LabelZh, string LabelEn, int Position, bool Active, string? Color, int Version)
{
    internal static CodeListItemRow From(CodeListItem item) => new(item.Code, item.LabelZh, item.LabelEn, item.Position, item.Active, item.Color, item.Version);
}

/// <summary>What can be written about a choice.</summary>
public sealed record CodeListItemInput
{
    /// <summary>Stable code: lower-case letters, digits and underscores, at most 40; never changed afterwards.</summary>
    public string? Code { get; init; }

    /// <summary>Chinese label; at most 80 characters.</summary>
    public string? LabelZh { get; init; }

    /// <summary>English label; at most 80 characters.</summary>
    public string? LabelEn { get; init; }

    /// <summary>Place in the list, 0 to 100,000.</summary>
    public int? Position { get; init; }

    /// <summary>Whether it can be chosen; yes when nothing is said.</summary>
    public bool? Active { get; init; }

    /// <summary>grey, blue, green, yellow, orange, red, purple or teal; one that follows from the code when nothing is said.</summary>
    public string? Color { get; init; }

    internal static CodeListItemInput From(CodeListItem item) =>
        new() { Code = item.Code, LabelZh = item.LabelZh, LabelEn = item.LabelEn, Position = item.Position, Active = item.Active, Color = item.Color };
}

/// <summary>All code lists.</summary>
[RequirePermission(Permissions.SettingsRead)]
public sealed record ListCodeLists : IRequest<ListPage<CodeListRow>>;

/// <summary>One code list.</summary>
/// <param name="Key">Its key.</param>
[RequirePermission(Permissions.SettingsRead)]
public sealed record GetCodeList(string Key) : IRequest<CodeListRow>;

/// <summary>Adds a choice to a list.</summary>
/// <param name="Key">Key of the list.</param>
/// <param name="Input">The choice.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record AddCodeListItem(string Key, CodeListItemInput Input) : IRequest<CodeListItemRow>;

/// <summary>Changes a choice, or retires it with <c>active: false</c>.</summary>
/// <param name="Key">Key of the list.</param>
/// <param name="Code">Code of the choice.</param>
/// <param name="Patch">What changes.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record ChangeCodeListItem(string Key, string Code, MergePatch<CodeListItemInput> Patch, int? ExpectedVersion) : IRequest<CodeListItemRow>;

internal sealed class CodeListItemInputValidator : AbstractValidator<CodeListItemInput>
{
    public CodeListItemInputValidator()
    {
        RuleFor(i => i.Code).Given().Line(CodeListItem.CodeMaxLength)
            .Must(code => code is null || code.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '_')).WithErrorCode("not_a_code");
        RuleFor(i => i.LabelZh).Given().Line(CodeListItem.LabelMaxLength);
        RuleFor(i => i.LabelEn).Given().Line(CodeListItem.LabelMaxLength);
        RuleFor(i => i.Position).Within(0, 100_000);
        RuleFor(i => i.Color).Must(color => color is null || Tag.Colors.Contains(color)).WithErrorCode("unknown_value");
    }
}

internal sealed class CodeListHandlers(ICrmDb db, IValidator<CodeListItemInput> validator, TimeProvider clock) :
    IRequestHandler<ListCodeLists, ListPage<CodeListRow>>,
    IRequestHandler<GetCodeList, CodeListRow>,
    IRequestHandler<AddCodeListItem, CodeListItemRow>,
    IRequestHandler<ChangeCodeListItem, CodeListItemRow>
{
    private const int PositionStep = 10;

    public async Task<ListPage<CodeListRow>> Handle(ListCodeLists request, CancellationToken cancellationToken)
    {
        var items = (await db.CodeListItems.AsNoTracking().OrderBy(i => i.Position).ThenBy(i => i.Code).ToListAsync(cancellationToken)).ToLookup(i => i.List);
        return Pages.Whole<CodeListRow>([.. CodeLists.All.Keys.Select(key => Row(key, items[key]))]);
    }

    public async Task<CodeListRow> Handle(GetCodeList request, CancellationToken cancellationToken)
    {
        EnsureKnown(request.Key);
        return Row(request.Key, await db.CodeListItems.AsNoTracking().Where(i => i.List == request.Key).OrderBy(i => i.Position).ThenBy(i => i.Code).ToListAsync(cancellationToken));
    }

    public async Task<CodeListItemRow> Handle(AddCodeListItem request, CancellationToken cancellationToken)
    {
        EnsureKnown(request.Key);
        InputValidation.Ensure(validator, request.Input);
        var input = request.Input;
        if (await db.CodeListItems.AnyAsync(i => i.List == request.Key && i.Code == input.Code, cancellationToken)) throw new ConflictException("duplicate_code", "code");

        var last = await db.CodeListItems.Where(i => i.List == request.Key).MaxAsync(i => (int?)i.Position, cancellationToken) ?? 0;
        var item = new CodeListItem(Guid.CreateVersion7(clock.GetUtcNow()), request.Key, input.Code!, "", "", 0);
        item.Change(TextRules.Clean(input.LabelZh)!, TextRules.Clean(input.LabelEn)!, input.Position ?? last + PositionStep, input.Active ?? true, input.Color);
        db.CodeListItems.Add(item);
        await db.SaveChangesAsync(cancellationToken);
        return CodeListItemRow.From(item);
    }

    public async Task<CodeListItemRow> Handle(ChangeCodeListItem request, CancellationToken cancellationToken)
    {
        var item = await db.CodeListItems.FirstOrDefaultAsync(i => i.List == request.Key && i.Code == request.Code, cancellationToken)
            ?? throw new NotFoundException(nameof(CodeListItem));
        var before = CodeListItemInput.From(item);
        item.EnsureVersion(request.ExpectedVersion, () => request.Patch.DifferencesFrom(before));
        var input = request.Patch.ApplyTo(before);
        InputValidation.Ensure(validator, input);
        if (input.Code != item.Code) throw new InvalidException(FieldError.At("code", "read_only"));

        item.Change(TextRules.Clean(input.LabelZh)!, TextRules.Clean(input.LabelEn)!, input.Position ?? item.Position, input.Active ?? item.Active, input.Color);
        await db.SaveChangesAsync(cancellationToken);
        return CodeListItemRow.From(item);
    }

    private static void EnsureKnown(string key)
    {
        if (!CodeLists.All.ContainsKey(key)) throw new NotFoundException("CodeList");
    }

    private static CodeListRow Row(string key, IEnumerable<CodeListItem> items) =>
        new(key, CodeLists.All[key].Zh, CodeLists.All[key].En, [.. items.Select(CodeListItemRow.From)]);
}
