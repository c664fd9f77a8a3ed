using System.Collections.Concurrent;

namespace Crm.Application.Import;

/// <summary>
/// What the rows of a file call their records: a row may speak of one that stands further down. Read when a job first needs it, and kept
/// while the job runs here.
/// </summary>
internal sealed class RowsOfFile
{
    private const int MostJobs = 20;
    private readonly ConcurrentDictionary<Guid, Lazy<HashSet<string>>> _jobs = [];

    /// <summary>The names that the file of a job gives.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="read">Reads them from the file.</param>
    public HashSet<string> Of(Guid jobId, Func<IEnumerable<string>> read)
    {
        if (_jobs.Count >= MostJobs && !_jobs.ContainsKey(jobId)) _jobs.Clear(); // whoever still needs his reads them again
        return _jobs.GetOrAdd(jobId, _ => new Lazy<HashSet<string>>(() => new HashSet<string>(read(), StringComparer.OrdinalIgnoreCase))).Value;
    }

    /// <summary>The job is done.</summary>
    public void Forget(Guid jobId) => _jobs.TryRemove(jobId, out _);
}
