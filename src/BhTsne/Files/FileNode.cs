using System.Runtime.InteropServices;

namespace BhTsne.Files;

/// <summary>What kind of thing a path names.</summary>
internal enum NodeKind
{
    /// <summary>Nothing yet.</summary>
    None,

    /// <summary>A regular file, which can be replaced.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A device, a pipe or a socket: it can be written through, but never replaced.</summary>
    Stream,
}

/// <summary>The thing that a path names.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Identity">The same for all names of one thing; null where nothing is there, or where the system does not say.</param>
internal readonly record struct FileNode(NodeKind Kind, string? Identity)
{
    private const int FileTypeMask = 0xF000, RegularFile = 0x8000, Folder = 0x4000;
    private const int CurrentFolder = -100, WriteAccess = 2;
    private const uint BasicFields = 0x7FF;

    /// <summary>Looks at a path; the last link is followed. Nothing is opened.</summary>
    public static FileNode Of(string path)
    {
        // .NET does not tell a device from a file. On Linux the system does; elsewhere all that is below /dev counts as a device.
        if (OperatingSystem.IsLinux() && TryStatus(path, out FileNode node))
        {
            return node;
        }

        return new FileNode(
            Directory.Exists(path) ? NodeKind.Folder
                : !File.Exists(path) ? NodeKind.None
                : !OperatingSystem.IsWindows() && path.StartsWith("/dev/", StringComparison.Ordinal) ? NodeKind.Stream
                : NodeKind.File,
            null);
    }

    /// <summary>Whether this account may write to something that exists.</summary>
    public static bool IsWritable(string path) => !OperatingSystem.IsLinux() || Access(path, WriteAccess) == 0;

    private static bool TryStatus(string path, out FileNode node)
    {
        // struct statx of <linux/stat.h>, which is the same on every processor.
        Span<byte> status = stackalloc byte[256];
        node = default;
        try
        {
            if (Status(CurrentFolder, path, 0, BasicFields, ref status[0]) != 0)
            {
                return true;
            }
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }

        NodeKind kind = (MemoryMarshal.Read<ushort>(status[28..]) & FileTypeMask) switch
        {
            RegularFile => NodeKind.File,
            Folder => NodeKind.Folder,
            _ => NodeKind.Stream,
        };
        ulong number = MemoryMarshal.Read<ulong>(status[32..]), device = MemoryMarshal.Read<ulong>(status[136..]);
        node = new FileNode(kind, $"{device}:{number}");
        return true;
    }

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Status(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, ref byte status);

    [DllImport("libc", EntryPoint = "access")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Access([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int mode);
}
