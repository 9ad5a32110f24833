using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using BhTsne.Cli.Tests.Support;
using BhTsne.IO;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>Points in files become a map in files.</summary>
public class EmbedTests
{
    [Fact]
    public void All_outputs_are_written_and_named()
    {
        using TempFolder folder = new();
        string[] outputs = [folder["map.csv"], folder["map.html"], folder["map.svg"], folder["run.json"]];
        ToolRun run = Embed(
            folder.Clusters("points.csv", 90, labelled: true), "--label-column", "kind",
            "-o", outputs[0], "--plot", outputs[1], "--plot", outputs[2], "--report", outputs[3]);

        Assert.All(outputs, file => Assert.True(new FileInfo(file).Length > 0, file));
        Assert.All(outputs, file => Assert.Contains(file, run.Out, StringComparison.Ordinal));
        Assert.Contains("90 points", run.Out, StringComparison.Ordinal);
        Assert.Contains("iteration 50 of at most 60, KL ", run.Out, StringComparison.Ordinal);
        Assert.Equal(90, EmbeddingReader.Read(outputs[0]).Points);
        Assert.Equal(5, Directory.GetFileSystemEntries(folder.Root).Length);
    }

    [Theory]
    [InlineData("1", "tsne", "x")]
    [InlineData("3", "tsne", "x,y,z")]
    [InlineData("2", "symmetric-sne", "x,y")]
    [InlineData("3", "sne", "x,y,z")]
    public void Any_objective_and_number_of_dimensions_reaches_every_file(string dimensions, string objective, string header)
    {
        using TempFolder folder = new();
        string[] outputs = [folder["map.csv"], folder["map.npy"], folder["map.html"], folder["map.svg"], folder["run.json"]];
        string points = folder.Clusters("points.csv", 60);
        Embed(
            points, "--dims", dimensions, "--objective", objective, "-o", outputs[0],
            "--plot", outputs[2], "--plot", outputs[3], "--report", outputs[4]);
        Embed(points, "--dims", dimensions, "--objective", objective, "-o", outputs[1]);
        Assert.Equal(header, File.ReadLines(outputs[0]).First());
        Embedding map = EmbeddingReader.Read(outputs[0]);
        Assert.Equal((60, dimensions), (map.Points, $"{map.Dimensions}"));
        Assert.Equal(map.Values.ToArray(), EmbeddingReader.Read(outputs[1]).Values.ToArray());
        Assert.Contains($"\"dimensions\":{dimensions}", File.ReadAllText(outputs[2]), StringComparison.Ordinal);
        Assert.Contains($"in {dimensions} dimensions", File.ReadAllText(outputs[3]), StringComparison.Ordinal);
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(outputs[4]));
        Assert.Equal(dimensions, $"{report.RootElement.GetProperty("outputDimensions").GetInt32()}");
        Assert.Equal(objective, report.RootElement.GetProperty("objective").GetString());
    }

    [Fact]
    public void A_png_has_the_size_that_the_line_asks_for()
    {
        using TempFolder folder = new();
        Embed(
            folder.Clusters("points.csv", 40, labelled: true), "--label-column", "kind",
            "--plot", folder["map.png"], "--plot", folder["map.svg"], "--plot-size", "300x200", "--scale", "1.5", "--plot-theme", "dark");
        byte[] png = File.ReadAllBytes(folder["map.png"]);
        Assert.Equal("PNG", System.Text.Encoding.ASCII.GetString(png, 1, 3));
        Assert.Equal(
            (450, 300),
            (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
        Assert.Contains("width=\"300\" height=\"200\"", File.ReadAllText(folder["map.svg"]), StringComparison.Ordinal);
        Assert.Contains("#14181d", File.ReadAllText(folder["map.svg"]), StringComparison.Ordinal);
    }

    /// <summary>Pixels are counted of pictures that have pixels.</summary>
    [Fact]
    public void An_svg_may_be_larger_than_a_png()
    {
        using TempFolder folder = new();
        Embed(folder.Clusters("points.csv", 30), "--plot", folder["m.svg"], "--plot-size", "20000x10000", "--scale", "8");
        Assert.Contains("width=\"20000\" height=\"10000\"", File.ReadAllText(folder["m.svg"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Quiet_is_quiet()
    {
        using TempFolder folder = new();
        ToolRun run = Embed(folder.Clusters("points.csv", 30), "-o", folder["map.csv"], "--quiet");
        Assert.Equal("", run.Out);
        Assert.True(File.Exists(folder["map.csv"]));
    }

    [Fact]
    public void The_report_has_every_promised_field()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 90);
        Embed(points, "--report", folder["run.json"], "--seed", "7", "--theta", "0.25", "--threads", "1");

        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(folder["run.json"]));
        JsonElement report = document.RootElement;
        Assert.Equal(90, report.GetProperty("points").GetInt32());
        Assert.Equal(5, report.GetProperty("inputDimensions").GetInt32());
        Assert.Equal(2, report.GetProperty("outputDimensions").GetInt32());
        Assert.Equal("tsne", report.GetProperty("objective").GetString());
        Assert.Equal(1, report.GetProperty("degreesOfFreedom").GetDouble());
        Assert.Equal("points", report.GetProperty("inputKind").GetString());
        Assert.Equal("perplexity", report.GetProperty("affinities").GetString());
        Assert.Equal(5, report.GetProperty("perplexity").GetDouble());
        Assert.Equal("[5]", Json(report.GetProperty("perplexities")));
        Assert.Equal(JsonValueKind.Null, report.GetProperty("bandwidth").ValueKind);
        Assert.Equal(0.25, report.GetProperty("theta").GetDouble());
        Assert.Equal(0.5, report.GetProperty("earlyTheta").GetDouble());
        Assert.Equal(7u, report.GetProperty("seed").GetUInt64());
        Assert.Equal(1, report.GetProperty("threads").GetInt32());
        Assert.Equal(60, report.GetProperty("iterations").GetInt32());
        Assert.Equal("iterationsDone", report.GetProperty("stopReason").GetString());
        Assert.InRange(report.GetProperty("klDivergence").GetDouble(), 0, 10);
        Assert.True(report.GetProperty("millisecondsPerIteration").GetDouble() > 0);
        Assert.InRange(report.GetProperty("peakMemoryMiB").GetDouble(), 1, 1e6);
        Assert.Equal(15, report.GetProperty("neighborCount").GetInt32());
        Assert.Equal("euclidean", report.GetProperty("metric").GetString());
        Assert.Equal(JsonValueKind.Null, report.GetProperty("pca").ValueKind);
        Assert.Equal(points, report.GetProperty("inputs")[0].GetString());
        Assert.Equal(Tool.Version, report.GetProperty("version").GetString());
        string[] stages = ["read", "reduction", "neighbors", "affinities", "initialization", "optimization"];
        JsonElement seconds = report.GetProperty("seconds");
        Assert.Equal([.. stages, "total"], seconds.EnumerateObject().Select(stage => stage.Name));
        Assert.Equal(seconds.GetProperty("total").GetDouble(), stages.Sum(stage => seconds.GetProperty(stage).GetDouble()), 0.001);
        Assert.All(report.GetProperty("stages").EnumerateObject(), stage => Assert.Contains(stage.Name, stages));
    }

    [Theory]
    [InlineData("--perplexity 20,5", "multiscale", "null", "[5,20]", "null", 60)]
    [InlineData("--affinities uniform", "uniform", "null", "[]", "null", 5)]
    [InlineData("--affinities fixed --bandwidth 0.5", "fixed", "null", "[]", "0.5", 15)]
    [InlineData("--neighbor-count 40", "perplexity", "5", "[5]", "null", 40)]
    public void The_report_describes_the_affinities(
        string line, string affinities, string perplexity, string perplexities, string bandwidth, int neighborCount)
    {
        using TempFolder folder = new();
        string[] perplexityOfShort = line.StartsWith("--perplexity", StringComparison.Ordinal) ? [] : ["--perplexity", "5"];
        ToolRun.Of(
            [
                "embed", folder.Clusters("points.csv", 90), "--iterations", "10", .. perplexityOfShort, .. line.Split(' '),
                "--report", folder["run.json"],
            ])
            .Expect(ExitCode.Success);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(folder["run.json"]));
        JsonElement report = document.RootElement;
        Assert.Equal(affinities, report.GetProperty("affinities").GetString());
        Assert.Equal(perplexity, Json(report.GetProperty("perplexity")));
        Assert.Equal(perplexities, Json(report.GetProperty("perplexities")));
        Assert.Equal(bandwidth, Json(report.GetProperty("bandwidth")));
        Assert.Equal(neighborCount, report.GetProperty("neighborCount").GetInt32());
    }

    [Theory]
    [InlineData("60")]
    [InlineData("off")]
    public void The_report_has_the_number_of_components(string pca)
    {
        using TempFolder folder = new();
        Embed(folder.Clusters("points.csv", 90, dimensions: 70), "--report", folder["run.json"], "--pca", pca);
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(folder["run.json"]));
        Assert.Equal(pca == "off" ? "null" : pca, report.RootElement.GetProperty("pca").GetRawText());
    }

    [Fact]
    public void Csv_and_npy_hold_the_same_map()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 60);
        Embed(points, "-o", folder["map.csv"]);
        Embed(points, "-o", folder["map.npy"]);
        Embedding csv = EmbeddingReader.Read(folder["map.csv"]), npy = EmbeddingReader.Read(folder["map.npy"]);
        Assert.Equal(2, csv.Dimensions);
        Assert.Equal(npy.Values, csv.Values);
        Assert.True(npy.Values.ToArray().Distinct().Count() > 60);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_on_one_thread_and_two()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 300);
        byte[] one = Map("1", "3"), two = Map("2", "3"), other = Map("1", "4");
        Assert.Equal(one, two);
        Assert.NotEqual(one, other);

        byte[] Map(string threads, string seed)
        {
            Embed(points, "-o", folder["map.npy"], "--init", "random", "--threads", threads, "--seed", seed);
            return File.ReadAllBytes(folder["map.npy"]);
        }
    }

    [Fact]
    public void Several_inputs_and_their_labels_are_stacked_in_order()
    {
        using TempFolder folder = new();
        string first = folder.Clusters("first.csv", 30), second = folder.Clusters("second.csv", 45, seed: 2);
        string both = folder.Text("both.csv", File.ReadAllText(first) + File.ReadAllText(second));
        string firstLabels = folder.Text("first.txt", Lines("f", 30)), secondLabels = folder.Text("second.txt", Lines("s", 45));
        Embed(first, second, "-o", folder["stacked.csv"], "--labels", firstLabels, "--labels", secondLabels);
        Embed(both, "-o", folder["one.csv"], "--labels", folder.Text("both.txt", Lines("f", 30) + Lines("s", 45)));
        Assert.Equal(File.ReadAllText(folder["one.csv"]), File.ReadAllText(folder["stacked.csv"]));
        Assert.Equal(75, EmbeddingReader.Read(folder["stacked.csv"]).Points);

        static string Lines(string text, int count) => string.Concat(Enumerable.Repeat($"{text}\n", count));
    }

    [Fact]
    public void The_label_column_is_no_feature()
    {
        using TempFolder folder = new();
        string labelled = folder.Clusters("labelled.csv", 60, labelled: true), plain = folder.Clusters("plain.csv", 60);
        Embed(labelled, "--label-column", "kind", "-o", folder["labelled.npy"]);
        Embed(labelled, "--label-column", "6", "-o", folder["numbered.npy"]);
        Embed(plain, "-o", folder["plain.npy"]);
        Assert.Equal(File.ReadAllBytes(folder["plain.npy"]), File.ReadAllBytes(folder["labelled.npy"]));
        Assert.Equal(File.ReadAllBytes(folder["plain.npy"]), File.ReadAllBytes(folder["numbered.npy"]));
    }

    [Fact]
    public void A_header_can_be_forced()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 31);
        Embed(points, "-o", folder["auto.csv"]);
        Embed(points, "-o", folder["forced.csv"], "--header", "yes");
        Assert.Equal(31, EmbeddingReader.Read(folder["auto.csv"]).Points);
        Assert.Equal(30, EmbeddingReader.Read(folder["forced.csv"]).Points);
    }

    [Fact]
    public void The_descent_can_start_at_a_map_in_a_file()
    {
        using TempFolder folder = new();
        string start = folder.Text(
            "start.csv", string.Concat(Enumerable.Range(0, 30).Select(i => FormattableString.Invariant($"{i % 5},{i * 0.25}\n"))));
        ToolRun.Of(
            "embed", folder.Clusters("points.csv", 30), "--perplexity", "5", "--iterations", "0", "--init", start, "-o", folder["map.npy"])
            .Expect(ExitCode.Success);
        Assert.Equal(EmbeddingReader.Read(start).Values, EmbeddingReader.Read(folder["map.npy"]).Values);
    }

    [Fact]
    public void Zero_rows_have_no_cosine()
    {
        using TempFolder folder = new();
        string points = folder.Text("points.csv", "1,2\n0,0\n3,4\n5,1\n2,2\n1,7\n");
        ToolRun.Of("embed", points, "--metric", "cosine", "--perplexity", "1.5", "-o", folder["map.csv"])
            .ExpectFault(ExitCode.BadInput, $"bhtsne: {points}: ");
    }

    /// <summary>An exception of the tool's own in the middle of a run, of the type that a wrong argument of the engine has.</summary>
    [Fact]
    public void A_defect_is_not_blamed_on_the_input()
    {
        using TempFolder folder = new();
        using StringWriter error = new();
        using ActingWriter output = new("iteration 50 of", () => throw new ArgumentException("A defect."));
        string points = folder.Clusters("points.csv", 60);
        string[] args = ["embed", points, .. ToolRun.Short, "-o", folder["map.csv"]];
        int exitCode = Tool.Run(args, new Terminal(output, error, Interactive: false));
        new ToolRun(exitCode, "", error.ToString()).ExpectFault(ExitCode.Failure, "A defect. (ArgumentException; --verbose shows where)");
        Assert.DoesNotContain(points, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "-o {0}/map.csv --plot {0}/map.svg --report {0}/run.json",
        "; the map so far is in {0}/map.csv, {0}/map.svg; the report is in {0}/run.json.")]
    [InlineData("-o {0}/map.csv", "; the map so far is in {0}/map.csv.")]
    [InlineData("--report {0}/run.json", "; the report is in {0}/run.json.")]
    public void An_interrupted_run_writes_the_map_reached_and_names_the_files(string outputs, string where)
    {
        using TempFolder folder = new();
        using CancellationTokenSource interrupt = new();
        using ActingWriter output = new("iteration 50 of", interrupt.Cancel);
        using StringWriter error = new();
        string[] args = ["embed", folder.Clusters("points.csv", 60), "--perplexity", "5", .. Fill(outputs).Split(' ')];

        int exitCode = Tool.Run(args, new Terminal(output, error, Interactive: false), interrupt.Token);

        new ToolRun(exitCode, "", error.ToString()).Expect(ExitCode.Interrupted);
        Assert.Matches($"^bhtsne: interrupted after 5[01] of at most 750 iterations{Regex.Escape(Fill(where))}\r?\n$", error.ToString());
        if (File.Exists(folder["map.csv"]))
        {
            Assert.Equal(60, EmbeddingReader.Read(folder["map.csv"]).Points);
        }

        if (File.Exists(folder["run.json"]))
        {
            Assert.Contains("\"stopReason\": \"canceled\"", File.ReadAllText(folder["run.json"]), StringComparison.Ordinal);
        }

        Assert.Equal(1 + outputs.Count(letter => letter == '{'), Directory.GetFiles(folder.Root).Length);

        string Fill(string text) => string.Format(CultureInfo.InvariantCulture, text, folder.Root);
    }

    [Fact]
    public void A_run_that_is_interrupted_before_the_descent_writes_nothing()
    {
        using TempFolder folder = new();
        using StringWriter error = new();
        string[] args = ["embed", folder.Clusters("points.csv", 60), "--perplexity", "5", "-o", folder["map.csv"]];
        int exitCode = Tool.Run(args, new Terminal(TextWriter.Null, error, Interactive: false), new CancellationToken(canceled: true));
        new ToolRun(exitCode, "", error.ToString()).Expect(ExitCode.Interrupted);
        Assert.False(File.Exists(folder["map.csv"]));
    }

    [Fact]
    public void A_result_that_cannot_be_written_does_not_keep_the_others_from_being_written()
    {
        using TempFolder folder = new();
        using StringWriter error = new();
        // The folder that the check found is gone when the map is to be written.
        Directory.CreateDirectory(folder["gone"]);
        using ActingWriter output = new("iteration 50 of", () => Directory.Delete(folder["gone"]));
        string[] args =
            ["embed", folder.Clusters("points.csv", 60), .. ToolRun.Short, "-o", folder["gone/map.csv"], "--report", folder["run.json"]];

        int exitCode = Tool.Run(args, new Terminal(output, error, Interactive: false));

        new ToolRun(exitCode, "", error.ToString()).Expect(ExitCode.Failure);
        Assert.Contains(folder["gone/map.csv"], error.ToString(), StringComparison.Ordinal);
        Assert.True(File.Exists(folder["run.json"]));
    }

    private static string Json(JsonElement element) => string.Concat(element.GetRawText().Where(letter => !char.IsWhiteSpace(letter)));

    private static ToolRun Embed(params string[] args) => ToolRun.Of(["embed", .. ToolRun.Short, .. args]).Expect(ExitCode.Success);
}
