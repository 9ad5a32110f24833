using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using BhTsne.Cli.Commands;
using BhTsne.Cli.Tests.Support;
using BhTsne.IO;
using Xunit.Abstractions;

namespace BhTsne.Cli.Tests.Faults;

/// <summary>Little memory: a map, or a line that says so and what to do; the files of before stay.</summary>
public class MemoryLimitTests(ITestOutputHelper output)
{
    private const int MiB = 1 << 20;

    /// <summary>The start of what is said of a run that is refused before it begins.</summary>
    private const string RefusedRun = "not enough memory for (this|these|the largest)";

    /// <summary>Below so many MiB the runtime itself may not work: it ends before the tool begins.</summary>
    private const double OfRuntime = 9;

    /// <summary>From the least limit at which the runtime works at all to one at which all goes well.</summary>
    [Fact]
    public async Task Under_any_limit_of_the_heap_there_is_a_map_or_a_message()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 4000, dimensions: 30);
        int maps = 0, refused = 0;
        for (double limit = OfRuntime; maps < 2; limit *= 1.23)
        {
            Assert.True(limit < 1000, "no limit is enough");
            folder.Text("map.csv", "the old map");
            using Process process = Limited(
                (long)(limit * MiB), folder.Root, "embed", points, "--iterations", "30", "-o", "map.csv", "--plot", "map.html");
            ToolRun run = await ToolRun.Finish(process);
            output.WriteLine($"{limit:F1} MiB: {run.ExitCode} {run.Error.Trim()}");
            bool isWhole = File.ReadAllText(folder["map.csv"]) != "the old map";
            if (isWhole)
            {
                Assert.Equal(4000, EmbeddingReader.Read(folder["map.csv"]).Points);
            }

            Assert.Empty(Directory.GetFiles(folder.Root, "*.tmp"));
            if (run.ExitCode == ExitCode.Success)
            {
                Assert.True(isWhole);
                maps++;
                continue;
            }

            run.ExpectFault(ExitCode.Failure, "there is not enough memory");
            refused += Regex.IsMatch(run.Error, RefusedRun) ? 1 : 0;
        }

        Assert.True(refused > 0, "no run was refused before it began");
    }

    /// <summary>The limit that a refusal names is enough: under it the run is neither refused nor ended later.</summary>
    [Theory]
    [InlineData(4000)]
    [InlineData(20_000)]
    public async Task The_limit_that_is_said_to_be_needed_is_enough(int count)
    {
        using TempFolder folder = new();
        string[] line = ["embed", folder.Clusters("points.csv", count, dimensions: 30), "--iterations", "10", "--plot", "map.html"];
        using Process refused = Limited(20L * MiB, folder.Root, line);
        string error = (await ToolRun.Finish(refused)).Expect(ExitCode.Failure).Error;
        string setting = Regex.Match(error, "DOTNET_GCHeapHardLimit=(0x[0-9A-F]+)").Groups[1].Value;
        using Process enough = Limited(Convert.ToInt64(setting, 16), folder.Root, line);
        (await ToolRun.Finish(enough)).Expect(ExitCode.Success);
    }

    /// <summary>Before a file is opened, and help is given all the same.</summary>
    [Theory]
    [InlineData("embed nothing.csv", 9)]
    [InlineData("embed nothing.csv", 15.5)]
    [InlineData("transform nothing.bhtsne nothing.csv", 12)]
    [InlineData("evaluate nothing.csv nothing.csv", 12)]
    [InlineData("study nothing.csv", 12)]
    [InlineData("plot nothing.csv", 12)]
    [InlineData("demo", 12)]
    public async Task Less_than_a_command_needs_to_begin_is_refused_before_all_else(string line, double limit)
    {
        using TempFolder folder = new();
        using Process process = Limited((long)(limit * MiB), folder.Root, line.Split(' '));
        string numbers = string.Create(
            CultureInfo.InvariantCulture,
            $"must be 16 MiB before a command begins (DOTNET_GCHeapHardLimit=0x1000000), but it is {limit:F1}; raise it");
        (await ToolRun.Finish(process)).ExpectFault(ExitCode.Failure, numbers);
        using Process help = Limited((long)(limit * MiB), folder.Root, "--help");
        (await ToolRun.Finish(help)).Expect(ExitCode.Success);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Root));
    }

    [Theory]
    [InlineData(LeastHeap.Needed, false)]
    [InlineData(LeastHeap.Needed - 1, true)]
    public void Sixteen_MiB_are_enough_to_begin(long available, bool isFault) =>
        Assert.Equal(isFault, LeastHeap.FindFault(available) is not null);

    /// <summary>
    /// The array of the points has 22.9 MiB. It has a place under none of the lower limits, and P has none under any: without the check,
    /// some of these runs were ended by the collector.
    /// </summary>
    [Theory]
    [InlineData(".npy")]
    [InlineData(".csv")]
    public async Task Points_that_have_no_place_are_refused_while_they_are_read(string format)
    {
        using TempFolder folder = new();
        string points = format == ".csv"
            ? folder.Text("points.csv", ManyRows)
            : folder.Npy("points.npy", 200_000, 30, rowsPresent: 200_000);
        for (double limit = 16; limit < 38; limit += 1.7)
        {
            using Process process = Limited((long)(limit * MiB), folder.Root, "embed", points, "-o", "map.csv");
            ToolRun run = (await ToolRun.Finish(process)).Expect(ExitCode.Failure);
            Assert.Contains("there is not enough memory", run.Error, StringComparison.Ordinal);
            output.WriteLine($"{limit:F1} MiB: {run.Error.Trim()}");
            if (limit < 22.9 + 8)
            {
                // A limit at which the array has a place, whichever part of it had none when the reading ended.
                string number = Regex.Match(run.Error, "to read the points: the limit of the heap must be (\\d+) MiB").Groups[1].Value;
                Assert.InRange(int.Parse(number, CultureInfo.InvariantCulture), 22.9 + 8, 60);
                Assert.Contains(
                    string.Create(CultureInfo.InvariantCulture, $"but it is {Math.Floor(limit):F0}; give fewer points"),
                    run.Error, StringComparison.Ordinal);
            }
        }

        // With a copy that is standardized, twice.
        using Process copy = Limited(45L * MiB, folder.Root, "embed", points, "--standardize", "-o", "map.csv");
        (await ToolRun.Finish(copy)).ExpectFault(ExitCode.Failure, "there is not enough memory for a standardized copy of these points");
    }

    /// <summary>
    /// How many rows a pipe has is not known, so the array grows: here from 19.4 MiB by a half, to 29.1, where that has a place, and by
    /// less where it has none. At the end a copy without what is left over, of 22.9 MiB, is made only where it has a place.
    /// </summary>
    [Theory]
    [InlineData(56)]
    [InlineData(59)]
    public async Task Points_of_unknown_number_are_read_where_they_have_a_place(int limit)
    {
        using TempFolder folder = new();
        using Process process = Limited((long)limit * MiB, folder.Root, "embed", "-", "--dry-run");
        Task<ToolRun> run = ToolRun.Finish(process);
        try
        {
            await process.StandardInput.WriteAsync(ManyRows);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The tool has ended: what it said is below.
        }

        Assert.Contains("200,000 points of 30 dimensions", (await run).Expect(ExitCode.Success).Out, StringComparison.Ordinal);
    }

    /// <summary>
    /// How many rows a text file has is estimated from its first 256. Here they are short, and the estimate has 30 MiB where the points
    /// have 3.4: what has no place is the estimate, not the points.
    /// </summary>
    [Fact]
    public async Task An_estimate_that_is_too_high_refuses_nothing()
    {
        using TempFolder folder = new();
        string points = folder.Text(
            "points.csv", Repeated(Enumerable.Repeat("0", 30), 256) + Repeated(Enumerable.Repeat("0.1234567890123456", 30), 30_000));
        using Process process = Limited(22L * MiB, folder.Root, "embed", points, "--dry-run");
        ToolRun run = (await ToolRun.Finish(process)).Expect(ExitCode.Success);
        Assert.Contains("30,256 points of 30 dimensions", run.Out, StringComparison.Ordinal);
    }

    /// <summary>
    /// Commands with a forecast that is rough, and a study, whose forecast is that of its runs alone. The file of before, or a whole new
    /// one, is there in any case; only a study, and what has less than the runtime itself needs, may be ended by the collector without a
    /// word.
    /// </summary>
    [Theory]
    [InlineData("transform map.bhtsne points.csv --plot new.html -o", "out.csv")]
    [InlineData("evaluate points.csv map.csv --json", "out.json")]
    [InlineData("study points.csv --perplexity 5,30 --theta 0.5 --iterations 60 --outcomes-only --cache none -o", "out.study.csv")]
    public async Task Under_any_limit_of_the_heap_the_old_file_or_a_whole_one_is_there(string line, string made)
    {
        const string Old = "the old file";
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 4000, dimensions: 30), file = folder[made];
        ToolRun.Of("embed", points, "--iterations", "30", "-o", folder["map.csv"], "--model", folder["map.bhtsne"], "-q")
            .Expect(ExitCode.Success);
        bool isDone = false, isStudy = line.StartsWith("study", StringComparison.Ordinal);
        int refused = 0;
        for (double limit = 2; !isDone; limit *= 1.3)
        {
            Assert.True(limit < 1000, "no limit is enough");
            File.Delete(file);
            if (!isStudy)
            {
                folder.Text(made, Old);
            }

            bool mayBeEnded = isStudy || limit < OfRuntime;
            using Process process = Limited((long)(limit * MiB), folder.Root, [.. line.Split(' '), made, "-q"]);
            ToolRun run = await ToolRun.Finish(process);
            output.WriteLine($"{limit:F1} MiB: {run.ExitCode} {run.Error.Trim()}");
            isDone = run.ExitCode == ExitCode.Success;
            if (run.ExitCode == ExitCode.Failure)
            {
                run.ExpectFault(ExitCode.Failure, "there is not enough memory");
                refused += Regex.IsMatch(run.Error, RefusedRun) ? 1 : 0;
            }

            Assert.True(
                run.ExitCode is ExitCode.Success or ExitCode.Failure || (mayBeEnded && run.ExitCode > 128), $"{run.ExitCode} {run.Error}");
            Assert.True(mayBeEnded || Directory.GetFiles(folder.Root, "*.tmp").Length == 0, $"{limit:F1} MiB leave a temporary file");
            Array.ForEach(Directory.GetFiles(folder.Root, "*.tmp"), File.Delete);
            if (isStudy ? File.Exists(file) : isDone || File.ReadAllText(file) != Old)
            {
                RequireWhole(file);
            }
        }

        Assert.True(refused > 0, "nothing was refused before it began");
    }

    /// <summary>Where the runtime cannot work at all, it ends in its own way, and the old map stays.</summary>
    [Fact]
    public async Task Below_the_heap_that_the_runtime_needs_the_old_map_stays()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 4000, dimensions: 30);
        foreach (double limit in new[] { 0.01, 0.5, 2, 4 })
        {
            folder.Text("map.csv", "the old map");
            using Process process = Limited((long)(limit * MiB), folder.Root, "embed", points, "--iterations", "30", "-o", "map.csv", "-q");
            ToolRun run = await ToolRun.Finish(process);
            output.WriteLine($"{limit:F2} MiB: {run.ExitCode} {run.Error.Trim()}");
            Assert.NotEqual(ExitCode.Success, run.ExitCode);
            Assert.Equal("the old map", File.ReadAllText(folder["map.csv"]));
        }
    }

    /// <summary>The largest run of a study decides, whichever it is, before the first is made.</summary>
    [Theory]
    [InlineData("5,200")]
    [InlineData("200,5")]
    public async Task A_study_that_cannot_have_the_memory_of_its_largest_run_is_refused_before_it_begins(string perplexities)
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 20000, dimensions: 4);
        using Process limited = Limited(
            60L * MiB, folder.Root, "study", points, "--perplexity", perplexities, "--theta", "0.5", "-o", "study.csv", "--cache", "none");
        ToolRun run = (await ToolRun.Finish(limited)).Expect(ExitCode.Failure);
        Assert.Matches(
            "^bhtsne: there is not enough memory for the largest run of this study: the limit of the heap must be \\d+ MiB "
            + "\\(DOTNET_GCHeapHardLimit=0x[0-9A-F]+, or a container of \\d+ MiB\\), but it is 60; 'bhtsne embed --dry-run' shows",
            run.Error);
        Assert.False(File.Exists(folder["study.csv"]));
    }

    [Fact]
    public async Task A_run_that_cannot_have_its_memory_is_refused_before_it_begins()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 20000, dimensions: 4);
        string[] line = ["embed", points, "--perplexity", "200", "--iterations", "10", "-o", "map.csv"];
        using Process limited = Limited(60L * MiB, folder.Root, line);
        ToolRun run = (await ToolRun.Finish(limited)).Expect(ExitCode.Failure);
        Assert.Matches(
            "^bhtsne: there is not enough memory for this run: the limit of the heap must be \\d+ MiB "
            + "\\(DOTNET_GCHeapHardLimit=0x[0-9A-F]+, or a container of \\d+ MiB\\), but it is 60; --dry-run shows",
            run.Error);
        Assert.DoesNotContain("neighbours\n", run.Out, StringComparison.Ordinal);
        using Process dry = Limited(60L * MiB, folder.Root, [.. line, "--dry-run"]);
        (await ToolRun.Finish(dry)).Expect(ExitCode.Success);
        Assert.False(File.Exists(folder["map.csv"]));
    }

    [Theory]
    [InlineData(MemoryBalance.OfPlan, 96, false, false)]
    [InlineData(MemoryBalance.OfPlan, 94, false, true)]
    [InlineData(MemoryBalance.OfPlan, 145, true, false)]
    [InlineData(MemoryBalance.OfPlan, 143, true, true)]
    [InlineData(MemoryBalance.OfRoughForecast, 96, false, false)]
    [InlineData(MemoryBalance.OfRoughForecast, 94, false, true)]
    [InlineData(MemoryBalance.OfRoughForecast, 127, true, false)]
    [InlineData(MemoryBalance.OfRoughForecast, 125, true, true)]
    [InlineData(MemoryBalance.OfKnownBytes, 96, false, false)]
    [InlineData(MemoryBalance.OfKnownBytes, 94, false, true)]
    [InlineData(MemoryBalance.OfKnownBytes, 114, true, false)]
    [InlineData(MemoryBalance.OfKnownBytes, 113, true, true)]
    public void What_is_too_much_is_refused(double share, long available, bool isLimit, bool isTooMuch) =>
        Assert.Equal(isTooMuch, new MemoryBalance(10 * MiB, 100 * MiB, share, available * MiB, isLimit).IsTooMuch);

    /// <summary>Numbers that no machine has do not become negative.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Nothing_overflows(bool isLimit) => Assert.True(
        new MemoryBalance(long.MaxValue / 2, long.MaxValue, MemoryBalance.OfPlan, long.MaxValue, isLimit).IsTooMuch);

    /// <summary>What is needed is rounded up and what there is down: a refusal never shows two numbers that are equal.</summary>
    [Fact]
    public void A_refusal_shows_what_is_needed_and_what_there_is()
    {
        MemoryBalance machine = new(MiB, (21 * MiB) + 1, MemoryBalance.OfPlan, (22 * MiB) + (MiB / 3), false);
        MemoryBalance heap = machine with { IsLimit = true };
        Assert.Equal("it would need about 23 MiB, but 22 MiB are available", $"{machine}");
        Assert.Equal(
            "the limit of the heap must be 33 MiB (DOTNET_GCHeapHardLimit=0x2100000, or a container of 44 MiB), but it is 22",
            $"{heap}");
    }

    /// <summary>200,000 points of 30 dimensions: 22.9 MiB as an array.</summary>
    private static string ManyRows => Repeated(Enumerable.Range(0, 30).Select(cell => $"{cell}"), 200_000);

    private static string Repeated(IEnumerable<string> row, int count) =>
        string.Concat(Enumerable.Repeat(string.Join(',', row) + "\n", count));

    private static void RequireWhole(string file)
    {
        switch (Path.GetFileName(file))
        {
            case "out.csv":
                Assert.Equal(4000, EmbeddingReader.Read(file).Points);
                break;
            case "out.json":
                JsonDocument.Parse(File.ReadAllText(file)).Dispose();
                break;
            default:
                Assert.All(StudyFile.Read(file), row => Assert.NotNull(row.KlDivergence));
                break;
        }
    }

    /// <summary>The tool with a limit of the heap.</summary>
    internal static Process Limited(long bytes, string folder, params string[] line)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "BhTsne.Tool.dll"), .. line])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = $"{bytes:X}";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        return Process.Start(start)!;
    }
}
