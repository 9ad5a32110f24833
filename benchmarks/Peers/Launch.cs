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
        string? found = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, interpreter))
            .FirstOrDefault(path => File.Exists(path) && Succeeds(path, probe));
        return found is null ? new Launch([], otherwise) : new Launch([found, .. arguments], null);
    }

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
