using System.Globalization;
using System.Text.Json;
using BhTsne.Cli.Tests.Support;
using BhTsne.IO;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>New points are placed in the map of a model.</summary>
public sealed class TransformTests : IDisposable
{
    private const string Header = "name,a,b,c,kind\n";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_outputs_are_written_and_named_and_have_the_bits_of_the_library()
    {
        string model = Model(), added = Table("new.csv", 8, seed: 2);
        string[] outputs = [_folder["new.map.csv"], _folder["new.html"], _folder["new.svg"], _folder["new.json"], _folder["new.png"]];
        ToolRun run = Transform(
            model, added, "--match-column", "name", "--label-column", "kind",
            "-o", outputs[0], "--plot", outputs[1], "--plot", outputs[2], "--report", outputs[3], "--plot", outputs[4], "--scale", "0.5");

        TransformResult expected = TsneModel.Load(model).Transform(Points(added));
        MapTable written = EmbeddingReader.ReadWithIds(outputs[0], "name");
        Assert.Equal(expected.Embedding.Values.ToArray(), written.Embedding.Values.ToArray());
        Assert.Equal([.. Enumerable.Range(0, 8).Select(row => $"r{row}")], written.Ids);
        string[] lines = File.ReadAllLines(outputs[0]);
        Assert.Equal("name,x,y,label,distance_score,far", lines[0]);
        for (int row = 0; row < 8; row++)
        {
            string[] cells = lines[row + 1].Split(',');
            Assert.Equal(expected.DistanceScores.Span[row], float.Parse(cells[4], CultureInfo.InvariantCulture));
            Assert.Equal(expected.FarPoints.Contains(row) ? "yes" : "no", cells[5]);
            Assert.Equal($"{"abc"[row % 3]}", cells[3]);
        }

        Assert.All(outputs, file => Assert.Contains(file, run.Out, StringComparison.Ordinal));
        Assert.Contains("8 new points placed among 60 in ", run.Out, StringComparison.Ordinal);
        Assert.Contains("60 points of the reference map", File.ReadAllText(outputs[2]), StringComparison.Ordinal);
        Assert.Contains("r7", File.ReadAllText(outputs[1]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_has_the_options_and_the_far_points()
    {
        string model = Model(), added = _folder.Text("new.csv", "a,b,c\n0.5,0.5,0.5\n900,900,900\n10.5,10.5,10.5\n");
        ToolRun run = Transform(
            model, added, "--report", _folder["new.json"], "--perplexity", "3", "--iterations", "7", "--theta", "0.25", "--threads", "1");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(_folder["new.json"]));
        JsonElement report = document.RootElement;
        Assert.Equal([1], report.GetProperty("farPoints").EnumerateArray().Select(row => row.GetInt32()));
        Assert.Equal("1", report.GetProperty("largestDistanceRow").GetRawText());
        Assert.Equal(("60", "3", "2"), (Raw("modelPoints"), Raw("points"), Raw("outputDimensions")));
        Assert.Equal(("3", "7", "0.25", "1"), (Raw("perplexity"), Raw("iterations"), Raw("theta"), Raw("threads")));
        Assert.Equal((model, added), (report.GetProperty("model").GetString(), report.GetProperty("inputs")[0].GetString()));
        Assert.Contains("1 of them is far from all points of the map: its place says little", run.Out, StringComparison.Ordinal);
        Assert.Contains(", of row 1 (counted from 0); ", run.Out, StringComparison.Ordinal);

        TransformOptions options = new() { Perplexity = 3, Iterations = 7, Theta = 0.25 };
        TransformResult expected = TsneModel.Load(model).Transform(TableReader.Read(added).Points, options);
        Assert.Equal(expected.DistanceScores.Span[1], report.GetProperty("largestDistanceScore").GetSingle());

        string Raw(string field) => report.GetProperty(field).GetRawText();
    }

    /// <summary>The kind was not a feature of the map; the order of the columns is another one.</summary>
    [Fact]
    public void Columns_are_matched_by_their_names()
    {
        string model = Model();
        Transform(model, _folder.Text("new.csv", "a,b,c\n0.1,0.2,0.3\n10.4,10.5,10.6\n"), "-o", _folder["1.csv"]);
        ToolRun run = Transform(
            model, _folder.Text("other.csv", "c,size,a,b\n0.3,7,0.1,0.2\n10.6,8,10.4,10.5\n"), "-o", _folder["2.csv"],
            "--report", _folder["2.json"]);
        Assert.Equal(File.ReadAllText(_folder["1.csv"]), File.ReadAllText(_folder["2.csv"]));
        Assert.Contains("columns left out, which the map does not have: 'size'", run.Out, StringComparison.Ordinal);
        Assert.Contains("\"columnsLeftOut\": [\n    \"size\"\n  ]", File.ReadAllText(_folder["2.json"]), StringComparison.Ordinal);
        Transform(model, _folder.Text("bare.csv", "0.1,0.2,0.3\n10.4,10.5,10.6\n"), "-o", _folder["3.csv"]);
        Assert.Equal(File.ReadAllText(_folder["1.csv"]), File.ReadAllText(_folder["3.csv"]));
    }

    /// <summary>Neither text nor gaps in them are a fault, and no row is dropped because of them.</summary>
    [Fact]
    public void Columns_of_other_names_are_not_looked_at()
    {
        string model = Model();
        Transform(model, _folder.Text("new.csv", "a,b,c\n0.1,0.2,0.3\n10.4,10.5,10.6\n"), "-o", _folder["1.csv"]);
        string other = _folder.Text("other.csv", "c,town,a,size,b\n0.3,Bonn,0.1,,0.2\n10.6,Köln,10.4,8,10.5\n");
        ToolRun run = Transform(model, other, "-o", _folder["2.csv"]);
        Assert.Equal(File.ReadAllText(_folder["1.csv"]), File.ReadAllText(_folder["2.csv"]));
        Assert.Contains("columns left out, which the map does not have: 'town', 'size'", run.Out, StringComparison.Ordinal);
        Transform(model, other, "-o", _folder["3.csv"], "--missing", "drop");
        Assert.Equal(File.ReadAllText(_folder["1.csv"]), File.ReadAllText(_folder["3.csv"]));
    }

    [Fact]
    public void One_point_alone_gets_the_bits_that_it_gets_among_others()
    {
        string model = Model(), rows = "10.1,10.2,10.3\n", more = $"0.5,0.5,0.5\n{rows}20.5,20.5,20.5\n";
        Transform(model, _folder.Text("one.csv", rows), "-o", _folder["one.map.csv"]);
        Transform(model, _folder.Text("more.csv", more), "-o", _folder["more.map.csv"]);
        Assert.Equal(File.ReadAllLines(_folder["one.map.csv"])[1], File.ReadAllLines(_folder["more.map.csv"])[2]);
    }

    [Fact]
    public void An_array_has_the_coordinates_alone()
    {
        string model = Model(), added = _folder.Text("new.csv", "900,900,900\n");
        ToolRun run = Transform(model, added, "-o", _folder["new.npy"]);
        Assert.Equal((1, 2), (EmbeddingReader.Read(_folder["new.npy"]).Points, EmbeddingReader.Read(_folder["new.npy"]).Dimensions));
        Assert.Contains("which points are far is in a .csv or .tsv file of -o, and in --report", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Quiet_is_quiet()
    {
        string model = Model(), added = _folder.Text("new.csv", "1,1,1\n");
        Assert.Equal("", Transform(model, added, "-o", _folder["new.map.csv"], "--quiet").Out);
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "1 of the 3 columns that are needed is missing: 'c'")]
    [InlineData("u,v,w\n1,2,3\n", "there are no columns in common")]
    [InlineData("1,2\n3,4\n", "its map was made of points of 3 dimensions, but ")]
    [InlineData("1,2,3\n4,5,nan\n", "line 2, column 3")]
    [InlineData("", "it is empty")]
    [InlineData("a,b,c\n", "there is a header, but no row follows it")]
    public void Points_that_do_not_fit_are_refused(string content, string message)
    {
        string model = Model(), added = _folder.Text("new.csv", content);
        ToolRun run = Refused(ExitCode.BadInput, model, added);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Contains(added, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_model_and_both_numbers_are_named_where_the_dimensions_differ()
    {
        string model = Model(), added = _folder.Text("new.csv", "1,2,3,4\n3,4,5,6\n");
        Refused(ExitCode.BadInput, model, added).ExpectFault(
            ExitCode.BadInput, $"{model}: its map was made of points of 3 dimensions, but {added} has 4; give the same columns.");
    }

    /// <summary>Points that a reader takes, but that no model can compare with its own.</summary>
    [Theory]
    [InlineData("--standardize", "1,2,3\n4,3e38,6\n", "row 1 is too large for single precision after the standardization")]
    [InlineData("--pca=2", "1,2,3\n4,3e38,3e38\n", "row 1 is too large for single precision after the reduction by PCA")]
    [InlineData("--pca=off", "1,2,3\n4,3e38,-3e38\n", "exceeds single precision")]
    public void Points_that_are_too_large_for_the_model_are_named_with_it(string option, string rows, string message)
    {
        string small = string.Concat(Enumerable.Range(0, 30).Select(row => $"0.{row % 3},0.{row:D3},0.{row % 7}\n"));
        string points = _folder.Text("small.csv", small), model = _folder["small.bhtsne"], added = _folder.Text("new.csv", rows);
        ToolRun.Of(["embed", points, .. ToolRun.Short, option, "--model", model, "-q"]).Expect(ExitCode.Success);
        ToolRun run = Refused(ExitCode.BadInput, model, added);
        run.ExpectFault(ExitCode.BadInput, $"{added}, placed by {model}: ");
        Assert.Contains(message, run.Error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Sparse_points_are_refused_by_a_map_of_dense_ones_and_the_other_way_round()
    {
        string sparse = _folder.Text(
            "sparse.mtx",
            "%%MatrixMarket matrix coordinate real general\n40 3 80\n"
            + string.Concat(Enumerable.Range(1, 40).Select(row => $"{row} {1 + (row % 3)} {row}\n{row} {1 + ((row + 1) % 3)} 2\n")));
        string dense = Model();
        Refused(ExitCode.BadInput, dense, sparse).ExpectFault(ExitCode.BadInput, "give dense points");
        ToolRun.Of(["embed", sparse, "--model", _folder["sparse.bhtsne"], .. ToolRun.Short]).Expect(ExitCode.Success);
        Refused(ExitCode.BadInput, _folder["sparse.bhtsne"], _folder.Text("new.csv", "1,2,3\n")).ExpectFault(
            ExitCode.BadInput, "give sparse points");
        Transform(_folder["sparse.bhtsne"], sparse, "-o", _folder["sparse.csv"]);
        Assert.Equal(41, File.ReadLines(_folder["sparse.csv"]).Count());
    }

    [Fact]
    public void A_file_that_is_no_model_is_refused()
    {
        string model = Model(), added = _folder.Text("new.csv", "1,2,3\n"), text = _folder.Text("text.bhtsne", "x,y\n1,2\n");
        Assert.Contains(text, Refused(ExitCode.BadInput, text, added).Error, StringComparison.Ordinal);
        byte[] bytes = File.ReadAllBytes(model);
        bytes[bytes.Length / 2] ^= 4;
        File.WriteAllBytes(_folder["flipped.bhtsne"], bytes);
        Assert.Contains(
            $"{_folder["flipped.bhtsne"]}: section '", Refused(ExitCode.BadInput, _folder["flipped.bhtsne"], added).Error,
            StringComparison.Ordinal);
        File.WriteAllBytes(_folder["short.bhtsne"], bytes[..200]);
        string cut = Refused(ExitCode.BadInput, _folder["short.bhtsne"], added).Error;
        Assert.Contains(_folder["short.bhtsne"], cut, StringComparison.Ordinal);
        Refused(ExitCode.BadInput, _folder["none.bhtsne"], added).ExpectFault(ExitCode.BadInput, "none.bhtsne: there is no such file");
    }

    [Fact]
    public void A_map_of_a_metric_of_its_makers_own_is_refused()
    {
        Metric metric = Metric.Custom("mine", (a, b) => Math.Abs(a[0] - b[0]));
        using TsneRun run = Tsne.Start(
            Points(Table("points.csv", 60)), new TsneOptions { Metric = metric, Perplexity = 5, Iterations = 20, PcaComponents = 0 });
        run.Optimize();
        run.ToModel().Save(_folder["own.bhtsne"]);
        ToolRun refused = Refused(ExitCode.BadInput, _folder["own.bhtsne"], _folder.Text("new.csv", "1,2,3\n"));
        Assert.Contains("it was made with the metric 'mine'", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--perplexity 60", "--perplexity: 60 cannot be reached with the 60 points of the map")]
    [InlineData("--perplexity 0.5", "--perplexity: ")]
    [InlineData("--theta 9", "--theta: ")]
    [InlineData("--iterations -1", "--iterations: ")]
    [InlineData("--perplexty 3", "unknown option '--perplexty'; did you mean --perplexity?")]
    [InlineData("-o new.xls", "--output: new.xls: the name must end in .csv")]
    public void A_wrong_option_is_named(string line, string message) => ToolRun.Of(
        ["transform", Model(), _folder.Text("new.csv", "1,2,3\n"), "--report", _folder["new.json"], .. line.Split(' ')])
        .ExpectFault(ExitCode.WrongCommandLine, message);

    [Fact]
    public void What_is_missing_is_named()
    {
        ToolRun.Of("transform").ExpectFault(ExitCode.WrongCommandLine, "MODEL: it is missing");
        ToolRun.Of("transform", "map.bhtsne").ExpectFault(ExitCode.WrongCommandLine, "INPUT: it is missing");
    }

    [Fact]
    public void The_model_is_not_overwritten()
    {
        string model = Model();
        byte[] before = File.ReadAllBytes(model);
        string added = _folder.Text("new.csv", "1,2,3\n");
        ToolRun.Of("transform", model, added, "-o", model, "--output-format", "csv")
            .ExpectFault(ExitCode.WrongCommandLine, "the file is already an input or another output");
        Assert.Equal(before, File.ReadAllBytes(model));
    }

    /// <summary>The label and the id column are not features, and their names not among those of the model.</summary>
    private string Model()
    {
        string points = Table("points.csv", 60), model = _folder["map.bhtsne"];
        ToolRun.Of(["embed", points, "--match-column", "name", "--label-column", "kind", "--model", model, .. ToolRun.Short])
            .Expect(ExitCode.Success);
        Assert.Equal(["a", "b", "c"], TsneModel.Load(model).ColumnNames!);
        return model;
    }

    private string Table(string name, int rows, int seed = 1)
    {
        Random random = new(seed);
        return _folder.Text(name, Header + string.Concat(Enumerable.Range(0, rows).Select(Row)));

        string Row(int row) =>
            $"r{row},{string.Join(',', Enumerable.Range(0, 3).Select(_ => Number(10 * (row % 3))))},{"abc"[row % 3]}\n";

        string Number(int centre) => (centre + random.NextDouble()).ToString(CultureInfo.InvariantCulture);
    }

    private static PointMatrix Points(string table) =>
        TableReader.Read(table, new TableReadOptions { IdColumn = "name", LabelColumn = "kind" }).Points;

    private static ToolRun Transform(params string[] args) => ToolRun.Of(["transform", .. args]).Expect(ExitCode.Success);

    private ToolRun Refused(int exitCode, string model, string added)
    {
        ToolRun run = ToolRun.Of("transform", model, added, "-o", _folder["no.csv"], "--report", _folder["no.json"]).Expect(exitCode);
        Assert.False(File.Exists(_folder["no.csv"]) || File.Exists(_folder["no.json"]));
        return run;
    }
}
