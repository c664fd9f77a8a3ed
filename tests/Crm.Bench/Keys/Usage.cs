using System.Globalization;

namespace Crm.Bench.Keys;

/// <summary>What a process has used, as Linux counts it.</summary>
internal static class Usage
{
    private const int TicksPerSecond = 100; // USER_HZ, the same on every Linux

    /// <summary>Processor time of this process.</summary>
    public static TimeSpan Processor => Environment.CpuUsage.TotalTime;

    /// <summary>Bytes that this process gave to write calls.</summary>
    public static long BytesWritten =>
        long.Parse(File.ReadLines("/proc/self/io").First(line => line.StartsWith("wchar:", StringComparison.Ordinal))["wchar:".Length..], CultureInfo.InvariantCulture);

    /// <summary>Processor time of another process on this machine, such as the one that serves a connection of PostgreSQL.</summary>
    public static TimeSpan Of(int process)
    {
        var fields = File.ReadAllText($"/proc/{process}/stat").Split(") ")[1].Split(' ');
        return TimeSpan.FromSeconds((double)(long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond);
    }
}
