using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AutoMapper;
using AutoMapper.QueryableExtensions;
using Crm.Application.Common;
using Crm.Application.Records;
using Crm.Application.Security;
using Crm.Domain.Common;
using Crm.Domain.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Jobs;

/// <summary>Work that takes longer than a request.</summary>
public sealed record JobRow : IRow
{
    /// <inheritdoc cref="Record.Id"/>
    public Guid Id { get; init; }

    /// <inheritdoc cref="Job.Kind"/>
    public string Kind { get; init; } = "";

    /// <summary>What it does, in the reader's language.</summary>
    public string Title { get; init; } = "";

    /// <inheritdoc cref="Job.Entity"/>
    public string? Entity { get; init; }

    /// <summary>How it stands.</summary>
    public JobStatus Status { get; init; }

    /// <summary>How far it is.</summary>
    public JobProgress Progress { get; init; } = new(0, null, 0);

    /// <summary>Counts, by kind of work: <c>{"changed":3,"unchanged":1,"skipped":2}</c>; empty before the first step.</summary>
    public JsonObject Result { get; init; } = [];

    /// <summary>Stable code of why it failed.</summary>
    public string? Error { get; init; }

    /// <summary>Where to go from here.</summary>
    public JobLinks Links { get; init; } = new("");

    /// <inheritdoc cref="Record.CreatedAt"/>
    public DateTime CreatedAt { get; init; }

    /// <summary>Id of the user who started it.</summary>
    public Guid CreatedBy { get; init; }

    /// <summary>His name.</summary>
    public string? CreatedByName { get; init; }

    /// <inheritdoc cref="Job.StartedAt"/>
    public DateTime? StartedAt { get; init; }

    /// <inheritdoc cref="Record.UpdatedAt"/>
    public DateTime UpdatedAt { get; init; }

    /// <inheritdoc cref="Job.EndedAt"/>
    public DateTime? EndedAt { get; init; }

    /// <summary>Name of the file that it made.</summary>
    public string? FileName { get; init; }

    /// <summary>Until when its files can be fetched (UTC); null when it made none.</summary>
    public DateTime? FilesUntil { get; init; }

    /// <inheritdoc cref="Job.UndoUntil"/>
    public DateTime? UndoUntil { get; init; }

    /// <summary>Id of the job that takes it back.</summary>
    public Guid? UndoneBy { get; init; }

    /// <summary>The title in Chinese.</summary>
    [JsonIgnore]
    public string TitleZh { get; init; } = "";

    /// <summary>The title in English.</summary>
    [JsonIgnore]
    public string TitleEn { get; init; } = "";

    /// <summary>The counts as they are stored.</summary>
    [JsonIgnore]
    public string? ResultText { get; init; }

    /// <summary>Whether it made a file of what could not be done.</summary>
    [JsonIgnore]
    public bool HasErrors { get; init; }

    /// <summary>What is not stored but follows.</summary>
    internal JobRow Complete(string language, string? createdByName, DateTime now, string? fileLink)
    {
        var self = "/api/v1/jobs/" + Id;
        var kept = EndedAt + Job.FilesKept > now;
        var undoable = UndoUntil > now && UndoneBy is null;
        return this with
        {
            Title = language == "en" ? TitleEn : TitleZh,
            Result = ResultText is null ? [] : (JsonObject)JsonNode.Parse(ResultText)!,
            CreatedByName = createdByName,
            FilesUntil = (FileName is not null || HasErrors) && kept ? EndedAt + Job.FilesKept : null,
            Links = new JobLinks(self)
            {
                File = FileName is not null && kept ? (fileLink is null ? self + "/file" : "/api/v1/downloads/" + fileLink) : null,
                Errors = (HasErrors && kept) || (!HasErrors && Progress.Failed > 0 && EndedAt is not null) ? self + "/errors" : null,
                Undo = undoable ? self + "/undo" : null,
            },
        };
    }
}

/// <summary>Where to go from a job.</summary>
/// <param name="Self">The job.</param>
public sealed record JobLinks(string Self)
{
    /// <summary>What it made: a sealed link that needs no token and is good for 24 hours; each look at the job gives a new one.</summary>
    public string? File { get; init; }

