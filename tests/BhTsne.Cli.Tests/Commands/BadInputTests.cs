using BhTsne.Cli.Tests.Support;

namespace BhTsne.Cli.Tests.Commands;

/// <summary>Bad input ends with exit code 3 and a message that names the file and the place in it, and writes nothing.</summary>
public class BadInputTests
{
    [Theory]
    [InlineData("1,2\n3,4\n5\n6,7\n", "line 3")]
    [InlineData("a,b\n1,2\n3,four\n5,6\n", "line 3, column 2")]
    [InlineData("1,2\n3,4\nnan,6\n", "line 3, column 1")]
    [InlineData("1,2\n3,inf\n5,6\n", "line 2, column 2")]
    [InlineData("", "points.csv")]
    [InlineData("a,b\n", "points.csv")]
    public void A_malformed_table_is_refused(string content, string place)
    {
        using TempFolder folder = new();
        string points = folder.Text("points.csv", content);
        string error = Refused(folder, points);
        Assert.Contains(points, error, StringComparison.Ordinal);
        Assert.Contains(place, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_truncated_npy_is_refused()
    {
        using TempFolder folder = new();
        string points = folder.Npy("points.npy", rows: 100, columns: 3, rowsPresent: 40);
        Assert.Contains(points, Refused(folder, points), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 30);
        string error = Refused(folder, points, folder["nothing.csv"], "--labels", folder["none.txt"], "--init", folder["never.csv"]);
        Assert.Contains($"{folder["nothing.csv"]}: there is no such file", error, StringComparison.Ordinal);
        Assert.Contains($"{folder["none.txt"]}: there is no such file", error, StringComparison.Ordinal);
        Assert.Contains($"{folder["never.csv"]}: there is no such file", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_empty_is_refused()
    {
        using TempFolder folder = new();
        Assert.Contains("there is no such file", Refused(folder, ""), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_refused()
    {
        using TempFolder folder = new();
        Assert.Contains($"{folder.Root}: this is a folder", Refused(folder, folder.Root), StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_of_different_width_are_refused()
    {
        using TempFolder folder = new();
        string wide = folder.Clusters("wide.csv", 30, dimensions: 6), narrow = folder.Clusters("narrow.csv", 30, dimensions: 5);
        Assert.Contains(narrow, Refused(folder, wide, narrow), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Too_few_points_are_refused(int points)
    {
        using TempFolder folder = new();
        Assert.Contains("at least 3 points", Refused(folder, folder.Clusters("points.csv", points)), StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_of_another_number_are_refused()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 30), labels = folder.Text("labels.txt", "a\nb\nc\n");
        Assert.Contains("labels.txt: 3 labels do not fit 30 points", Refused(folder, points, "--labels", labels), StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_column_that_is_not_there_is_refused()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 30, labelled: true);
        Assert.Contains("sort", Refused(folder, points, "--label-column", "sort"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_start_for_other_points_is_refused()
    {
        using TempFolder folder = new();
        string points = folder.Clusters("points.csv", 30), start = folder.Text("start.csv", "x,y\n1,2\n3,4\n5,6\n");
        string error = Refused(folder, points, "--init", start, "--perplexity", "5");
        Assert.Contains("--init: it has 3 points, but there are 30", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_start_so_wide_that_no_two_points_see_each_other_is_refused()
    {
        using TempFolder folder = new();
        string start = folder.Text("start.csv", string.Concat(Enumerable.Range(0, 30).Select(point => $"{point}e30,{point}e30\n")));
        string error = Refused(folder, folder.Clusters("points.csv", 30), "--init", start, "--perplexity", "5");
        Assert.Contains($"{start}: After 0 iterations the points are too far apart", error, StringComparison.Ordinal);
    }

    private static string Refused(TempFolder folder, params string[] args)
    {
        ToolRun run = ToolRun.Of(["embed", .. args, "-o", folder["map.csv"], "--report", folder["run.json"]]).Expect(ExitCode.BadInput);
        Assert.False(File.Exists(folder["map.csv"]) || File.Exists(folder["run.json"]));
        return run.Error;
    }
}
