using System.Text.Json;
using AutoMapper;
using Crm.Application.Common;
using Crm.Application.Contacts;
using Crm.Application.Records;
using Crm.Application.Views;
using Crm.Domain.Common;
using Crm.Domain.Segments;
using Crm.Domain.Settings;
using FluentValidation;

namespace Crm.Application.Segments;

/// <summary>What can be written about a segment.</summary>
public sealed record SegmentInput
{
    /// <summary>Name; at most 60 characters, unique among your own.</summary>
    public string? Name { get; init; }

    /// <summary>What it is for; at most 500 characters.</summary>
    public string? Description { get; init; }

    /// <summary>grey, blue, green, yellow, orange, red, purple or teal; grey when nothing is said.</summary>
    public string? Color { get; init; }

    /// <summary>live (when nothing is said) or static; cannot be changed afterwards.</summary>
    public SegmentKind? Kind { get; init; }

    /// <summary>
    /// The filter over fields of customers, as in <c>POST /customers/search</c>. It may name other segments, and must mean the same whoever asks: <c>me</c> and
    /// <c>myTeam</c> are refused. A live segment needs one; a static one takes its members from it when it is made and by <c>POST /segments/{id}/capture</c>.
    /// </summary>
    public JsonElement? Where { get; init; }

    /// <summary>Whether everybody may use it.</summary>
    public bool Shared { get; init; }

    /// <summary>Whether it is laid aside.</summary>
    public bool Archived { get; init; }

    internal static SegmentInput From(Segment segment) => new()
    {
        Name = segment.Name, Description = segment.Description, Color = segment.Color, Kind = segment.Kind, Where = FilterOf(segment.Where), Shared = segment.Shared, Archived = segment.ArchivedAt is not null,
    };

    internal static JsonElement? FilterOf(string? where) => where is null ? null : JsonSerializer.Deserialize<JsonElement>(where);
}

/// <summary>A segment.</summary>
public sealed record SegmentRow : IRow
{
    /// <inheritdoc cref="Record.Id"/>
    public Guid Id { get; init; }

    /// <inheritdoc cref="Segment.Name"/>
    public string Name { get; init; } = "";

    /// <inheritdoc cref="Segment.Description"/>
    public string? Description { get; init; }

    /// <inheritdoc cref="SegmentInput.Color"/>
    public string Color { get; init; } = "";

    /// <inheritdoc cref="Segment.Kind"/>
    public SegmentKind Kind { get; init; }

    /// <inheritdoc cref="SegmentInput.Where"/>
    public JsonElement? Where { get; init; }

    /// <summary>The filter in words.</summary>
    public FilterText? FilterText { get; init; }

    /// <summary>Fields of the filter that are gone; while there are any, nobody is in a live segment and a filter that names it is refused.</summary>
    public IReadOnlyList<string> Gone { get; init; } = [];

    /// <inheritdoc cref="Segment.OwnerId"/>
    public Guid OwnerId { get; init; }

    /// <summary>Name of whoever made it.</summary>
    public string? OwnerName { get; init; }

    /// <inheritdoc cref="SegmentInput.Shared"/>
    public bool Shared { get; init; }

    /// <inheritdoc cref="Segment.TakenAt"/>
    public DateTime? TakenAt { get; init; }

    /// <inheritdoc cref="Segment.ArchivedAt"/>
    public DateTime? ArchivedAt { get; init; }

    /// <summary>The newest size of it, of all customers of the company; null before the first count.</summary>
    public SegmentDay? Size { get; init; }

    /// <summary>What you may do with it.</summary>
    public required RecordCan Can { get; init; }

    /// <inheritdoc cref="Record.CreatedAt"/>
    public DateTime CreatedAt { get; init; }

    /// <inheritdoc cref="Record.UpdatedAt"/>
    public DateTime UpdatedAt { get; init; }

    /// <inheritdoc cref="Record.DeletedAt"/>
    public DateTime? DeletedAt { get; init; }

    /// <inheritdoc cref="Record.Version"/>
    public int Version { get; init; }
}

/// <summary>Where a segment stands in a list.</summary>
/// <param name="Id">The segment.</param>
public sealed record SegmentPlace(Guid Id) : IRow;

internal sealed class SegmentMaps : Profile
{
    public SegmentMaps() => CreateMap<Segment, SegmentPlace>();
}

/// <summary>How many customers of the company a segment had on a day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Customers">How many, whoever may see them.</param>
public sealed record SegmentDay(DateOnly Day, int Customers);

/// <summary>How many customers there are.</summary>
/// <param name="Customers">How many in your sight.</param>
public sealed record SegmentCount(int Customers);

/// <summary>What came of changing members.</summary>
/// <param name="Added">How many came into the segment.</param>
/// <param name="Removed">How many left it.</param>
/// <param name="Customers">How many are in it now, whoever may see them.</param>
public sealed record SegmentMembersResult(int Added, int Removed, int Customers);

/// <summary>Customers by their ids.</summary>
/// <param name="CustomerIds">At most 500.</param>
public sealed record SegmentMembersInput(IReadOnlyList<Guid>? CustomerIds);

/// <summary>What two segments have in common; customers in your sight.</summary>
/// <param name="OnlyThis">How many are only in the one.</param>
/// <param name="Both">How many are in both.</param>
/// <param name="OnlyOther">How many are only in the other.</param>
/// <param name="Jaccard">Those in both as a share of those in either, 0 to 1; null when nobody is in either (Jaccard 1912).</param>
public sealed record SegmentOverlap(int OnlyThis, int Both, int OnlyOther, decimal? Jaccard);

/// <summary>A segment that a customer is in.</summary>
/// <param name="Id">The segment.</param>
/// <param name="Name">Its name.</param>
/// <param name="Color">Its colour.</param>
/// <param name="Kind">Whether it follows from a filter.</param>
public sealed record SegmentOfCustomer(Guid Id, string Name, string Color, SegmentKind Kind);

internal sealed class SegmentInputValidator : AbstractValidator<SegmentInput>
{
    public SegmentInputValidator()
    {
        RuleFor(s => s.Name).Given().Line(Segment.NameMaxLength);
        RuleFor(s => s.Description).Lines(Segment.DescriptionMaxLength);
        RuleFor(s => s.Color).Must(color => color is null || Tag.Colors.Contains(color)).WithErrorCode("unknown_value");
        RuleFor(s => s.Kind).IsInEnum().WithErrorCode("unknown_value");
        RuleFor(s => s.Where).Must(where => where is null or { ValueKind: JsonValueKind.Null or JsonValueKind.Object }).WithErrorCode("wrong_type");
        RuleFor(s => s.Where).Must(where => where is { ValueKind: JsonValueKind.Object }).When(s => s.Kind != SegmentKind.Static).WithErrorCode("required");
    }
}
