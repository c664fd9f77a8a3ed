using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Security;
using Crm.Domain.Views;
using FluentValidation;

namespace Crm.Application.Views;

/// <summary>How records are shown.</summary>
public enum ViewLayout
{
    /// <summary>In rows.</summary>
    List,

    /// <summary>As cards in the columns of a field.</summary>
    Board,

    /// <summary>On the days of a field.</summary>
    Calendar,
}

/// <summary>How close rows stand.</summary>
public enum ListDensity
{
    /// <summary>Close.</summary>
    Compact,

    /// <summary>As usual.</summary>
    Regular,

    /// <summary>Wide.</summary>
    Comfortable,
}

/// <summary>A column of a list.</summary>
public sealed record ColumnInput
{
    /// <summary>Key of the field, or name of a member of the row.</summary>
    public string? Key { get; init; }

    /// <summary>Width in pixels, 40 to 1000; as wide as usual when nothing is said.</summary>
    public int? Width { get; init; }

    /// <summary>Whether it stays when the others move sideways.</summary>
    public bool Frozen { get; init; }

    /// <summary>Whether it is not shown, and only keeps its place.</summary>
    public bool Hidden { get; init; }

    /// <summary>What stands under it: sum, average and so on, in the words of the page.</summary>
    public string? Footing { get; init; }
}

/// <summary>What can be written about a view.</summary>
public sealed record SavedViewInput
{
    /// <summary>Name; at most 60 characters, unique among your views of this kind of record.</summary>
    public string? Name { get; init; }

    /// <inheritdoc cref="SearchInput.Where"/>
    public JsonElement? Where { get; init; }

    /// <summary>Words of the search box.</summary>
    public string? Q { get; init; }

    /// <inheritdoc cref="ListRequest.Sort"/>
    public string? Sort { get; init; }

    /// <summary>The columns in their order; those of the list settings when nothing is said.</summary>
    public IReadOnlyList<ColumnInput>? Columns { get; init; }

    /// <summary>list, board or calendar; list when nothing is said.</summary>
    public ViewLayout Layout { get; init; }

    /// <summary>For a board the field whose values are its columns, for a calendar the field that holds the day.</summary>
    public string? LayoutField { get; init; }

    /// <summary>compact, regular or comfortable; that of the list settings when nothing is said.</summary>
    public ListDensity? Density { get; init; }

    /// <summary>nobody, team, role or everybody; nobody when nothing is said.</summary>
    public ViewAudience SharedWith { get; init; }

    /// <summary>For <c>team</c>: which; your own when nothing is said. Only administrators share with other teams.</summary>
    public Guid? TeamId { get; init; }

    /// <summary>For <c>role</c>: which.</summary>
    public Role? Role { get; init; }
}

/// <summary>What a view keeps.</summary>
internal sealed record ViewContent
{
    public JsonElement? Where { get; init; }

    public string? Q { get; init; }

    public string? Sort { get; init; }

    public IReadOnlyList<ColumnInput>? Columns { get; init; }

    public ViewLayout Layout { get; init; }

    public string? LayoutField { get; init; }

    public ListDensity? Density { get; init; }

    public static ViewContent From(SavedViewInput input) => new()
    {
        Where = input.Where is { ValueKind: not JsonValueKind.Null } where ? where : null,
        Q = input.Q,
        Sort = input.Sort,
        Columns = input.Columns,
        Layout = input.Layout,
        LayoutField = input.LayoutField,
        Density = input.Density,
    };

    public static ViewContent Read(string json) => JsonSerializer.Deserialize<ViewContent>(json, CrmJson.Options)!;
}

/// <summary>A sentence in both languages.</summary>
/// <param name="Zh">Chinese.</param>
/// <param name="En">English.</param>
public sealed record FilterText(string Zh, string En);

/// <summary>A view.</summary>
public sealed record SavedViewRow
{
    /// <inheritdoc cref="Domain.Common.Record.Id"/>
    public Guid Id { get; init; }

    /// <inheritdoc cref="SavedView.Entity"/>
    public string Entity { get; init; } = "";

    /// <inheritdoc cref="SavedView.Name"/>
    public string Name { get; init; } = "";

    /// <inheritdoc cref="SavedViewInput.Where"/>
    public JsonElement? Where { get; init; }

    /// <summary>What the filter says, for people.</summary>
    public FilterText FilterText { get; init; } = new("", "");

    /// <inheritdoc cref="SavedViewInput.Q"/>
    public string? Q { get; init; }

