using System.Diagnostics;
using System.Text.Json.Nodes;
using BhTsne.Cli.Tests.Support;
using BhTsne.IO;

namespace BhTsne.Cli.Tests.Faults;

/// <summary>What surrounds the process: signals, closed streams, an empty environment, cultures, processors.</summary>
public class ProcessFaultTests
{
    private const string Line = "embed points.csv --label-column kind $S --seed 5";

    /// <summary>
    /// The first one cannot end the run: after the map it writes a page into a pipe without a reader. The second one may come before,
    /// during or after the map is written. It is of another kind where it comes so soon that the system might join the two. The runtime
    /// handles each on a thread of its own, so that of two with a short delay either may be the second.
    /// </summary>
    [Theory]
    [SignalData("INT TERM", 2, 15)]
    [SignalData("TERM INT", 2, 15)]
    [SignalData("INT INT", 2)]
    [SignalData("TERM TERM", 15)]
    public async Task A_second_signal_ends_the_process_and_the_map_is_the_old_or_the_new_one(string signals)
    {
        string[] sent = signals.Split(' ');
        bool areEqual = sent[0] == sent[1];
        foreach (int? delay in areEqual ? new int?[] { null } : [0, 4, 30, null])
        {
            using TempFolder folder = new();
            folder.Clusters("points.csv", 3000);
            string map = folder.Text("map.csv", "the old map");
            Machine.Fifo(folder["page.html"]);
            using Process process = ToolRun.Start(
                folder.Root, "embed", "points.csv", "--iterations", "10000000", "--min-cost-improvement", "0", "-o", "map.csv",
                "--plot", "page.html");
            await Descent(process);

            await Send(process, sent[0]);
            await (delay is { } time ? Task.Delay(time) : Replaced(map, process));
            Assert.False(process.HasExited);
            await Send(process, sent[1]);
            using CancellationTokenSource hangs = new(TimeSpan.FromMinutes(1));
            try
            {
                await process.WaitForExitAsync(hangs.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                Assert.Fail("the second signal does not end the process");
            }

            Assert.Contains(process.ExitCode, (delay is null ? sent[1..] : sent).Select(signal => 128 + (signal == "INT" ? 2 : 15)));
            bool isOld = File.ReadAllText(map) == "the old map";
            Assert.True((isOld && delay is not null) || EmbeddingReader.Read(map).Points == 3000);

            // What was just being written may be left, beside the map.
            string[] left = [.. Directory.GetFiles(folder.Root).Select(file => Path.GetFileName(file)).Order()];
            string[] whole = ["map.csv", "page.html", "points.csv"];
            Assert.Equal(whole, left.Where(name => !isOld || !name.EndsWith(".tmp", StringComparison.Ordinal)));
        }
    }

    /// <summary>The signal of a pipe without a reader is no end: the failed write tells it.</summary>
    [FactThatNeeds(Requirement.Unix)]
    public async Task The_signal_of_a_closed_pipe_does_not_end_a_run()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 300);

        // This process ignores the signal, and so would one that it starts.
        ProcessStartInfo start = new(
            "env",
            [
                "--default-signal=PIPE", "dotnet", Path.Combine(AppContext.BaseDirectory, "BhTsne.Tool.dll"), "embed", points,
                "--iterations", "1500", "-o", "map.csv",
            ])
        {
            WorkingDirectory = folder.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        await Descent(process);

        await Send(process, "PIPE");
        (await ToolRun.Finish(process)).Expect(ExitCode.Success);
        Assert.Equal(300, EmbeddingReader.Read(folder["map.csv"]).Points);
    }

    /// <summary>
    /// Streams that the parent has closed, no home, an empty environment, a language that is not there, more threads than processors, one
    /// processor, a nice value: the map is that of any other process.
    /// </summary>
    [TheoryThatNeeds(Requirement.Bash)]
    [InlineData("$B $L -o got.csv -q <&-")]
    [InlineData("$B $L -o got.csv -q >&-")]
    [InlineData("$B $L -o got.csv 2>&- >/dev/null")]
    [InlineData("unset HOME; $B $L -o got.csv -q")]
    [InlineData("HOME=/nowhere TMPDIR=/nowhere $B $L -o got.csv -q")]
    [InlineData("env -i PATH=\"$PATH\" DOTNET_ROOT=\"$DOTNET_ROOT\" $B $L -o got.csv -q")]
    [InlineData("LC_ALL=xx_XX LANG=nonsense $B $L -o got.csv -q")]
    [InlineData("TZ=Nowhere/Else $B $L -o got.csv -q")]
    [InlineData("TERM=nonsense COLUMNS=-1 $B $L -o got.csv >/dev/null")]
    [InlineData("$B $L -o got.csv -q --threads 40")]
    [InlineData("taskset -c 0 $B $L -o got.csv -q")]
    [InlineData("taskset -c 0 $B $L -o got.csv -q --threads 7")]
    [InlineData("nice -n 19 $B $L -o got.csv -q")]
    [InlineData("ulimit -n 512; $B $L -o got.csv -q")]
    public async Task A_map_does_not_depend_on_what_surrounds_the_process(string script)
    {
        ToolRun run = await RunForMap(script);
        Assert.True((run.ExitCode, run.Error) is (0, ""), $"exit code {run.ExitCode}\n{run.Error}");
    }

