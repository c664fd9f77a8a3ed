namespace Crm.Infrastructure.Hosting;

/// <summary>The program will not start, and says why in words that help.</summary>
/// <param name="exitCode">One of <see cref="Crm.Application.Common.ExitCodes"/>.</param>
/// <param name="message">What is wrong and what to do.</param>
public sealed class StartupRefusedException(int exitCode, string message) : Exception(message)
{
    /// <summary>With which number the program ends.</summary>
    public int ExitCode { get; } = exitCode;
}
