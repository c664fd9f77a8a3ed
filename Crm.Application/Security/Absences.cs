using AutoMapper;
using AutoMapper.QueryableExtensions;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Domain.Common;
using Crm.Domain.Security;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Security;

/// <summary>Days on which a colleague is away.</summary>
public sealed record AbsenceRow : IRow
{
    /// <inheritdoc cref="Record.Id"/>
    public Guid Id { get; init; }

    /// <inheritdoc cref="Absence.UserId"/>
    public Guid UserId { get; init; }

    /// <summary>His name.</summary>
    public string UserName { get; init; } = "";

    /// <inheritdoc cref="Absence.From"/>
    public DateOnly From { get; init; }

    /// <inheritdoc cref="Absence.To"/>
    public DateOnly To { get; init; }

    /// <summary>leave, sick or training.</summary>
    public AbsenceKind Kind { get; init; }

    /// <inheritdoc cref="Absence.DeputyId"/>
    public Guid? DeputyId { get; init; }

    /// <summary>Name of whoever was named for these days.</summary>
    public string? DeputyName { get; init; }

    /// <inheritdoc cref="Absence.Note"/>
    public string? Note { get; init; }

    /// <inheritdoc cref="Record.CreatedAt"/>
    public DateTime CreatedAt { get; init; }

    /// <inheritdoc cref="Record.Version"/>
    public int Version { get; init; }
}

/// <summary>What can be written about an absence.</summary>
public sealed record AbsenceInput
{
    /// <summary>Who is away; you when nothing is said. Leaders enter it for their team.</summary>
    public Guid? UserId { get; init; }

    /// <summary>The first day.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day, not before the first; at most 366 days.</summary>
    public DateOnly? To { get; init; }

    /// <summary>leave, sick or training.</summary>
    public AbsenceKind? Kind { get; init; }

    /// <summary>Who stands in for him on these days; his standing deputy when nothing is said.</summary>
    public Guid? DeputyId { get; init; }

    /// <summary>What else is to be known; at most 500 characters.</summary>
    public string? Note { get; init; }

    internal static AbsenceInput Of(Absence absence) => new()
    {
        UserId = absence.UserId, From = absence.From, To = absence.To, Kind = absence.Kind, DeputyId = absence.DeputyId, Note = absence.Note,
    };

    internal AbsencePlan ToPlan() => new(From!.Value, To!.Value, Kind!.Value, DeputyId, TextRules.Clean(Note));
}

/// <summary>Absences in sight: one's own, those of one's team, and those in which one stands in.</summary>
/// <param name="List">Which ones.</param>
[RequirePermission(Permissions.UsersRead)]
public sealed record ListAbsences(ListRequest List) : IRequest<ListPage<AbsenceRow>>;

/// <summary>Enters an absence. What was planned for these days is moved, or done by whoever stands in.</summary>
/// <param name="Input">Who is away, and when.</param>
[RequirePermission(Permissions.ActivitiesWrite)]
public sealed record EnterAbsence(AbsenceInput Input) : IRequest<AbsenceRow>;

/// <summary>Changes an absence.</summary>
/// <param name="Id">The absence.</param>
/// <param name="Patch">What changes.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.ActivitiesWrite)]
public sealed record ChangeAbsence(Guid Id, MergePatch<AbsenceInput> Patch, int? ExpectedVersion) : IRequest<AbsenceRow>;

/// <summary>Takes an absence back. What others do in his place comes back to him.</summary>
/// <param name="Id">The absence.</param>
/// <param name="ExpectedVersion">The version the caller has seen.</param>
[RequirePermission(Permissions.ActivitiesWrite)]
public sealed record DeleteAbsence(Guid Id, int? ExpectedVersion) : IRequest;

/// <summary>An absence, field by field.</summary>
public sealed class AbsenceDescriptor : EntityDescriptor<Absence>
{
    /// <summary>Names every field once.</summary>
    public AbsenceDescriptor()
        : base("absences", new Label("缺勤", "Absences"))
    {
        Add(Field("userId", FieldType.Owner, "缺勤人", "Who", a => a.UserId) with { Required = true, Filterable = true });
        Add(Field("from", FieldType.Date, "开始", "From", a => a.From) with { Required = true, Sortable = true, Filterable = true });
        Add(Field("to", FieldType.Date, "结束", "To", a => a.To) with { Required = true, Sortable = true, Filterable = true });
        Add(Field("kind", FieldType.Choice, "类型", "Kind", a => a.Kind) with { Required = true, Filterable = true, Choices = WordsOf<AbsenceKind>(), Options = Named(("leave", "休假", "Leave"), ("sick", "病假", "Illness"), ("training", "培训", "Training")) });
        Add(Field("deputyId", FieldType.Owner, "代理人", "Deputy", a => a.DeputyId) with { Filterable = true });
        Add(Field("note", FieldType.Text, "备注", "Note", a => a.Note) with { MaxLength = Absence.NoteMaxLength });
        Add(Field("createdAt", FieldType.DateTime, "创建时间", "Created at", a => a.CreatedAt) with { ReadOnly = true, Required = true, Sortable = true, Filterable = true });
    }

