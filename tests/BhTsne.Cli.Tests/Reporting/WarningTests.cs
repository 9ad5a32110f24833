using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using BhTsne.Cli.Commands;
using BhTsne.Cli.Tests.Support;
using BhTsne.IO;

namespace BhTsne.Cli.Tests.Reporting;

/// <summary>Warnings are true, few, and say what to do; each of them is once on the screen and once in the report.</summary>
public class WarningTests
{
    private static readonly string[] _known =
    [
        "changedInput", "otherVersion", "constantColumns", "highPerplexity", "notConverged", "gradientError", "neighborRecall",
        "neighborsLost", "disconnectedGraph", "duplicates",
    ];

    [Theory]
    [InlineData("--perplexity 5 --iterations 100", "notConverged", "warning: still moving: KL falls by", "--iterations 200 allows more")]
    [InlineData(
        "--perplexity 5 --iterations 100 --no-certificate",
        "notConverged", "warning: still moving", "--iterations 200 allows more")]
    [InlineData(
        "--perplexity 30",
        "highPerplexity",
        "warning: the perplexity 30 is high for 60 points: each has 59 neighbours", "--perplexity 19 is")]
    [InlineData("--perplexity 3", "disconnectedGraph", "warning: the neighbour graph has ", "raise --perplexity to connect them")]
    public void A_run_has_its_warning(string settings, string kind, string message, string advice)
    {
        using TempFolder folder = new();
        (string output, string[] kinds) = Run(folder, folder.Clusters("points.csv", 60), settings);
        Assert.Contains(kind, kinds);
        string line = Assert.Single(output.Split(Environment.NewLine), line => line.Contains(message, StringComparison.Ordinal));
        Assert.Contains(advice, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--perplexity 19", "highPerplexity")]
    [InlineData("--perplexity 19 --neighbor-count 30", "highPerplexity")]
    [InlineData("--perplexity 25", "disconnectedGraph")]
    [InlineData("--perplexity 19", "duplicates")]
    [InlineData("--perplexity 19", "constantColumns")]
    [InlineData("--perplexity 19", "changedInput")]
    public void A_run_without_the_cause_has_no_such_warning(string settings, string kind)
    {
        using TempFolder folder = new();
        Assert.DoesNotContain(kind, Run(folder, folder.Clusters("points.csv", 60), settings).Kinds);
    }

    [Theory]
    [InlineData(61, "20", null)]
    [InlineData(61, "20.4", "the perplexity 20.4 is high for 61 points: each has 60 neighbours")]
    [InlineData(60, "30,3", "the perplexity 30 is high for 60 points")]
    public void The_largest_perplexity_needs_three_neighbours_for_each_unit(int points, string perplexity, string? warning)
    {
        using TempFolder folder = new();
        (string output, string[] kinds) = Run(
            folder, folder.Clusters("points.csv", points), $"--perplexity {perplexity} --iterations 20 --no-certificate");
        Assert.Equal(warning is not null, kinds.Contains("highPerplexity"));
        Assert.Contains(warning ?? "", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_that_still_moves_is_said_to_move_by_two_hundredths_and_more()
    {
        using TempFolder folder = new();
        string output = Run(folder, folder.Clusters("points.csv", 60), "--perplexity 5 --iterations 100 --no-certificate").Output;
        Match fall = Regex.Match(output, @"still moving: KL falls by ([0-9.]+) % per 50 iterations");
        Assert.InRange(double.Parse(fall.Groups[1].Value, CultureInfo.InvariantCulture), 2, 100);
    }

    [Fact]
    public void The_first_five_constant_columns_are_named_and_the_others_counted()
    {
        using TempFolder folder = new();
        string[] rows = File.ReadAllLines(folder.Clusters("points.csv", 40));
        foreach ((int count, string end) in new[] { (5, " have"), (6, " and 1 more have") })
        {
            string names = string.Join(',', Enumerable.Range(1, count).Select(i => $"k{i}")), cells = string.Join(',', new int[count]);
            string table = folder.Text("k.csv", $"a,b,c,d,e,{names}\n{string.Concat(rows.Select(row => $"{row},{cells}\n"))}");
            Assert.Contains(
                $"the columns 'k1', 'k2', 'k3', 'k4', 'k5'{end} the same value in each row",
                Run(folder, table, "--perplexity 5 --iterations 20 --no-certificate").Output,
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "")]
    [InlineData("a,b\n1,2\n1,2\n", "a,b")]
    [InlineData("a,b\n1,2\n1,3\n", "a")]
    public void A_single_row_has_no_constant_columns(string content, string expected)
    {
        using TempFolder folder = new();
        Table table = TableReader.Read(folder.Text("t.csv", content));
        Assert.Equal(expected, string.Join(',', ConstantColumns.Of(table)));
    }

    [Fact]
    public void Constant_columns_are_named_where_they_have_names()
    {
        using TempFolder folder = new();
        string[] rows = File.ReadAllLines(folder.Clusters("points.csv", 40));
        string hostile = "\"</script>, \"\"q\"\"\"";
        string table = folder.Text(
            "named.csv", $"a,b,c,d,e,batch,{hostile}\n" + string.Concat(rows.Select(row => $"{row},7,-0.5\n")));
        (string output, string[] kinds) = Run(folder, table, "--perplexity 5 --iterations 30");
        Assert.Contains("constantColumns", kinds);
        Assert.Contains(
            "warning: the columns 'batch', '</script>, \"q\"' have the same value in each row",
            output,
            StringComparison.Ordinal);
        string bare = folder.Text("bare.csv", string.Concat(rows.Select(row => $"{row},7\n")));
        Assert.DoesNotContain("constantColumns", Run(folder, bare, "--perplexity 5 --iterations 30").Kinds);
    }

    [Fact]
    public void Duplicates_are_a_warning_unless_they_are_merged()
    {
        using TempFolder folder = new();
        string rows = File.ReadAllText(folder.Clusters("points.csv", 40));
        string table = folder.Text("twice.csv", rows + rows);
        (string output, string[] kinds) = Run(folder, table, "--perplexity 5 --iterations 30");
        Assert.Contains("duplicates", kinds);
        Assert.Contains("; --merge-duplicates merges them", output, StringComparison.Ordinal);
        Assert.DoesNotContain("duplicates", Run(folder, table, "--perplexity 5 --iterations 30 --merge-duplicates").Kinds);
    }

    private static (string Output, string[] Kinds) Run(TempFolder folder, string table, string settings)
    {
        string report = folder["report.json"];
        ToolRun run = ToolRun.Of(["embed", table, .. settings.Split(' '), "-o", folder["map.csv"], "--report", report]);
        Assert.Equal(ExitCode.Success, run.ExitCode);
        JsonArray warnings = JsonNode.Parse(File.ReadAllText(report))!["warnings"]!.AsArray();
        string[] kinds = [.. warnings.Select(warning => warning!["kind"]!.GetValue<string>())];
        Assert.Equal(kinds.Distinct(), kinds);
        Assert.Empty(kinds.Except(_known));
        Assert.Equal(kinds.Length, run.Out.Split("  warning: ").Length - 1);
        return (run.Out, kinds);
    }
}
