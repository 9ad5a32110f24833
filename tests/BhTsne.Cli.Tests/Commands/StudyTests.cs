using System.Text.Json;
using BhTsne.Cli.Tests.Support;
using BhTsne.IO;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>A study on the command line: rows, page, resumption, and faults before any work.</summary>
public sealed class StudyTests : IDisposable
{
    private static readonly string[] Grid =
    [
        "--perplexity", "4,8", "--theta", "0.5,1", "--iterations", "60", "--early-exaggeration-iterations", "20", "--repetitions", "1",
        "--threads", "1",
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_and_page_are_written_and_the_recommendation_is_printed()
    {
        string points = _folder.Clusters("points.csv", 60, labelled: true), rows = _folder["study.csv"], page = _folder["study.html"];
        ToolRun run = Study(points, "--label-column", "kind", "-o", rows, "--plot", page);
        StudyRow[] gradients = [.. StudyFile.Read(rows).Where(row => row.Part == StudyPart.Gradient)];
        StudyRow[] outcomes = [.. StudyFile.Read(rows).Where(row => row.Part == StudyPart.Outcome)];
        Assert.Equal(3 * 5, gradients.Length);
        Assert.Equal(4, outcomes.Length);

        // The map of a row is that of bhtsne embed with the same options.
        PointMatrix table = TableReader.Read(points, new TableReadOptions { LabelColumn = "kind" }).Points;
        TsneResult single = Tsne.Fit(
            table, new() { Perplexity = 8, Theta = 1, Iterations = 60, EarlyExaggerationIterations = 20, Threads = 1 });
        StudyRow row = outcomes.Single(row => row is { Perplexity: 8, Theta: 1 });
        Assert.Equal(single.KlDivergence, row.KlDivergence);
        Assert.Equal(1, row.Measure("label_accuracy")!.Value);

        Assert.Contains("Perplexity ", run.Out, StringComparison.Ordinal);
        Assert.Contains("preservation 10", run.Out, StringComparison.Ordinal);
        Assert.Contains("published", run.Out, StringComparison.Ordinal);
        Assert.All(new[] { rows, page }, file => Assert.Contains(file, run.Out, StringComparison.Ordinal));
        string html = File.ReadAllText(page);
        Assert.Contains("Error against time, tsne, iteration 60", html, StringComparison.Ordinal);
        Assert.Contains("KL against time, tsne, perplexity 4", html, StringComparison.Ordinal);
        Assert.Contains("Neighbours kept against perplexity, tsne", html, StringComparison.Ordinal);
        Assert.Contains("perplexity 8, theta 0.5", html, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(_folder["study.cache"]));
        Assert.Equal(StudyFile.Read(rows).Count + 2, File.ReadAllLines(rows).Length);
    }

    /// <summary>Also with --resume, from the cache.</summary>
    [Fact]
    public void A_page_goes_through_the_maps_of_whole_runs()
    {
        string points = _folder.Clusters("points.csv", 60, labelled: true), rows = _folder["study.csv"], page = _folder["maps.html"];
        string[] line = ["--label-column", "kind", "--id-column", "1", "--outcomes-only", "-o", rows, "--maps", page];
        ToolRun run = Study(points, line);
        Assert.Contains($"  maps   {page}", run.Out, StringComparison.Ordinal);
        string[] expected = ["perplexity 4, theta 0.5", "perplexity 4, theta 1", "perplexity 8, theta 0.5", "perplexity 8, theta 1"];
        JsonElement facts = PageFile.Facts(page);
        Assert.Equal(expected, Titles(facts).Order());
        Assert.Equal("kind", facts.GetProperty("columns")[0].GetProperty("name").GetString());
        Assert.Equal(File.ReadLines(points).Skip(1).Select(row => row.Split(',')[0]), PageFile.Ids(page));

        byte[] before = File.ReadAllBytes(page);
        Study(points, [.. line, "--resume"]);
        Assert.Equal(before, File.ReadAllBytes(page));

        Directory.Delete(_folder["study.cache"], recursive: true);
        File.Delete(page);
        ToolRun bare = Study(points, [.. line, "--resume"]);
        Assert.Contains($"{page} is not written: no map of a whole run is at hand", bare.Out, StringComparison.Ordinal);
        Assert.False(File.Exists(page));
        ToolRun.Of(["study", points, .. line, "--gradients-only"]).ExpectFault(
            ExitCode.WrongCommandLine, "--maps: with --gradients-only no whole run is made, and no map; leave one out");
        ToolRun.Of("study", points, "-o", _folder["b.csv"], "--maps", _folder["m.png"]).ExpectFault(
            ExitCode.WrongCommandLine, "m.png: the name must end in .html");

        static IEnumerable<string> Titles(JsonElement facts) =>
            facts.GetProperty("maps").EnumerateArray().Select(map => map.GetProperty("title").GetString()!);
    }

    /// <summary>Settings are in the words of the options, and of one theta there is nothing to say.</summary>
    [Fact]
    public void A_study_of_one_theta_says_nothing_of_theta()
    {
        string points = _folder.Clusters("points.csv", 60);
        string[] single = [.. Grid.Select(word => word == "0.5,1" ? "0.5" : word)];
        ToolRun one = ToolRun.Of(["study", points, .. single, "-o", _folder["a.csv"], "--plot", _folder["a.html"]]).Expect(ExitCode.Success);
        ToolRun two = Study(points, "-o", _folder["b.csv"], "--schedule", "classic", "--plot", _folder["b.html"]);
        Assert.Contains("whole run 1 of 2: tsne, perplexity 4, accelerated, theta 0.5, seed 42", one.Out, StringComparison.Ordinal);
        Assert.Contains(": tsne, perplexity 4, classic, theta 0.5, seed 42", two.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("knee", one.Out + File.ReadAllText(_folder["a.html"]), StringComparison.Ordinal);
        Assert.Contains("knee", two.Out, StringComparison.Ordinal);
        Assert.Contains("knee", File.ReadAllText(_folder["b.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_can_be_measured_alone_and_completed_later()
    {
        string points = _folder.Clusters("points.csv", 60), rows = _folder["study.csv"];
        Study(points, "-o", rows, "--gradients-only", "--cache", "none");
        Assert.All(StudyFile.Read(rows), row => Assert.Equal(StudyPart.Gradient, row.Part));
        Assert.False(Directory.Exists(_folder["study.cache"]));
        Study(points, "-o", rows, "--outcomes-only", "--resume", "--cache", _folder["kept"]);
        Assert.Equal((15, 4), (Count(StudyPart.Gradient), Count(StudyPart.Outcome)));
        Assert.NotEmpty(Directory.GetFiles(_folder["kept"]));

        int Count(StudyPart part) => StudyFile.Read(rows).Count(row => row.Part == part);
    }

    /// <summary>Ctrl-C in the second of four runs: the same command with --resume measures the rest, and the page has all maps.</summary>
    [Fact]
    public void An_interrupted_study_is_resumed()
    {
        string points = _folder.Clusters("points.csv", 60), rows = _folder["study.csv"], page = _folder["study.html"];
        using CancellationTokenSource interrupt = new();
        using StringWriter error = new();
        using ActingWriter output = new("whole run 2 of 4", interrupt.Cancel);
        string[] line = ["study", points, .. Grid, "-o", rows, "--plot", page];
        int exitCode = Tool.Run(line, new Terminal(output, error, false), interrupt.Token);
        Assert.Equal(ExitCode.Interrupted, exitCode);
        Assert.Contains($"interrupted; 16 rows are in {rows}", error.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(page));

        // What a kill leaves of a line is measured again.
        File.AppendAllText(rows, "outcome,tsne,1,4,accel");
        ToolRun run = Study(points, "-o", rows, "--plot", page, "--resume");
        Assert.Contains("16 rows are in ", run.Out, StringComparison.Ordinal);
        Study(points, "-o", _folder["whole.csv"]);
        Assert.Equal(Keys(_folder["whole.csv"]), Keys(rows));
        Assert.Contains("perplexity 4, theta 0.5", File.ReadAllText(page), StringComparison.Ordinal);

        // Nothing is left to measure.
        byte[] before = File.ReadAllBytes(rows);
        Assert.DoesNotContain("whole run 1 of", Study(points, "-o", rows, "--resume").Out, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(rows));

        static object[] Keys(string file) => [.. StudyFile.Read(file).Select(object (row) =>
            (row.Part, row.Stage, row.Method, row.Theta, row.Perplexity, row.RepulsionError, row.GradientError, row.KlDivergence))];
    }

    [Fact]
    public void Another_study_is_not_mixed_in()
    {
        string points = _folder.Clusters("points.csv", 60), rows = _folder["study.csv"];
        Study(points, "-o", rows, "--gradients-only");
        byte[] before = File.ReadAllBytes(rows);
        ToolRun.Of(["study", points, .. Grid, "-o", rows]).ExpectFault(
            ExitCode.WrongCommandLine,
            $"--output: {rows}: the file exists; add --resume to go on with it, delete it, or name another one.");
        ToolRun.Of(["study", points, .. Grid, "-o", rows, "--resume", "--seeds", "7"]).ExpectFault(
            ExitCode.BadInput, $"{rows}: it belongs to another study: seeds is 7, but 42 in the file.");
        ToolRun.Of(["study", _folder.Clusters("other.csv", 60, seed: 2), .. Grid, "-o", rows, "--resume"]).ExpectFault(
            ExitCode.BadInput, "input is ");
        Assert.Equal(before, File.ReadAllBytes(rows));
    }

    [Theory]
    [InlineData("--theta 0.5,-1", "--theta: -1 must be from 0 to")]
    [InlineData("--theta 0.5,0.5", "--theta: 0.5 is named twice; name each value once.")]
    [InlineData("--theta 0.5,many", "--theta: 'many' is not a number.")]
    [InlineData("--perplexity 4,500", "--perplexity: 500 cannot be reached with 59 neighbours of each of 60 points")]
    [InlineData("--objective tsne,pca", "--objective: 'pca' is none of tsne, symmetric-sne, sne.")]
    [InlineData("--objective sne --degrees-of-freedom 2", "--degrees-of-freedom: no objective of the grid has tails to shape")]
    [InlineData("--stages 0.5,2", "--stages: 2 must be above 0, and at most 1.")]
    [InlineData("--repetitions 0", "--repetitions: 0 must be at least 1.")]
    [InlineData("--metric cosine --pca 3", "--pca: PCA keeps Euclidean distances only")]
    [InlineData("--gradients-only --outcomes-only", "--outcomes-only: with --gradients-only nothing is left to measure; leave one out.")]
    [InlineData("--thetas 1", "unknown option '--thetas'; did you mean --theta?")]
    [InlineData("-o study.txt", "--output: study.txt: the name must end in .csv.")]
    [InlineData("-o -", "--output: -: the rows must go to a file")]
    [InlineData("--plot study.svg", "--plot: study.svg: the name must end in .html.")]
    public void A_fault_is_found_before_any_work(string options, string message)
    {
        string points = _folder.Clusters("points.csv", 60);
        string[] output = options.Contains("-o ", StringComparison.Ordinal) ? [] : ["-o", _folder["study.csv"]];
        ToolRun run = ToolRun.Of(["study", points, .. output, .. options.Split(' ')]);
        run.ExpectFault(ExitCode.WrongCommandLine, message);
        Assert.Equal([points], Directory.GetFileSystemEntries(_folder.Root));
    }

    [Fact]
    public void A_cache_that_cannot_be_written_and_labels_of_one_kind_are_refused()
    {
        string points = _folder.Clusters("points.csv", 60), file = _folder.Text("file", "");
        ToolRun.Of("study", points, "-o", _folder["study.csv"], "--cache", file).ExpectFault(
            ExitCode.WrongCommandLine, $"--cache: {file}: this is a file, but a cache is a folder; name another one.");
        ToolRun.Of("study", points, "-o", _folder["study.csv"], "--cache", _folder["missing/cache"]).ExpectFault(
            ExitCode.WrongCommandLine, "the folder above it does not exist; create it first.");
        string labels = _folder.Text("labels.txt", string.Concat(Enumerable.Repeat("a\n", 60)));
        ToolRun.Of(["study", points, .. Grid, "-o", _folder["study.csv"], "--labels", labels]).ExpectFault(
            ExitCode.BadInput, $"{labels}: all labels are 'a'; give labels of at least two kinds, or none.");
        ToolRun.Of(["study", points, .. Grid, "-o", _folder["study.csv"], "--labels", _folder.Text("few.txt", "a\nb\n")]).ExpectFault(
            ExitCode.BadInput, "2 labels do not fit 60 points");
        ToolRun.Of(["study", _folder.Clusters("few.csv", 12), .. Grid, "-o", _folder["study.csv"]]).ExpectFault(
            ExitCode.BadInput, "a study needs at least 21 points, but there are 12.");
        ToolRun.Of("study", "-o", _folder["study.csv"]).ExpectFault(ExitCode.WrongCommandLine, "INPUT: it is missing");
        Assert.False(File.Exists(_folder["study.csv"]));
    }

    /// <summary>A damaged file of the cache is named and made again.</summary>
    [Fact]
    public void A_damaged_cache_is_made_again()
    {
        string points = _folder.Clusters("points.csv", 60);
        Study(points, "-o", _folder["1.csv"], "--cache", _folder["cache"], "--outcomes-only");
        foreach (string file in Directory.GetFiles(_folder["cache"]))
        {
            byte[] bytes = File.ReadAllBytes(file);
            bytes[bytes.Length / 2] ^= 4;
            File.WriteAllBytes(file, bytes);
        }

        ToolRun run = Study(points, "-o", _folder["2.csv"], "--cache", _folder["cache"], "--outcomes-only");
        Assert.Contains("it is made again.", run.Out, StringComparison.Ordinal);
        Assert.Equal(Costs(_folder["1.csv"]), Costs(_folder["2.csv"]));
        run = Study(points, "-o", _folder["3.csv"], "--cache", _folder["cache"], "--outcomes-only");
        Assert.DoesNotContain("made again", run.Out, StringComparison.Ordinal);

        static IEnumerable<double?> Costs(string file) => StudyFile.Read(file).Select(row => row.KlDivergence);
    }

    /// <summary>A disk of one page: the cache is left out, the rows that fit stay, and the study goes on from them elsewhere.</summary>
    [FactThatNeeds(Requirement.Mounts)]
    public void A_full_disk_loses_no_row_that_was_written()
    {
        string points = _folder.Clusters("points.csv", 60);
        Directory.CreateDirectory(_folder["disk"]);
        using (Mount disk = new(_folder["disk"], "4k"))
        {
            string rows = Path.Combine(disk.Folder, "study.csv");
            ToolRun run = ToolRun.Of(["study", points, .. Grid, "-o", rows]);
            run.ExpectFault(ExitCode.Failure, $"{rows}: ");
            Assert.Contains("the study goes on without keeping it.", run.Out, StringComparison.Ordinal);
            Assert.InRange(StudyFile.Read(rows).Count, 1, 18);
            File.Copy(rows, _folder["study.csv"]);
        }

        Study(points, "-o", _folder["study.csv"], "--resume");
        Assert.Equal(19, StudyFile.Read(_folder["study.csv"]).Count);
    }

    [Fact]
    public void Quiet_prints_nothing() =>
        Assert.Equal("", Study(_folder.Clusters("points.csv", 60), "-o", _folder["study.csv"], "--gradients-only", "-q").Out);

    private static ToolRun Study(string points, params string[] options) =>
        ToolRun.Of(["study", points, .. Grid, .. options]).Expect(ExitCode.Success);
}
