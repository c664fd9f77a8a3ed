using System.Collections.Concurrent;

namespace Crm.Application.Import;

/// <summary>
/// What the rows of a dry run before the present step speak of: nothing of them is in the database, and still the second row of a kind is a
/// duplicate. Kept while the job runs here; on another node, or after a start, it is read again from the file.
/// </summary>
internal sealed class EarlierRows
{
    private const int MostJobs = 50;
    private readonly ConcurrentDictionary<Guid, (int Rows, HashSet<string> Keys)> _jobs = [];

    /// <summary>The keys of the first rows of a job.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="again">Reads the keys of all these rows again.</param>
    public HashSet<string> Of(Guid jobId, int rows, Func<IEnumerable<string>> again)
    {
        if (rows == 0) return [];
        return _jobs.TryGetValue(jobId, out var known) && known.Rows == rows ? known.Keys : new HashSet<string>(again(), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Keeps them for the next step.</summary>
    public void Keep(Guid jobId, int rows, HashSet<string> keys, bool finished)
    {
        if (finished) _jobs.TryRemove(jobId, out _);
        else if (_jobs.Count < MostJobs || _jobs.ContainsKey(jobId)) _jobs[jobId] = (rows, keys);
    }
}
