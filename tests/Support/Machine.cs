using System.Diagnostics;

namespace BhTsne;

/// <summary>What a test needs of the machine and of the account that runs it.</summary>
[Flags]
internal enum Requirement
{
    /// <summary>Symbolic links, permissions and <c>/dev</c>.</summary>
    Unix = 1,

    /// <summary>The program <c>mkfifo</c>.</summary>
    Fifos = 2,

    /// <summary>The right to make device nodes.</summary>
    DeviceNodes = 4,

    /// <summary>An account that permissions hold for, unlike root.</summary>
    Permissions = 8,

    /// <summary>The device <c>/dev/full</c>, on which every write fails.</summary>
    FullDevice = 16,

    /// <summary>The shell <c>bash</c>.</summary>
    Bash = 32,

    /// <summary>The open descriptors of a process as <c>/proc/self/fd</c>.</summary>
    Descriptors = 64,

    /// <summary>The right to mount a file system in memory.</summary>
    Mounts = 128,
}

/// <summary>Finds out what there is, once for each need.</summary>
internal static class Machine
{
    private static readonly Dictionary<Requirement, Lazy<string?>> _missing = new()
    {
        [Requirement.Unix] = new(() => OperatingSystem.IsWindows() ? "this is Windows" : null),
        [Requirement.Fifos] = new(() => Try("mkfifo", "fifo") ? null : "mkfifo does not work here"),
        [Requirement.DeviceNodes] = new(() => Try("mknod", "null", "c", "1", "3") ? null : "device nodes may not be made here"),
        [Requirement.Permissions] = new(() => Environment.IsPrivilegedProcess ? "permissions do not hold for root" : null),
        [Requirement.FullDevice] = new(() => File.Exists("/dev/full") ? null : "there is no /dev/full"),
        [Requirement.Bash] = new(() => File.Exists("/bin/bash") ? null : "there is no /bin/bash"),
        [Requirement.Mounts] = new(() => CanMount() ? null : "no tmpfs may be mounted here"),
        [Requirement.Descriptors] = new(() => Directory.Exists("/proc/self/fd") ? null : "there is no /proc/self/fd"),
    };

    /// <summary>Why a test with these needs is skipped; null where it is not.</summary>
    public static string? Missing(Requirement needs) =>
        _missing.Where(need => needs.HasFlag(need.Key)).Select(need => need.Value.Value).FirstOrDefault(reason => reason is not null);

    /// <summary>Makes a FIFO.</summary>
    /// <returns>The path.</returns>
    public static string Fifo(string path) => Run("mkfifo", path) ? path : throw new InvalidOperationException($"mkfifo {path} fails.");

    /// <summary>Makes the node of a character device of the first major number, the memory devices.</summary>
    /// <param name="path">Where.</param>
    /// <param name="minor">3: null, 5: zero, 7: full.</param>
    /// <returns>The path.</returns>
    public static string Device(string path, int minor) =>
        Run("mknod", path, "c", "1", $"{minor}") ? path : throw new InvalidOperationException($"mknod {path} fails.");

    private static bool Try(string program, string name, params string[] arguments)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bhtsne-needs-");
        try
        {
            string path = Path.Combine(folder.FullName, name);

            // A node may be made on a file system that lets no device be opened.
            return Run(program, [path, .. arguments]) && (program != "mknod" || CanOpen(path));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool CanMount()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bhtsne-needs-");
        try
        {
            return Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.FullName) && Run("umount", folder.FullName);
        }
        finally
        {
            folder.Delete();
        }
    }

    private static bool CanOpen(string path)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Write);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>A test that is skipped, and counted as skipped, where something that it needs is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactThatNeedsAttribute : FactAttribute
{
    public FactThatNeedsAttribute(Requirement needs) => Skip = Machine.Missing(needs);
}

/// <summary>A theory that is skipped, and counted as skipped, where something that it needs is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TheoryThatNeedsAttribute : TheoryAttribute
{
    public TheoryThatNeedsAttribute(Requirement needs) => Skip = Machine.Missing(needs);
}
