using System.Text.Json;
using BhTsne.Cli.Tests.Support;
using static BhTsne.Cli.Tests.Support.PageFile;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>Titles of pictures, and what they are coloured by.</summary>
public sealed class PictureOptionTests : IDisposable
{
    private const string Hostile = "\"</script>\", \u05D0b \U0001F600";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_title_and_a_line_below_it_are_in_each_picture()
    {
        string points = _folder.Clusters("p.csv", 30), title = $"All {Hostile}";
        string[] given = ["--title", title, "--subtitle", "second <line>"];
        Embed(points, [.. given, "-o", _folder["p.map.csv"], "--plot", _folder["a.html"], "--plot", _folder["a.svg"]]);
        ToolRun.Of(["plot", _folder["p.map.csv"], .. given, "-o", _folder["b.html"]]).Expect(ExitCode.Success);
        foreach (string page in new[] { _folder["a.html"], _folder["b.html"] })
        {
            JsonElement facts = Facts(page);
            Assert.Equal((title, "second <line>"), (Text(facts, "title"), Text(facts, "subtitle")));
        }

        string picture = File.ReadAllText(_folder["a.svg"]);
        Assert.Contains("second &lt;line&gt;", picture, StringComparison.Ordinal);
        Assert.DoesNotContain("</script>", picture, StringComparison.Ordinal);

        Embed(points, "--title", "", "--plot", _folder["c.html"], "--plot", _folder["c.png"]);
        Embed(points, "--plot", _folder["d.html"], "--plot", _folder["d.png"]);
        Assert.Equal(("", "p.csv"), (Text(Facts(_folder["c.html"]), "title"), Text(Facts(_folder["d.html"]), "title")));
        Assert.NotEqual(File.ReadAllBytes(_folder["c.png"]), File.ReadAllBytes(_folder["d.png"]));

        Embed(points, "--model", _folder["m.bhtsne"]);
        ToolRun.Of(["transform", _folder["m.bhtsne"], points, .. given, "--plot", _folder["e.html"]]).Expect(ExitCode.Success);
        Assert.Equal(title, Text(Facts(_folder["e.html"]), "title"));
    }

    /// <summary>The column stays a feature or not, as without it.</summary>
    [Theory]
    [InlineData("batch")]
    [InlineData("2")]
    public void A_column_colours_pages_and_pictures(string column)
    {
        string points = Table();
        string[] common = ["--label-column", "kind", "--drop-columns", "batch,part"];
        Embed(points, [.. common, "--color-by", column, .. Pictures("a")]);
        Embed(points, [.. common, "--show-columns", "none", .. Pictures("b")]);
        JsonElement facts = Facts(_folder["a.html"]), plain = Facts(_folder["b.html"]);
        Assert.Equal(["kind", "batch", "x", "y", "z"], Names(facts));
        Assert.Equal("batch", Names(facts)[facts.GetProperty("colorBy").GetInt32()]);
        Assert.Equal(["kind"], Names(plain));
        Assert.Equal(Block(_folder["a.html"], Map(facts)), Block(_folder["b.html"], Map(plain)));
        Assert.Contains("b1", File.ReadAllText(_folder["a.svg"]), StringComparison.Ordinal);
        Assert.DoesNotContain("b1", File.ReadAllText(_folder["b.svg"]), StringComparison.Ordinal);
        Assert.NotEqual(File.ReadAllBytes(_folder["a.png"]), File.ReadAllBytes(_folder["b.png"]));

        static JsonElement Map(JsonElement page) => page.GetProperty("maps")[0].GetProperty("block");
    }

    /// <summary>So that one command is enough to find out what distinguishes two groups.</summary>
    [Fact]
    public void Named_features_are_on_the_page_where_they_are_few_and_nothing_else_is_asked_for()
    {
        string points = Table(), page = _folder["a.html"], array = _folder.Text(
            "n.csv", string.Concat(Enumerable.Range(0, 30).Select(i => $"{i % 3},{i % 7}.5\n"))), wide = _folder.Text(
            "w.csv", string.Concat(Enumerable.Range(-1, 31).Select(row => string.Join(',', Enumerable.Range(0, 31).Select(
                column => row < 0 ? $"c{column}" : $"{(row * column) % 11}")) + "\n")));
        string[] common = ["--label-column", "kind", "--drop-columns", "batch,part", "--standardize"];
        Embed(points, [.. common, "--plot", page]);
        JsonElement facts = Facts(page);
        Assert.Equal(["kind", "x", "y", "z"], Names(facts));

        // As they are in the table, not as they were standardized.
        Embed(points, [.. common, "--show-columns", "x,y,z", "--plot", _folder["b.html"]]);
        Assert.Equal(File.ReadAllBytes(_folder["b.html"]), File.ReadAllBytes(page));

        Embed(points, [.. common, "--show-columns", "none", "--plot", _folder["c.html"]]);
        Assert.Equal(["kind"], Names(Facts(_folder["c.html"])));
        Embed(array, "--plot", _folder["d.html"]);
        Embed(wide, "--plot", _folder["e.html"]);
        Assert.Empty(Names(Facts(_folder["d.html"])));
        Assert.Empty(Names(Facts(_folder["e.html"])));
        Embed(wide, "--drop-columns", "c30", "--plot", _folder["f.html"]);
        Assert.Equal(30, Names(Facts(_folder["f.html"])).Length);
    }

