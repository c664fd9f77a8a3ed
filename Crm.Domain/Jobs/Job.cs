using Crm.Domain.Common;

namespace Crm.Domain.Jobs;

/// <summary>
/// Work that somebody started and that takes longer than a request: an import, an export, a change of many records. It is done step by
/// step; what a step did and how far the job is are saved together, so that another node goes on exactly there.
/// </summary>
public sealed class Job : Record
{
    /// <summary>Longest kind and longest key of a kind of record.</summary>
    public const int KindMaxLength = 40;

    /// <summary>Longest title.</summary>
    public const int TitleMaxLength = 200;

    /// <summary>Longest code of an error.</summary>
    public const int ErrorMaxLength = 60;

    /// <summary>Longest name of whoever holds it.</summary>
    public const int HolderMaxLength = 150;

    /// <summary>Most jobs of one user that have not ended.</summary>
    public const int MaxUnfinished = 20;

    /// <summary>So often it may be taken without getting any further; then it is what kills its nodes, and fails.</summary>
    public const int MaxAttempts = 5;

    /// <summary>How long whoever holds it may be silent; then its node is taken for dead and another goes on.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>How long its files can be fetched.</summary>
    public static readonly TimeSpan FilesKept = TimeSpan.FromDays(7);

    /// <summary>How long what it did can be taken back in one go.</summary>
    public static readonly TimeSpan Undoable = TimeSpan.FromHours(24);

    private Job()
    {
    }

    /// <summary>A job that waits for its turn.</summary>
    /// <param name="id">Id.</param>
    /// <param name="ownerId">Who starts it, and in whose name it is done.</param>
    /// <param name="kind">What it is: import, export, bulk, undo.</param>
    /// <param name="titleZh">What it does, in Chinese.</param>
    /// <param name="titleEn">What it does, in English.</param>
    /// <param name="entity">Key of the kind of record it is about.</param>
    /// <param name="request">What was asked for, as JSON.</param>
    /// <param name="total">Things there are to do, where that is known.</param>
    public Job(Guid id, Guid ownerId, string kind, string titleZh, string titleEn, string? entity, string request, long? total)
        : base(id) => (OwnerId, Kind, TitleZh, TitleEn, Entity, Request, Total) = (ownerId, kind, titleZh, titleEn, entity, request, total);

    /// <summary>Who started it.</summary>
    public Guid OwnerId { get; private set; }

    /// <summary>What it is: import, export, bulk, undo.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>What it does, in Chinese.</summary>
    public string TitleZh { get; private set; } = "";

    /// <summary>What it does, in English.</summary>
    public string TitleEn { get; private set; } = "";

    /// <summary>Key of the kind of record it is about.</summary>
    public string? Entity { get; private set; }

    /// <summary>What was asked for, as JSON.</summary>
    public string Request { get; private set; } = "{}";

    /// <summary>Where the last step stopped, as JSON; null before the first.</summary>
    public string? Place { get; private set; }

    /// <summary>Things dealt with, failed ones included.</summary>
    public long Done { get; private set; }

    /// <summary>Things there are; null while nobody knows.</summary>
    public long? Total { get; private set; }

    /// <summary>Things that could not be done.</summary>
    public long Failed { get; private set; }

    /// <summary>Counts for the user, as JSON.</summary>
    public string? Result { get; private set; }

    /// <summary>How it stands.</summary>
    public JobStatus Status { get; private set; }

    /// <summary>Stable code of why it failed.</summary>
    public string? Error { get; private set; }

    /// <summary>When its first step began (UTC).</summary>
    public DateTime? StartedAt { get; private set; }

    /// <summary>When it ended (UTC).</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>Who is at it: a node and which of its hands; null while it waits.</summary>
    public string? Holder { get; private set; }

    /// <summary>Until when it belongs to him (UTC).</summary>
    public DateTime? LeaseUntil { get; private set; }

    /// <summary>When somebody was at it last (UTC); who was served longest ago is next.</summary>
    public DateTime? ServedAt { get; private set; }

    /// <summary>How often it was taken since it last got any further.</summary>
    public int Attempts { get; private set; }

    /// <summary>Until when what it did can be taken back (UTC); null when it cannot.</summary>
    public DateTime? UndoUntil { get; private set; }

    /// <summary>The job that takes it back.</summary>
    public Guid? UndoneBy { get; private set; }

    /// <summary>What it made: an exported table.</summary>
    public JobFile? File { get; private set; }

    /// <summary>What it could not do, to be mended and sent again.</summary>
    public JobFile? Errors { get; private set; }

    /// <summary>The name under which whoever writes to a job works alone.</summary>
    public static string LockOf(Guid id) => $"job {id}";

    /// <summary>Whether nothing will happen any more.</summary>
    public bool HasEnded => EndedAt is not null;

    /// <summary>Whether somebody may take it: it waits, or whoever held it has been silent for too long.</summary>
    public bool IsFree(DateTime now) => Status is JobStatus.Queued or JobStatus.Running && (LeaseUntil is not { } until || until < now);

    /// <summary>Whether it is being done, and by him.</summary>
    public bool IsHeldBy(string holder) => Status == JobStatus.Running && Holder == holder;

    /// <summary>Somebody takes it.</summary>
    public void Take(string holder, DateTime now)
    {
        (Status, Holder, StartedAt, Attempts) = (JobStatus.Running, holder, StartedAt ?? now, Attempts + 1);
        Renew(now);
    }

