using System.Diagnostics;

namespace BhTsne.Cli.Tests.Support;

/// <summary>A small file system in memory, for the time of one test.</summary>
internal sealed class Mount : IDisposable
{
    /// <summary>Mounts it.</summary>
    /// <param name="folder">Where; it exists.</param>
    /// <param name="size">As mount has it, for instance 1m.</param>
    public Mount(string folder, string size)
    {
        Folder = folder;
        Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder);
    }

    public string Folder { get; }

    public void Dispose() => Run("umount", Folder);

    private static void Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
