using System.Diagnostics;
using BhTsne.Cli.Commands;
using BhTsne.Cli.Tests.Support;
using BhTsne.IO;
using Xunit.Abstractions;

namespace BhTsne.Cli.Tests.Faults;

/// <summary>Little memory: a map, or a line that says so and what to do; the files of before stay.</summary>
public class MemoryLimitTests(ITestOutputHelper output)
{
    private const int MiB = 1 << 20;

    /// <summary>From the least limit at which the runtime works at all to one at which all goes well.</summary>
    [Fact]
    public async Task Under_any_limit_of_the_heap_there_is_a_map_or_a_message()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 4000, dimensions: 30);
        int maps = 0, refused = 0;
        for (double limit = 8; maps < 2; limit *= 1.23)
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
            refused += run.Error.Contains("would need about", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.True(refused > 0, "no run was refused before it began");
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
            "^bhtsne: there is not enough memory for this run: it would need about \\d+ MiB, but 60 MiB are available; --dry-run shows",
            run.Error);
        Assert.DoesNotContain("neighbours\n", run.Out, StringComparison.Ordinal);
        using Process dry = Limited(60L * MiB, folder.Root, [.. line, "--dry-run"]);
        (await ToolRun.Finish(dry)).Expect(ExitCode.Success);
        Assert.False(File.Exists(folder["map.csv"]));
    }

    [Theory]
    [InlineData(10, 100, 96, false, false)]
    [InlineData(10, 100, 94, false, true)]
    [InlineData(10, 100, 123, true, false)]
    [InlineData(10, 100, 121, true, true)]
    [InlineData(0, 0, 0, true, false)]
    [InlineData(long.MaxValue / 2, long.MaxValue / 2, long.MaxValue / 2, false, true)]
    public void What_is_certain_to_be_too_much_is_refused(long held, long foreseen, long available, bool isLimit, bool isTooMuch) =>
        Assert.Equal(isTooMuch, MemoryCheck.IsTooMuch(held, foreseen, available, isLimit));

    private static Process Limited(long bytes, string folder, params string[] line)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "BhTsne.Tool.dll"), .. line])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = $"{bytes:X}";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        return Process.Start(start)!;
    }
}
