using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Settings;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Settings;

/// <summary>The fields that administrators added to a kind of record, archived ones among them.</summary>
/// <param name="Entity">Key of the kind.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record ListCustomFields(string Entity) : IRequest<ListPage<CustomFieldRow>>;

/// <summary>One added field.</summary>
/// <param name="Entity">Key of the kind.</param>
/// <param name="Key">Key of the field.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record GetCustomField(string Entity, string Key) : IRequest<CustomFieldRow>;

/// <summary>How many records have a value in an added field.</summary>
/// <param name="Entity">Key of the kind.</param>
/// <param name="Key">Key of the field.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record GetCustomFieldUsage(string Entity, string Key) : IRequest<FieldUsage>;

/// <summary>Adds a field to a kind of record; it stands behind the others.</summary>
/// <param name="Entity">Key of the kind.</param>
/// <param name="Input">The field.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record AddCustomField(string Entity, CustomFieldInput Input) : IRequest<CustomFieldRow>;

/// <summary>Changes an added field; key, type and where it leads stay.</summary>
/// <param name="Entity">Key of the kind.</param>
/// <param name="Key">Key of the field.</param>
/// <param name="Patch">What changes.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record ChangeCustomField(string Entity, string Key, MergePatch<CustomFieldInput> Patch, int? ExpectedVersion) : IRequest<CustomFieldRow>;

/// <summary>Puts the added fields of a kind into another order.</summary>
/// <param name="Entity">Key of the kind.</param>
/// <param name="Input">The order.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record OrderCustomFields(string Entity, FieldOrderInput Input) : IRequest<ListPage<CustomFieldRow>>;

/// <summary>Takes an added field out of use; its values stay in the records.</summary>
/// <param name="Entity">Key of the kind.</param>
/// <param name="Key">Key of the field.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record ArchiveCustomField(string Entity, string Key, int? ExpectedVersion) : IRequest;

/// <summary>Takes an archived field into use again, with the values that records still have.</summary>
/// <param name="Entity">Key of the kind.</param>
/// <param name="Key">Key of the field.</param>
[RequirePermission(Permissions.SettingsManage)]
public sealed record RestoreCustomField(string Entity, string Key) : IRequest<CustomFieldRow>;

internal sealed class CustomFieldQueries(ICrmDb db, IEnumerable<EntityDescriptor> descriptors, CustomFieldValues values) :
    IRequestHandler<ListCustomFields, ListPage<CustomFieldRow>>,
    IRequestHandler<GetCustomField, CustomFieldRow>,
    IRequestHandler<GetCustomFieldUsage, FieldUsage>
{
    public async Task<ListPage<CustomFieldRow>> Handle(ListCustomFields request, CancellationToken cancellationToken)
    {
        var kind = descriptors.Customizable(request.Entity);
        return Pages.Whole<CustomFieldRow>([.. (await db.CustomFields.AsNoTracking().OfKindAsync(kind, cancellationToken)).Select(CustomFieldRow.From)]);
    }

    public async Task<CustomFieldRow> Handle(GetCustomField request, CancellationToken cancellationToken) =>
        CustomFieldRow.From(await db.CustomFields.AsNoTracking().GetAsync(descriptors.Customizable(request.Entity), request.Key, cancellationToken));

    public async Task<FieldUsage> Handle(GetCustomFieldUsage request, CancellationToken cancellationToken)
    {
        var kind = descriptors.Customizable(request.Entity);
        return new FieldUsage(await values.CountAsync(kind, await db.CustomFields.AsNoTracking().GetAsync(kind, request.Key, cancellationToken), cancellationToken));
    }
}

