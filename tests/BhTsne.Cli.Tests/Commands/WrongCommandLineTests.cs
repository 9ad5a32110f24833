using BhTsne.Cli.Tests.Support;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>A wrong command line ends with exit code 2, names the option as the user typed it, and writes nothing.</summary>
public class WrongCommandLineTests
{
    [Theory]
    [InlineData("frobnicate", "'frobnicate'")]
    [InlineData("embed", "INPUT: it is missing; name at least one file")]
    [InlineData("embed {points} --perplexty 5", "unknown option '--perplexty'; did you mean --perplexity?")]
    [InlineData("embed {points} --zzzzzz", "unknown option '--zzzzzz'.")]
    [InlineData("embed {points} --perplexity", "--perplexity")]
    [InlineData("embed {points} --perplexity many", "--perplexity: 'many' is not a number")]
    [InlineData("embed {points} --perplexity NaN", "--perplexity: 'NaN' is not a number")]
    [InlineData("embed {points} --perplexity 0.5", "--perplexity: 0.5 must be at least 1")]
    [InlineData("embed {points} --perplexity 100", "--perplexity: 100 cannot be reached with 29 neighbours of each of 30 points")]
    [InlineData("embed {points} --perplexity 5,many", "--perplexity: 'many' is not a number")]
    [InlineData("embed {points} --perplexity 5,", "--perplexity: '' is not a number")]
    [InlineData("embed {points} --perplexity 5,0.5", "--perplexity: 0.5 must be at least 1")]
    [InlineData("embed {points} --perplexity 5,100", "--perplexity: 100 cannot be reached with 29 neighbours of each of 30 points")]
    [InlineData("embed {points} --affinities soft", "--affinities: 'soft' is none of perplexity, uniform, fixed")]
    [InlineData(
        "embed {points} --affinities uniform",
        "--affinities: a uniform row over 30 neighbours needs as many, but 29 of each of 30 points are kept")]
    [InlineData(
        "embed {points} --affinities uniform --perplexity 5,6", "--perplexity: only --affinities perplexity takes several; give one")]
    [InlineData("embed {points} --affinities fixed", "--bandwidth: --affinities fixed needs one")]
    [InlineData("embed {points} --affinities fixed --bandwidth wide", "--bandwidth: 'wide' is not a number")]
    [InlineData("embed {points} --affinities fixed --bandwidth 0", "--bandwidth: 0 must be positive")]
    [InlineData("embed {points} --bandwidth 1", "--bandwidth: only --affinities fixed has one; leave it out")]
    [InlineData("embed {points} --neighbor-count many", "--neighbor-count: 'many' is neither a whole number nor auto")]
    [InlineData("embed {points} --neighbor-count 0", "--neighbor-count: 0 must be at least 1")]
    [InlineData(
        "embed {points} --perplexity 5 --neighbor-count 30",
        "--neighbor-count: 30 neighbours were asked for, but a point has only 29 others")]
    [InlineData("embed {points} --input-kind similarities", "--input-kind: 'similarities' is none of points, distances, neighbors")]
    [InlineData(
        "embed {points} --input-kind distances --pca 3", "--pca: with --input-kind distances there are no points to reduce; leave it out")]
    [InlineData(
        "embed {points} --input-kind distances --metric euclidean",
        "--metric: with --input-kind distances there are no points to compare; leave it out")]
    [InlineData(
        "embed {points} --input-kind distances --neighbors kd-tree",
        "--neighbors: with --input-kind distances there are no points to compare; leave it out")]
    [InlineData(
        "embed {points} --input-kind distances --neighbor-recall 0.9",
        "--neighbor-recall: with --input-kind distances there are no points to compare; leave it out")]
    [InlineData(
        "embed {points} --input-kind affinities --neighbor-recall 0.9",
        "--neighbor-recall: with --input-kind affinities there are no points to compare; leave it out")]
    [InlineData(
        "embed {points} --input-kind affinities --objective sne",
        "--objective: sne needs conditional similarities, which --input-kind affinities does not have")]
    [InlineData(
        "embed {points} --input-kind affinities --weights 1",
        "--weights: with --input-kind affinities each point has weight 1; leave it out")]
    [InlineData(
        "embed {points} --input-kind affinities --merge-duplicates",
        "--merge-duplicates: with --input-kind affinities there are no points to compare; leave it out")]
    [InlineData(
        "embed {points} --affinities uniform --neighbor-count 9 --perplexity 5",
        "--perplexity: with --affinities uniform and --neighbor-count it has no effect; leave it out")]
    [InlineData(
        "embed {points} --affinities fixed --bandwidth 1 --neighbor-count 9 --perplexity 5",
        "--perplexity: with --affinities fixed and --neighbor-count it has no effect; leave it out")]
    [InlineData(
        "embed {points} {points} --input-kind neighbors --affinities fixed --bandwidth 1 --perplexity 5",
        "--perplexity: with --affinities fixed and --input-kind neighbors it has no effect; leave it out")]
    [InlineData(
        "embed {points} --input-kind distances --init pca",
        "--init: with --input-kind distances there are no points to find components of; use random or a file")]
    [InlineData(
        "embed {points} --input-kind neighbors",
        "INPUT: with --input-kind neighbors there must be two files, the neighbours and their distances, not 1")]
    [InlineData(
        "embed {points} {points} --input-kind neighbors --neighbor-count 5",
        "--neighbor-count: with --input-kind neighbors all columns are neighbours; leave it out")]
    [InlineData(
        "embed {points} {points} --input-kind neighbors --label-column 1",
        "--label-column: with --input-kind neighbors all columns are neighbours; leave it out")]
    [InlineData("embed {points} --theta 2.5", "--theta: 2.5 must be from 0 to 2")]
    [InlineData("embed {points} --iterations 1.5", "--iterations: '1.5' is not a whole number")]
    [InlineData("embed {points} --iterations -1", "--iterations: -1 must not be negative")]
    [InlineData("embed {points} --schedule fast", "--schedule: 'fast' is none of accelerated, classic")]
    [InlineData("embed {points} --early-exaggeration-iterations -1", "--early-exaggeration-iterations: -1 must not be negative")]
    [InlineData(
        "embed {points} --early-exaggeration-iterations 1.5",
        "--early-exaggeration-iterations: '1.5' is neither a whole number nor auto")]
    [InlineData("embed {points} --early-momentum 1", "--early-momentum: 1 must be from 0 to below 1")]
    [InlineData("embed {points} --momentum much", "--momentum: 'much' is neither a number nor auto")]
    [InlineData("embed {points} --min-cost-improvement -0.1", "--min-cost-improvement: -0.1 must not be negative")]
    [InlineData("embed {points} --min-cost-improvement never", "--min-cost-improvement: 'never' is neither a number nor auto")]
    [InlineData("embed {points} --seed -1", "--seed: '-1' is not a whole number that is not negative")]
    [InlineData("embed {points} --threads -1", "--threads: -1")]
    [InlineData("embed {points} --learning-rate fast", "--learning-rate: 'fast' is neither a number nor auto")]
    [InlineData("embed {points} --learning-rate -5", "--learning-rate: -5 must be positive")]
    [InlineData("embed {points} --neighbors best", "--neighbors: 'best' is none of auto, vp-tree, kd-tree, exact, approximate")]
    [InlineData("embed {points} --metric hamming", "--metric: 'hamming' is none of")]
    [InlineData("embed {points} --repulsion none", "--repulsion: 'none' is none of")]
    [InlineData("embed {points} --header maybe", "--header: 'maybe' is none of")]
    [InlineData("embed {points} --pca lots", "--pca: 'lots' is neither a whole number nor auto nor off")]
    [InlineData("embed {points} --pca 6 --perplexity 5", "--pca: 6 components were asked for, but the points have 5 dimensions")]
    [InlineData("embed {points} --pca 2 --metric cosine", "--pca: PCA keeps Euclidean distances only")]
    [InlineData("embed {points} -o {folder}/map.xlsx", "map.xlsx: the name must end in .csv, .tsv or .npy")]
    [InlineData("embed {points} --plot {folder}/map.jpg", "--plot: {folder}/map.jpg: the name must end in .html, .png or .svg")]
    [InlineData("embed {points} --plot-size wide", "--plot-size: 'wide' is not WIDTHxHEIGHT, such as 1200x900")]
    [InlineData("embed {points} --plot-size 99x100", "--plot-size: each side of 99x100 must be 100 to 20000 pixels")]
    [InlineData("embed {points} --scale 9", "--scale: 9 must be 0.25 to 8")]
    [InlineData("embed {points} --scale NaN", "--scale: NaN must be 0.25 to 8")]
    [InlineData(
        "embed {points} --plot {folder}/m.png --plot-size 6000x5000 --scale 2",
        "--scale: a .png of 6000x5000 pixels at a scale of 2 ")]
    [InlineData("embed {points} --plot-theme pink", "--plot-theme: 'pink' is none of light, dark")]
    [InlineData("embed {points} --report {folder}/run.txt", "--report: {folder}/run.txt: the name must end in .json")]
    [InlineData("embed {points} -o {folder}/nowhere/map.csv", "--output: {folder}/nowhere/map.csv: there is no folder {folder}/nowhere")]
    [InlineData("embed {points} -o {points}", "already an input")]
    [InlineData("embed {points} -o {link}", "already an input")]
    [InlineData("embed {points} -o {folder}/map.csv --init {folder}/map.csv", "already an input")]
    [InlineData("embed {points} --plot {folder}/a.svg --plot {folder}/a.svg", "another output")]
    [InlineData("embed {points} -o {folder}/folder.csv", "this is a folder")]
    [InlineData("demo --perplexity 5", "'--perplexity'")]
    public void It_is_refused_with_exit_code_2(string line, string message)
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 30);
        Directory.CreateDirectory(folder["folder.csv"]);
        File.CreateSymbolicLink(folder["link.csv"], points);
        string[] before = Directory.GetFileSystemEntries(folder.Root);

        string[] args = Fill(line).Split(' ');
        string[] output = args.Contains("-o") || args[0] == "demo" || args.Length == 1 ? [] : ["-o", folder["out.csv"]];
        ToolRun.Of([.. args, .. output]).ExpectFault(ExitCode.WrongCommandLine, Fill(message));
        Assert.Equal(before, Directory.GetFileSystemEntries(folder.Root));

        string Fill(string text) => text
            .Replace("{points}", points, StringComparison.Ordinal)
            .Replace("{link}", folder["link.csv"], StringComparison.Ordinal)
            .Replace("{folder}", folder.Root, StringComparison.Ordinal);
    }

    /// <summary>The demo writes three files, but its user named one folder.</summary>
    [Theory]
    [InlineData("", "the name is empty")]
    [InlineData("{folder}/nowhere", "there is no folder {folder}/nowhere")]
    [InlineData("{folder}/points.csv", "there is no folder {folder}/points.csv")]
    [InlineData("{folder}/taken", "{folder}/taken/digits-map.svg: this is a folder")]
    public void A_folder_that_the_demo_cannot_write_into_is_one_fault_of_the_option_that_named_it(string argument, string fault)
    {
        using TempFolder folder = new();
        folder.Clusters("points.csv", 3);
        Directory.CreateDirectory(folder["taken/digits-map.svg"]);

        string error = ToolRun.Of("demo", "-d", Fill(argument)).Expect(ExitCode.WrongCommandLine).Error;

        Assert.Equal($"bhtsne: --output-directory: {Fill(fault)}.", error.TrimEnd());
        Assert.Equal([folder["points.csv"]], Directory.GetFiles(folder.Root, "*", SearchOption.AllDirectories));

        string Fill(string text) => text.Replace("{folder}", folder.Root, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_is_named_at_once()
    {
        string[] args = ["embed", "x.csv", "--theta", "9", "--threads", "-1", "--momentum", "1"];
        string error = ToolRun.Of(args).Expect(ExitCode.WrongCommandLine).Error;
        Assert.Contains("--theta: ", error, StringComparison.Ordinal);
        Assert.Contains("--threads: ", error, StringComparison.Ordinal);
        Assert.Contains("--momentum: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stack_trace_is_shown_only_when_asked_for()
    {
        using TempFolder folder = new();
        string[] args = ["embed", folder["missing.csv"], "-o", folder["map.csv"]];
        ToolRun.Of(args).Expect(ExitCode.BadInput);
        Assert.Contains("   at ", ToolRun.Of([.. args, "--verbose"]).Error, StringComparison.Ordinal);
    }
}
