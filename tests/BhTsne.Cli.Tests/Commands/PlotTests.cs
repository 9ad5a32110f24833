using System.Text.Json;
using BhTsne.Cli.Commands;
using BhTsne.Cli.Tests.Support;
using static BhTsne.Cli.Tests.Support.PageFile;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>Pictures of maps that are there.</summary>
public sealed class PlotTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_page_has_the_map_with_its_ids_labels_and_columns()
    {
        string map = _folder.Text("m.csv", "name,x,y,label,neighbors_kept,kind\na,1,2,u,0.5,p\n\"</script>\",3,4,v,,p\nc,5,6,u,1,q\n");
        ToolRun run = Plot(map, "-o", _folder["m.html"], "--title", "A \"map\"");
        JsonElement facts = Facts(_folder["m.html"]);

        Assert.Equal(("A \"map\"", 3), (facts.GetProperty("title").GetString(), facts.GetProperty("points").GetInt32()));
        Assert.Equal(["labels", "neighbors_kept", "kind"], Names(facts));
        Assert.Equal(["a", "</script>", "c"], Texts(_folder["m.html"], facts.GetProperty("ids")));
        Assert.Equal([1f, 3, 5, 2, 4, 6], Floats(_folder["m.html"], facts.GetProperty("maps")[0].GetProperty("block"), 2));
        Assert.Contains("nearest", facts.GetProperty("columns")[1].GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Contains(_folder["m.html"], run.Out, StringComparison.Ordinal);
        Assert.Contains("3 points drawn", run.Out, StringComparison.Ordinal);
    }

    /// <summary>As embed makes them of the columns of a table.</summary>
    [Fact]
    public void Codes_are_categories_and_infinities_and_equal_names_are_no_fault()
    {
        string map = _folder.Text(
            "m.csv", "x,y,batch,far,cost,a,a (2),A\n1,2,0,inf,1,5.5,1.5,k\n3,4,1,inf,2,6.5,2.5,l\n5,6,1,inf,2,7.5,3.5,k\n");
        Plot(map, "-o", _folder["m.html"]);
        JsonElement facts = Facts(_folder["m.html"]);
        Assert.Equal(["0", "1"], Categories(facts, Array.IndexOf(Names(facts), "batch")));
        Assert.False(facts.GetProperty("columns")[Array.IndexOf(Names(facts), "cost")].TryGetProperty("categories", out _));
    }

    [Fact]
    public void Rows_of_several_maps_are_found_again_by_their_ids()
    {
        string one = _folder.Text("one.map.csv", "id,x,y,score,side\na,1,2,1,l\nb,3,4,2,r\nc,5,6,3,l\n");
        string two = _folder.Text("two.csv", "id,x,y,score,side\nc,50,60,3,l\na,10,20,1,l\nb,30,40,9,r\n");
        ToolRun run = Plot(one, two, "-o", _folder["m.html"], "--no-align");
        JsonElement facts = Facts(_folder["m.html"]);

        Assert.Equal(["one", "two"], Titles(facts));
        Assert.Equal(Places(0), Places(1)); // The same rows at ten times the size.
        Assert.Equal(["score (one)", "score (two)", "side"], Names(facts)); // What both have is one column.
        Assert.Contains("3 points in 2 maps", run.Out, StringComparison.Ordinal);
        Assert.All(facts.GetProperty("maps").EnumerateArray(), map => Assert.False(map.TryGetProperty("turn", out _)));

        byte[] Places(int map) => Block(_folder["m.html"], facts.GetProperty("maps")[map].GetProperty("block"));
    }

    [Fact]
    public void Rows_that_are_not_in_all_maps_are_refused_or_left_out()
    {
        string one = _folder.Text("one.csv", "id,x,label\na,1,u\nb,3,v\nc,5,w\n"), two = _folder.Text("two.csv", "id,x\nd,7\nc,50\na,10\n");
        string fault = Fails(one, two);
        Assert.Equal(
            $"bhtsne: {two}: 1 row of {one} is not in it, the first with the id 'b'; "
                + $"--common-rows leaves out rows that are not in all maps.",
            fault);

        ToolRun run = Plot(one, two, "-o", _folder["m.html"], "--common-rows", "--map-names", "before,after");
        JsonElement facts = Facts(_folder["m.html"]);
        Assert.Equal(["before", "after"], Titles(facts));
        Assert.Equal(2, facts.GetProperty("points").GetInt32());
        Assert.Equal(["a", "c"], Texts(_folder["m.html"], facts.GetProperty("ids")));
        Assert.Equal(["u", "w"], Categories(facts, 0));
        Assert.Contains($"{one}: 1 of its rows are not in all maps, and are left out", run.Out, StringComparison.Ordinal);
        Assert.Contains($"{two}: 1 of its rows are not in all maps, and are left out", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_come_from_files_or_from_the_first_map_that_has_them()
    {
        string one = _folder.Text("one.csv", "x,kind\n1,7\n2,7\n3,8\n"), two = _folder.Text("two.csv", "x,label\n1,p\n2,q\n3,p\n");
        string three = _folder.Text("three.csv", "x,label\n1,p\n2,q\n3,r\n"), labels = _folder.Text("labels.txt", "s\nt\nt\n");

        ToolRun run = Plot(one, two, three, "-o", _folder["m.html"]);
        Assert.Equal(["p", "q"], Categories(Facts(_folder["m.html"]), 0));
        Assert.Contains($"{three}: 1 row has other labels than in {two}, whose labels are shown", run.Out, StringComparison.Ordinal);

        Plot(one, two, "-o", _folder["m.html"], "--label-column", "kind");
        Assert.Equal(["7", "8"], Categories(Facts(_folder["m.html"]), 0));

        Plot(one, two, "-o", _folder["m.html"], "--labels", labels, "--color-by", "kind");
        JsonElement facts = Facts(_folder["m.html"]);
        Assert.Equal(["s", "t"], Categories(facts, 0));
        Assert.Equal("kind", Names(facts)[facts.GetProperty("colorBy").GetInt32()]);
    }

    [Fact]
    public void One_map_is_drawn_into_several_files_and_by_default_beside_nothing_else()
    {
        string map = _folder.Text("m.map.csv", "x,y\n1,2\n3,4\n");
        Plot(map, "-o", _folder["a.html"], "-o", _folder["b.svg"]);
        Assert.StartsWith("<?xml", File.ReadAllText(_folder["b.svg"]), StringComparison.Ordinal);
        Assert.Single(Facts(_folder["a.html"]).GetProperty("maps").EnumerateArray());

        string quiet = Plot(map, "-o", _folder["c.html"], "--quiet").Out;
        Assert.Empty(quiet);
        Assert.Equal(File.ReadAllBytes(_folder["a.html"]), File.ReadAllBytes(_folder["c.html"]));
    }

    [Fact]
    public void Faults_name_the_file_and_what_to_do()
    {
        string one = _folder.Text("one.csv", "id,x\na,1\nb,2\n"), bare = _folder.Text("bare.csv", "x\n1\n2\n3\n");
        string flat = _folder.Text("flat.csv", "x,y\n1,2\n2,3\n3,4\n"), twice = _folder.Text("twice.csv", "id,x\na,1\na,2\n");
        string other = _folder.Text("other.csv", "id,x\np,1\nq,2\n"), out_ = _folder["m.html"];

        Assert.Contains($"{bare}: it has no ids, but {one} has; if rows are in the same order, give --id-column none", Fails(one, bare));
        Assert.Contains($"{bare}: 3 rows do not fit the 2 of {one}, and there are no ids", Fails(one, bare, "--id-column", "none"));
        Assert.Contains($"{flat}: it has 2 dimensions, and {bare} has 1; maps in one page need the same", Fails(bare, flat));
        Assert.Contains($"{twice}: the id 'a' is on row 0 and on row 1", Fails(one, twice));
        Assert.Contains($"{other}: none of its ids, such as 'p', is in {one}, whose first is 'a'", Fails(one, other, "--common-rows"));
        Assert.Contains($"{one}: there is no column 'key'; its columns are 'id'", Fails(one, other, "--id-column", "key"));
        Assert.Contains($"{bare}: there is no column 'kind'; it has no columns beside", Fails(bare, "--label-column", "kind"));
        Assert.Contains("--color-by: there is no column 'kind'; there are no columns beside coordinates", Fails(bare, "--color-by", "kind"));
        Assert.Contains("--map-names: there are 1 names for 2 maps; give one for each", Wrong(one, other, "--map-names", "a"));
        Assert.Contains("--output: m.svg: it can show one map only, and there are 2", Wrong(one, other, "-o", "m.svg"));
        Assert.Contains("--common-rows: with one MAP it has no effect; leave it out", Wrong(one, "--common-rows"));
        Assert.Contains("MAP: it is missing; name at least one file of a map", Wrong());
        Assert.Contains("unknown option '--no-algin'; did you mean --no-align?", Wrong(one, other, "--no-algin"));
        Assert.False(File.Exists(out_));
    }

    [Fact]
    public void Maps_are_called_as_their_files()
    {
        Assert.Equal(["p30", "b"], MapNames.Of(["maps/p30.map.csv.gz", "b.npy"]));
        Assert.Equal(["a/map", "b/map"], MapNames.Of(["/x/a/map.csv", "/x/b/map.npy"]));
        Assert.Equal(["a/map", "a/map (2)", "c"], MapNames.Of(["/x/a/map.csv", "/x/a/map.npy", "c.csv"]));
    }

    private static ToolRun Plot(params string[] line) => ToolRun.Of(["plot", .. line]).Expect(ExitCode.Success);

    private string Fails(params string[] line) =>
        ToolRun.Of(["plot", .. line, "-o", _folder["m.html"]]).Expect(ExitCode.BadInput).Error.Trim();

    private static string Wrong(params string[] line) => ToolRun.Of(["plot", .. line]).Expect(ExitCode.WrongCommandLine).Error;

    private static string[] Names(JsonElement facts) =>
        [.. facts.GetProperty("columns").EnumerateArray().Select(column => column.GetProperty("name").GetString()!)];

    private static string[] Titles(JsonElement facts) =>
        [.. facts.GetProperty("maps").EnumerateArray().Select(map => map.GetProperty("title").GetString()!)];

    private static string[] Categories(JsonElement facts, int column) =>
        [
            .. facts.GetProperty("columns")[column].GetProperty("categories").EnumerateArray()
                .Select(c => c.GetProperty("name").GetString()!),
        ];

    /// <summary>One coordinate of all points after the other: records are stored byte by byte.</summary>
    private static float[] Floats(string page, JsonElement number, int perRecord)
    {
        byte[] planes = Block(page, number);
        int records = planes.Length / (4 * perRecord);
        return
        [
            .. Enumerable.Range(0, records * perRecord).Select(i =>
            {
                (int value, int record) = (i / records, i % records);
                byte[] bytes = [.. Enumerable.Range(0, 4).Select(b => planes[(((4 * value) + b) * records) + record])];
                return BitConverter.ToSingle(bytes);
            }),
        ];
    }
}