    /// <inheritdoc/>
    public override string DefaultSort => "-from";
}

internal sealed class AbsenceInputValidator : AbstractValidator<AbsenceInput>
{
    public AbsenceInputValidator()
    {
        RuleFor(a => a.From).Present().Must(day => day is null || day.Value.Year is >= 2000 and < 2200).WithErrorCode("out_of_range");
        RuleFor(a => a.To).Present().Must(day => day is null || day.Value.Year is >= 2000 and < 2200).WithErrorCode("out_of_range");
        RuleFor(a => a.Kind).Present();
        RuleFor(a => a.Note).Line(Absence.NoteMaxLength);
    }
}

internal sealed class AbsenceMaps : Profile
{
    public AbsenceMaps() => CreateMap<Absence, AbsenceRow>()
        .ForMember(row => row.UserName, m => m.MapFrom(a => a.User!.Name))
        .ForMember(row => row.DeputyName, m => m.MapFrom(a => a.Deputy!.Name));
}

internal sealed class AbsenceHandlers(
    ICrmDb db,
    RecordLister lister,
    AbsenceDescriptor descriptor,
    IValidator<AbsenceInput> validator,
    IUserDirectory directory,
    ICurrentUser user,
    IMapper mapper,
    TimeProvider clock) :
    IRequestHandler<ListAbsences, ListPage<AbsenceRow>>,
    IRequestHandler<EnterAbsence, AbsenceRow>,
    IRequestHandler<ChangeAbsence, AbsenceRow>,
    IRequestHandler<DeleteAbsence>
{
    public Task<ListPage<AbsenceRow>> Handle(ListAbsences request, CancellationToken cancellationToken) =>
        lister.ListAsync<Absence, AbsenceRow>(descriptor, request.List, cancellationToken);

    public async Task<AbsenceRow> Handle(EnterAbsence request, CancellationToken cancellationToken)
    {
        var input = request.Input with { UserId = request.Input.UserId ?? user.RequireId() };
        InputValidation.Ensure(validator, input);
        if (!await user.LeadsAsync(directory, input.UserId.Value, cancellationToken)) throw new InvalidException(FieldError.At("userId", "unknown_user"));
        await EnsureDeputyAsync(input.DeputyId, before: null, cancellationToken);

        var absence = new Absence(Guid.CreateVersion7(clock.GetUtcNow()), input.UserId.Value, input.ToPlan());
        db.Absences.Add(absence);
        return await SaveAsync(absence, cancellationToken);
    }

    public async Task<AbsenceRow> Handle(ChangeAbsence request, CancellationToken cancellationToken)
    {
        var absence = await GetAsync(request.Id, cancellationToken);
        var before = AbsenceInput.Of(absence);
        absence.EnsureVersion(request.ExpectedVersion, () => request.Patch.DifferencesFrom(before));
        var input = request.Patch.ApplyTo(before);
        InputValidation.Ensure(validator, input);
        if (input.UserId != absence.UserId) throw new InvalidException(FieldError.At("userId", "read_only"));
        await EnsureDeputyAsync(input.DeputyId, absence.DeputyId, cancellationToken);

        if (input.ToPlan() != before.ToPlan()) absence.Change(input.ToPlan());
        return await SaveAsync(absence, cancellationToken);
    }

    public async Task<Unit> Handle(DeleteAbsence request, CancellationToken cancellationToken)
    {
        await GetAsync(request.Id, cancellationToken);
        await db.DeleteAsync<Absence>(request.Id, request.ExpectedVersion, clock, cancellationToken);
        directory.Forget();
        return Unit.Value;
    }

    /// <summary>Whoever stands in sees when; only he himself and his leaders write it.</summary>
    private async Task<Absence> GetAsync(Guid id, CancellationToken cancellationToken)
    {
        var absence = await db.Absences
            .IgnoreQueryFilters([QueryFilters.Bin]) // deleting twice is no error
            .GetAsync(id, cancellationToken);
        return await user.LeadsAsync(directory, absence.UserId, cancellationToken) ? absence : throw new ForbiddenException("permission_missing", Permissions.CustomersAssign);
    }

    private async Task EnsureDeputyAsync(Guid? deputyId, Guid? before, CancellationToken cancellationToken)
    {
        if (deputyId is { } id && id != before && await directory.FindAsync(id, cancellationToken) is not { Active: true }) throw new InvalidException(FieldError.At("deputyId", "unknown_user"));
    }

    private async Task<AbsenceRow> SaveAsync(Absence absence, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        directory.Forget();
        return await db.Absences.Where(a => a.Id == absence.Id).AsNoTracking().ProjectTo<AbsenceRow>(mapper.ConfigurationProvider).FirstAsync(cancellationToken);
    }
}