internal sealed class CustomFieldCommands(ICrmDb db, IEnumerable<EntityDescriptor> descriptors, IValidator<CustomFieldInput> validator, CustomFieldValues values, TimeProvider clock) :
    IRequestHandler<AddCustomField, CustomFieldRow>,
    IRequestHandler<ChangeCustomField, CustomFieldRow>,
    IRequestHandler<OrderCustomFields, ListPage<CustomFieldRow>>,
    IRequestHandler<ArchiveCustomField>,
    IRequestHandler<RestoreCustomField, CustomFieldRow>
{
    private const int PositionStep = 10;

    public Task<CustomFieldRow> Handle(AddCustomField request, CancellationToken cancellationToken) => AloneAsync(
        request.Entity,
        async kind =>
        {
            var input = request.Input;
            var wrong = InputValidation.Find(validator, input);
            if (wrong.Count > 0) throw new InvalidException(wrong);
            var others = await db.CustomFields.AsNoTracking().OfKindAsync(kind, cancellationToken);
            if (others.Exists(f => f.Key == input.Key)) throw new ConflictException("duplicate_key", "key");
            if (others.Count >= CustomField.MaxCount) throw new ConflictException("too_many_fields");

            var position = others.Select(f => f.Position).DefaultIfEmpty(0).Max() + PositionStep;
            var field = CustomField.Add(Guid.CreateVersion7(clock.GetUtcNow()), kind.Key, input.Key!, input.Type!.Value, input.RelatesTo, input.ToProfile(), position);
            EnsureDefault(kind, field);
            db.CustomFields.Add(field);
            await db.SaveChangesAsync(cancellationToken);
            return CustomFieldRow.From(field);
        },
        cancellationToken);

    public Task<CustomFieldRow> Handle(ChangeCustomField request, CancellationToken cancellationToken) => AloneAsync(
        request.Entity,
        async kind =>
        {
            var field = await db.CustomFields.GetAsync(kind, request.Key, cancellationToken);
            var before = CustomFieldInput.From(field);
            field.EnsureVersion(request.ExpectedVersion, () => request.Patch.DifferencesFrom(before));
            var input = request.Patch.ApplyTo(before);
            EnsureSame(input, before);
            InputValidation.Ensure(validator, input);
            await EnsureOptionsStayAsync(kind, field, input, cancellationToken);

            var wasUnique = field.Unique;
            field.Change(input.ToProfile());
            EnsureDefault(kind, field);
            await db.SaveChangesAsync(cancellationToken);
            if (wasUnique && !field.Unique) await values.FreeAsync(field, cancellationToken);
            if (!wasUnique && field is { Unique: true, ArchivedAt: null }) await values.ClaimAsync(kind, field, cancellationToken);
            return CustomFieldRow.From(field);
        },
        cancellationToken);

    public Task<ListPage<CustomFieldRow>> Handle(OrderCustomFields request, CancellationToken cancellationToken) => AloneAsync(
        request.Entity,
        async kind =>
        {
            var fields = await db.CustomFields.OfKindAsync(kind, cancellationToken);
            var keys = request.Input.Keys ?? [];
            var unknown = keys.Select((key, i) => (key, i)).Where(k => !fields.Exists(f => f.Key == k.key)).Select(k => new FieldError($"/keys/{k.i}", "unknown_field")).ToList();
            if (unknown.Count > 0) throw new InvalidException(unknown);

            var rank = keys.Distinct(StringComparer.Ordinal).Select((key, i) => (key, i)).ToDictionary(k => k.key, k => k.i, StringComparer.Ordinal);
            var ordered = fields.OrderBy(f => rank.GetValueOrDefault(f.Key, int.MaxValue)).ToList();
            for (var i = 0; i < ordered.Count; i++) ordered[i].MoveTo((i + 1) * PositionStep);
            await db.SaveChangesAsync(cancellationToken);
            return Pages.Whole<CustomFieldRow>([.. ordered.Select(CustomFieldRow.From)]);
        },
        cancellationToken);

    public Task<Unit> Handle(ArchiveCustomField request, CancellationToken cancellationToken) => AloneAsync(
        request.Entity,
        async kind =>
        {
            var field = await db.CustomFields.GetAsync(kind, request.Key, cancellationToken);
            if (field.ArchivedAt is not null) return Unit.Value;
            field.EnsureVersion(request.ExpectedVersion);
            field.Archive(clock.GetUtcNow().UtcDateTime);
            await db.SaveChangesAsync(cancellationToken);
            if (field.Unique) await values.FreeAsync(field, cancellationToken); // claimed anew when it comes back: meanwhile nobody watches over it
            return Unit.Value;
        },
        cancellationToken);

    public Task<CustomFieldRow> Handle(RestoreCustomField request, CancellationToken cancellationToken) => AloneAsync(
        request.Entity,
        async kind =>
        {
            var field = await db.CustomFields.GetAsync(kind, request.Key, cancellationToken);
            if (field.ArchivedAt is null) return CustomFieldRow.From(field);
            field.Reinstate();
            await db.SaveChangesAsync(cancellationToken);
            if (field.Unique) await values.ClaimAsync(kind, field, cancellationToken);
            return CustomFieldRow.From(field);
        },
        cancellationToken);

    private Task<T> AloneAsync<T>(string entity, Func<EntityDescriptor, Task<T>> work, CancellationToken cancellationToken)
    {
        var kind = descriptors.Customizable(entity);
        return db.AloneAsync(["fields of " + kind.Key], () => work(kind), cancellationToken);
    }

    private static void EnsureSame(CustomFieldInput input, CustomFieldInput before)
    {
        var errors = new List<FieldError>();
        if (input.Key != before.Key) errors.Add(FieldError.At("key", "read_only"));
        if (input.Type != before.Type) errors.Add(FieldError.At("type", "read_only"));
        if (input.RelatesTo != before.RelatesTo) errors.Add(FieldError.At("relatesTo", "read_only"));
        if (errors.Count > 0) throw new InvalidException(errors);
    }

    /// <summary>An option that a record has can be retired; taken away, the record would say what nobody can read.</summary>
    private async Task EnsureOptionsStayAsync(EntityDescriptor kind, CustomField field, CustomFieldInput input, CancellationToken cancellationToken)
    {
        foreach (var gone in field.Options.Select(o => o.Value).Except((input.Options ?? []).Select(o => o.Value)))
        {
            if (await values.HasAsync(kind, field, gone!, cancellationToken)) throw new ConflictException("option_in_use", "options");
        }
    }

    /// <summary>What a new record gets must be what a record may have.</summary>
    private static void EnsureDefault(EntityDescriptor kind, CustomField field)
    {
        if (field.Default is null) return;
        var errors = new List<FieldError>();
        CustomValueReader.Read(CustomFieldDescriptors.Describe(kind, field), JsonSerializer.Deserialize<JsonElement>(field.Default), "/defaultValue", errors);
        if (errors.Count > 0) throw new InvalidException(errors);
    }
}

internal static class CustomFieldRows
{
    /// <summary>A kind of record that fields can be added to.</summary>
    public static EntityDescriptor Customizable(this IEnumerable<EntityDescriptor> descriptors, string key) =>
        descriptors.FirstOrDefault(d => d.Key == key && d.TakesCustomFields) ?? throw new NotFoundException("Entity");

    public static Task<List<CustomField>> OfKindAsync(this IQueryable<CustomField> fields, EntityDescriptor kind, CancellationToken cancellationToken) =>
        fields.Where(f => f.Entity == kind.Key).OrderBy(f => f.Position).ThenBy(f => f.Id).ToListAsync(cancellationToken);

    public static async Task<CustomField> GetAsync(this IQueryable<CustomField> fields, EntityDescriptor kind, string key, CancellationToken cancellationToken) =>
        await fields.FirstOrDefaultAsync(f => f.Entity == kind.Key && f.Key == key, cancellationToken) ?? throw new NotFoundException(nameof(CustomField));
}