    /// <summary>A column may be shown, coloured by, and hold labels: it is one column of the page.</summary>
    [Theory]
    [InlineData("label")]
    [InlineData("kind")]
    [InlineData("4")]
    public void The_labels_are_one_column_with_their_own_name(string color)
    {
        string points = Table();
        Embed(
            points, "--label-column", "kind", "--drop-columns", "batch,part", "--show-columns", "kind,part", "--color-by", color,
            "--plot", _folder["a.html"]);
        JsonElement facts = Facts(_folder["a.html"]);
        Assert.Equal(["kind", "part"], Names(facts));
        Assert.True(!facts.TryGetProperty("colorBy", out JsonElement chosen) || chosen.GetInt32() == 0);
    }

    [Fact]
    public void Labels_of_numbers_are_one_column_and_others_of_that_name_are_not()
    {
        string points = _folder.Text(
            "p.csv", $"a,cost,b\n{string.Concat(Enumerable.Range(0, 30).Select(i => $"{i % 3},{i % 2},{i % 7}.5\n"))}");
        Embed(points, "--label-column", "cost", "--show-columns", "cost", "--diagnostics", "--plot", _folder["a.html"]);
        Assert.Equal(1, Names(Facts(_folder["a.html"])).Count(name => name == "cost (2)"));
        Assert.Equal("cost (2)", Names(Facts(_folder["a.html"]))[0]);

        // Labels of a file are others than those of the column.
        string labels = _folder.Text("l.txt", string.Concat(Enumerable.Range(0, 30).Select(i => $"{i % 4}\n")));
        Embed(points, "--labels", labels, "--label-column", "cost", "--show-columns", "cost", "--color-by", "cost",
            "--plot", _folder["b.html"]);
        JsonElement facts = Facts(_folder["b.html"]);
        Assert.Equal(["labels", "cost"], Names(facts));
        Assert.Equal(1, facts.GetProperty("colorBy").GetInt32());
    }

