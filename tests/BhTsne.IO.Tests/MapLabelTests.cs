namespace BhTsne.IO.Tests;

/// <summary>The labels that a map has beside its coordinates.</summary>
public sealed class MapLabelTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("m.csv", "x,y,label\n1,2,cat\n3,4,dog\n", "cat|dog")]
    [InlineData("m.csv", "id,x,y,label,distance_score,far\np,1,2,\"a,b\",0.5,no\nq,1,2,,0.5,no\n", "a,b|")]
    [InlineData("m.tsv.gz", "label\tx\n7\t1\n", "7")]
    [InlineData("m.txt", "x\tlabel\n1\tone\n", "one")]
    [InlineData("m.csv", "x,y\n1,2\n3,4\n", null)]
    [InlineData("m.csv", "x\n1\n2\n", null)]
    [InlineData("m.csv", "1,2\n3,4\n", null)]
    [InlineData("m.csv", "", null)]
    public void The_column_label_is_read_where_there_is_one(string name, string content, string? expected) =>
        Assert.Equal(expected?.Split('|'), LabelReader.ReadFromMap(_folder.Write(name, content)));

    [Fact]
    public void An_array_has_none()
    {
        EmbeddingWriter.Write(_folder["m.npy"], new Embedding([1, 2, 3, 4], 2));
        Assert.Null(LabelReader.ReadFromMap(_folder["m.npy"]));
    }

    [Fact]
    public void A_ragged_row_is_named() => Assert.Contains(
        "line 3",
        Assert.Throws<TableFormatException>(() => LabelReader.ReadFromMap(_folder.Write("m.csv", "x,label\n1,a\n2\n"))).Message,
        StringComparison.Ordinal);
}
