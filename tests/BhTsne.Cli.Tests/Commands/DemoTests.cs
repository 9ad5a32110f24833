using BhTsne.Cli.Commands;
using BhTsne.Cli.Tests.Support;
using BhTsne.IO;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>The first command that anyone runs.</summary>
public class DemoTests
{
    [Fact]
    public void It_maps_the_digits_and_names_the_files()
    {
        using TempFolder folder = new();
        ToolRun run = ToolRun.Of("demo", "--output-directory", folder.Root).Expect(ExitCode.Success);

        string[] files = [folder["digits-map.csv"], folder["digits-map.html"], folder["digits-map.svg"]];
        Assert.Equal(files, Directory.GetFileSystemEntries(folder.Root).Order());
        Assert.All(files, file => Assert.Contains(file, run.Out, StringComparison.Ordinal));
        Assert.Contains("1,797 points", run.Out, StringComparison.Ordinal);
        Assert.Equal(1797, EmbeddingReader.Read(files[0]).Points);
        Assert.True(NeighboursOfOneDigit(files[0]) > 0.97);
    }

    [RealDataFact("small")]
    public void The_sample_is_the_original()
    {
        string folder = Repository.RealData("small");
        Table sample = DemoCommand.ReadSample(default), original = TableReader.Read(Path.Combine(folder, "digits.npy.gz"));
        Assert.Equal((1797, 64), (sample.Points.Rows, sample.Points.Columns));
        Assert.Equal(original.Points.Values, sample.Points.Values);
        Assert.Equal(LabelReader.Read(Path.Combine(folder, "digits.labels.npy")), sample.Labels);
    }

    /// <summary>The share of points whose nearest other point in the map is the same digit.</summary>
    private static double NeighboursOfOneDigit(string map)
    {
        Table table = TableReader.Read(map, new TableReadOptions { LabelColumn = "label" });
        int same = 0;
        for (int point = 0; point < table.Points.Rows; point++)
        {
            (double distance, int other) nearest = (double.PositiveInfinity, -1);
            for (int other = 0; other < table.Points.Rows; other++)
            {
                ReadOnlySpan<float> a = table.Points.Row(point), b = table.Points.Row(other);
                double dx = a[0] - b[0], dy = a[1] - b[1];
                nearest = other != point && (dx * dx) + (dy * dy) < nearest.distance ? ((dx * dx) + (dy * dy), other) : nearest;
            }

            same += table.Labels![point] == table.Labels[nearest.other] ? 1 : 0;
        }

        return (double)same / table.Points.Rows;
    }
}
