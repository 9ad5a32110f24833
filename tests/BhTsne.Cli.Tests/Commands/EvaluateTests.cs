using System.Globalization;
using System.Text.Json;
using BhTsne.Cli.Tests.Support;
using BhTsne.IO;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>A map is measured against its points.</summary>
public sealed class EvaluateTests : IDisposable
{
    private const int Count = 60;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_report_has_the_measures_of_the_library()
    {
        string points = _folder.Clusters("points.csv", Count, labelled: true), map = Map(points);
        string json = _folder["quality.json"];
        ToolRun run = Evaluate(
            points, map, "--label-column", "kind", "--json", json, "--neighbors", "7,3", "--queries", "20", "--metric", "manhattan",
            "--perplexity", "8", "--seed", "5", "--threads", "1");

        Table table = TableReader.Read(points, new TableReadOptions { LabelColumn = "kind" });
        EvaluationOptions options = new() { Neighbors = [3, 7], Queries = 20, Metric = Metric.Manhattan, Seed = 5 };
        MapEvaluation expected = MapQuality.Evaluate(table.Points, EmbeddingReader.Read(map), table.Labels, options);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(json));
        JsonElement report = document.RootElement;
        Assert.Equal((points, map, points), (Text("inputs", "inputs"), Text("map"), Text("labels")));
        Assert.Equal(("60", "5", "2", "20"), (Raw("points"), Raw("inputDimensions"), Raw("outputDimensions"), Raw("queries")));
        Assert.Equal(("\"manhattan\"", "5", "1", "8"), (Raw("metric"), Raw("seed"), Raw("threads"), Raw("perplexity")));
        JsonElement[] neighborhoods = [.. report.GetProperty("neighborhoods").EnumerateArray()];
        Assert.Equal(2, neighborhoods.Length);
        foreach ((NeighborhoodQuality quality, JsonElement found) in expected.Neighborhoods.Zip(neighborhoods))
        {
            Assert.Equal(quality.Neighbors, found.GetProperty("neighbors").GetInt32());
            AssertSame(quality.Preservation, found.GetProperty("preservation"));
            AssertSame(quality.Trustworthiness, found.GetProperty("trustworthiness"));
            AssertSame(quality.Continuity, found.GetProperty("continuity"));
        }

        AssertSame(expected.RankCorrelation, report.GetProperty("rankCorrelation"));
        AssertSame(expected.TripletAgreement, report.GetProperty("tripletAgreement"));
        AssertSame(expected.LabelAccuracy!, report.GetProperty("labelAccuracy"));
        AssertSame(expected.Silhouette!, report.GetProperty("silhouette"));

        TsneOptions tsne = new() { Perplexity = 8, Metric = Metric.Manhattan, Seed = 5 };
        AffinityMatrix p = Tsne.ComputeAffinities(Tsne.FindNeighbors(Tsne.Reduce(table.Points, tsne), tsne), tsne);
        AssertSame(MapQuality.KlDivergence(p, EmbeddingReader.Read(map), tsne), report.GetProperty("klDivergence"));
        Assert.Contains(report.GetProperty("remark").GetString()!, run.Out, StringComparison.Ordinal);
        Assert.Contains(json, run.Out, StringComparison.Ordinal);

        string Raw(string field) => report.GetProperty(field).GetRawText();

