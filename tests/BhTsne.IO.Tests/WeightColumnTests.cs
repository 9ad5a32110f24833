namespace BhTsne.IO.Tests;

/// <summary>A column of weights beside the features.</summary>
public sealed class WeightColumnTests
{
    [Theory]
    [InlineData("n", "kind")]
    [InlineData("2", "4")]
    public void Weights_and_labels_are_no_features(string weight, string label)
    {
        using TempFolder folder = new();
        File.WriteAllText(folder["a.csv"], "x,n,y,kind\n1,3,2,a\n4,1.5,5,b\n");
        File.WriteAllText(folder["b.csv"], "x,n,y,kind\n7,8,9,c\n");
        Table table = TableReader.Read(
            [folder["a.csv"], folder["b.csv"]], new TableReadOptions { WeightColumn = weight, LabelColumn = label });
        Assert.Equal([3f, 1.5f, 8], table.Weights);
        Assert.Equal(["a", "b", "c"], table.Labels);
        Assert.Equal(["x", "y"], table.ColumnNames);
        Assert.Equal([1f, 2, 4, 5, 7, 9], table.Points.Values.ToArray());
        Assert.Null(TableReader.Read(folder["a.csv"], new TableReadOptions { LabelColumn = label }).Weights);
    }

    [Theory]
    [InlineData("n", "x,n\n1,two\n", "line 2, column 2 ('n'): 'two' is not a number.")]
    [InlineData("m", "x,n\n1,2\n", "the weight column 'm' was not found; there are 2 columns: 'x', 'n'.")]
    [InlineData("n", "x,n,n\n1,2,3\n", "the weight column 'n' is in the header twice (columns 2 and 3); name it by its number.")]
    [InlineData("1", "1\n2\n", "the weight column is the only column; there are no features.")]
    public void Faults_are_named(string column, string content, string message)
    {
        using TempFolder folder = new();
        File.WriteAllText(folder["t.csv"], content);
        TableFormatException fault = Assert.Throws<TableFormatException>(
            () => TableReader.Read(folder["t.csv"], new TableReadOptions { WeightColumn = column, LabelColumn = null }));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_over_the_weights_alone_makes_a_header()
    {
        using TempFolder folder = new();
        Table table = TableReader.Read(folder.Write("t.csv", "1,n\n2,3\n"), new TableReadOptions { WeightColumn = "2" });
        Assert.Equal([3f], table.Weights);
        Assert.Equal(["1"], table.ColumnNames);
    }

    [Fact]
    public void Every_file_needs_the_column()
    {
        using TempFolder folder = new();
        File.WriteAllText(folder["t.csv"], "1,2\n3,4\n");
        File.WriteAllBytes(folder["t.idx"], [0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 1, 7]);
        TableFormatException fault = Assert.Throws<TableFormatException>(
            () => TableReader.Read([folder["t.csv"], folder["t.idx"]], new TableReadOptions { WeightColumn = "2" }));
        Assert.StartsWith(
            $"{folder["t.idx"]}: the weight column '2' was not found; an array has only features.",
            fault.Message,
            StringComparison.Ordinal);
    }
}
