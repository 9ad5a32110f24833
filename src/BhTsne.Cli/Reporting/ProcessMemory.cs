using System.Diagnostics;

namespace BhTsne.Cli.Reporting;

/// <summary>The memory of this process.</summary>
internal static class ProcessMemory
{
    /// <summary>The resident memory, in bytes.</summary>
    public static long Current => Environment.WorkingSet;

    /// <summary>The resident memory without pages of files, in bytes; where the system does not say, that of the collector.</summary>
    public static long Own
    {
        get
        {
            const string Status = "/proc/self/status", Field = "RssAnon:";
            string? line = File.Exists(Status)
                ? File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal))
                : null;
            return line is not null && long.TryParse(line[Field.Length..].Replace("kB", "").Trim(), out long kibibytes)
                ? kibibytes << 10
                : GC.GetGCMemoryInfo().TotalCommittedBytes;
        }
    }

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