    /// <summary>
    /// Under the numbers of closed streams the runtime opens pipes of its own. The map is made, nothing is written into these pipes, and
    /// the exit code is that of an output that cannot be printed, or of success where nothing was to be printed.
    /// </summary>
    [TheoryThatNeeds(Requirement.Bash)]
    [InlineData("0<&- 1>&- 2>&-", "", ExitCode.Failure)]
    [InlineData("0<&- 1>&- 2>&-", "-q", ExitCode.Success)]
    [InlineData("0<&- 1>&-", "", ExitCode.Failure)]
    [InlineData("0<&- 2>&-", "", ExitCode.Success)]
    [InlineData("1>&- 2>&-", "", ExitCode.Failure)]
    public async Task A_map_is_made_where_standard_streams_are_closed(string closed, string quiet, int exitCode)
    {
        ToolRun run = await RunForMap($"$B $L -o got.csv {quiet} {closed}");
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Equal(
            closed.Contains('2', StringComparison.Ordinal) || exitCode == ExitCode.Success ? ""
                : "bhtsne: the standard output cannot be written to (it is closed): something was not printed; all files are written.\n",
            run.Error);
    }

    /// <summary>What is to be read or written there is a fault, and no endless wait at a pipe of the runtime.</summary>
    [TheoryThatNeeds(Requirement.Bash)]
    [InlineData("embed - $S -o got.csv 0<&-", ExitCode.BadInput, "bhtsne: standard input: it is closed.\n")]
    [InlineData("embed - $S -o got.csv 0<&- 1>&-", ExitCode.BadInput, "bhtsne: standard input: it is closed.\n")]
    [InlineData("embed points.csv $S -o - 0<&- 1>&-", ExitCode.Failure, "bhtsne: standard output: it is closed.\n")]
    [InlineData("embed points.csv $S -o - 1>&-", ExitCode.Failure, "bhtsne: standard output: it is closed.\n")]
    [InlineData("embed points.csv $S -o - 0<&- 1>&- 2>&-", ExitCode.Failure, "")]
    [InlineData("embed nothing.csv 0<&- 1>&- 2>&-", ExitCode.BadInput, "")]
    [InlineData("embed --nothing 0<&- 1>&- 2>&-", ExitCode.WrongCommandLine, "")]
    public async Task A_closed_standard_stream_that_is_needed_is_a_fault(string line, int exitCode, string message)
    {
        using TempFolder folder = new();
        folder.Clusters("points.csv", 60);
        ToolRun run = await Script.Run(folder, $"timeout -s KILL 30 $B {line} -q");
        Assert.Equal((exitCode, message), (run.ExitCode, run.Error));
        Assert.Equal(["points.csv"], Directory.GetFiles(folder.Root).Select(Path.GetFileName));
    }

    /// <summary>What cannot be printed does not cost the map, and is said where that can be read.</summary>
    [TheoryThatNeeds(Requirement.Bash | Requirement.FullDevice)]
    [InlineData("$B $L -o got.csv >&-")]
    [InlineData("$B $L -o got.csv > /dev/full")]
    public async Task Output_that_cannot_be_printed_does_not_cost_the_map(string script)
    {
        ToolRun run = await RunForMap(script);
        run.ExpectFault(ExitCode.Failure, "the standard output cannot be written to");
    }

