using System.Globalization;
using System.Text.Json;
using BhTsne.Cli.Tests.Support;
using BhTsne.IO;
using BhTsne.Plotting;
using static BhTsne.Cli.Tests.Support.PageFile;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>Pictures of maps that are there, with the points that they were made of.</summary>
public sealed class PlotPointsTests : IDisposable
{
    private const int Points = 40, Neighbors = 4;
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The page of a map with its points has what the page of the run had.</summary>
    [Fact]
    public void An_old_map_gets_the_page_of_its_run()
    {
        string points = Table();
        string[] shown = ["--show-columns", "part,a", "--page-neighbors", $"{Neighbors}", "--images", "input", "--image-shape", "1x3"];
        string[] reading = ["--drop-columns", "id,part", .. shown];
        Run(["embed", points, "--id-column", "id", .. reading, "-o", _folder["m.csv"], "--plot", _folder["a.html"],
            .. ToolRun.Short]);
        Run(["plot", _folder["m.csv"], "--points", points, .. reading, "-o", _folder["b.html"]]);
        JsonElement run = Facts(_folder["a.html"]), later = Facts(_folder["b.html"]);
        Assert.Equal(["part", "a"], Names(later));
        foreach (string part in new[] { "neighbors", "images" })
        {
            Assert.Equal(Bytes("a.html", run, part), Bytes("b.html", later, part));
        }

        Assert.Equal(Ids(_folder["a.html"]), Ids(_folder["b.html"]));
        Assert.Equal(Expected(_folder["m.csv"], Enumerable.Range(0, Points)), Bytes("b.html", later, "neighbors"));
    }

    /// <summary>Of several maps, the rows that are shown are those of the first that are in all; neighbours are among them.</summary>
    [Fact]
    public void Several_maps_share_what_the_points_add()
    {
        string points = Table();
        int[] kept = [.. Enumerable.Range(0, Points).Where(row => row % 5 != 2)];
        string first = Map("one.csv", Enumerable.Range(0, Points)), second = Map("two.csv", kept.Reverse());
        Run(
            "plot", first, second, "--points", points, "--drop-columns", "id,part", "--show-columns", "part", "--color-by", "part",
            "--page-neighbors", $"{Neighbors}", "--common-rows", "-o", _folder["m.html"]);
        JsonElement facts = Facts(_folder["m.html"]);
        Assert.Equal(2, facts.GetProperty("maps").GetArrayLength());
        Assert.Equal("part", Names(facts)[facts.GetProperty("colorBy").GetInt32()]);
        Assert.Equal(kept.Select(row => $"r{row}"), Ids(_folder["m.html"]));
        Assert.Equal(Expected(first, kept), Bytes("m.html", facts, "neighbors"));
    }

    [Theory]
    [InlineData("part")]
    [InlineData("2")]
    public void A_picture_is_coloured_by_a_column_of_the_points(string column)
    {
        string map = Map("m.csv", Enumerable.Range(0, Points));
        Run("plot", map, "--points", Table(), "--drop-text", "--color-by", column, "-o", _folder["m.svg"], "-o", _folder["m.html"]);
        Assert.Contains("q2<", File.ReadAllText(_folder["m.svg"]), StringComparison.Ordinal);
        Assert.Equal(["part"], Names(Facts(_folder["m.html"])));
        Assert.Equal(10, Facts(_folder["m.html"]).GetProperty("neighbors").GetProperty("perPoint").GetInt32());
    }

    [Fact]
    public void Faults_name_the_file_and_what_to_do()
    {
        string points = Table(), map = Map("m.csv", Enumerable.Range(0, Points - 1)), page = _folder["m.html"];
        Bad(
            ["--points", points, "--drop-text"],
            $"--points: {points}: 40 points do not fit the 39 of {map}; there must be the same rows in the same order");
        Bad(["--points", points], "--drop-text and --drop-columns leave columns out.");
        Bad(
            ["--points", points, "--drop-text", "--color-by", "par"],
            "the colour column 'par' was not found; did you mean 'part'? there are 5 columns");
        Bad(["--points", points, "--drop-text", "--show-columns", "par"], "the column to keep 'par' was not found; did you mean 'part'?");
        Bad(["--points", _folder["no.csv"]], "no.csv: there is no such file");
        Wrong(["--show-columns", "part"], "--show-columns: it is about the points of MAP; add --points FILE, or leave this out");
        Wrong(["--page-neighbors", "3"], "--page-neighbors: it is about the points of MAP; add --points FILE");
        Wrong(["--points", "-"], "--points: the points must be a file; the standard input is not read");
        Wrong(
            ["--points", points, "--page-neighbors", "3", "-o", "m.png"],
            "--page-neighbors: only a page shows them; add --output FILE.html, or leave this out");
        Wrong(["--points", points, "--images", "input"], "--image-shape: --images needs it; give the height and width of an image");
        Assert.False(File.Exists(page));

        void Bad(string[] line, string message) =>
            ToolRun.Of(["plot", map, .. line, "-o", page]).ExpectFault(ExitCode.BadInput, message);
        void Wrong(string[] line, string message) => ToolRun.Of(["plot", map, .. line]).ExpectFault(ExitCode.WrongCommandLine, message);
    }

    private static void Run(params string[] line) => ToolRun.Of(line).Expect(ExitCode.Success);

    private static double[] Row(int row) => [(row % 4 * 10) + (row * row % 17 / 10.0), row * 7 % 23, row * 5 % 11];

    private static string[] Names(JsonElement facts) =>
        [.. facts.GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("name").GetString()!)];

    private static int[][] Nearest(int[] rows) =>
    [
        .. rows.Select(row => rows.Index().Where(other => other.Item != row)
            .OrderBy(other => Row(row).Zip(Row(other.Item)).Sum(pair => Math.Pow(pair.First - pair.Second, 2)))
            .ThenBy(other => other.Index).Take(Neighbors).Select(other => other.Index).ToArray()),
    ];

    private byte[] Bytes(string page, JsonElement facts, string part)
    {
        JsonElement found = facts.GetProperty(part);
        return Block(_folder[page], found.TryGetProperty("block", out JsonElement block) ? block : found.GetProperty("blocks")[0]);
    }

    private string Table() => _folder.Text(
        "p.csv",
        "id,part,a,b,c\n" + string.Concat(Enumerable.Range(0, Points).Select(row =>
            $"r{row},\"\u202Eq{row % 3}\",{string.Join(',', Row(row).Select(value => value.ToString(CultureInfo.InvariantCulture)))}\n")));

    private string Map(string name, IEnumerable<int> rows) =>
        _folder.Text(name, $"id,x,y\n{string.Concat(rows.Select(row => $"r{row},{row},{row % 6}\n"))}");

    /// <summary>The neighbours of these points of a map as a page has them, which depends on the map.</summary>
    private byte[] Expected(string map, IEnumerable<int> rows)
    {
        Embedding all = EmbeddingReader.Read(map);
        int[] kept = [.. rows];
        Embedding shown = new(kept.SelectMany(row => all.Values.Slice(2 * row, 2).ToArray()).ToArray(), 2);
        PointNeighbors neighbors = new(Nearest(kept).SelectMany(list => list).ToArray(), Neighbors);
        string page = _folder["expected.html"];
        using (FileStream file = File.Create(page))
        {
            HtmlPlot.Write(file, shown, null, new PlotOptions { Neighbors = neighbors });
        }

        return Bytes("expected.html", Facts(page), "neighbors");
    }
}
