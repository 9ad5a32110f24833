using System.Globalization;
using System.Text.Json;
using BhTsne.Cli.Tests.Support;
using BhTsne.IO;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>Points that count several times, by --weights and by --merge-duplicates.</summary>
public class WeightTests
{
    private const int N = 60;

    [Fact]
    public void Weights_in_a_file_in_a_column_and_in_the_library_make_the_same_map()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", N);
        string[] rows = File.ReadAllLines(points);
        float[] weights = [.. Enumerable.Range(0, N).Select(i => 1 + (i % 4 * 0.5f))];
        string file = folder.Text("counts.txt", string.Concat(weights.Select(weight => Text(weight) + "\n")));
        string column = folder.Text("weighted.csv", "a,b,n,c,d,e\n" + string.Concat(rows.Select((row, i) =>
        {
            string[] cells = row.Split(',');
            return string.Join(',', [.. cells[..2], Text(weights[i]), .. cells[2..]]) + "\n";
        })));

        Embed(points, "-o", folder["plain.npy"], "--report", folder["plain.json"]);
        Embed(points, "--weights", file, "-o", folder["file.npy"], "--report", folder["file.json"]);
        Embed(column, "--weights", "n", "-o", folder["name.npy"]);
        Embed(column, "--weights", "3", "-o", folder["number.npy"]);
        byte[] expected = File.ReadAllBytes(folder["file.npy"]);
        Assert.Equal(expected, File.ReadAllBytes(folder["name.npy"]));
        Assert.Equal(expected, File.ReadAllBytes(folder["number.npy"]));
        Assert.NotEqual(expected, File.ReadAllBytes(folder["plain.npy"]));

        TsneOptions options = new() { Perplexity = 5, Iterations = 60, EarlyExaggerationIterations = 20 };
        TsneResult result = Tsne.Fit(new TsneInput(TableReader.Read(points).Points) { Weights = weights }, options);
        Assert.Equal(EmbeddingReader.Read(folder["file.npy"]).Values.ToArray(), result.Embedding.Values.ToArray());

        using JsonDocument plain = JsonDocument.Parse(File.ReadAllText(folder["plain.json"]));
        using JsonDocument weighted = JsonDocument.Parse(File.ReadAllText(folder["file.json"]));
        Assert.Equal(JsonValueKind.Null, plain.RootElement.GetProperty("sumOfWeights").ValueKind);
        Assert.Equal(weights.Sum(), weighted.RootElement.GetProperty("sumOfWeights").GetDouble(), 1e-6);
        Assert.Equal(N, weighted.RootElement.GetProperty("points").GetInt32());
    }

    [Fact]
    public void Merged_duplicates_come_out_at_one_place_in_the_order_of_the_input()
    {
        using TempFolder folder = new();
        string[] rows = File.ReadAllLines(folder.Clusters("points.csv", N));
        string points = folder.Text("twice.csv", string.Concat(rows.Concat(rows[..20]).Select(row => row + "\n")));
        string output = Embed(points, "--merge-duplicates", "-o", folder["map.npy"], "--report", folder["run.json"]).Out;
        Assert.Contains($"20 rows merged into equal ones; the map is of {N} different points", output, StringComparison.Ordinal);
        Assert.Contains(", 40 points equal to another one, merged into 20;", output, StringComparison.Ordinal);
        Assert.DoesNotContain("merged into", Embed(points, "-o", folder["plain.npy"]).Out, StringComparison.Ordinal);
        float[] map = EmbeddingReader.Read(folder["map.npy"]).Values.ToArray();
        Assert.Equal(2 * (N + 20), map.Length);
        Assert.Equal(map[..40], map[(2 * N)..]);
        Assert.Equal(N, map.Chunk(2).DistinctBy(point => (point[0], point[1])).Count());
        Assert.Contains("20 duplicates merged", File.ReadAllText(folder["run.json"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--weights three.txt", ExitCode.BadInput, "--weights: there are 3, but 60 points")]
    [InlineData("--weights two.csv", ExitCode.BadInput, "there are 2 columns; weights are one number in each row")]
    [InlineData("--weights halves.txt", ExitCode.BadInput, "divide all weights by the smallest")]
    [InlineData("--weights n", ExitCode.BadInput, "the weight column 'n' was not found; there are 5 columns: 'x1', 'x2'")]
    [InlineData("--weights 6", ExitCode.BadInput, "the weight column '6' was not found")]
    [InlineData("--label-column x2 --weights 2", ExitCode.BadInput, "column 2 cannot be the label column and the weight column, too")]
    [InlineData("--weights missing.txt --input-kind neighbors second.csv", ExitCode.BadInput, "there is no such file")]
    [InlineData("--weights n --input-kind affinities", ExitCode.WrongCommandLine, "--weights: with --input-kind affinities")]
    [InlineData("--merge-duplicates --input-kind distances", ExitCode.WrongCommandLine, "--merge-duplicates: with --input-kind distances")]
    public void Faults_are_named(string line, int exitCode, string message)
    {
        using TempFolder folder = new();
        string points = folder.Text(
            "points.csv", "x1,x2,x3,x4,x5\n" + string.Concat(File.ReadAllLines(folder.Clusters("rows.csv", N)).Select(row => row + "\n")));
        folder.Text("three.txt", "1\n2\n3\n");
        folder.Text("two.csv", string.Concat(Enumerable.Repeat("1,2\n", N)));
        folder.Text("halves.txt", string.Concat(Enumerable.Repeat("0.5\n", N)));
        folder.Text("second.csv", "1,2\n");
        string[] args = [.. line.Split(' ').Select(word => word.Contains('.', StringComparison.Ordinal) ? folder[word] : word)];
        ToolRun.Of(["embed", points, .. args, "-o", folder["map.csv"]]).ExpectFault(exitCode, message);
    }

    private static ToolRun Embed(params IEnumerable<string> args) =>
        ToolRun.Of(["embed", .. args, .. ToolRun.Short]).Expect(ExitCode.Success);

    private static string Text(float number) => number.ToString(CultureInfo.InvariantCulture);
}