    /// <summary>
    /// With the data of all cultures (ICU), which the tool is built without: numbers in files, pictures and messages, and words on the
    /// command line, are the same where a comma is the decimal mark and where I is not the capital of i.
    /// </summary>
    [IcuTheory]
    [InlineData("de_DE.UTF-8")]
    [InlineData("tr_TR.UTF-8")]
    [InlineData("ar_SA.UTF-8")]
    [InlineData("fa_IR.UTF-8")]
    public async Task A_culture_changes_nothing(string culture)
    {
        string[] made = ["map.csv", "map.tsv", "map.svg", "new.csv"];
        string[] lines =
        [
            "$L -o map.csv --plot map.svg --title Iı --model m.bhtsne "
                + "--report run.json --init random --metric inner-product --neighbors exact",
            "$L -o map.tsv --metric chebyshev --learning-rate 12.5 --theta 0.25",
            "transform m.bhtsne new-points.csv -o new.csv",
            "evaluate points.csv map.csv --label-column kind --json e.json",
        ];
        using TempFolder plain = new(), other = new();
        List<ToolRun> runs = [];
        foreach (TempFolder folder in new[] { plain, other })
        {
            folder.Clusters("points.csv", 60, labelled: true);
            File.WriteAllLines(
                folder["new-points.csv"],
                File.ReadLines(folder["points.csv"]).Take(5).Select(line => line[..line.LastIndexOf(',')]));
            JsonNode settings = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "BhTsne.Tool.runtimeconfig.json")))!;
            settings["runtimeOptions"]!["configProperties"]!["System.Globalization.Invariant"] = folder == plain;
            File.WriteAllText(folder["settings.json"], settings.ToJsonString());
            string run = "env LC_ALL=$C LANG=$C dotnet exec --runtimeconfig settings.json --depsfile ${T%.dll}.deps.json $T ";
            runs.Add(await Script.Run(
                folder,
                $"L=\"{Line.Replace("embed", "embed -q", StringComparison.Ordinal)}\"; set -e\n"
                    + string.Join('\n', lines.Select(line => run + line)),
                ("C", folder == plain ? "C" : culture),
                ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", folder == plain ? "1" : "0")));
            File.Delete(folder["settings.json"]);
        }

        Assert.Equal((runs[0].ExitCode, runs[0].Error), (runs[1].ExitCode, runs[1].Error));
        Assert.Equal((0, ""), (runs[1].ExitCode, runs[1].Error));
        Assert.All(made, name => Assert.Equal(File.ReadAllText(plain[name]), File.ReadAllText(other[name])));
        string[] reports = ["run.json", "e.json"];
        Assert.All(reports, name => Assert.Equal(Words(plain[name]), Words(other[name])));
    }

    /// <summary>No source asks for the time of day, which may jump: durations are taken from a clock that does not.</summary>
    [Fact]
    public void Durations_do_not_follow_the_clock_of_the_wall()
    {
        string[] wall = ["DateTime.Now", "DateTime.UtcNow", "DateTimeOffset", "TickCount", "GetUtcNow", "GetLocalNow"];
        string[] found =
        [
            .. Directory.GetFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
                .Where(file => wall.Any(word => File.ReadAllText(file).Contains(word, StringComparison.Ordinal))),
        ];
        Assert.Empty(found);
    }

    /// <summary>
    /// Runs a script with the line of the tool as $L: got.csv must be the map of any other process, and the only new file.
    /// </summary>
    private static async Task<ToolRun> RunForMap(string script)
    {
        using TempFolder folder = new();
        folder.Clusters("points.csv", 60, labelled: true);
        ToolRun.Of(
            ["embed", folder["points.csv"], "--label-column", "kind", .. ToolRun.Short, "--seed", "5", "-o", folder["expected.csv"], "-q"])
            .Expect(ExitCode.Success);
        ToolRun run = await Script.Run(folder, $"L=\"{Line}\"; {script}");
        Assert.True(File.Exists(folder["got.csv"]), $"exit code {run.ExitCode}\n{run.Error}");
        Assert.Equal(File.ReadAllText(folder["expected.csv"]), File.ReadAllText(folder["got.csv"]));
        Assert.Equal(["expected.csv", "got.csv", "points.csv"], Directory.GetFiles(folder.Root).Select(Path.GetFileName).Order());
        return run;
    }

    /// <summary>All of a report but its numbers, of which some are times, and the folder.</summary>
    private static string Words(string file) => System.Text.RegularExpressions.Regex.Replace(
        File.ReadAllText(file).Replace(Path.GetDirectoryName(file)!, "", StringComparison.Ordinal),
        @"(?<=[\s\[:])-?\d+(\.\d+)?([eE][-+]?\d+)?(?=[,\s\]}])", "0");

    /// <summary>Waits until the descent has begun.</summary>
    private static async Task Descent(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is string line && !line.StartsWith("optimization", StringComparison.Ordinal))
        {
        }
    }

    /// <summary>Waits until the old map is replaced.</summary>
    private static async Task Replaced(string map, Process process)
    {
        while (!process.HasExited && File.ReadAllText(map) == "the old map")
        {
            await Task.Delay(5);
        }
    }

    private static async Task Send(Process process, string signal)
    {
        using Process kill = Process.Start(new ProcessStartInfo("kill", [$"-{signal}", $"{process.Id}"]) { RedirectStandardError = true })!;
        await kill.WaitForExitAsync();
    }
}
