using System.Diagnostics;

namespace BhTsne.Benchmarks.Peers;

/// <summary>A command line, or the reason why there is none.</summary>
/// <param name="Command">The program and its arguments; empty where it is not installed.</param>
/// <param name="Missing">Why it cannot run, or null.</param>
internal sealed record Launch(IReadOnlyList<string> Command, string? Missing)
{
    /// <summary>
    /// Finds the first interpreter on the PATH with which a probe succeeds: there may be several, and not each of them has the library.
    /// </summary>
    /// <param name="interpreter">Its file name.</param>
    /// <param name="probe">Arguments with which it must end with exit code 0.</param>
    /// <param name="otherwise">The reason to give where there is none.</param>
    /// <param name="arguments">The arguments to run it with.</param>
    public static Launch FirstThatRuns(string interpreter, string[] probe, string otherwise, string[] arguments)
    {
        string? found = AllOnPath(interpreter).FirstOrDefault(path => Succeeds(path, probe));
        return found is null ? new Launch([], otherwise) : new Launch([found, .. arguments], null);
    }

    /// <summary>The first file of a name on the PATH, or null.</summary>
    public static string? OnPath(string name) => AllOnPath(name).FirstOrDefault();

    /// <summary>Prints how many programs cannot run, and why.</summary>
    /// <param name="missing">All programs, each with the reason, or null.</param>
    public static void PrintMissing(IReadOnlyDictionary<PeerProgram, string?> missing)
    {
        Console.WriteLine($"{missing.Count(pair => pair.Value is not null)} of {missing.Count} programs are skipped.");
        foreach ((PeerProgram program, string? reason) in missing.Where(pair => pair.Value is not null))
        {
            Console.WriteLine($"{program.Key}: {reason}.");
        }
    }

    private static IEnumerable<string> AllOnPath(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, name))
        .Where(File.Exists);

    private static bool Succeeds(string path, string[] arguments)
    {
        ProcessStartInfo start = new(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
