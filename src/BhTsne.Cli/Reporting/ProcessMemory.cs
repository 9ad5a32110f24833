using System.Diagnostics;

namespace BhTsne.Cli.Reporting;

/// <summary>The memory of this process.</summary>
internal static class ProcessMemory
{
    /// <summary>The resident memory, in bytes.</summary>
    public static long Current => Environment.WorkingSet;

    /// <summary>The largest resident memory so far, in bytes.</summary>
    public static long Peak
    {
        get
        {
            using Process process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64;
        }
    }
}
