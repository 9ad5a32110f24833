using System.Globalization;
using System.Text.RegularExpressions;
using BhTsne.Cli.Tests.Support;

namespace BhTsne.Cli.Tests.Faults;

/// <summary>Too few files that can be open at once: said before the work, by commands that do work alone.</summary>
public class OpenFilesTests
{
    private const string Line = "embed points.csv --label-column kind $S";
    private const string Fault = "^bhtsne: too many open files: only (\\d+) more can be opened, but up to (\\d+) are needed; "
        + "raise the limit, for instance by 'ulimit -n 1024'\\.\n$";

    /// <summary>A limit at which a library could not be opened is said before the work, with what to do.</summary>
    [TheoryThatNeeds(Requirement.Bash)]
    [InlineData(48)]
    [InlineData(64)]
    [InlineData(90)]
    public async Task Too_few_open_files_are_a_failure_that_names_the_limit(int limit)
    {
        ToolRun run = await RunWithOpenFiles(limit);
        run.Expect(ExitCode.Failure);
        Assert.Matches(Fault, run.Error);
    }

    /// <summary>The runtime itself needs about 40; below, it ends in its own words, and no file was touched.</summary>
    [FactThatNeeds(Requirement.Bash)]
    public async Task With_fewer_open_files_than_the_runtime_needs_no_file_is_touched()
    {
        foreach (int limit in new[] { 8, 20, 26, 32, 36 })
        {
            ToolRun run = await RunWithOpenFiles(limit);
            Assert.NotEqual(ExitCode.Success, run.ExitCode);
        }
    }

    /// <summary>Under the least limit that is not refused, the largest command opens all that it needs.</summary>
    [TheoryThatNeeds(Requirement.Bash)]
    [InlineData("")]
    [InlineData("--watch")]
    public async Task The_open_files_that_are_asked_for_are_enough_for_all_outputs(string watch)
    {
        const int TooFew = 48;
        using TempFolder folder = new();
        folder.Clusters("points.csv", 60, labelled: true);
        string script = $"$B {Line} -o maps/ --snapshots 20,40 --plot a.html --plot a.png --plot a.svg "
            + $"--model m.bhtsne --report r.json --checkpoint c.checkpoint --diagnostics {watch} -q > page.txt";
        Match refused = Regex.Match((await Script.Run(folder, $"ulimit -n {TooFew}; {script}")).Error, Fault);
        int[] numbers = [.. refused.Groups.Values.Skip(1).Select(group => int.Parse(group.Value, CultureInfo.InvariantCulture))];
        Assert.Equal(watch.Length > 0 ? OpenFiles.NeededToWatch : OpenFiles.Needed, numbers[1]);
        int least = TooFew - numbers[0] + numbers[1];
        Assert.Matches(Fault, (await Script.Run(folder, $"ulimit -n {least - 1}; {script}")).Error);
        (await Script.Run(folder, $"ulimit -n {least}; {script}")).Expect(ExitCode.Success);
    }

    /// <summary>Help is printed where the runtime starts, whatever a run would need.</summary>
    [TheoryThatNeeds(Requirement.Bash)]
    [InlineData("--help")]
    [InlineData("embed --help")]
    [InlineData("--version")]
    [InlineData("completion bash")]
    public async Task Help_needs_no_more_files_than_it_opens(string line)
    {
        using TempFolder folder = new();
        ToolRun run = (await Script.Run(folder, $"ulimit -n 64; $B {line}")).Expect(ExitCode.Success);
        Assert.NotEmpty(run.Out);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("--help", 0)]
    [InlineData("embed points.csv -h", 0)]
    [InlineData("study --help-all", 0)]
    [InlineData("--version", 0)]
    [InlineData("completion bash", 0)]
    [InlineData("nonsense", 0)]
    [InlineData("embed points.csv", OpenFiles.Needed)]
    [InlineData("--verbose embed points.csv", OpenFiles.Needed)]
    [InlineData("embed points.csv --watching", OpenFiles.Needed)]
    [InlineData("embed points.csv --watch", OpenFiles.NeededToWatch)]
    [InlineData("embed points.csv --watch=8080", OpenFiles.NeededToWatch)]
    [InlineData("embed points.csv --config run.json", OpenFiles.NeededToWatch)]
    public void Only_commands_that_do_work_need_files(string line, int needed) =>
        Assert.Equal(needed, OpenFiles.NeededBy(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>Each command is known as one that works, but that of completion.</summary>
    [Fact]
    public void Each_command_of_the_tool_is_known() => Assert.All(
        Tool.Pages, page => Assert.Equal(page.Name == "completion" ? 0 : OpenFiles.Needed, OpenFiles.NeededBy([page.Name, "x.csv"])));

    /// <summary>The limit of the process and that of the system (ENFILE), which 'ulimit' does not change.</summary>
    [TheoryThatNeeds(Requirement.Unix)]
    [InlineData(
        24,
        "too many open files: only 0 more can be opened, but up to 5 are needed; raise the limit, for instance by 'ulimit -n 1024'")]
    [InlineData(
        23,
        "too many open files in the whole system: only 0 more can be opened, but up to 5 are needed; "
            + "close other programs, or let an administrator raise the limit of the system")]
    [InlineData(5, null)]
    public void Each_limit_has_an_advice_of_its_own(int error, string? message) =>
        Assert.Equal(message, OpenFiles.FindFault(5, () => throw new IOException("no", error)));

    /// <summary>Runs the tool with so few files that no map can be made: the old one must stay.</summary>
    private static async Task<ToolRun> RunWithOpenFiles(int limit)
    {
        using TempFolder folder = new();
        folder.Clusters("points.csv", 60, labelled: true);
        folder.Text("map.csv", "the old map");
        ToolRun run = await Script.Run(folder, $"ulimit -n {limit}; $B {Line} -o map.csv -q", ("DOTNET_DbgEnableMiniDump", "0"));
        Assert.Equal("the old map", File.ReadAllText(folder["map.csv"]));
        Assert.Equal(["map.csv", "points.csv"], Directory.GetFiles(folder.Root).Select(Path.GetFileName).Order());
        return run;
    }
}
