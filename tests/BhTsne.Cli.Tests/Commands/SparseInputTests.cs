using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using BhTsne.Cli.Tests.Support;
using BhTsne.IO;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>Sparse points in files become a map in files.</summary>
public class SparseInputTests
{
    private const int Points = 90;
    private const int Words = 80;

    [Fact]
    public void Matrix_market_and_npz_become_the_same_map()
    {
        using TempFolder folder = new();
        string market = Market(folder, "counts.mtx"), npz = Npz(folder, "counts.npz");
        ToolRun run = Embed(market, "-o", folder["market.csv"], "--report", folder["run.json"]);
        Embed(npz, "-o", folder["npz.npy"], "--labels", npz, "--plot", folder["map.html"], "--threads", "1");
        Embedding map = EmbeddingReader.Read(folder["market.csv"]);
        Assert.Equal(Points, map.Points);
        Assert.Equal(EmbeddingReader.Read(folder["npz.npy"]).Values, map.Values);
        Assert.Contains("90 sparse points of 80 dimensions", run.Out, StringComparison.Ordinal);
        Assert.Contains("reduction: truncated SVD to 50 components", run.Out, StringComparison.Ordinal);

        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(folder["run.json"]));
        Assert.Equal(50, report.RootElement.GetProperty("pca").GetInt32());
        Assert.Equal(Words, report.RootElement.GetProperty("inputDimensions").GetInt32());
        Assert.Equal("truncated SVD to 50 components", report.RootElement.GetProperty("stages").GetProperty("reduction").GetString());
    }

    [Fact]
    public void Components_and_metric_are_chosen_as_for_dense_points_and_files_are_stacked()
    {
        using TempFolder folder = new();
        string market = Market(folder, "counts.mtx");
        ToolRun run = Embed(market, market, "-o", folder["map.csv"], "--metric", "cosine", "--pca", "12");
        Assert.Contains("180 points", run.Out, StringComparison.Ordinal);
        Assert.Contains("truncated SVD to 12 components", run.Out, StringComparison.Ordinal);
        Assert.Equal(180, EmbeddingReader.Read(folder["map.csv"]).Points);
    }

    [Theory]
    [InlineData(
        "--pca: sparse points cannot be searched as they are; give the number of components that a truncated SVD reduces them to",
        "--pca",
        "off")]
    [InlineData("--pca: sparse points cannot be searched", "--pca", "0")]
    [InlineData("--pca: 81 components were asked for, but the points have 80 dimensions", "--pca", "81")]
    [InlineData(
        "--metric: sparse points are reduced by a truncated SVD, which does not keep 'manhattan' distances", "--metric", "manhattan")]
    public void Options_that_sparse_points_cannot_have_are_refused(string message, params string[] options)
    {
        using TempFolder folder = new();
        string[] args = ["embed", Market(folder, "counts.mtx"), "-o", folder["map.csv"], .. ToolRun.Short, .. options];
        ToolRun.Of(args).ExpectFault(ExitCode.WrongCommandLine, message);
        Assert.False(File.Exists(folder["map.csv"]));
    }

    [Fact]
    public void Bad_sparse_input_is_refused_with_its_place()
    {
        using TempFolder folder = new();
        string market = Market(folder, "counts.mtx"), dense = folder.Clusters("points.csv", 30);
        string bad = folder.Text("bad.mtx", "%%MatrixMarket matrix coordinate real general\n3 3 1\n4 1 1\n");
        string damaged = folder.Text("damaged.npz", "PK and then nothing");
        Assert.Contains($"{bad}, line 3: row 4, column 1 is outside", Refused(bad), StringComparison.Ordinal);
        Assert.Contains($"{damaged}: it is no zip archive", Refused(damaged), StringComparison.Ordinal);
        Assert.Contains($"{dense}: it holds no sparse matrix", Refused(market, dense), StringComparison.Ordinal);
        Assert.Contains("a sparse matrix has only features", Refused(market, "--label-column", "2"), StringComparison.Ordinal);
        string error = Refused(dense, "--init", market);
        Assert.Contains($"{market}: it holds a sparse matrix, but a map is needed here", error, StringComparison.Ordinal);
        Assert.Contains("there is no such file", Refused(folder["none.mtx"]), StringComparison.Ordinal);

        string Refused(params string[] args) =>
            ToolRun.Of(["embed", .. args, "-o", folder["map.csv"], .. ToolRun.Short]).Expect(ExitCode.BadInput).Error;
    }

    private static ToolRun Embed(params string[] args) => ToolRun.Of(["embed", .. ToolRun.Short, .. args]).Expect(ExitCode.Success);

    /// <summary>Documents of three subjects, each with words of its own.</summary>
    private static IEnumerable<(int Row, int Column, int Count)> Entries()
    {
        Random random = new(1);
        return from row in Enumerable.Range(0, Points)
               from column in Enumerable.Range(0, Words)
               let own = column % 4 == row % 3
               where random.NextDouble() < (own ? 0.6 : 0.1)
               select (row, column, 1 + ((row * column) % 3));
    }

    private static string Market(TempFolder folder, string name)
    {
        (int Row, int Column, int Count)[] entries = [.. Entries()];
        StringBuilder text = new("%%MatrixMarket matrix coordinate integer general\n");
        text.Append(CultureInfo.InvariantCulture, $"{Points} {Words} {entries.Length}\n");
        foreach ((int row, int column, int count) in entries)
        {
            text.Append(CultureInfo.InvariantCulture, $"{row + 1} {column + 1} {count}\n");
        }

        return folder.Text(name, text.ToString());
    }

    private static string Npz(TempFolder folder, string name)
    {
        (int Row, int Column, int Count)[] entries = [.. Entries()];
        int[] offsets = [.. Enumerable.Range(0, Points + 1).Select(row => entries.Count(entry => entry.Row < row))];
        using ZipArchive archive = new(File.Create(folder[name]), ZipArchiveMode.Create);
        NpzMember.Add(archive, "data", "<f8", [.. entries.Select(entry => (double)entry.Count)]);
        NpzMember.Add(archive, "indices", "<i4", [.. entries.Select(entry => entry.Column)]);
        NpzMember.Add(archive, "indptr", "<i4", offsets);
        NpzMember.Add(archive, "shape", "<i4", [Points, Words]);
        NpzMember.Add(archive, "labels", "<i4", [.. Enumerable.Range(0, Points).Select(row => row % 3)]);
        return folder[name];
    }
}
