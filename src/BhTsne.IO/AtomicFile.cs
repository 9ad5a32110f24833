namespace BhTsne.IO;

/// <summary>Writes a file completely or not at all.</summary>
public static class AtomicFile
{
    /// <summary>
    /// Writes a temporary file beside the target, flushes it to the disk and renames it into place. If <paramref name="write"/> fails or is
    /// cancelled, the temporary is deleted and a file that was there before is untouched.
    /// </summary>
    /// <param name="path">The target; a file that exists is replaced (its Unix permissions stay), a symbolic link is followed.</param>
    /// <param name="write">Writes the content; need not flush or close the stream.</param>
    /// <exception cref="DirectoryNotFoundException">The folder of the target does not exist.</exception>
    /// <exception cref="IOException">The target is a folder, or writing failed.</exception>
    /// <remarks>A device (a path under /dev other than the memory files in /dev/shm, for instance /dev/stdout) is written directly: a rename would replace the device itself.</remarks>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        if (IsDevice(path))
        {
            using FileStream device = new(path, FileMode.Open, FileAccess.Write);
            write(device);
            return;
        }

        string target = new FileInfo(path).LinkTarget is null ? Path.GetFullPath(path) : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
        RequireWritable(path, target);
        string temporary = $"{target}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            KeepPermissions(target, temporary);
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static bool IsDevice(string path)
    {
        string full = Path.GetFullPath(path);
        return !OperatingSystem.IsWindows()
            && full.StartsWith("/dev/", StringComparison.Ordinal)
            && !full.StartsWith("/dev/shm/", StringComparison.Ordinal);
    }

    private static void RequireWritable(string path, string target)
    {
        if (Directory.Exists(target))
        {
            throw new IOException($"{path} is a folder, not a file to write.");
        }

        string? folder = Path.GetDirectoryName(target);
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"{path} cannot be written: the folder '{folder}' does not exist.");
        }
    }

    private static void KeepPermissions(string target, string temporary)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(target))
        {
            File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
        }
    }
}
