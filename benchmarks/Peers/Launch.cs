using System.Diagnostics;

namespace BhTsne.Benchmarks.Peers;

/// <summary>A command line, or the reason why there is none.</summary>
/// <param name="Command">The program and its arguments; empty where it is not installed.</param>
/// <param name="Missing">Why it cannot run, or null.</param>
internal sealed record Launch(IReadOnlyList<string> Command, string? Missing)
{
    /// <summary>An interpreter may be there several times, and not each has the library: takes the first on the PATH that passes a probe.</summary>
    /// <param name="interpreter">Its file name.</param>
    /// <param name="probe">Arguments with which it must end well.</param>
    /// <param name="otherwise">Why there is none.</param>
    /// <param name="arguments">What to run then.</param>
    public static Launch FirstThatRuns(string interpreter, string[] probe, string otherwise, string[] arguments)
    {
        string? found = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, interpreter))
            .FirstOrDefault(path => File.Exists(path) && EndsWell(path, probe));
        return found is null ? new Launch([], otherwise) : new Launch([found, .. arguments], null);
    }

    private static bool EndsWell(string path, string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
