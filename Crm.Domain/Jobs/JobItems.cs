namespace Crm.Domain.Jobs;

/// <summary>A stretch of the records that a job works on, in the order in which it does, and what came of each.</summary>
public sealed class JobChunk
{
    /// <summary>Most records of a chunk.</summary>
    public const int Size = 1000;

    /// <summary>Bytes of an id.</summary>
    public const int IdBytes = 16;

    private JobChunk()
    {
    }

    /// <summary>Records that nothing was done with yet.</summary>
    public JobChunk(Guid jobId, int number, IReadOnlyList<Guid> ids)
    {
        var bytes = new byte[ids.Count * IdBytes];
        for (var i = 0; i < ids.Count; i++) ids[i].TryWriteBytes(bytes.AsSpan(i * IdBytes), bigEndian: true, out _);
        (JobId, Number, Ids, Outcomes) = (jobId, number, bytes, new byte[ids.Count]);
    }

    /// <summary>The job.</summary>
    public Guid JobId { get; private set; }

    /// <summary>Its place among the chunks of the job, from 0.</summary>
    public int Number { get; private set; }

    /// <summary>The ids, 16 bytes each, in big-endian order.</summary>
    public byte[] Ids { get; private set; } = [];

    /// <summary>What came of each, one <see cref="ItemOutcome"/> a byte.</summary>
    public byte[] Outcomes { get; private set; } = [];

    /// <summary>How many records there are in it.</summary>
    public int Count => Outcomes.Length;

    /// <summary>The id at a place.</summary>
    public Guid IdAt(int index) => new(Ids.AsSpan(index * IdBytes, IdBytes), bigEndian: true);

    /// <summary>Notes what came of the records from a place on.</summary>
    public void Note(int from, IReadOnlyList<ItemOutcome> outcomes)
    {
        var noted = (byte[])Outcomes.Clone();
        for (var i = 0; i < outcomes.Count; i++) noted[from + i] = (byte)outcomes[i];
        Outcomes = noted;
    }
}

/// <summary>A record or a row of a file that a job could not deal with, and why.</summary>
public sealed class JobItem
{
    /// <summary>Longest JSON of the reasons.</summary>
    public const int ReasonsMaxLength = 4000;

    private JobItem()
    {
    }

    /// <summary>What was skipped.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="number">Its place among the things of the job, from 1.</param>
    /// <param name="recordId">The record, if there is one.</param>
    /// <param name="reasons">Why, as JSON.</param>
    public JobItem(Guid jobId, long number, Guid? recordId, string reasons) => (JobId, Number, RecordId, Reasons) = (jobId, number, recordId, reasons);

    /// <summary>The job.</summary>
    public Guid JobId { get; private set; }

    /// <summary>Its place among the things of the job, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The record, if there is one.</summary>
    public Guid? RecordId { get; private set; }

    /// <summary>Why, as JSON: codes, fields and the numbers that their sentences speak of.</summary>
    public string Reasons { get; private set; } = "[]";
}

/// <summary>What came of one record of a job.</summary>
public enum ItemOutcome
{
    /// <summary>Nothing yet.</summary>
    Waiting,

    /// <summary>It was done.</summary>
    Done,

    /// <summary>It was so already.</summary>
    Unchanged,

    /// <summary>It could not be done.</summary>
    Skipped,
}
