using System.Globalization;
using System.Text.Json;
using BhTsne.Cli.Tests.Support;
using BhTsne.IO;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>Models, ids, pinned rows, and maps that start from an earlier one.</summary>
public sealed class EarlierMapTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_has_the_map_of_the_run()
    {
        ToolRun run = Embed(
            _folder.Clusters("points.csv", 60, labelled: true), "--label-column", "kind",
            "-o", _folder["map.csv"], "--model", _folder["map.bhtsne"]);
        TsneModel model = TsneModel.Load(_folder["map.bhtsne"]);
        Assert.Equal(EmbeddingReader.Read(_folder["map.csv"]).Values.ToArray(), model.Embedding.Values.ToArray());
        Assert.Equal(["x1", "x2", "x3", "x4", "x5"], model.ColumnNames!);
        Assert.Contains($"  model  {_folder["map.bhtsne"]}", run.Out, StringComparison.Ordinal);
        Embed(_folder.Clusters("bare.csv", 60), "--model", _folder["bare.bhtsne"]);
        Assert.Null(TsneModel.Load(_folder["bare.bhtsne"]).ColumnNames);
        Assert.Equal(5, Directory.GetFileSystemEntries(_folder.Root).Length);
    }

    [Theory]
    [InlineData("points.csv --model map.model", "--model: map.model: the name must end in .bhtsne")]
    [InlineData("points.csv --model no/map.bhtsne", "--model: no/map.bhtsne: ")]
    [InlineData("points.csv --input-kind distances --model m.bhtsne", "--model: with --input-kind distances there are no points")]
    [InlineData("a.csv b.csv --input-kind neighbors --model m.bhtsne", "--model: with --input-kind neighbors there are no points")]
    [InlineData("points.mtx --input-kind affinities --model m.bhtsne", "--model: with --input-kind affinities there are no points")]
    [InlineData("points.mtx --input-kind affinities --match-column a", "--match-column: with --input-kind affinities there is no column")]
    [InlineData("a.csv b.csv --input-kind neighbors --match-column a", "--match-column: with --input-kind neighbors all columns")]
    [InlineData("points.csv --start-from old.csv", "--start-from: rows are found again by their ids; name their column by --match-column")]
    [InlineData("points.csv --match-column a --start-from old.csv --init b.csv", "--start-from: a run has one start")]
    [InlineData("points.csv --match-column a --start-from old.csv --merge-duplicates", "--start-from: with --merge-duplicates")]
    [InlineData("points.csv --pin rows.txt --merge-duplicates", "--pin: with --merge-duplicates")]
    public void A_combination_without_sense_is_refused(string line, string message) =>
        ToolRun.Of(["embed", .. line.Split(' ')]).ExpectFault(ExitCode.WrongCommandLine, message);

    [Theory]
    [InlineData("name", "name,x,y")]
    [InlineData("1", "name,x,y")]
    public void Ids_are_the_first_column_of_the_map_under_their_own_name(string column, string header)
    {
        Embed(Named("points.csv", Names(40)), "--match-column", column, "-o", _folder["map.csv"], "--plot", _folder["map.html"]);
        Assert.Equal(header, File.ReadLines(_folder["map.csv"]).First());
        Assert.Equal(Names(40), EmbeddingReader.ReadWithIds(_folder["map.csv"], "name").Ids);
        Assert.Equal(Names(40), PageFile.Ids(_folder["map.html"]));
    }

    [Fact]
    public void Ids_without_a_header_are_called_id()
    {
        string[] rows = File.ReadAllLines(Named("points.csv", Names(40)))[1..];
        Embed(_folder.Text("bare.csv", string.Join('\n', rows)), "--match-column", "1", "-o", _folder["map.csv"]);
        Assert.Equal("id,x,y", File.ReadLines(_folder["map.csv"]).First());
        Embed(_folder["bare.csv"], "--match-column", "1", "--start-from", _folder["map.csv"], "-o", _folder["again.csv"]);
    }

    [Theory]
    [InlineData("r3", "the id 'r3' in the column 'name' is on row 3 and on row 9")]
    [InlineData("", "the id '' in the column 'name' is on row 9 and on row 20")]
    public void An_id_on_two_rows_is_refused(string id, string message)
    {
        string[] names = Names(40);
        names[9] = id;
        names[20] = id.Length == 0 ? id : names[20];
        string points = Named("points.csv", names);
        Assert.Contains($"{points}: {message}", Refused(points, "--match-column", "name").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_of_ids_that_a_map_could_not_have_is_refused()
    {
        string named = File.ReadAllText(Named("named.csv", Names(40)));
        string points = _folder.Text("points.csv", named.Replace("name", "x", StringComparison.Ordinal));
        Assert.Contains("the column of ids is called 'x'", Refused(points, "--match-column", "x").Error, StringComparison.Ordinal);
    }

    /// <summary>Without iterations the start is the map: each row lies where the one of its id lay.</summary>
    [Fact]
    public void Rows_start_where_the_earlier_map_has_them_by_their_ids()
    {
        Embed(Named("today.csv", Names(40)), "--match-column", "name", "-o", _folder["today.map.csv"]);
        string[] names = [.. Names(45).Where((_, row) => row % 7 != 3)];
        new Random(5).Shuffle(names);
        ToolRun run = Embed(
            Named("tomorrow.csv", names), "--match-column", "name", "--start-from", _folder["today.map.csv"],
            "--pin", _folder.Text("rows.txt", string.Join('\n', Enumerable.Range(0, names.Length).Where(row => Number(names[row]) < 40))),
            "-o", _folder["tomorrow.map.csv"], "--report", _folder["run.json"]);
        int found = names.Count(name => Number(name) < 40), added = names.Length - found;
        Assert.Contains(
            $"{found} rows start where they were, {added} new rows start at their neighbours, {40 - found} rows of the old map are gone\n",
            run.Out, StringComparison.Ordinal);

        MapTable old = EmbeddingReader.ReadWithIds(_folder["today.map.csv"], "name");
        MapTable later = EmbeddingReader.ReadWithIds(_folder["tomorrow.map.csv"], "name");
        Assert.Equal(names, later.Ids);
        Assert.All(
            names.Where(name => Number(name) < 40), name => Assert.Equal(PlaceOf(old, name), PlaceOf(later, name)));
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(_folder["run.json"]));
        JsonElement start = report.RootElement.GetProperty("startFrom");
        Assert.Equal(
            (found, added, 40 - found),
            (start.GetProperty("found").GetInt32(), start.GetProperty("new").GetInt32(), start.GetProperty("gone").GetInt32()));
        Assert.Equal(found, report.RootElement.GetProperty("pinned").GetInt32());
        Assert.Equal("name", report.RootElement.GetProperty("matchColumn").GetString());
        Assert.Equal(_folder["today.map.csv"], report.RootElement.GetProperty("initialization").GetString());
    }

    /// <summary>The tool gives the engine what a caller of the library would.</summary>
    [Fact]
    public void A_permuted_table_has_the_bits_of_a_start_in_its_order()
    {
        Embed(Named("today.csv", Names(40)), "--match-column", "name", "-o", _folder["today.map.csv"]);
        string[] names = Names(40);
        new Random(6).Shuffle(names);
        Named("tomorrow.csv", names);
        ToolRun run = ToolRun.Of(
            "embed", _folder["tomorrow.csv"], "--match-column", "name", "--start-from", _folder["today.map.csv"],
            "-o", _folder["tomorrow.map.csv"], "--perplexity", "5", "--iterations", "60").Expect(ExitCode.Success);
        Assert.Contains("40 rows start where they were, 0 new rows", run.Out, StringComparison.Ordinal);

        MapTable old = EmbeddingReader.ReadWithIds(_folder["today.map.csv"], "name");
        TsneInput input = new(TableReader.Read(_folder["tomorrow.csv"], new TableReadOptions { IdColumn = "name" }).Points)
        {
            Start = new Embedding([.. names.SelectMany(name => PlaceOf(old, name))], 2),
        };
        TsneOptions options = new()
        {
            Perplexity = 5,
            Iterations = 60,
            EarlyExaggerationIterations = 0,
            LearningRate = names.Length,
            Momentum = 0.9,
        };
        TsneResult expected = Tsne.Fit(input, options);
        Assert.Equal(expected.Embedding.Values.ToArray(), EmbeddingReader.Read(_folder["tomorrow.map.csv"]).Values.ToArray());
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("--early-exaggeration-iterations 30", 30)]
    [InlineData("--early-exaggeration-iterations auto", 40)]
    public void There_is_no_early_exaggeration_from_an_earlier_map_unless_it_is_asked_for(string line, int iterations)
    {
        string points = Named("points.csv", Names(40));
        Embed(points, "--match-column", "name", "-o", _folder["map.csv"]);
        ToolRun.Of(
            [
                "embed", points, "--match-column", "name", "--start-from", _folder["map.csv"], "--report", _folder["run.json"],
                "--perplexity", "5", "--iterations", "150", .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            ])
            .Expect(ExitCode.Success);
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(_folder["run.json"]));
        Assert.Equal(iterations, report.RootElement.GetProperty("earlyExaggerationIterations").GetInt32());
    }

    [Theory]
    [InlineData("name,x,y\nr0,1,2\nr1,3,4\nq,5,6\n", "only 2 rows are both in it and in ")]
    [InlineData("name,x,y\np,1,2\nq,3,4\ns,5,6\n", "no row is both in it and in ")]
    [InlineData("name,x,y\np,1,2\nq,3,4\ns,5,6\n", "begin with 'p' there and with 'r0' in ")]
    [InlineData("name,x,y,z\nr0,1,2,0\nr1,3,4,0\nr2,5,6,0\n", "it has 3 dimensions, but the new map has 2; --dims sets them")]
    [InlineData("x,y\n1,2\n3,4\n5,6\n", "the id column 'name' was not found")]
    [InlineData("name,x,y\nr0,1,2\nr1,3,4\nr1,5,6\n", "'r1'")]
    public void An_earlier_map_that_does_not_fit_is_refused(string content, string message)
    {
        string old = _folder.Text("old.csv", content);
        ToolRun run = Refused(Named("points.csv", Names(40)), "--match-column", "name", "--start-from", old);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Contains(old, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Pinned_rows_stay_and_the_others_move()
    {
        string points = _folder.Clusters("points.csv", 30);
        Embed(points, "-o", _folder["start.csv"]);
        Embed(points, "--init", _folder["start.csv"], "--pin", _folder.Text("rows.txt", "4\n0\n29\n"), "-o", _folder["map.csv"]);
        string[] start = File.ReadAllLines(_folder["start.csv"])[1..], map = File.ReadAllLines(_folder["map.csv"])[1..];
        Assert.Equal([0, 4, 29], Enumerable.Range(0, 30).Where(row => start[row] == map[row]));
    }

    [Theory]
    [InlineData("5\n99\n", "99")]
    [InlineData("5\n6\n5\n", "row 5 is on ")]
    [InlineData("five\n", "five")]
    [InlineData("", "")]
    [InlineData("ALL", "--pin: ")]
    [InlineData("ALL", "rows.txt: all 30 rows are pinned: there is nothing to move")]
    public void A_list_of_rows_that_does_not_fit_is_refused(string content, string message)
    {
        string all = string.Join('\n', Enumerable.Range(0, 30));
        string rows = _folder.Text("rows.txt", content == "ALL" ? all : content);
        ToolRun run = Refused(_folder.Clusters("points.csv", 30), "--pin", rows);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Contains(rows, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_of_distances_can_be_pinned()
    {
        string[] rows =
        [
            .. Enumerable.Range(0, 20).Select(row => string.Join(',', Enumerable.Range(0, 20).Select(column => Math.Abs(row - column)))),
        ];
        string distances = _folder.Text("distances.csv", string.Join('\n', rows));
        string[] line = [distances, "--input-kind", "distances", "--init", _folder["start.csv"], "--pin", _folder["rows.txt"]];
        _folder.Text("start.csv", string.Concat(Enumerable.Range(0, 20).Select(row => $"{row},{row % 2}\n")));
        _folder.Text("rows.txt", "7\n");
        Embed([.. line, "-o", _folder["map.csv"]]);
        Assert.Equal("7,1", File.ReadAllLines(_folder["map.csv"])[8]);
    }

    [Fact]
    public void Files_that_are_not_there_are_named()
    {
        string points = Named("points.csv", Names(40));
        string error = Refused(points, "--match-column", "name", "--start-from", _folder["old.csv"], "--pin", _folder["rows.txt"]).Error;
        Assert.Contains($"{_folder["old.csv"]}: there is no such file", error, StringComparison.Ordinal);
        Assert.Contains($"{_folder["rows.txt"]}: there is no such file", error, StringComparison.Ordinal);
    }

    private static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(row => $"r{row}")];

    private static int Number(string name) => name.Length < 2 ? 0 : int.Parse(name[1..], CultureInfo.InvariantCulture);

    private static float[] PlaceOf(MapTable map, string id)
    {
        int row = map.Ids.ToList().IndexOf(id), dimensions = map.Embedding.Dimensions;
        return map.Embedding.Values.Slice(row * dimensions, dimensions).ToArray();
    }

    /// <summary>A row has the same features in each table that has its name.</summary>
    private string Named(string file, string[] names)
    {
        return _folder.Text(file, "name,a,b,c\n" + string.Concat(names.Select(Row)));

        static string Row(string name)
        {
            Random random = new(Number(name));
            double[] features = [.. Enumerable.Range(0, 3).Select(_ => (10 * (Number(name) % 3)) + random.NextDouble())];
            return $"{name},{string.Join(',', features.Select(feature => feature.ToString(CultureInfo.InvariantCulture)))}\n";
        }
    }

    private static ToolRun Embed(params string[] args) => ToolRun.Of(["embed", .. args, .. ToolRun.Short]).Expect(ExitCode.Success);

    private ToolRun Refused(params string[] args)
    {
        ToolRun run = ToolRun.Of(["embed", .. args, "-o", _folder["no.csv"], "--model", _folder["no.bhtsne"], "--perplexity", "5"]);
        Assert.False(File.Exists(_folder["no.csv"]) || File.Exists(_folder["no.bhtsne"]));
        return run.Expect(ExitCode.BadInput);
    }
}
