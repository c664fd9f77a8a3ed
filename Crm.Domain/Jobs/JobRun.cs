namespace Crm.Domain.Jobs;

/// <summary>One run of a job, on one of the nodes. There is one at most for each moment at which the job was due.</summary>
public sealed class JobRun
{
    /// <summary>Longest name of a job.</summary>
    public const int JobMaxLength = 40;

    /// <summary>Longest name of a node.</summary>
    public const int NodeMaxLength = 100;

    /// <summary>Longest reason.</summary>
    public const int ErrorMaxLength = 200;

    private JobRun()
    {
    }

    /// <summary>A run that begins.</summary>
    /// <param name="id">Id.</param>
    /// <param name="job">The job.</param>
    /// <param name="fireAt">When it was due (UTC).</param>
    /// <param name="node">Where it runs.</param>
    /// <param name="now">Now (UTC).</param>
    public JobRun(Guid id, string job, DateTime fireAt, string node, DateTime now) =>
        (Id, Job, FireAt, Node, StartedAt) = (id, job, fireAt, node, now);

    /// <summary>Id.</summary>
    public Guid Id { get; private set; }

    /// <summary>The job.</summary>
    public string Job { get; private set; } = "";

    /// <summary>When it was due (UTC).</summary>
    public DateTime FireAt { get; private set; }

    /// <summary>Where it runs: machine and process.</summary>
    public string Node { get; private set; } = "";

    /// <summary>When it began (UTC).</summary>
    public DateTime StartedAt { get; private set; }

    /// <summary>When it ended (UTC); null while it runs, and for ever when its node died.</summary>
    public DateTime? EndedAt { get; private set; }

    /// <summary>How it ended.</summary>
    public JobOutcome Outcome { get; private set; }

    /// <summary>How many things it did: rows thrown away, messages tried.</summary>
    public int Count { get; private set; }

    /// <summary>Why it failed, without personal data.</summary>
    public string? Error { get; private set; }

    /// <summary>It ended well.</summary>
    public void Succeed(int count, DateTime now) => (Outcome, Count, EndedAt) = (JobOutcome.Done, count, now);

    /// <summary>It ended badly.</summary>
    public void Fail(string error, DateTime now) => (Outcome, Error, EndedAt) = (JobOutcome.Failed, error[..Math.Min(error.Length, ErrorMaxLength)], now);
}

/// <summary>How a run of a job ended.</summary>
public enum JobOutcome
{
    /// <summary>It has not.</summary>
    Running,

    /// <summary>Well.</summary>
    Done,

    /// <summary>Badly.</summary>
    Failed,
}
