using System.Globalization;
using System.Text.Json;
using BhTsne.Cli.Tests.Support;
using BhTsne.Data;
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

    [Fact]
    public void Distances_may_have_labels_and_a_start_of_their_own()
    {
        using TempFolder folder = new();
        string distances = Csv(folder, "distances.csv", N, N, (i, j) => Math.Abs(i - j));
        string start = Csv(folder, "start.csv", N, 2, (i, j) => (i % 7) + (0.5f * j));
        string labels = folder.Text("labels.txt", string.Concat(Enumerable.Repeat("a\n", N)));
        ToolRun.Of(
            "embed", distances, "--input-kind", "distances", "--init", start, "--iterations", "0", "--perplexity", "5", "--labels", labels, "-o", folder["map.csv"])
            .Expect(ExitCode.Success);
        Assert.Equal(EmbeddingReader.Read(start).Values, EmbeddingReader.Read(folder["map.csv"]).Values);
    }

    [Theory]
    [InlineData("0,1,2\n1,0,3\n", "Distances between points make a square matrix, but it is 2 x 3.")]
    [InlineData("0,1,2\n1,0,-3\n2,3,0\n", "The distance from point 1 to point 2 is -3; it must not be negative.")]
    [InlineData("0,1,2\n1,0,3\n2,4,0\n", "The distance from point 2 to point 1 is 4, but from 1 to 2 it is 3; they must be equal")]
    [InlineData("1,0.5,0.2\n0.5,1,0.1\n0.2,0.1,1\n", "The distance from point 0 to itself is 1, but must be 0; similarities")]
    public void What_are_no_distances_is_refused(string content, string message)
    {
        using TempFolder folder = new();
        string distances = folder.Text("distances.csv", content);
        Assert.Contains($"bhtsne: {distances}: {message}", Refused(folder, [distances, "--input-kind", "distances"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,2\n0,2\n0,1\n", "1\n1\n1\n", "near.csv: 3 x 1 distances do not fit the 3 x 2 neighbours in {0}indices.csv")]
    [InlineData("1,2\n0,1.5\n0,1\n", "1,1\n1,1\n1,1\n", "indices.csv, row 2, column 2: 1.5 is not the index of a point, a whole number from 0 to 2")]
    [InlineData("1,2\n0,2\n0,3\n", "1,1\n1,1\n1,1\n", "indices.csv, row 3, column 2: 3 is not the index of a point")]
    [InlineData("1,2\n0,2\n-1,1\n", "1,1\n1,1\n1,1\n", "indices.csv, row 3, column 1: -1 is not the index of a point")]
    [InlineData("0,1\n1,0\n2,0\n", "0,1\n0,1\n0,1\n", "indices.csv, {0}near.csv: Neighbour 0 of point 0 is 0; it must be another point")]
    [InlineData("1,2\n0,2\n0,1\n", "1,1\n2,1\n1,1\n", "near.csv: Neighbour 1 of point 1 is nearer than the one before it")]
    [InlineData("1,2\n0,2\n0,1\n", "1,1\n2,3\n1,-1\n", "near.csv: The distance from point 2 to its neighbour 1 is -1")]
    public void What_is_no_graph_is_refused(string indices, string near, string message)
    {
        using TempFolder folder = new();
        string error = Refused(folder, [folder.Text("indices.csv", indices), folder.Text("near.csv", near), "--input-kind", "neighbors"]);
        Assert.Contains(message.Replace("{0}", folder.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal), error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_perplexity_that_the_graph_cannot_reach_is_a_wrong_option()
    {
        using TempFolder folder = new();
        string indices = folder.Text("indices.csv", "1,2\n0,2\n0,1\n"), near = folder.Text("near.csv", "1,1\n1,1\n1,1\n");
        string error = ToolRun.Of("embed", indices, near, "--input-kind", "neighbors", "-o", folder["map.csv"]).Expect(ExitCode.WrongCommandLine).Error;
        Assert.Contains("--perplexity: 30 cannot be reached with 2 neighbours of each of 3 points", error, StringComparison.Ordinal);
    }

    private static ToolRun Embed(params string[] args) => ToolRun.Of(["embed", .. ToolRun.Short, .. args]).Expect(ExitCode.Success);

    private static string Refused(TempFolder folder, string[] args) =>
        ToolRun.Of(["embed", .. args, "--perplexity", "1.5", "-o", folder["map.csv"]]).Expect(ExitCode.BadInput).Error;

    private static NeighborGraph Graph(string points, int neighbors) =>
        Tsne.FindNeighbors(TableReader.Read(points).Points, new TsneOptions { NeighborCount = neighbors, Perplexity = 5 });

    private static string Csv(TempFolder folder, string name, int rows, int columns, Func<int, int, float> value) => folder.Text(
        name,
        string.Concat(Enumerable.Range(0, rows).Select(
            i => string.Join(',', Enumerable.Range(0, columns).Select(j => value(i, j).ToString("R", CultureInfo.InvariantCulture))) + "\n")));
}
