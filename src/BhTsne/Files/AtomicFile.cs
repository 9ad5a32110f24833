using BhTsne.Files;
using Microsoft.Win32.SafeHandles;

namespace BhTsne;

/// <summary>Writes a file completely or not at all, and devices and pipes straight through.</summary>
/// <remarks>
/// <para>
/// Symbolic links are followed, also several in a row: what the last one points at is written, and the links stay. A regular file, or one
/// that does not exist yet, is written beside its place and renamed, so that it is always whole; a file that exists is replaced and its
/// Unix permissions stay.
/// </para>
/// <para>
/// What is no regular file (a device, a named pipe, a socket, an open descriptor such as <c>/dev/stdout</c>) is never replaced. It is
/// opened once and written straight through; what was written before a failure stays written.
/// </para>
/// <para>All methods may be used from several threads.</para>
/// </remarks>
public static class AtomicFile
{
    private const int BufferSize = 1 << 16;
    private const string IsFolder = "this is a folder";

    /// <summary>
    /// Writes a temporary file beside the target, flushes it to the disk and renames it. If <paramref name="write"/> fails or is
    /// cancelled, the temporary is deleted and a file that was there before is untouched.
    /// </summary>
    /// <param name="path">The target.</param>
    /// <param name="write">Writes the content; need not flush or close the stream, which cannot seek where the target is a pipe.</param>
    /// <exception cref="DirectoryNotFoundException">The folder of the target does not exist.</exception>
    /// <exception cref="IOException">
    /// The target is a folder, its links form a circle, or writing failed. The message starts with <paramref name="path"/>, and
    /// <see cref="Exception.HResult"/> is that of the failure.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">This account may not write there.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string target = RealPath.Of(path);
        NodeKind kind = FileNode.Of(target).Kind;
        if (kind == NodeKind.Folder)
        {
            throw new IOException($"{path}: {IsFolder}.");
        }

        if (IsStream(target, kind))
        {
            WriteThrough(path, target, write);
        }
        else
        {
            Replace(path, target, write);
        }
    }

    /// <summary>
    /// What would keep <see cref="Write"/> from succeeding, as far as it can be known in advance. Devices and pipes are not opened.
    /// </summary>
    /// <param name="path">The target.</param>
    /// <returns>A phrase without the path, or null for nothing.</returns>
    public static string? FindFault(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string target;
        try
        {
            target = RealPath.Of(path);
        }
        catch (IOException)
        {
            return RealPath.TooManyLinks;
        }

        NodeKind kind = FileNode.Of(target).Kind;
        return kind == NodeKind.Folder ? IsFolder
            : !IsStream(target, kind) ? FolderFault(Path.GetDirectoryName(target)!)
            : FileNode.IsWritable(target) ? null
            : "it cannot be written to";
    }

    /// <summary>Whether a path names a device, a pipe or a socket, which is written straight through.</summary>
    /// <param name="path">The path.</param>
    public static bool IsWrittenThrough(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            string target = RealPath.Of(path);
            return IsStream(target, FileNode.Of(target).Kind);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>
    /// A text that is the same for all paths of one file, device or pipe, whether it exists or not, and different for any other.
    /// </summary>
    /// <param name="path">The path.</param>
    public static string IdentityOf(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            string target = RealPath.Of(path);
            return FileNode.Of(target).Identity ?? target;
        }
        catch (IOException)
        {
            return Path.GetFullPath(path);
        }
    }

    private static bool IsStream(string target, NodeKind kind) => kind == NodeKind.Stream || RealPath.IsDescriptor(target);

    private static string NoFolder(string? folder) => $"there is no folder {folder}";

    private static string? FolderFault(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return NoFolder(folder);
        }

        try
        {
            // Only writing tells whether one may write: permissions, read-only media and quotas have too many forms to ask for.
            string name = Path.Combine(folder, $".{Path.GetRandomFileName()}");
            using FileStream probe = new(name, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return CannotWrite(folder);
        }
    }

    private static string CannotWrite(string? folder) => $"the folder {folder} cannot be written to";

    private static void Replace(string path, string target, Action<Stream> write)
    {
        string? folder = Path.GetDirectoryName(target);
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"{path}: {NoFolder(folder)}.");
        }

        string temporary = $"{target}.{Path.GetRandomFileName()}.tmp";
        IFileSystem files = FileSystem.Current;
        try
        {
            using (Stream stream = files.Open(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize))
            {
                write(stream);
                files.FlushToDisk(stream);
            }

            KeepPermissions(target, temporary);
            files.Move(temporary, target);
        }
        catch (UnauthorizedAccessException exception)
        {
            Remove(files, temporary);
            throw new UnauthorizedAccessException($"{path}: {CannotWrite(folder)}.", exception);
        }
        catch (IOException exception) when (IsPlain(exception))
        {
            Remove(files, temporary);
            throw Named(path, temporary, exception);
        }
        catch
        {
            Remove(files, temporary);
            throw;
        }
    }

    private static void Remove(IFileSystem files, string temporary)
    {
        try
        {
            files.Delete(temporary);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What went wrong before is the reason to tell.
        }
    }

    private static void WriteThrough(string path, string target, Action<Stream> write)
    {
        try
        {
            using Stream stream = OpenThrough(target);
            write(stream);
            stream.Flush();
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new UnauthorizedAccessException($"{path}: it cannot be written to.", exception);
        }
        catch (IOException exception) when (IsPlain(exception))
        {
            throw Named(path, target, exception);
        }
    }

    private static Stream OpenThrough(string target)
    {
        if (RealPath.OwnDescriptor(target) is not { } number)
        {
            return FileSystem.Current.Open(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, BufferSize);
        }

        // Opened by its name, a file behind a descriptor would be written from its beginning, over what is there.
        return new FileStream(new SafeFileHandle(number, ownsHandle: false), FileAccess.Write, BufferSize);
    }

    // Derived types, such as one for a folder that is missing, have messages of their own.
    private static bool IsPlain(IOException exception) => exception.GetType() == typeof(IOException);

    /// <summary>The same failure, with the name that the caller knows.</summary>
    private static IOException Named(string path, string written, IOException exception)
    {
        string reason = exception.Message.Replace($" : '{written}'", "", StringComparison.Ordinal).TrimEnd('.');
        return new IOException($"{path}: {reason}.", exception) { HResult = exception.HResult };
    }

    private static void KeepPermissions(string target, string temporary)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(target))
        {
            File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
        }
    }
}
