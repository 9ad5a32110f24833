using System.Text.Json;
using BhTsne.Cli.Tests.Support;
using BhTsne.IO;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>A run that is watched: the same outputs, a page that can stop it, and Ctrl-C as ever.</summary>
public class WatchTests
{
    [Fact]
    public async Task A_watched_run_writes_the_same_map_and_the_page_ends_with_that_of_the_plot()
    {
        using TempFolder folder = new();
        string points = Points(folder);
        ToolRun.Of(["embed", points, "--label-column", "kind", "-o", folder["alone.csv"], .. ToolRun.Short]).Expect(ExitCode.Success);
        using PageClient page = new();
        int exitCode = Run(
            page,
            [
                "embed", points, "--label-column", "kind", "-o", folder["map.csv"], "--plot", folder["map.html"], "--watch",
                .. ToolRun.Short,
            ]);
        Assert.Equal(ExitCode.Success, exitCode);
        (byte[]? map, List<string> states) = await page.Watching;
        Assert.Equal("finished", states[^1]);
        Assert.Equal(File.ReadAllBytes(folder["map.html"]), map);
        Assert.Equal(File.ReadAllText(folder["alone.csv"]), File.ReadAllText(folder["map.csv"]));
        Assert.Single(page.ToString().Split(Environment.NewLine), page.Url!.AbsoluteUri);
    }

    [Fact]
    public async Task With_quiet_the_address_is_all_that_is_printed()
    {
        using TempFolder folder = new();
        using PageClient page = new();
        string[] args = ["embed", Points(folder), "--label-column", "kind", "-o", folder["map.csv"], "--watch", "-q", .. ToolRun.Short];
        Assert.Equal(ExitCode.Success, Run(page, args));
        await page.Watching;
        Assert.Equal(page.Url!.AbsoluteUri + Environment.NewLine, page.ToString());
    }

    [Fact]
    public async Task A_run_that_is_stopped_on_the_page_is_a_success_with_a_certificate()
    {
        using TempFolder folder = new();
        using PageClient page = new("stop");
        int exitCode = Run(
            page,
            [
                "embed", Points(folder), "--label-column", "kind", "-o", folder["map.csv"], "--report", folder["run.json"], "--watch",
                "--iterations", "100000", "--min-cost-improvement", "0", "--perplexity", "5",
            ]);
        (byte[]? map, List<string> states) = await page.Watching;
        Assert.Equal(ExitCode.Success, exitCode);
        Assert.NotNull(map);
        Assert.Equal("finished", states[^1]);
        Assert.Contains("stopped on the page that showed it", page.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("allows more", page.ToString(), StringComparison.Ordinal);
        JsonElement report = JsonDocument.Parse(File.ReadAllText(folder["run.json"])).RootElement;
        Assert.Equal("canceled", report.GetProperty("stopReason").GetString());
        Assert.Equal(JsonValueKind.Object, report.GetProperty("certificate").ValueKind);
        Assert.Equal(60, EmbeddingReader.Read(folder["map.csv"]).Points);
    }

    [Fact]
    public async Task Control_C_ends_a_pause_and_keeps_the_map()
    {
        using TempFolder folder = new();
        using CancellationTokenSource interrupt = new();
        using PageClient page = new("pause")
        {
            // The run waits before its first iteration.
            OnFrame = interrupt.Cancel,
        };
        using StringWriter error = new();
        int exitCode = Tool.Run(
            [
                "embed", Points(folder), "--label-column", "kind", "-o", folder["map.csv"], "--watch", "--iterations", "100000",
                "--min-cost-improvement", "0", "--perplexity", "5",
            ],
            new Terminal(page, error, Interactive: false),
            interrupt.Token);
        await page.Watching;
        Assert.Equal(ExitCode.Interrupted, exitCode);
        Assert.Contains("interrupted after", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(60, EmbeddingReader.Read(folder["map.csv"]).Points);
    }

    [Fact]
    public void A_dry_run_cannot_be_watched() => ToolRun.Of("embed", "points.csv", "--dry-run", "--watch")
        .ExpectFault(ExitCode.WrongCommandLine, "--watch: with --dry-run no map is made; leave it out");

    private static int Run(PageClient page, string[] args)
    {
        using StringWriter error = new();
        int exitCode = Tool.Run(args, new Terminal(page, error, Interactive: false));
        Assert.Equal("", error.ToString());
        return exitCode;
    }

    private static string Points(TempFolder folder)
    {
        Random random = new(4);
        File.WriteAllLines(
            folder["points.csv"],
            [
                "x,y,z,kind",
                .. Enumerable.Range(0, 60).Select(i => FormattableString.Invariant(
                    $"{random.NextDouble() + (i % 3)},{random.NextDouble()},{random.NextDouble()},\"k,{i % 3}\"")),
            ]);
        return folder["points.csv"];
    }
}
