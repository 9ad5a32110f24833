using System.Text.RegularExpressions;
using BhTsne.Cli.Options;
using BhTsne.Cli.Tests.Support;
using BhTsne.IO;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>Maps on the way are written as they are reached, and a page plays them.</summary>
public class SnapshotTests
{
    private static readonly string[] _settings = ["--perplexity", "5", "--iterations", "160"];

    [Theory]
    [InlineData("0,7,20,160", new[] { 0, 7, 20, 160 })]
    [InlineData("every 60", new[] { 60, 120 })]
    [InlineData("20,7,20", new[] { 7, 20 })]
    public void Snapshots_have_the_bits_of_the_run_at_their_iterations(string times, int[] iterations)
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 90);
        string[] expected = [.. iterations.Select(iteration => $"snapshot-{iteration:D6}.npy").Append("map.npy").Order()];

        Embed(points, "--snapshots", times, "-o", folder["maps/"], "--min-cost-improvement", "0");

        TsneOptions options = new() { Perplexity = 5, Iterations = 160, MinCostImprovement = 0 };
        using TsneRun run = Tsne.Start(new TsneInput(TableReader.Read(points).Points), options);
        run.Prepare();
        foreach (int iteration in iterations)
        {
            run.Optimize(iteration - run.Iteration);
            Same(folder[$"maps/snapshot-{iteration:D6}.npy"]);
        }

        run.Optimize();
        Same(folder["maps/map.npy"]);
        Assert.Equal(expected, Directory.GetFiles(folder["maps"]).Select(Path.GetFileName).Order());

        void Same(string file) =>
            Assert.Equal(run.Snapshot().Values.ToArray(), EmbeddingReader.Read(file).Values.ToArray());
    }

    /// <summary>The number may be a word of its own or in one word with every; nothing else is joined.</summary>
    [Theory]
    [InlineData("--snapshots|every|25", "--snapshots|every 25")]
    [InlineData("--snapshots|every 25", "--snapshots|every 25")]
    [InlineData("--snapshots|Every|25|points.csv", "--snapshots|Every 25|points.csv")]
    [InlineData("--snapshots=every|25", "--snapshots=every 25")]
    [InlineData("--snapshots|50,100|points.csv", "--snapshots|50,100|points.csv")]
    [InlineData("--snapshots|every|-o|maps", "--snapshots|every|-o|maps")]
    [InlineData("--snapshots|every", "--snapshots|every")]
    [InlineData("--label-column|every|25", "--label-column|every|25")]
    [InlineData("every|25", "every|25")]
    [InlineData("--|--snapshots|every|25", "--|--snapshots|every|25")]
    public void Every_and_its_number_are_one_word(string typed, string joined) =>
        Assert.Equal(joined.Split('|'), SnapshotWords.Joined(typed.Split('|')));

    [Fact]
    public void The_words_of_every_are_read_wherever_they_stand()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 60);
        ToolRun.Of(["embed", "--snapshots", "every", "50", points, .. ToolRun.Short, "-o", folder["a/"]]).Expect(ExitCode.Success);
        ToolRun.Of(["embed", points, .. ToolRun.Short, "-o", folder["b/"], "--snapshots=every 50"]).Expect(ExitCode.Success);
        Assert.Equal(File.ReadAllBytes(folder["a/snapshot-000050.npy"]), File.ReadAllBytes(folder["b/snapshot-000050.npy"]));
    }

    [Fact]
    public void Times_are_multiples_or_a_list()
    {
        SnapshotTimes[] all =
        [
            SnapshotTimes.Every(1), SnapshotTimes.Every(7), SnapshotTimes.Every(int.MaxValue),
            SnapshotTimes.At([0, 9, 3, 9]), SnapshotTimes.At([5]),
        ];
        foreach (SnapshotTimes times in all)
        {
            for (int last = 0; last < 30; last++)
            {
                int[] expected = [.. Enumerable.Range(0, last + 1).Where(times.Contains)];
                Assert.Equal(expected, times.UpTo(last));
                Assert.Equal(times.UpTo(40).FirstOrDefault(time => time > last, int.MaxValue), times.After(last));
            }
        }

        Assert.False(SnapshotTimes.Every(7).Contains(0));
        Assert.Equal(int.MaxValue, SnapshotTimes.Every(2).After(int.MaxValue));
        Assert.Equal([9], SnapshotTimes.At([0, 9, 3, 9]).ListedAbove(3));
    }

    [Fact]
    public void All_maps_have_the_format_and_the_labels_of_the_last()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 60, labelled: true);
        Directory.CreateDirectory(folder["maps"]);
        Embed(points, "--label-column", "kind", "--snapshots", "50", "-o", folder["maps"], "--output-format", "csv");
        Assert.All(
            ["maps/snapshot-000050.csv", "maps/map.csv"], file => Assert.Equal("x,y,label", File.ReadLines(folder[file]).First()));
    }

    /// <summary>Snapshots and their map have the same ids, or the same rows of the input, so that their rows are found again.</summary>
    [Theory]
    [InlineData("--id-column id", "id,x,y")]
    [InlineData("--drop-columns id --missing drop", "input_row,x,y")]
    [InlineData("--id-column id --missing drop", "id,input_row,x,y")]
    public void Snapshots_and_their_map_are_drawn_on_one_page(string settings, string header)
    {
        using TempFolder folder = new();
        string[] rows = File.ReadAllLines(folder.Clusters("bare.csv", 60));
        int features = rows[0].Split(',').Length;
        string names = $"id,{string.Join(',', Enumerable.Range(0, features).Select(i => $"f{i}"))}";
        string points = folder.Text(
            "points.csv",
            $"{names}\n" + string.Concat(rows.Select((row, i) => $"p{i},{(i == 7 && settings.Contains("drop") ? "" : row.Split(',')[0])},"
                + $"{string.Join(',', row.Split(',').Skip(1))}\n")));
        Embed([points, .. settings.Split(' '), "--snapshots", "50", "-o", folder["maps/"], "--output-format", "csv"]);
        Assert.Equal(header, File.ReadLines(folder["maps/snapshot-000050.csv"]).First());
        ToolRun.Of("plot", folder["maps/map.csv"], folder["maps/snapshot-000050.csv"], "-o", folder["all.html"])
            .Expect(ExitCode.Success);
    }

    [Fact]
    public void The_page_plays_the_snapshots_and_the_last_map()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 90);
        Embed(
            points, "--snapshots", "0,50,100", "-o", folder["maps/"], "--plot", folder["maps/map.html"],
            "--plot", folder["maps/map.svg"], "--report", folder["maps/run.json"]);
        Assert.Equal("0,50,100,160", Frames(folder["maps/map.html"]));
        Embed(points, "-o", folder["map.npy"], "--plot", folder["map.svg"]);
        Assert.Equal(File.ReadAllBytes(folder["map.npy"]), File.ReadAllBytes(folder["maps/map.npy"]));
        Assert.Equal(File.ReadAllBytes(folder["map.svg"]), File.ReadAllBytes(folder["maps/map.svg"]));
    }

    /// <summary>The cost at the end is known in any case, that of a snapshot is computed: neither changes the run.</summary>
    [Fact]
    public void A_resumed_run_takes_the_snapshots_of_before_from_the_folder_and_names_those_that_are_missing()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 90), page = folder["maps/map.html"], file = folder["maps/run.checkpoint"];
        string[] line =
        [
            "embed", points, .. _settings, "--snapshots", "every", "20", "-o", folder["maps/"], "--plot", page,
            "--checkpoint", file, "--resume", file,
        ];
        using CancellationTokenSource interrupt = new();
        using ActingWriter output = new("iteration 100 of", interrupt.Cancel);
        Tool.Run(line, new Terminal(output, TextWriter.Null, Interactive: false), interrupt.Token);
        Assert.Matches("^20,40,60,80,100(,101)?$", Frames(page));
        byte[] kept = File.ReadAllBytes(file);

        Assert.DoesNotContain("not in", ToolRun.Of(line).Expect(ExitCode.Success).Out, StringComparison.Ordinal);
        Assert.Equal("20,40,60,80,100,120,140,160", Frames(page));
        Embed(points, "-o", folder["plain.npy"]);
        Assert.Equal(File.ReadAllBytes(folder["plain.npy"]), File.ReadAllBytes(folder["maps/map.npy"]));

        File.WriteAllBytes(file, kept);
        File.Delete(folder["maps/snapshot-000020.npy"]);
        folder.Text("maps/snapshot-000060.npy", "no map");
        File.Copy(folder["plain.npy"], folder["maps/snapshot-000080.npy"], overwrite: true);
        folder.Text("maps/other.csv", "x,y\n0,0\n1,1\n2,2\n");
        ToolRun again = ToolRun.Of(line).Expect(ExitCode.Success);
        Assert.Equal("40,80,100,120,140,160", Frames(page));
        string notice = $"the snapshots 20, 60 are not in {folder["maps/"]} as maps of these points, and not in the animation";
        Assert.Contains(notice, again.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Snapshots_that_were_not_reached_are_named()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 60);
        string text = Embed(points, "--snapshots", "50,161,9000", "-o", folder["maps/"]).Out;
        Assert.Contains($"  1 snapshot is in {folder["maps/"]}", text, StringComparison.Ordinal);
        Assert.Contains("the snapshots 161, 9000 are not taken: the run ended after 160 iterations", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--snapshots every 0 -o {folder}/new/", "--snapshots: 0 must be at least 1")]
    [InlineData("--snapshots every many -o {folder}/new/", "--snapshots: 'every many' is neither every N nor whole numbers with commas")]
    [InlineData("--snapshots 5,,6 -o {folder}/new/", "--snapshots: '5,,6' is neither every N nor")]
    [InlineData("--snapshots 5,-6 -o {folder}/new/", "--snapshots: -6 must be at least 0")]
    [InlineData("--snapshots every 5", "--snapshots: -o must name the folder for them, for instance -o maps/")]
    [InlineData("--snapshots every 5 -o {folder}/map.npy", "--output: {folder}/map.npy: with --snapshots this must be a folder")]
    [InlineData("--snapshots every 5 -o {folder}/new", "--output: {folder}/new: with --snapshots this must be a folder")]
    [InlineData("--snapshots every 5 -o -", "--output: -: with --snapshots this must be a folder")]
    [InlineData("--snapshots every 5 -o {folder}/a/b/", "--output: {folder}/a/b/: there is no folder {folder}/a")]
    [InlineData("--snapshots every 5 -o {folder}/points.csv/", "--output: {folder}/points.csv/: a file has this name")]
    [InlineData("--snapshots every 5 -o {folder}/new/ --theta 9", "--theta: ")]
    [InlineData("--snapshots every 5 -o {folder}/new/ --plot {folder}/no/map.html", "there is no folder {folder}/no")]
    [InlineData(
        "--snapshots every 5 -o {folder} --init {folder}/snapshot-000005.npy",
        "--snapshots: {folder}/snapshot-000005.npy: a snapshot would replace this input or output")]
    [InlineData("--checkpoint-every 5", "--checkpoint-every: without --checkpoint nothing is saved; leave it out, or name a file")]
    [InlineData("--checkpoint-every 0 --checkpoint {folder}/run", "--checkpoint-every: 0 must be at least 1")]
    public void A_wrong_line_is_refused_and_leaves_no_folder(string line, string message)
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 30);
        string[] before = Directory.GetFileSystemEntries(folder.Root);
        ToolRun.Of(["embed", points, "--perplexity", "5", .. Fill(line).Split(' ')]).ExpectFault(ExitCode.WrongCommandLine, Fill(message));
        Assert.Equal(before, Directory.GetFileSystemEntries(folder.Root));

        string Fill(string text) => text.Replace("{folder}", folder.Root, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_goes_away_costs_the_snapshots_and_not_the_page()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 90), page = folder["map.html"];
        using ActingWriter output = new("iteration 100 of", () => Directory.Delete(folder["maps"], recursive: true));
        using StringWriter error = new();
        string[] line = ["embed", points, .. _settings, "--snapshots", "every", "40", "-o", folder["maps/"], "--plot", page];
        int exitCode = Tool.Run(line, new Terminal(output, error, Interactive: false));
        string[] lines = error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(ExitCode.Failure, exitCode);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith($"bhtsne: {folder["maps/snapshot-000120.npy"]}: there is no folder ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"bhtsne: {folder["maps/map.npy"]}: there is no folder ", lines[1], StringComparison.Ordinal);
        Assert.Equal($"bhtsne: {folder["maps/"]}: the snapshots 120, 160 could not be written.", lines[2]);
        Assert.Equal("160", Frames(page));
    }

    private static ToolRun Embed(params string[] args) => ToolRun.Of(["embed", .. _settings, .. args]).Expect(ExitCode.Success);

    /// <summary>The iterations of the frames of a page.</summary>
    private static string Frames(string page) =>
        string.Join(',', Regex.Matches(File.ReadAllText(page), "\"iteration\":(\\d+)").Select(match => match.Groups[1].Value));
}