    /// <summary>What could not be done, and why.</summary>
    public string? Errors { get; init; }

    /// <summary>Where to POST to take back what it did; there for 24 hours.</summary>
    public string? Undo { get; init; }
}

/// <summary>A job, field by field.</summary>
public sealed class JobDescriptor : EntityDescriptor<Job>
{
    /// <summary>Names every field once.</summary>
    public JobDescriptor()
        : base("jobs", new Label("任务", "Jobs"))
    {
        Add(Field("kind", FieldType.Text, "任务类型", "Kind", j => j.Kind) with { Logged = false, ReadOnly = true, Required = true, Filterable = true, MaxLength = Job.KindMaxLength });
        Add(Field("entity", FieldType.Text, "对象", "Record", j => j.Entity) with { Logged = false, ReadOnly = true, Filterable = true, MaxLength = Job.KindMaxLength });
        Add(Field("status", FieldType.Choice, "任务状态", "Status", j => j.Status) with { Logged = false, ReadOnly = true, Required = true, Filterable = true, Choices = WordsOf<JobStatus>(), Options = Named(
            ("queued", "排队中", "Queued"), ("running", "进行中", "Running"), ("paused", "已暂停", "Paused"), ("succeeded", "已完成", "Succeeded"), ("partially_succeeded", "部分完成", "Partially succeeded"), ("failed", "失败", "Failed"),
            ("cancelled", "已取消", "Cancelled")) });
        Add(Field("createdBy", FieldType.Owner, "发起人", "Started by", j => j.OwnerId) with { Logged = false, ReadOnly = true, Required = true, Filterable = true });
        Add(Field("createdAt", FieldType.DateTime, "发起时间", "Started at", j => j.CreatedAt) with { Logged = false, ReadOnly = true, Required = true, Sortable = true, Filterable = true });
        Add(Field("endedAt", FieldType.DateTime, "结束时间", "Ended at", j => j.EndedAt) with { Logged = false, ReadOnly = true, Filterable = true });
    }

    /// <inheritdoc/>
    public override string DefaultSort => "-createdAt";
}

internal sealed class JobMaps : Profile
{
    public JobMaps() => CreateMap<Job, JobRow>()
        .ForMember(row => row.Title, m => m.Ignore())
        .ForMember(row => row.Result, m => m.Ignore())
        .ForMember(row => row.Links, m => m.Ignore())
        .ForMember(row => row.CreatedByName, m => m.Ignore())
        .ForMember(row => row.FilesUntil, m => m.Ignore())
        .ForMember(row => row.CreatedBy, m => m.MapFrom(j => j.OwnerId))
        .ForMember(row => row.Progress, m => m.MapFrom(j => new JobProgress(j.Done, j.Total, j.Failed)))
        .ForMember(row => row.ResultText, m => m.MapFrom(j => j.Result))
        .ForMember(row => row.FileName, m => m.MapFrom(j => j.File == null ? null : j.File.Name))
        .ForMember(row => row.HasErrors, m => m.MapFrom(j => j.Errors != null));
}

/// <summary>Reads jobs as the one who asks may see them.</summary>
internal sealed class JobReader(ICrmDb db, IMapper mapper, IUserDirectory users, ILinkSeal seal, ICurrentUser user, TimeProvider clock)
{
    public async Task<JobRow> GetAsync(Guid id, string language, CancellationToken cancellationToken) =>
        await CompleteAsync(
            await db.Jobs.Where(j => j.Id == id).ProjectTo<JobRow>(mapper.ConfigurationProvider).FirstOrDefaultAsync(cancellationToken) ?? throw new NotFoundException(nameof(Job)),
            language,
            cancellationToken);

    public async Task<JobRow> CompleteAsync(JobRow row, string language, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var link = row.FileName is not null && user.UserId is { } userId ? new FileLink(row.Id, userId, now + FileLink.Good).Write(seal) : null;
        return row.Complete(language, await users.NameOfAsync(row.CreatedBy, cancellationToken), now, link);
    }
}