        string? Text(string field, string? list = null) =>
            (list is null ? report.GetProperty(field) : report.GetProperty(list)[0]).GetString();
    }

    [Fact]
    public void The_table_has_a_line_for_each_measure_with_its_interval()
    {
        string points = _folder.Clusters("points.csv", Count, labelled: true), map = Map(points);
        string all = Evaluate(points, map, "--label-column", "kind", "--no-kl").Out;
        string[] exact = [.. Lines(all).Where(line => line.EndsWith("  exact", StringComparison.Ordinal))];
        Assert.Equal(
            [
                "kept of 10 neighbours", "trustworthiness of 10", "continuity of 10", "rank correlation of distances",
                "triplets in the same order", "labels by neighbours in the map", "silhouette of the labels",
            ],
            Lines(all).Where(line => line.Contains("  0.", StringComparison.Ordinal) || line.Contains("  1.", StringComparison.Ordinal))
                .Select(Name));
        Assert.Contains("labels by neighbours in the map    1.0000  exact", all, StringComparison.Ordinal);
        Assert.Equal(7, exact.Length);
        Assert.DoesNotContain("query points", all, StringComparison.Ordinal);
        Assert.DoesNotContain("KL", all, StringComparison.Ordinal);

        string some = Evaluate(points, map, "--label-column", "kind", "--queries", "25").Out;
        Assert.Contains("25 query points, each compared with all points", some, StringComparison.Ordinal);
        Assert.Matches(@"trustworthiness of 10 +0\.\d{4}   0\.\d{4} to  [01]\.\d{4}", some);
        Assert.Contains("the KL divergence is that of t-SNE with perplexity 19.67", some, StringComparison.Ordinal);

        string Name(string line) => line.Trim().Split("  ")[0];
    }

    /// <summary>From a file, else from the column of the points, else from the column of the map.</summary>
    [Fact]
    public void Labels_come_from_three_places()
    {
        string points = _folder.Clusters("points.csv", Count, labelled: true), map = Map(points);
        string bare = _folder.Clusters("bare.csv", Count), labels = _folder.Text("labels.txt", string.Concat(Labels("uvw")));
        Assert.Equal(labels, Source(points, "--labels", labels, "--label-column", "kind"));
        Assert.Equal(points, Source(points, "--label-column", "kind"));
        Assert.Equal(map, Source(bare));
        string[] coordinates = [.. File.ReadAllLines(map).Select(line => line[..line.LastIndexOf(',')])];
        map = _folder.Text("one.csv", string.Join('\n', coordinates));
        Assert.Null(Source(bare));
        map = _folder.Text("same.csv", string.Join('\n', coordinates.Select((line, row) => row == 0 ? $"{line},label" : $"{line},same")));
        Assert.Null(Source(bare));
        string said = Evaluate(bare, map).Out;
        Assert.Contains($"{map}: its column of labels has one label alone, and is left out", said, StringComparison.Ordinal);

        string? Source(string table, params string[] more)
        {
            Evaluate([table, map, "--json", _folder["q.json"], .. more]);
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(_folder["q.json"]));
            Assert.Equal(
                document.RootElement.GetProperty("labels").ValueKind, document.RootElement.GetProperty("labelAccuracy").ValueKind switch
                {
                    JsonValueKind.Null => JsonValueKind.Null,
                    _ => JsonValueKind.String,
                });
            return document.RootElement.GetProperty("labels").GetString();
        }
    }

    /// <summary>The last file is the map; the points are stacked; other columns of the map are left out.</summary>
    [Fact]
    public void Points_are_stacked_and_the_last_file_is_the_map()
    {
        string points = _folder.Clusters("points.csv", Count), map = Map(points);
        string[] rows = File.ReadAllLines(points);
        string first = _folder.Text("1.csv", string.Join('\n', rows[..25])), second = _folder.Text("2.csv", string.Join('\n', rows[25..]));
        string[] places = File.ReadAllLines(map);
        string wide = _folder.Text(
            "wide.csv",
            string.Join('\n', places.Select((line, row) => row == 0 ? $"id,{line},distance_score,far" : $"r{row},{line},0.5,no")));
        Assert.Equal(Measures(Evaluate(points, map)), Measures(Evaluate(first, second, wide)));

        static string[] Measures(ToolRun run) => [.. Lines(run.Out).Where(line => line.Contains("  exact", StringComparison.Ordinal))];
    }

    [Fact]
    public void A_column_of_ids_is_no_feature()
    {
        string table = "name,a,b\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"p{i},{i},{i * i % 7}\n"));
        string map = "x,y\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"{i},{i * i % 7}\n"));
        string run = Evaluate(_folder.Text("t.csv", table), _folder.Text("m.csv", map), "--match-column", "name").Out;
        Assert.Contains("kept of 9 neighbours               1.0000  exact", run, StringComparison.Ordinal);
        Assert.Contains("nothing stands out", run, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_can_go_to_the_standard_output()
    {
        string points = _folder.Clusters("points.csv", Count), map = Map(points);
        using StringWriter output = new(), error = new();
        using MemoryStream stream = new();
        int exitCode = Tool.Run(
            ["evaluate", points, map, "--json", "-"], new Terminal(output, error, Interactive: false) { OpenOutput = () => stream });
        Assert.Equal(ExitCode.Success, exitCode);
        using JsonDocument document = JsonDocument.Parse(stream.ToArray());
        Assert.Equal(Count, document.RootElement.GetProperty("points").GetInt32());
        Assert.Equal("", output.ToString());
        Assert.Contains("trustworthiness of 10", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Quiet_is_quiet()
    {
        string points = _folder.Clusters("points.csv", Count);
        Assert.Equal("", Evaluate(points, Map(points), "--quiet").Out);
    }

    /// <summary>
    /// A sentence for a map in another order, for one that tears, for one that shows neighbours that are none, and for one that changes the
    /// places of four stretches.
    /// </summary>
    [Fact]
    public void What_stands_out_is_said()
    {
        string line = Rows(i => $"{i}"), square = Rows(i => $"{i % 8},{i / 8}");
        Assert.Contains(
            "check that points and map are in the same order",
            Said(square, Rows(i => $"{i * 29 % 64},{i * 37 % 61}")),
            StringComparison.Ordinal);
        string torn = Rows(i => $"{(i % 2 * 1000) + i}");
        Assert.Contains("continuity is low (", Said(line, torn), StringComparison.Ordinal);
        Assert.Contains("trustworthiness is low (", Said(torn, line), StringComparison.Ordinal);
        Assert.Contains("nothing stands out", Said(square, square), StringComparison.Ordinal);
        Assert.Contains(
            "distances between far points say little",
            Said(line, Rows(i => $"{("2031"[i / 16] * 100) + (i % 16)}")),
            StringComparison.Ordinal);

        string Said(string table, string map) =>
            Evaluate(_folder.Text("t.csv", table), _folder.Text("m.csv", map), "--neighbors", "5", "--no-kl").Out;

        static string Rows(Func<int, string> row) => string.Concat(Enumerable.Range(0, 64).Select(i => $"{row(i)}\n"));
    }

    [Theory]
    [InlineData("", "POINTS: it is missing; name the table of the points, and then the map")]
    [InlineData("p.csv", "MAP: it is missing; name the map after the points")]
    [InlineData("p.csv -", "MAP: the map must be a file")]
    [InlineData("p.csv m.csv --neighbors 0", "--neighbors: 0 must be at least 1")]
    [InlineData("p.csv m.csv --neighbors 3,x", "--neighbors: '3,x' is neither auto nor whole numbers with commas between them")]
    [InlineData("p.csv m.csv --queries some", "--queries: 'some' is neither a whole number nor auto nor all")]
    [InlineData("p.csv m.csv --no-kl --perplexity 3", "--perplexity: with --no-kl it has no effect")]
    [InlineData("p.csv m.csv --jsn q.json", "unknown option '--jsn'; did you mean --json?")]
    public void A_wrong_command_line_is_refused(string line, string message) =>
        ToolRun.Of(["evaluate", .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)])
            .ExpectFault(ExitCode.WrongCommandLine, message);

    [Theory]
    [InlineData("--neighbors 30", "--neighbors: 30 must be at least 1 and below half of the 60 points: at most 29.")]
    [InlineData("--queries 1", "--queries: 1 must be at least 2.")]
    [InlineData("--threads -1", "--threads: -1 must be from 0 (one per processor) to 1024.")]
    [InlineData("--perplexity 60", "--perplexity: ")]
    [InlineData("--json q.txt", "--json: q.txt: the name must end in .json")]
    public void An_option_that_does_not_fit_is_refused(string line, string message)
    {
        string points = _folder.Clusters("points.csv", Count);
        ToolRun.Of(["evaluate", points, Map(points), .. line.Split(' ')]).ExpectFault(ExitCode.WrongCommandLine, message);
    }

    [Fact]
    public void Files_that_do_not_fit_are_named_with_both_numbers()
    {
        string points = _folder.Clusters("points.csv", Count), map = Map(points), fewer = _folder.Clusters("fewer.csv", 50);
        string labels = _folder.Text("labels.txt", "a\nb\n");
        string same = _folder.Text("same.txt", string.Concat(Enumerable.Repeat("a\n", Count)));
        string few = _folder.Text("few.csv", "1,2\n3,4\n5,7\n");
        Refused($"{map}: 60 points of the map do not fit 50 points in {fewer}; there must be one for each", fewer, map);
        Refused($"{labels}: 2 labels do not fit 60 points", points, map, "--labels", labels);
        Refused($"{same}: all points have the label 'a'; give at least two labels, or none", points, map, "--labels", same);
        Refused($"{few}: there are 3 points; a map of fewer than 4 cannot be measured", few, few);
        Refused($"{points}: there are 5 columns of coordinates; a map has 1, 2 or 3.", points, points);
        Refused($"{_folder["no.csv"]}: there is no such file", points, _folder["no.csv"]);
        string sparse = _folder.Text("sparse.mtx", "%%MatrixMarket matrix coordinate real general\n60 3 1\n1 1 1\n");
        Refused($"{sparse}: sparse points cannot be compared with a map", sparse, map);
        string zero = _folder.Text("zero.csv", string.Concat(Enumerable.Range(0, Count).Select(i => $"{i},{i}\n")));
        Refused($"{zero}: Row 0 is zero: it has no direction", zero, map, "--metric", "cosine");

        void Refused(string message, params string[] args)
        {
            ToolRun.Of(["evaluate", .. args, "--json", _folder["q.json"]]).ExpectFault(ExitCode.BadInput, message);
            Assert.False(File.Exists(_folder["q.json"]));
        }
    }

    private static IEnumerable<string> Labels(string letters) => Enumerable.Range(0, Count).Select(i => $"{letters[i % 3]}\n");

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The first two columns, a little moved, with the labels of the clusters beside them.</summary>
    private string Map(string points)
    {
        string[] rows = [.. File.ReadAllLines(points).Where(line => char.IsAsciiDigit(line[0]))];
        Random random = new(3);
        return _folder.Text("points.map.csv", "x,y,label\n" + string.Concat(rows.Select((row, i) =>
        {
            string[] cells = row.Split(',');
            return $"{Moved(cells[0])},{Moved(cells[1])},{"abc"[i % 3]}\n";
        })));

        string Moved(string cell) =>
            (float.Parse(cell, CultureInfo.InvariantCulture) + random.NextDouble()).ToString(CultureInfo.InvariantCulture);
    }

    private static void AssertSame(Estimate expected, JsonElement actual)
    {
        Assert.Equal(expected.Value, actual.GetProperty("value").GetDouble());
        Assert.Equal((expected.Low, expected.High), (actual.GetProperty("low").GetDouble(), actual.GetProperty("high").GetDouble()));
        Assert.Equal(expected.Samples, actual.GetProperty("samples").GetInt32());
        Assert.Equal(expected.IsExact, actual.GetProperty("exact").GetBoolean());
    }

    private static ToolRun Evaluate(params string[] args) => ToolRun.Of(["evaluate", .. args]).Expect(ExitCode.Success);
}
