using System.Diagnostics;
using System.Text;

namespace BhTsne.Mutants;

/// <summary>What a program wrote and how it ended.</summary>
/// <param name="ExitCode">Its exit code; null where it was stopped because it took too long.</param>
/// <param name="Text">What it wrote to both outputs.</param>
/// <param name="Seconds">How long it ran.</param>
internal sealed record ProcessRun(int? ExitCode, string Text, double Seconds)
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="folder">Where it runs.</param>
    /// <param name="limit">How long it may take, in seconds; then it and all that it started are stopped.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    public static ProcessRun Of(string folder, double limit, string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };

        // The same cases of properties with and without a mutant.
        start.Environment["BHTSNE_PROPERTY_SEED"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";

        // Processes that stay after a build would keep the outputs open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        StringBuilder text = new();
        Stopwatch clock = Stopwatch.StartNew();
        using Process process = new() { StartInfo = start };
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        bool ended = process.WaitForExit(TimeSpan.FromSeconds(limit));
        if (!ended)
        {
            process.Kill(entireProcessTree: true);
        }

        // The rest of the outputs; a compiler server that stays may keep them open.
        Task.Run(process.WaitForExit).Wait(TimeSpan.FromSeconds(5));
        lock (text)
        {
            return new ProcessRun(ended ? process.ExitCode : null, text.ToString(), clock.Elapsed.TotalSeconds);
        }

        void Note(string? line)
        {
            lock (text)
            {
                text.AppendLine(line);
            }
        }
    }
}
