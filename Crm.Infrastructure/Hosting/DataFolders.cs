using Crm.Application.Common;

namespace Crm.Infrastructure.Hosting;

/// <summary>Where uploaded files lie.</summary>
/// <param name="Files">The folder.</param>
public sealed record DataFolders(string Files)
{
    /// <summary>Makes the folder when it is missing and tries to write into it.</summary>
    /// <exception cref="StartupRefusedException">It cannot be written.</exception>
    public void EnsureWritable()
    {
        try
        {
            Directory.CreateDirectory(Files);
            var probe = Path.Combine(Files, ".writable");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupRefusedException(ExitCodes.CannotWrite, $"The folder for files {Path.GetFullPath(Files)} cannot be written: {e.Message} (setting Files:Root)");
        }
    }
}
