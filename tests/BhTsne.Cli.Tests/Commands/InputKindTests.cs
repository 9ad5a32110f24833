using System.Globalization;
using System.Text.Json;
using BhTsne.Cli.Tests.Support;
using BhTsne.IO;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>Distances and neighbour graphs in files, in place of points.</summary>
public class InputKindTests
{
    private const int N = 60;

    [Fact]
    public void Points_their_distances_and_their_graph_make_the_same_map()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", N);
        NeighborGraph all = Graph(points, N - 1), few = Graph(points, 15);
        string distances = Csv(folder, "distances.csv", N, N, (i, j) => i == j ? 0 : all.DistancesOf(i)[all.NeighborsOf(i).IndexOf(j)]);
        string indices = Csv(folder, "indices.csv", N, 15, (i, j) => few.NeighborsOf(i)[j]);
        string near = Csv(folder, "near.csv", N, 15, (i, j) => few.DistancesOf(i)[j]);

        Embed(points, "--init", "random", "-o", folder["points.npy"]);
        Embed(distances, "--input-kind", "distances", "-o", folder["distances.npy"], "--report", folder["run.json"]);
        Embed(indices, near, "--input-kind", "neighbors", "-o", folder["graph.npy"], "--report", folder["graph.json"]);
        Assert.Equal(File.ReadAllBytes(folder["points.npy"]), File.ReadAllBytes(folder["distances.npy"]));
        Assert.Equal(File.ReadAllBytes(folder["points.npy"]), File.ReadAllBytes(folder["graph.npy"]));

