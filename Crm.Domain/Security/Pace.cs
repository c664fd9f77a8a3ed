namespace Crm.Domain.Security;

/// <summary>
/// How fast somebody may go on: so many steps a minute, and after a pause up to a minute's worth of them at once. One moment tells it all: the one up to which
/// the steps that were taken would last at an even pace.
/// </summary>
public sealed class Pace(int perMinute)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly TimeSpan _step = Minute / perMinute;
    private readonly Lock _lock = new();
    private DateTime _spentUpTo;

    /// <summary>Takes a step.</summary>
    /// <param name="now">When.</param>
    /// <returns>How long to wait before it can be taken; zero when it was.</returns>
    public TimeSpan Step(DateTime now)
    {
        lock (_lock)
        {
            var from = _spentUpTo > now ? _spentUpTo : now;
            var wait = from + _step - now - Minute;
            if (wait > TimeSpan.Zero) return wait;
            _spentUpTo = from + _step;
            return TimeSpan.Zero;
        }
    }
}
