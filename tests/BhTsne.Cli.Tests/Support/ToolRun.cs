using System.Diagnostics;

namespace BhTsne.Cli.Tests.Support;

/// <summary>What a run of the tool printed and returned.</summary>
internal sealed record ToolRun(int ExitCode, string Out, string Error)
{
    /// <summary>Fast settings for runs that are about files and messages.</summary>
    public static readonly string[] Short = ["--perplexity", "5", "--iterations", "60", "--early-exaggeration-iterations", "20"];

    /// <summary>Runs the real entry point inside this process.</summary>
    public static ToolRun Of(params IEnumerable<string> args)
    {
        using StringWriter output = new(), error = new();
        int exitCode = Tool.Run([.. args], new Terminal(output, error, Interactive: false));
        return new ToolRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs the tool as its users do, in a process of its own.</summary>
    public static Process Start(string workingDirectory, params IEnumerable<string> args) =>
        Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "BhTsne.Tool.dll"), .. args])
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    /// <summary>Waits for a process and takes what it printed.</summary>
    public static async Task<ToolRun> Finish(Process process)
    {
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ToolRun(process.ExitCode, await output, await error);
    }

    /// <summary>Asserts an exit code and that the errors have a text.</summary>
    public void ExpectFault(int exitCode, string message) => Assert.Contains(message, Expect(exitCode).Error, StringComparison.Ordinal);

    /// <summary>Asserts an exit code, and that each line of the errors is a fault or a hint.</summary>
    public ToolRun Expect(int exitCode)
    {
        Assert.True(exitCode == ExitCode, $"exit code {ExitCode} instead of {exitCode}\n{Out}\n{Error}");
        Assert.Equal(exitCode != 0, Error.Length > 0);
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        Assert.All(
            Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries),
            line => Assert.Matches("^bhtsne: |lists what there is.$", line));
        return this;
    }
}