        foreach ((string kind, string file) in new[] { ("distances", "run.json"), ("neighbors", "graph.json") })
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(folder[file]));
            JsonElement report = document.RootElement;
            Assert.Equal(kind, report.GetProperty("inputKind").GetString());
            Assert.Equal("precomputed", report.GetProperty("metric").GetString());
            Assert.Equal("random", report.GetProperty("initialization").GetString());
            Assert.Equal(N, report.GetProperty("points").GetInt32());
            Assert.Equal(15, report.GetProperty("neighborCount").GetInt32());
            Assert.Equal(JsonValueKind.Null, report.GetProperty("inputDimensions").ValueKind);
            Assert.Equal(JsonValueKind.Null, report.GetProperty("pca").ValueKind);
        }
    }

    /// <summary>A sparse matrix of the distances to the nearest is what a graph of the nearest is.</summary>
    [Fact]
    public void Sparse_distances_make_the_map_of_their_graph()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", N);
        NeighborGraph graph = Graph(points, 15);
        string market = Market(
            folder,
            "near.mtx",
            from i in Enumerable.Range(0, N)
            from j in Enumerable.Range(0, 15)
            select (i, graph.NeighborsOf(i)[j], graph.DistancesOf(i)[j]));
        Embed(points, "--init", "random", "-o", folder["points.npy"]);
        Embed(market, "--input-kind", "distances", "-o", folder["sparse.npy"]);
        Assert.Equal(File.ReadAllBytes(folder["points.npy"]), File.ReadAllBytes(folder["sparse.npy"]));

        // There is nothing to reduce, so that off is what happens anyway: sparse points would be refused.
        Embed(market, "--input-kind", "distances", "--pca", "off", "-o", folder["off.npy"]);
        Assert.Equal(File.ReadAllBytes(folder["points.npy"]), File.ReadAllBytes(folder["off.npy"]));
    }

    [Fact]
    public void A_row_of_sparse_distances_that_is_too_short_is_bad_input_of_its_file()
    {
        using TempFolder folder = new();
        string market = Market(
            folder,
            "near.mtx",
            from i in Enumerable.Range(0, 12)
            from step in Enumerable.Range(1, i == 3 ? 2 : 6)
            select (i, (i + step) % 12, (float)step));
        string[] args = ["embed", market, "--input-kind", "distances", "--perplexity", "2", "-o", folder["map.csv"]];
        string error = ToolRun.Of(args).Expect(ExitCode.BadInput).Error;
        Assert.Contains($"bhtsne: {market}: Point 3 has distances to 2 others, but 6 neighbours", error, StringComparison.Ordinal);
        Assert.Contains("--perplexity and --neighbor-count set how many are kept.", error, StringComparison.Ordinal);
    }

    /// <summary>All columns are used, unless a perplexity is given.</summary>
    [Theory]
    [InlineData(15, null)]
    [InlineData(40, null)]
    [InlineData(7, "7")]
    public void A_table_of_neighbours_is_uniform_over_all_its_columns_or_over_the_perplexity(int alike, string? perplexity)
    {
        using TempFolder folder = new();
        int columns = perplexity is null ? alike : 15;
        string points = folder.Clusters("points.csv", N);
        NeighborGraph graph = Graph(points, columns);
        string indices = Csv(folder, "indices.csv", N, columns, (i, j) => graph.NeighborsOf(i)[j]);
        string near = Csv(folder, "near.csv", N, columns, (i, j) => graph.DistancesOf(i)[j]);
        string[] same = ["--affinities", "uniform", "--iterations", "40", "--early-exaggeration-iterations", "20"];
        Map([points, .. same, "--neighbor-count", $"{alike}", "--init", "random", "-o", folder["points.npy"]]);
        string[] typed = perplexity is null ? [] : ["--perplexity", perplexity];
        string[] given = [indices, near, "--input-kind", "neighbors", .. same];
        Map([.. given, .. typed, "-o", folder["graph.npy"], "--report", folder["run.json"]]);
        Assert.Equal(File.ReadAllBytes(folder["points.npy"]), File.ReadAllBytes(folder["graph.npy"]));
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(folder["run.json"]));
        Assert.Equal(alike, report.RootElement.GetProperty("neighborCount").GetInt32());

        string[] tooMany = ["embed", .. given, "--perplexity", "50", "-o", folder["graph.npy"]];
        string error = ToolRun.Of(tooMany).Expect(ExitCode.WrongCommandLine).Error;
        Assert.Contains($"--affinities: a uniform row over 50 neighbours needs as many, but {columns} ", error, StringComparison.Ordinal);
        Assert.Contains($"choose at most {columns}. --perplexity or --neighbor-count sets how many.", error, StringComparison.Ordinal);
    }

    /// <summary>A ring of points with affinities between neighbours: few points, no perplexity, and still a map.</summary>
    [Fact]
    public void Affinities_make_a_map_whatever_their_scale()
    {
        using TempFolder folder = new();
        const int Ring = 12;
        string one = Market(folder, "one.mtx", Enumerable.Range(0, Ring).Select(i => (i, (i + 1) % Ring, 1f)));
        string many = Market(folder, "many.mtx", Enumerable.Range(0, Ring).Select(i => (i, (i + 1) % Ring, 64f)));
        Run(one, "-o", folder["one.npy"], "--report", folder["run.json"]);
        Run(many, "-o", folder["many.npy"]);
        Assert.Equal(File.ReadAllBytes(folder["one.npy"]), File.ReadAllBytes(folder["many.npy"]));
        Embedding map = EmbeddingReader.Read(folder["one.npy"]);
        Assert.Equal(Ring, map.Points);

        // Points with an affinity are nearer to each other than points at opposite places of the ring.
        Assert.True(MeanSquared(1) < 0.5 * MeanSquared(Ring / 2));

        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(folder["run.json"]));
        Assert.Equal("precomputed", document.RootElement.GetProperty("affinities").GetString());
        Assert.Equal("random", document.RootElement.GetProperty("stages").GetProperty("initialization").GetString());
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("perplexity").ValueKind);
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("neighborCount").ValueKind);

        void Run(params string[] args) =>
            Map([.. args, "--input-kind", "affinities", "--iterations", "300", "--early-exaggeration-iterations", "50"]);

        double MeanSquared(int step) => Enumerable.Range(0, Ring).Average(i => Squared(i, (i + step) % Ring));

        double Squared(int a, int b) =>
            Enumerable.Range(0, 2).Sum(axis => Math.Pow(map.Values[(2 * a) + axis] - map.Values[(2 * b) + axis], 2));
    }

    [Theory]
    [InlineData("--perplexity", "5")]
    [InlineData("--affinities", "uniform")]
    [InlineData("--neighbor-count", "9")]
    public void Options_about_similarities_are_refused_where_these_are_given(string option, string value)
    {
        using TempFolder folder = new();
        string market = Market(folder, "one.mtx", Enumerable.Range(0, 12).Select(i => (i, (i + 1) % 12, 1f)));
        ToolRun.Of("embed", market, "--input-kind", "affinities", "-o", folder["map.csv"], option, value).ExpectFault(
            ExitCode.WrongCommandLine,
            $"{option}: with --input-kind affinities there are no distances to compute similarities from; leave it out");
    }

    [Fact]
    public void Matrices_that_are_not_affinities_are_refused()
    {
        using TempFolder folder = new();
        string negative = Market(folder, "negative.mtx", [(0, 1, 1f), (1, 2, -2f), (2, 0, 1f)]);
        string[] arguments = ["--input-kind", "affinities", "-o", folder["map.csv"]];
        ToolRun.Of(["embed", negative, .. arguments]).ExpectFault(ExitCode.BadInput, $"bhtsne: {negative}: ");
        string table = folder.Clusters("points.csv", 30);
        ToolRun.Of(["embed", table, .. arguments]).ExpectFault(ExitCode.BadInput, "affinities are read from a sparse matrix, .npz or .mtx");
    }

    [Fact]
    public void Distances_may_have_labels_and_a_start_of_their_own()
    {
        using TempFolder folder = new();
        string distances = Csv(folder, "distances.csv", N, N, (i, j) => Math.Abs(i - j));
        string start = Csv(folder, "start.csv", N, 2, (i, j) => (i % 7) + (0.5f * j));
        string labels = folder.Text("labels.txt", string.Concat(Enumerable.Repeat("a\n", N)));
        string[] settings = ["--init", start, "--labels", labels, "--iterations", "0", "--perplexity", "5"];
        Map([distances, "--input-kind", "distances", .. settings, "-o", folder["map.csv"]]);
        Assert.Equal(EmbeddingReader.Read(start).Values, EmbeddingReader.Read(folder["map.csv"]).Values);
    }

    [Theory]
    [InlineData("0,1,2\n1,0,3\n", "Distances between points make a square matrix, but it is 2 x 3.")]
    [InlineData("0,1,2\n1,0,-3\n2,3,0\n", "The distance from point 1 to point 2 is -3; it must not be negative.")]
    [InlineData("0,1,2\n1,0,3\n2,4,0\n", "The distance from point 2 to point 1 is 4, but from 1 to 2 it is 3; they must be equal")]
    [InlineData("1,0.5,0.2\n0.5,1,0.1\n0.2,0.1,1\n", "The distance from point 0 to itself is 1, but must be 0; similarities")]
    public void Tables_that_are_not_distances_are_refused(string content, string message)
    {
        using TempFolder folder = new();
        string distances = folder.Text("distances.csv", content);
        string error = Refused(folder, [distances, "--input-kind", "distances"]);
        Assert.Contains($"bhtsne: {distances}: {message}", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,2\n0,2\n0,1\n", "1\n1\n1\n", "near.csv: 3 x 1 distances do not fit the 3 x 2 neighbours in {0}indices.csv")]
    [InlineData(
        "1,2\n0,1.5\n0,1\n",
        "1,1\n1,1\n1,1\n",
        "indices.csv, row 2, column 2: 1.5 is not the index of a point, a whole number from 0 to 2")]
    [InlineData("1,2\n0,2\n0,3\n", "1,1\n1,1\n1,1\n", "indices.csv, row 3, column 2: 3 is not the index of a point")]
    [InlineData("1,2\n0,2\n-1,1\n", "1,1\n1,1\n1,1\n", "indices.csv, row 3, column 1: -1 is not the index of a point")]
    [InlineData("0,1\n1,0\n2,0\n", "0,1\n0,1\n0,1\n", "indices.csv, {0}near.csv: Neighbour 0 of point 0 is 0; it must be another point")]
    [InlineData("1,2\n0,2\n0,1\n", "1,1\n2,1\n1,1\n", "near.csv: Neighbour 1 of point 1 is nearer than the one before it")]
    [InlineData("1,2\n0,2\n0,1\n", "1,1\n2,3\n1,-1\n", "near.csv: The distance from point 2 to its neighbour 1 is -1")]
    public void Tables_that_are_not_a_graph_are_refused(string indices, string near, string message)
    {
        using TempFolder folder = new();
        string error = Refused(folder, [folder.Text("indices.csv", indices), folder.Text("near.csv", near), "--input-kind", "neighbors"]);
        string path = folder.Root + Path.DirectorySeparatorChar;
        Assert.Contains(message.Replace("{0}", path, StringComparison.Ordinal), error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_perplexity_that_the_graph_cannot_reach_is_a_wrong_option()
    {
        using TempFolder folder = new();
        string indices = folder.Text("indices.csv", "1,2\n0,2\n0,1\n"), near = folder.Text("near.csv", "1,1\n1,1\n1,1\n");
        ToolRun.Of("embed", indices, near, "--input-kind", "neighbors", "-o", folder["map.csv"])
            .ExpectFault(ExitCode.WrongCommandLine, "--perplexity: 30 cannot be reached with 2 neighbours of each of 3 points");
    }

    private static void Map(string[] args) => ToolRun.Of(["embed", .. args]).Expect(ExitCode.Success);

    private static ToolRun Embed(params string[] args) => ToolRun.Of(["embed", .. ToolRun.Short, .. args]).Expect(ExitCode.Success);

    private static string Refused(TempFolder folder, string[] args) =>
        ToolRun.Of(["embed", .. args, "--perplexity", "1.5", "-o", folder["map.csv"]]).Expect(ExitCode.BadInput).Error;

    private static NeighborGraph Graph(string points, int neighbors) =>
        Tsne.FindNeighbors(TableReader.Read(points).Points, new TsneOptions { NeighborCount = neighbors, Perplexity = 5 });

    private static string Csv(TempFolder folder, string name, int rows, int columns, Func<int, int, float> value) => folder.Text(
        name,
        string.Concat(Enumerable.Range(0, rows).Select(
            i => string.Join(',', Enumerable.Range(0, columns).Select(j => value(i, j).ToString(CultureInfo.InvariantCulture))) + "\n")));

    private static string Market(TempFolder folder, string name, IEnumerable<(int Row, int Column, float Value)> entries)
    {
        (int Row, int Column, float Value)[] all = [.. entries];
        int size = all.Max(entry => Math.Max(entry.Row, entry.Column)) + 1;
        IEnumerable<string> lines = all.Select(entry => FormattableString.Invariant($"{entry.Row + 1} {entry.Column + 1} {entry.Value:R}"));
        string header = $"%%MatrixMarket matrix coordinate real general\n{size} {size} {all.Length}\n";
        return folder.Text(name, $"{header}{string.Join('\n', lines)}\n");
    }
}
