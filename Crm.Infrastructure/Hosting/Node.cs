namespace Crm.Infrastructure.Hosting;

/// <summary>This process among those that share a database.</summary>
public static class Node
{
    /// <summary>Machine and process.</summary>
    public static string Name { get; } = $"{Environment.MachineName[..Math.Min(Environment.MachineName.Length, 80)]}:{Environment.ProcessId}";
}
