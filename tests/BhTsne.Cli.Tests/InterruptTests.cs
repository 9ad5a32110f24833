using System.Diagnostics;
using System.Runtime.InteropServices;
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

    /// <summary>A real signal reaches a study, which here has no end.</summary>
    [Theory]
    [SignalData("INT", 2)]
    [SignalData("TERM", 15)]
    public async Task A_signal_stops_a_study(string signal)
    {
        using TempFolder folder = new();
        folder.Clusters("points.csv", 300);
        using Process process = ToolRun.Start(
            folder.Root, "study", "points.csv", "-o", "s.csv", "--outcomes-only", "--perplexity", "5", "--theta", "0.5",
            "--schedule", "classic", "--iterations", "10000000", "--cache", "none");
        using CancellationTokenSource hangs = new(TimeSpan.FromMinutes(2));
        using CancellationTokenRegistration end = hangs.Token.Register(process.Kill);
        while (await process.StandardOutput.ReadLineAsync() is string text && !text.StartsWith("whole run 1 of", StringComparison.Ordinal))
        {
        }

        Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExit();
        (await ToolRun.Finish(process)).Expect(ExitCode.Interrupted);
    }

    /// <summary>Inside this process, for a signal could come after the last run where the machine has much else to do.</summary>
    [Fact]
    public void A_study_that_is_stopped_keeps_its_rows_and_goes_on()
    {
        using TempFolder folder = new();
        folder.Clusters("points.csv", 300);
        string[] line =
        [
            "study", folder["points.csv"], "-o", folder["s.csv"], "--outcomes-only", "--perplexity", "5", "--theta", "0.5",
            "--seeds", "1,2,3,4,5", "--init", "random",
        ];
        using CancellationTokenSource interrupt = new();
        using ActingWriter output = new("whole run 3 of", interrupt.Cancel);
        using StringWriter error = new();
        int exitCode = Tool.Run(line, new Terminal(output, error, Interactive: false), interrupt.Token);
        ToolRun stopped = new ToolRun(exitCode, output.ToString(), error.ToString()).Expect(ExitCode.Interrupted);
        string[] kept = Rows(folder);
        Assert.Equal(2, kept.Length);
        Assert.Contains(
            $"2 rows are in {folder["s.csv"]}, and the same command with --resume goes on", stopped.Error, StringComparison.Ordinal);
        ToolRun.Of([.. line, "--resume"]).Expect(ExitCode.Success);
        Assert.Equal(kept, Rows(folder)[..2]);
        Assert.Equal(5, Rows(folder).Length);
    }

    /// <summary>Each signal is handled on a thread of its own: of two at once, one saves the map and the other ends the process.</summary>
    [Fact]
    public void Of_two_signals_at_once_only_one_is_the_first()
    {
        using Barrier barrier = new(2);
        Interrupt[] interrupts = [.. Enumerable.Range(0, 20_000).Select(_ => new Interrupt([]))];
        PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM];
        PosixSignalContext[][] contexts = [.. signals.Select(signal => interrupts.Select(_ => new PosixSignalContext(signal)).ToArray())];
        Thread[] threads = [.. contexts.Select(mine => new Thread(() => HandleAll(mine)))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.All(interrupts.Index(), item => Assert.NotEqual(contexts[0][item.Index].Cancel, contexts[1][item.Index].Cancel));
        Array.ForEach(interrupts, interrupt => interrupt.Dispose());

        void HandleAll(PosixSignalContext[] mine)
        {
            for (int i = 0; i < interrupts.Length; i++)
            {
                barrier.SignalAndWait();
                interrupts[i].Handle(mine[i]);
            }
        }
    }

    /// <summary>The runtime may call a handler after its registration has ended.</summary>
    [Fact]
    public void A_signal_at_the_end_of_a_run_is_no_failure()
    {
        Interrupt interrupt = new([]);
        interrupt.Dispose();
        interrupt.Handle(new PosixSignalContext(PosixSignal.SIGINT));
        Assert.True(interrupt.Token.IsCancellationRequested);
    }

    private static string[] Rows(TempFolder folder) =>
        [.. File.ReadLines(folder["s.csv"]).Where(line => line.StartsWith("outcome,", StringComparison.Ordinal))];
}