    /// <inheritdoc cref="ListRequest.Sort"/>
    public string? Sort { get; init; }

    /// <inheritdoc cref="SavedViewInput.Columns"/>
    public IReadOnlyList<ColumnInput>? Columns { get; init; }

    /// <summary>list, board or calendar.</summary>
    public ViewLayout Layout { get; init; }

    /// <inheritdoc cref="SavedViewInput.LayoutField"/>
    public string? LayoutField { get; init; }

    /// <inheritdoc cref="SavedViewInput.Density"/>
    public ListDensity? Density { get; init; }

    /// <summary>nobody, team, role or everybody.</summary>
    public ViewAudience SharedWith { get; init; }

    /// <inheritdoc cref="SavedView.TeamId"/>
    public Guid? TeamId { get; init; }

    /// <inheritdoc cref="SavedView.ForRole"/>
    public Role? Role { get; init; }

    /// <inheritdoc cref="SavedView.OwnerId"/>
    public Guid OwnerId { get; init; }

    /// <summary>Name of who made it.</summary>
    public string? OwnerName { get; init; }

    /// <summary>Fields that it names and that are gone. While there are any in its filter or order, a search by them is refused; say so instead of searching.</summary>
    public IReadOnlyList<string> Gone { get; init; } = [];

    /// <summary>What you may do with it.</summary>
    public RecordCanChange Can { get; init; } = new(false, false);

    /// <inheritdoc cref="Domain.Common.Record.CreatedAt"/>
    public DateTime CreatedAt { get; init; }

    /// <inheritdoc cref="Domain.Common.Record.UpdatedAt"/>
    public DateTime UpdatedAt { get; init; }

    /// <inheritdoc cref="Domain.Common.Record.Version"/>
    public int Version { get; init; }
}

/// <summary>What the user may do with something that he sees.</summary>
/// <param name="Update">Change it.</param>
/// <param name="Delete">Delete it.</param>
public sealed record RecordCanChange(bool Update, bool Delete);

/// <summary>How a user likes the lists of one kind of record; written whole.</summary>
public sealed record ListSettingsInput
{
    /// <summary>The columns in their order; the usual ones when nothing is said.</summary>
    public IReadOnlyList<ColumnInput>? Columns { get; init; }

    /// <summary>compact, regular or comfortable.</summary>
    public ListDensity? Density { get; init; }

    /// <summary>Id of the view that is shown first, or the page's word for one that it brings along.</summary>
    public string? DefaultView { get; init; }

    /// <summary>Ids of the views that stand as tabs, in their order; at most 30.</summary>
    public IReadOnlyList<string>? Pinned { get; init; }
}

/// <summary>How lists of one kind of record look for a user.</summary>
/// <param name="Entity">Key of the kind.</param>
/// <param name="Own">What he has said himself; null when nothing.</param>
/// <param name="House">What an administrator has said for all; null when nothing. It holds where the user has said nothing.</param>
public sealed record ListSettingsAnswer(string Entity, ListSettingsInput? Own, ListSettingsInput? House);

internal sealed class ColumnInputValidator : AbstractValidator<ColumnInput>
{
    public ColumnInputValidator()
    {
        RuleFor(c => c.Key).Given().Line(80);
        RuleFor(c => c.Width).Within(40, 1000);
        RuleFor(c => c.Footing).Line(20);
    }
}

internal sealed class SavedViewInputValidator : AbstractValidator<SavedViewInput>
{
    private const int MaxColumns = 200;

    public SavedViewInputValidator()
    {
        RuleFor(v => v.Name).Given().Line(SavedView.NameMaxLength);
        RuleFor(v => v.Q).Line(ListRequest.MaxSearchLength);
        RuleFor(v => v.Sort).Line(400);
        RuleFor(v => v.LayoutField).Line(80);
        RuleFor(v => v.Columns).AtMost(MaxColumns);
        RuleForEach(v => v.Columns).SetValidator(new ColumnInputValidator());
    }
}

internal sealed class ListSettingsInputValidator : AbstractValidator<ListSettingsInput>
{
    private const int MaxColumns = 200;
    private const int MaxPinned = 30;

    public ListSettingsInputValidator()
    {
        RuleFor(s => s.Columns).AtMost(MaxColumns);
        RuleForEach(s => s.Columns).SetValidator(new ColumnInputValidator());
        RuleFor(s => s.DefaultView).Line(64);
        RuleFor(s => s.Pinned).AtMost(MaxPinned);
        RuleForEach(s => s.Pinned).Given().Line(64);
    }
}
