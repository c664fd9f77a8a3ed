using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace Crm.Infrastructure.Hosting;

/// <summary>Makes files appear whole, and stay after a power cut.</summary>
internal static class Durable
{
    private const int ReadOnly = 0;

    /// <summary>Gives a finished file its name; what had the name before is replaced in the same moment.</summary>
    public static void Move(string from, string to, bool overwrite)
    {
        Flush(from);
        File.Move(from, to, overwrite);
        FlushFolderOf(to);
    }

    /// <summary>Puts a finished file in the place of another, which stays under a third name. There is a file in the place at any moment.</summary>
    public static void Replace(string from, string to, string aside)
    {
        Flush(from);
        File.Replace(from, to, aside);
        FlushFolderOf(to);
    }

    /// <summary>Copies a file so that it appears under its name only when all of it is there.</summary>
    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        var unfinished = to + ".part";
        try
        {
            File.Copy(from, unfinished, overwrite: true);
            Move(unfinished, to, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static void Flush(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        file.Flush(flushToDisk: true);
    }

    /// <summary>A new name is on the disk when the folder is. .NET opens no folders; Windows needs no such call.</summary>
    private static void FlushFolderOf(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var folder = Open(Encoding.UTF8.GetBytes(Path.GetDirectoryName(Path.GetFullPath(path)) + '\0'), ReadOnly);
        if (folder < 0) throw new IOException(new Win32Exception().Message);
        _ = Sync(folder); // some file systems know no flushing of folders
        _ = Close(folder);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int file);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int file);
}
