using AutoMapper;
using AutoMapper.QueryableExtensions;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.Settings;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Settings;

/// <summary>What can be written about a tag.</summary>
public sealed record TagInput
{
    /// <summary>The word; at most 40 characters, unique.</summary>
    public string? Name { get; init; }

    /// <summary>grey, blue, green, yellow, orange, red, purple or teal; grey when nothing is said.</summary>
    public string? Color { get; init; }

    internal static TagInput From(Tag tag) => new() { Name = tag.Name, Color = tag.Color };
}

/// <summary>A tag.</summary>
public sealed record TagRow
{
    /// <inheritdoc cref="Record.Id"/>
    public Guid Id { get; init; }

    /// <inheritdoc cref="Tag.Name"/>
    public string Name { get; init; } = "";

    /// <inheritdoc cref="TagInput.Color"/>
    public string Color { get; init; } = "";

    /// <inheritdoc cref="Record.Version"/>
    public int Version { get; init; }
}

/// <summary>All tags by name.</summary>
[RequirePermission(Permissions.SettingsRead)]
public sealed record ListTags : IRequest<ListPage<TagRow>>;

/// <summary>Adds a tag.</summary>
/// <param name="Input">The tag.</param>
[RequirePermission(Permissions.CustomersWrite)]
public sealed record AddTag(TagInput Input) : IRequest<TagRow>;

/// <summary>Renames or recolours a tag, everywhere.</summary>
/// <param name="Id">The tag.</param>
/// <param name="Patch">What changes.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record ChangeTag(Guid Id, MergePatch<TagInput> Patch, int? ExpectedVersion) : IRequest<TagRow>;

/// <summary>Removes a tag from everything that carries it.</summary>
/// <param name="Id">The tag.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record DeleteTag(Guid Id, int? ExpectedVersion) : IRequest;

internal sealed class TagInputValidator : AbstractValidator<TagInput>
{
    public TagInputValidator()
    {
        RuleFor(t => t.Name).Given().Line(Tag.NameMaxLength);
        RuleFor(t => t.Color).Must(color => color is null || Tag.Colors.Contains(color)).WithErrorCode("unknown_value");
    }
}

internal sealed class TagMaps : Profile
{
    public TagMaps() => CreateMap<Tag, TagRow>();
}

internal sealed class TagHandlers(ICrmDb db, IValidator<TagInput> validator, IMapper mapper, TimeProvider clock) :
    IRequestHandler<ListTags, ListPage<TagRow>>,
    IRequestHandler<AddTag, TagRow>,
    IRequestHandler<ChangeTag, TagRow>,
    IRequestHandler<DeleteTag>
{
    public async Task<ListPage<TagRow>> Handle(ListTags request, CancellationToken cancellationToken) =>
        Pages.Whole(await db.Tags.AsNoTracking().OrderBy(t => t.Name).ThenBy(t => t.Id).ProjectTo<TagRow>(mapper.ConfigurationProvider).ToListAsync(cancellationToken));

    public async Task<TagRow> Handle(AddTag request, CancellationToken cancellationToken)
    {
        InputValidation.Ensure(validator, request.Input);
        var tag = new Tag(Guid.CreateVersion7(clock.GetUtcNow()), TextRules.Clean(request.Input.Name)!, request.Input.Color ?? Tag.Colors[0]);
        await EnsureNewAsync(tag, cancellationToken);
        db.Tags.Add(tag);
        await db.SaveChangesAsync(cancellationToken);
        return mapper.Map<TagRow>(tag);
    }

    public async Task<TagRow> Handle(ChangeTag request, CancellationToken cancellationToken)
    {
        var tag = await db.Tags.GetAsync(request.Id, cancellationToken);
        var before = TagInput.From(tag);
        tag.EnsureVersion(request.ExpectedVersion, () => request.Patch.DifferencesFrom(before));
        var input = request.Patch.ApplyTo(before);
        InputValidation.Ensure(validator, input);

        tag.Change(TextRules.Clean(input.Name)!, input.Color ?? Tag.Colors[0]);
        await EnsureNewAsync(tag, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return mapper.Map<TagRow>(tag);
    }

    public async Task<Unit> Handle(DeleteTag request, CancellationToken cancellationToken)
    {
        var tag = await db.Tags.GetAsync(request.Id, cancellationToken);
        tag.EnsureVersion(request.ExpectedVersion);
        db.Tags.Remove(tag); // the database takes it off whatever carries it
        await db.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }

    private async Task EnsureNewAsync(Tag tag, CancellationToken cancellationToken)
    {
        if (await db.Tags.AnyAsync(t => t.Name == tag.Name && t.Id != tag.Id, cancellationToken)) throw new ConflictException("duplicate_name", "name");
    }
}
