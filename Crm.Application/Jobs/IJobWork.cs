using System.Text.Json.Nodes;
using Crm.Domain.Jobs;

namespace Crm.Application.Jobs;

/// <summary>
/// Work that takes longer than a request: an import, an export, a change of many records. It is started by a user and done in his name with
/// the rights that he has at each step, goes on where it stopped when its node dies, and can be paused and cancelled between two steps.
/// Every class that implements it is registered by itself, and made anew for each step.
/// </summary>
public interface IJobWork
{
    /// <summary>Names it in the table of jobs: import, export, bulk.</summary>
    string Kind { get; }

    /// <summary>
    /// Whether what a step does and the new state of the job are saved in one transaction. Work that only reads and makes a file need not be:
    /// then its step may be long, tells how far it is through <see cref="JobState.TellAsync"/>, and begins anew when its node dies.
    /// </summary>
    bool IsTransactional => true;

    /// <summary>Whether what it did can be taken back by the change log within a day.</summary>
    bool CanBeUndone => false;

    /// <summary>
    /// Does the next step and says how far it got. A step is short (see <see cref="JobState.Rows"/>), saves what it does, and runs in one
    /// transaction together with the new state of the job, so that whatever happens it is done once or not at all. One of the five expected
    /// exceptions or a refusal of the domain fails the job with its code; what passes (a deadlock, a lost connection) is tried again.
    /// </summary>
    /// <param name="job">What was asked for and how far it is.</param>
    /// <param name="cancellationToken">The node stops.</param>
    Task<JobStep> StepAsync(JobState job, CancellationToken cancellationToken);
}

/// <summary>A job as its work sees it.</summary>
/// <param name="Id">The job.</param>
/// <param name="Request">What was asked for, as it was written when the job began; never changes.</param>
/// <param name="Place">Where the last step stopped; null before the first.</param>
/// <param name="Progress">How far it is.</param>
public sealed record JobState(Guid Id, JsonObject Request, JsonObject? Place, JobProgress Progress)
{
    /// <summary>How many rows a step should take so that others wait for it no longer than a moment; measured while the job runs.</summary>
    public int Rows { get; init; } = 200;

    /// <summary>For a step outside a transaction: says how far it is, and that it lives. Throws when the job was paused or cancelled meanwhile.</summary>
    public Func<JobProgress, Task> TellAsync { get; init; } = _ => Task.CompletedTask;
}

/// <summary>How far a job is.</summary>
/// <param name="Done">Things dealt with, failed ones included.</param>
/// <param name="Total">Things there are; null while nobody knows.</param>
/// <param name="Failed">Things that could not be done.</param>
public sealed record JobProgress(long Done, long? Total, long Failed);

/// <summary>What a step came to.</summary>
/// <param name="Place">Where the next one goes on.</param>
/// <param name="Progress">How far it is now.</param>
/// <param name="Result">Counts for the user, for example <c>{"created":3,"updated":0,"skipped":1,"failed":2}</c>.</param>
/// <param name="Finished">Whether that was the last step.</param>
public sealed record JobStep(JsonObject? Place, JobProgress Progress, JsonObject Result, bool Finished)
{
    /// <summary>The file that it made, in the file store.</summary>
    public JobFile? File { get; init; }

    /// <summary>The file of what could not be done, in the file store.</summary>
    public JobFile? Errors { get; init; }
}
