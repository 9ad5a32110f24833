using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.RegularExpressions;

namespace BhTsne.Benchmarks.Support;

/// <summary>The machine that figures were measured on, and the memory of this process.</summary>
public static partial class Machine
{
    /// <summary>The processor's name.</summary>
    public static string Processor { get; } = ReadProcessor();

    /// <summary>The processor's name as a part of a file name.</summary>
    public static string Slug => NotInNames().Replace(Processor.Split('@')[0].ToLowerInvariant(), "-").Trim('-');

    /// <summary>Processor, cores, vectors, system and runtime in one line.</summary>
    public static string Description =>
        $"{Processor}, {Environment.ProcessorCount} logical cores, vectors of {Width} bits, "
        + $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";

    /// <summary>The largest resident memory of this process so far, in bytes.</summary>
    public static long PeakMemoryBytes
    {
        get
        {
            using Process process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64;
        }
    }

    private static int Width => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    private static string ReadProcessor()
    {
        const string Information = "/proc/cpuinfo";
        if (!File.Exists(Information))
        {
            return RuntimeInformation.ProcessArchitecture.ToString();
        }

        Dictionary<string, string> facts = [];
        IEnumerable<string[]> lines = File.ReadLines(Information).Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries));
        foreach (string[] fact in lines.Where(fact => fact.Length == 2))
        {
            facts.TryAdd(fact[0], fact[1]);
        }

        string name = facts.GetValueOrDefault("model name", RuntimeInformation.ProcessArchitecture.ToString());
        return facts.TryGetValue("cpu family", out string? family)
            ? $"{name} (family {family}, model {facts.GetValueOrDefault("model")})"
            : name;
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotInNames();
}
