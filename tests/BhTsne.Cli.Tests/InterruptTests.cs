using System.Diagnostics;
using BhTsne.Cli.Tests.Support;

namespace BhTsne.Cli.Tests;

/// <summary>Ctrl-C in the commands that make no map: what is finished is kept, or it is said that nothing is.</summary>
public class InterruptTests
{
    [Theory]
    [InlineData("transform m.bhtsne points.csv -o new.csv", "optimization", "new.csv")]
    [InlineData("transform m.bhtsne points.csv -o new.csv", "reading points.csv", "new.csv")]
    [InlineData("evaluate points.csv map.csv --json e.json", "measuring the map", "e.json")]
    [InlineData("evaluate points.csv map.csv --json e.json", "computing the KL", "e.json")]
    [InlineData("evaluate points.csv map.csv --json e.json", "reading points.csv", "e.json")]
    [InlineData("study points.csv -o s.csv --cache none", "reading points.csv", "s.csv")]
    public void Nothing_is_kept_and_that_is_said(string line, string moment, string written)
    {
        using TempFolder folder = new();
        folder.Clusters("points.csv", 400);
        ToolRun.Of(["embed", folder["points.csv"], .. ToolRun.Short, "-o", folder["map.csv"], "--model", folder["m.bhtsne"]])
            .Expect(ExitCode.Success);
        string[] args = [.. line.Split(' ').Select(word => word.Contains('.', StringComparison.Ordinal) ? folder[word] : word)];
        using CancellationTokenSource interrupt = new();
        using ActingWriter output = new(moment.Replace("points.csv", folder["points.csv"], StringComparison.Ordinal), interrupt.Cancel);
        using StringWriter error = new();
        int exitCode = Tool.Run(args, new Terminal(output, error, Interactive: false), interrupt.Token);
        new ToolRun(exitCode, output.ToString(), error.ToString()).Expect(ExitCode.Interrupted);
        Assert.Contains("nothing was written", error.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(folder[written]));
    }

    [Theory]
    [SignalData("INT", 2)]
    public async Task A_study_that_is_stopped_keeps_its_rows_and_goes_on(string signal)
    {
        using TempFolder folder = new();
        folder.Clusters("points.csv", 300);
        string[] line =
        [
            "study", "points.csv", "-o", "s.csv", "--outcomes-only", "--perplexity", "5", "--theta", "0.5",
            "--seeds", string.Join(',', Enumerable.Range(1, 12)), "--init", "random",
        ];
        using Process process = ToolRun.Start(folder.Root, line);
        while (await process.StandardOutput.ReadLineAsync() is string text && !text.StartsWith("whole run 3 of", StringComparison.Ordinal))
        {
        }

        Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExit();
        ToolRun stopped = (await ToolRun.Finish(process)).Expect(ExitCode.Interrupted);
        string[] kept = Rows(folder);
        Assert.InRange(kept.Length, 2, 11);
        Assert.Contains(
            $"{kept.Length} rows are in s.csv, and the same command with --resume goes on",
            stopped.Error, StringComparison.Ordinal);
        using Process again = ToolRun.Start(folder.Root, [.. line, "--resume"]);
        (await ToolRun.Finish(again)).Expect(ExitCode.Success);
        Assert.Equal(kept, Rows(folder)[..kept.Length]);
        Assert.Equal(12, Rows(folder).Length);
    }

    private static string[] Rows(TempFolder folder) =>
        [.. File.ReadLines(folder["s.csv"]).Where(line => line.StartsWith("outcome,", StringComparison.Ordinal))];
}
