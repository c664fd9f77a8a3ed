using System.Diagnostics;

namespace Crm.Bench.Load;

/// <summary>Gives a connection its next request; null when there is nothing left to ask for.</summary>
internal delegate byte[]? NextRequest(int connection);

/// <summary>What was measured of one server: how long each answer took, for how long it was asked, and what it cost the processor.</summary>
internal sealed class Samples
{
    private readonly List<long> _ticks = [];
    private double _seconds;
    private TimeSpan _processor;

    public double PerSecond => _seconds == 0 ? 0 : _ticks.Count / _seconds;

    /// <summary>Processor time of the server for one answer, in microseconds. It says more than the clock where others use the machine too.</summary>
    public double Processor => _ticks.Count == 0 ? 0 : _processor.TotalMicroseconds / _ticks.Count;

    public int Count => _ticks.Count;

    public void Add(IEnumerable<long> ticks, double seconds, TimeSpan processor)
    {
        _ticks.AddRange(ticks);
        _seconds += seconds;
        _processor += processor;
    }

    /// <summary>The latency in milliseconds below which this share of all answers stayed.</summary>
    public double Percentile(double share)
    {
        if (_ticks.Count == 0) return 0;
        _ticks.Sort();
        return Stopwatch.GetElapsedTime(0, _ticks[Math.Min((int)(_ticks.Count * share), _ticks.Count - 1)]).TotalMilliseconds;
    }
}

/// <summary>Asks for a short while with several connections at once, each on a thread of its own.</summary>
internal static class Slices
{
    private const int Stack = 256 * 1024;

    /// <exception cref="InvalidOperationException">One answer had another status.</exception>
    public static void Run(Target target, NextRequest next, int status, int concurrency, double seconds, Samples samples)
    {
        var taken = new List<long>[concurrency];
        var failures = new Exception?[concurrency];
        for (var i = 0; i < concurrency; i++) target.Connection(i);

        var (started, used) = (Stopwatch.GetTimestamp(), target.Processor);
        var until = started + (long)(seconds * Stopwatch.Frequency);
        var threads = Enumerable.Range(0, concurrency).Select(i => new Thread(() => Ask(i), Stack)).ToList();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        if (failures.FirstOrDefault(f => f is not null) is { } failure) throw failure;
        samples.Add(taken.SelectMany(t => t), Stopwatch.GetElapsedTime(started).TotalSeconds, target.Processor - used);

        void Ask(int place)
        {
            var (connection, ticks) = (target.Connection(place), taken[place] = new List<long>(4096));
            try
            {
                long now;
                do
                {
                    if (next(place) is not { } request) return;
                    var before = Stopwatch.GetTimestamp();
                    var got = connection.Send(request);
                    now = Stopwatch.GetTimestamp();
                    if (got != status) throw Target.Wrong(request, got, connection.Body());
                    ticks.Add(now - before);
                }
                while (now < until);
            }
            catch (Exception e)
            {
                failures[place] = e;
            }
        }
    }
}