    [Fact]
    public void Scores_and_density_colour_a_picture_without_a_page()
    {
        string points = _folder.Clusters("p.csv", 40, labelled: true);
        string[] common = ["--label-column", "kind"];
        Embed(points, [.. common, "--diagnostics", "--color-by", "cost", "--plot", _folder["a.svg"]]);
        Embed(points, [.. common, "--color-by", "density", "--plot", _folder["b.svg"]]);
        Embed(points, [.. common, "--show-columns", "x1", "--color-by", "x1", "--plot", _folder["c.svg"]]);
        Assert.Contains(">cost<", File.ReadAllText(_folder["a.svg"]), StringComparison.Ordinal);
        Assert.Contains(">density<", File.ReadAllText(_folder["b.svg"]), StringComparison.Ordinal);
        Assert.Contains(">x1<", File.ReadAllText(_folder["c.svg"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("embed p.csv --title x", "--title: only a picture shows it; add --plot FILE, or leave this out")]
    [InlineData("embed p.csv --subtitle x", "--subtitle: only a picture shows it; add --plot FILE, or leave this out")]
    [InlineData("embed p.csv --color-by x", "--color-by: only a picture shows it; add --plot FILE, or leave this out")]
    [InlineData("transform m.bhtsne p.csv --title x", "--title: only a picture shows it; add --plot FILE, or leave this out")]
    [InlineData("embed p.csv --show-columns x --plot m.png", "--show-columns: only a page shows them; add --plot FILE.html, or leave")]
    [InlineData(
        "embed p.csv --input-kind affinities --color-by x --plot m.png",
        "--color-by: with --input-kind affinities there is no table with further columns; it can be label, density or a score of")]
    [InlineData("embed p.csv --diagnostics --color-by x --plot m.png", "--diagnostics: no output can show the scores; name a map in text")]
    [InlineData("embed p.csv --label-names n.csv", "--label-names: there are no labels to name; add --labels FILE or --label-column NAME")]
    public void A_line_without_use_is_refused(string line, string message) =>
        ToolRun.Of(line.Split(' ')).ExpectFault(ExitCode.WrongCommandLine, message);

    [Theory]
    [InlineData(
        "bach", "the colour column 'bach' was not found; did you mean 'batch'? there are 6 columns: 'x', 'batch', 'y', 'kind', 'z'")]
    [InlineData("9", "the colour column '9' was not found; there are 6 columns: 'x', ")]
    [InlineData("label", "the colour column 'label' was not found; there are 6 columns")]
    [InlineData("cost", "or with --diagnostics a score: neighbors_kept, cost, singularity, perturbation.")]
    public void A_column_that_is_not_there_is_named_with_those_that_are(string color, string message)
    {
        ToolRun run = ToolRun.Of("embed", Table(), "--drop-text", "--color-by", color, "--plot", _folder["m.png"]);
        run.ExpectFault(ExitCode.BadInput, message);
        run.ExpectFault(ExitCode.BadInput, "--color-by takes one of them by its name or number, label where there are labels, density, or");
        Assert.False(File.Exists(_folder["m.png"]));
    }

    [Fact]
    public void Arrays_have_numbers_of_columns_and_sparse_points_none()
    {
        string array = _folder.Npy("p.npy", 30, 3, 30);
        ToolRun.Of("embed", array, "--color-by", "x", "--plot", _folder["m.html"])
            .ExpectFault(ExitCode.BadInput, "the colour column 'x' was not found; there are 3 columns and no header");
        string sparse = _folder.Text("p.mtx", "%%MatrixMarket matrix coordinate real general\n3 2 2\n1 1 4\n2 2 1\n");
        ToolRun.Of("embed", sparse, "--color-by", "x", "--plot", _folder["m.html"])
            .ExpectFault(ExitCode.BadInput, $"--color-by: {sparse} holds a sparse matrix, which has only features; it can be label, ");
    }

    [Fact]
    public void Maps_are_coloured_by_their_columns()
    {
        string map = _folder.Text("m.csv", $"x,y,kind,score\n1,2,u,0.5\n3,4,{Hostile.Replace("\"", "", StringComparison.Ordinal)
            .Replace(",", "", StringComparison.Ordinal)},1\n5,6,u,2\n");
        ToolRun.Of("plot", map, "--label-column", "kind", "--color-by", "kind", "-o", _folder["a.html"]).Expect(ExitCode.Success);
        Assert.Equal(["kind", "score"], Names(Facts(_folder["a.html"])));
        ToolRun.Of("plot", map, "--color-by", "score", "-o", _folder["b.svg"]).Expect(ExitCode.Success);
        Assert.Contains(">score<", File.ReadAllText(_folder["b.svg"]), StringComparison.Ordinal);
        foreach ((string name, string message) in new[]
        {
            ("scor", "--color-by: there is no column 'scor'; did you mean 'score'? there are 'kind', 'score', and it can be density"),
            ("densty", "did you mean 'density'?"),
            ("label", "--color-by: there is no column 'label'; there are 'kind', 'score', and it can be density"),
        })
        {
            ToolRun.Of("plot", map, "--color-by", name, "-o", _folder["c.html"]).ExpectFault(ExitCode.BadInput, message);
        }
    }

    private static ToolRun Embed(string points, params string[] options) =>
        ToolRun.Of(["embed", points, .. options, .. ToolRun.Short]).Expect(ExitCode.Success);

    private static string Text(JsonElement facts, string name) => facts.GetProperty(name).GetString()!;

    private static string[] Names(JsonElement facts) =>
        [.. facts.GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("name").GetString()!)];

    private string[] Pictures(string name) =>
        ["--plot", _folder[$"{name}.html"], "--plot", _folder[$"{name}.svg"], "--plot", _folder[$"{name}.png"]];

    private string Table() => _folder.Text(
        "p.csv",
        "x,batch,y,kind,z,part\n" + string.Concat(
            Enumerable.Range(0, 30).Select(i => $"{i % 3 * 10},b{i % 2},{i}.5,k{i % 3},{i * i % 7},\"p{i % 5} \"\"<b>\"\"\"\n")));
}
