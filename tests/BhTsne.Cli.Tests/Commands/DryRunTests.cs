using System.Text.Json;
using BhTsne.Cli.Tests.Support;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>bhtsne embed --dry-run plans a run and does not make it.</summary>
public class DryRunTests
{
    [Fact]
    public void It_prints_each_choice_with_its_reason_and_writes_only_the_report()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 90, dimensions: 70);
        string[] outputs = ["-o", folder["map.csv"], "--plot", folder["map.html"], "--report", folder["plan.json"]];
        ToolRun run = ToolRun.Of(["embed", points, "--dry-run", .. outputs, "--threads", "3"]).Expect(ExitCode.Success);

        Assert.Equal([folder["plan.json"], points], Directory.GetFileSystemEntries(folder.Root).Order());
        Assert.Contains("90 points of 70 dimensions", run.Out, StringComparison.Ordinal);
        Assert.Matches(@"--pca +PCA to 50 +there are 70 dimensions, more than 50", run.Out);
        Assert.Matches(@"--neighbors +exact ", run.Out);
        Assert.Matches(@"--threads +3 ", run.Out);
        Assert.Matches(@"\n  peak +\d+ MiB", run.Out);
        Assert.Contains($"report {folder["plan.json"]}", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("iteration ", run.Out, StringComparison.Ordinal);
        string[] lines = run.Out.Split(Environment.NewLine);
        Assert.All(lines.Where(line => !line.Contains(folder.Root, StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, 100));
    }

    /// <summary>Of 90 points the learning rate is 90 / exaggeration; phases without iterations are left out.</summary>
    [Theory]
    [InlineData(
        "",
        "optimization, at most 750 iterations",
        "iterations exaggeration learning rate momentum theta|50 12 7.5 grows to 0.9 1|30 3.464 25.981 0.9 1"
        + "|100 1 90 to 180 grows to 0.95 1|120 1 180 to 90 0.95 0.5|450 1 90 0.95 0.5")]
    [InlineData(
        "--schedule classic --iterations 400",
        "optimization, 400 iterations",
        "iterations exaggeration learning rate momentum theta|250 12 7.5 0.8 1|150 1 90 0.8 0.5")]
    [InlineData(
        "--early-exaggeration-iterations 0 --iterations 220 --learning-rate 50 --min-cost-improvement 0",
        "optimization, 220 iterations",
        "iterations exaggeration learning rate momentum theta|100 1 50 grows to 0.95 1|120 1 50 0.95 0.5")]
    public void It_prints_the_phases(string line, string heading, string rows)
    {
        using TempFolder folder = new();
        string[] args = ["embed", folder.Clusters("points.csv", 90), "--dry-run", "--perplexity", "5"];
        string[] lines = ToolRun.Of([.. args, .. Words(line)]).Expect(ExitCode.Success).Out.Split(Environment.NewLine);
        int start = Array.IndexOf(lines, heading), end = Array.IndexOf(lines, "memory of the process");
        Assert.InRange(start, 0, end);
        Assert.Equal(rows.Split('|'), lines[(start + 1)..end].Select(row => string.Join(' ', Words(row))));

        static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>All but the results: these fields only a finished run has.</summary>
    [Fact]
    public void Its_report_is_that_of_the_run_without_results()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 90);
        Embed("--dry-run", "--report", folder["plan.json"]);
        Embed("--report", folder["run.json"]);
        using JsonDocument planned = Read(folder["plan.json"]), run = Read(folder["run.json"]);
        string[] results =
        [
            "iterations", "stopReason", "costImprovement", "klDivergence", "millisecondsPerIteration", "peakMemoryMiB", "seconds",
            "certificate", "gradientErrors", "stages", "warnings",
        ];
        Assert.Equal(Names(run.RootElement).Except(results), Names(planned.RootElement));
        foreach (string name in Names(planned.RootElement).Except(["plan", "options"]))
        {
            Assert.Equal(run.RootElement.GetProperty(name).GetRawText(), planned.RootElement.GetProperty(name).GetRawText());
        }

        // The options are what was typed: only these two differ.
        string[] typed = ["dryRun", "report"];
        Assert.Equal(Options(run.RootElement, typed), Options(planned.RootElement, typed));
        Assert.Equal(["report", "dryRun"], Names(planned.RootElement.GetProperty("options")).Intersect(typed));

        JsonElement before = planned.RootElement.GetProperty("plan"), after = run.RootElement.GetProperty("plan");
        Assert.Equal(["peakMemoryMiB", "stages", "choices", "phases"], Names(before));
        Assert.Equal(after.GetProperty("choices").GetRawText(), before.GetProperty("choices").GetRawText());
        Assert.Equal(after.GetProperty("phases").GetRawText(), before.GetProperty("phases").GetRawText());
        Assert.Equal(Names(after.GetProperty("stages")), Names(before.GetProperty("stages")));
        Assert.Equal("exact", before.GetProperty("choices").GetProperty("neighbors").GetProperty("value").GetString());
        Assert.Equal("15", before.GetProperty("choices").GetProperty("neighborCount").GetProperty("value").GetString());
        Assert.All(
            before.GetProperty("choices").EnumerateObject(), choice => Assert.NotEqual("", choice.Value.GetProperty("reason").GetString()));

        void Embed(params string[] args) => ToolRun.Of(["embed", points, .. ToolRun.Short, .. args]).Expect(ExitCode.Success);
    }

    [Theory]
    [InlineData("--theta 9", ExitCode.WrongCommandLine, "--theta: 9 must be from 0 to 2")]
    [InlineData("--perplexity 100", ExitCode.WrongCommandLine, "--perplexity: 100 cannot be reached")]
    [InlineData("--report nowhere/plan.json", ExitCode.WrongCommandLine, "there is no folder")]
    [InlineData("--labels missing.txt", ExitCode.BadInput, "missing.txt: there is no such file")]
    public void Faults_end_it_as_they_end_a_run(string line, int exitCode, string message)
    {
        using TempFolder folder = new();
        ToolRun.Of(["embed", folder.Clusters("points.csv", 30), "--dry-run", .. line.Split(' ')]).ExpectFault(exitCode, message);
    }

    [Fact]
    public void Quiet_prints_nothing()
    {
        using TempFolder folder = new();
        string[] args = ["embed", folder.Clusters("points.csv", 90), "--dry-run", "--quiet", "--report", folder["plan.json"]];
        Assert.Equal("", ToolRun.Of(args).Expect(ExitCode.Success).Out);
        Assert.True(File.Exists(folder["plan.json"]));
    }

    private static JsonDocument Read(string file) => JsonDocument.Parse(File.ReadAllText(file));

    private static IEnumerable<(string Name, string Value)> Options(JsonElement report, string[] without) =>
        from option in report.GetProperty("options").EnumerateObject()
        where !without.Contains(option.Name)
        select (option.Name, option.Value.GetRawText());

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name);
}