    /// <summary>Whoever holds it is at it.</summary>
    public void Renew(DateTime now) => (LeaseUntil, ServedAt) = (now + Lease, now);

    /// <summary>Whoever holds it lets others have their turn.</summary>
    public void GiveBack() => (Holder, LeaseUntil, Attempts) = (null, null, 0);

    /// <summary>It has got further within a step.</summary>
    public void Tell(long done, long? total, long failed) => (Done, Total, Failed) = (done, total, failed);

    /// <summary>A step was done.</summary>
    /// <param name="place">Where the next one goes on, as JSON.</param>
    /// <param name="done">Things dealt with.</param>
    /// <param name="total">Things there are.</param>
    /// <param name="failed">Things that could not be done.</param>
    /// <param name="result">Counts for the user, as JSON.</param>
    public void Advance(string? place, long done, long? total, long failed, string result) =>
        (Place, Done, Total, Failed, Result, Attempts) = (place, done, total, failed, result, 0);

    /// <summary>It made a file.</summary>
    public void Keep(JobFile? file, JobFile? errors) => (File, Errors) = (file ?? File, errors ?? Errors);

    /// <summary>It was done within the request that started it; nobody needs to be told.</summary>
    public void DoneAtOnce(long done, string result, DateTime now)
    {
        (Status, StartedAt, EndedAt) = (JobStatus.Succeeded, now, now);
        Advance(null, done, done, 0, result);
    }

    /// <summary>That was the last step.</summary>
    public void Finish(bool undoable, DateTime now)
    {
        End(Failed > 0 ? JobStatus.PartiallySucceeded : JobStatus.Succeeded, now);
        if (undoable) UndoUntil = now + Undoable;
    }

    /// <summary>It cannot go on.</summary>
    public void Fail(string code, bool undoable, DateTime now)
    {
        Error = code;
        End(JobStatus.Failed, now);
        if (undoable) UndoUntil = now + Undoable;
    }

    /// <summary>Stops between two steps until somebody resumes it. Doing it twice changes nothing.</summary>
    /// <exception cref="DomainException"><c>job_has_ended</c>.</exception>
    public void Pause()
    {
        EnsureNotEnded();
        (Status, Holder, LeaseUntil) = (JobStatus.Paused, null, null);
    }

    /// <summary>Goes on after a pause. Doing it twice changes nothing.</summary>
    /// <exception cref="DomainException"><c>job_has_ended</c>.</exception>
    public void Resume()
    {
        EnsureNotEnded();
        if (Status == JobStatus.Paused) (Status, Attempts) = (JobStatus.Queued, 0);
    }

    /// <summary>Ends between two steps; what was done stays done. Doing it twice changes nothing.</summary>
    /// <exception cref="DomainException"><c>job_has_ended</c>: it ended otherwise.</exception>
    public void Cancel(bool undoable, DateTime now)
    {
        if (Status == JobStatus.Cancelled) return;
        EnsureNotEnded();
        (Status, EndedAt, Holder, LeaseUntil) = (JobStatus.Cancelled, now, null, null);
        if (undoable && Done > 0) UndoUntil = now + Undoable;
    }

    /// <summary>Another job takes back what this one did.</summary>
    /// <exception cref="DomainException"><c>cannot_be_undone</c>: it is too late, or it was taken back, or there is nothing to take back.</exception>
    public void UndoneThrough(Guid job, DateTime now)
    {
        if (UndoUntil is not { } until || now > until || UndoneBy is not null) throw new DomainException("cannot_be_undone");
        UndoneBy = job;
    }

    /// <summary>Its files are no longer kept.</summary>
    public void ForgetFiles() => (File, Errors) = (null, null);

    private void End(JobStatus status, DateTime now)
    {
        (Status, EndedAt, Holder, LeaseUntil) = (status, now, null, null);
        Raise(new JobEnded(Id));
    }

    private void EnsureNotEnded()
    {
        if (HasEnded) throw new DomainException("job_has_ended");
    }
}

/// <summary>A file that a job made.</summary>
/// <param name="Key">Where its bytes lie.</param>
/// <param name="Name">What it is called.</param>
/// <param name="ContentType">What it is.</param>
/// <param name="Size">How many bytes.</param>
public sealed record JobFile(string Key, string Name, string ContentType, long Size)
{
    /// <summary>Longest key.</summary>
    public const int KeyMaxLength = 100;

    /// <summary>Longest name.</summary>
    public const int NameMaxLength = 200;
}

/// <summary>A job has come to an end that its owner did not bring about himself.</summary>
/// <param name="JobId">The job.</param>
public sealed record JobEnded(Guid JobId) : IDomainEvent;

/// <summary>How a job stands.</summary>
public enum JobStatus
{
    /// <summary>It waits for its turn.</summary>
    Queued,

    /// <summary>It is being done.</summary>
    Running,

    /// <summary>Its owner stopped it for a while.</summary>
    Paused,

    /// <summary>All was done.</summary>
    Succeeded,

    /// <summary>Some was done, and some could not be.</summary>
    PartiallySucceeded,

    /// <summary>It could not go on.</summary>
    Failed,

    /// <summary>Its owner ended it.</summary>
    Cancelled,
}
