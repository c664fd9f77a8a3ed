namespace Crm.TestKit;

/// <summary>The time of the program under test: it goes like the real one until somebody moves or stops it.</summary>
public sealed class TestClock : TimeProvider
{
    private readonly Lock _lock = new();
    private TimeSpan _ahead;
    private DateTimeOffset? _stopped;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return _stopped ?? System.GetUtcNow() + _ahead;
    }

    /// <summary>Lets some time pass.</summary>
    public void Advance(TimeSpan time)
    {
        lock (_lock)
        {
            if (_stopped is { } at) _stopped = at + time;
            else _ahead += time;
        }
    }

    /// <summary>Stops the clock where it is, so that nothing runs out while a slow machine computes.</summary>
    public void Stop()
    {
        lock (_lock) _stopped = GetUtcNow();
    }

    /// <summary>Stops the clock at a moment, written like <c>2026-12-01T10:00:00+08:00</c>.</summary>
    public void StopAt(string moment)
    {
        lock (_lock) _stopped = DateTimeOffset.Parse(moment, global::System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime();
    }

    /// <summary>The moment so far from now, as the API writes it.</summary>
    public string In(TimeSpan time) => Crm.Application.Common.Instants.Format((GetUtcNow() + time).UtcDateTime);
}
