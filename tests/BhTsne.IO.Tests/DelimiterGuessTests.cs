using System.Text;

namespace BhTsne.IO.Tests;

/// <summary>Tables whose first lines fit several delimiters, or none at first sight.</summary>
public sealed class DelimiterGuessTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData(',')]
    [InlineData('|')]
    public void An_empty_cell_is_a_cell(char delimiter)
    {
        string content = "a-b-c\n1--3\n-5-\n7-8-\n".Replace('-', delimiter);
        Table table = TableReader.Read(
            _folder.Write("a.csv", content), new TableReadOptions { Missing = MissingValues.ColumnMean });
        Assert.Equal(delimiter, table.Delimiter);
        Assert.Equal([1f, 6.5f, 3, 4, 5, 3, 7, 8, 3], table.Points.Values.ToArray());
    }

    [Fact]
    public void Spaces_and_tabs_are_one_delimiter_where_rows_have_now_one_and_now_the_other()
    {
        Table table = TableReader.Read(_folder.Write("a.csv", "1 2\t3\n4\t5 6\n7 8 9\n"));
        Assert.Equal(' ', table.Delimiter);
        Assert.Equal(Enumerable.Range(1, 9).Select(value => (float)value), table.Points.Values.ToArray());
    }

    [Fact]
    public void A_later_row_may_refute_the_delimiter_of_the_format()
    {
        string rows = string.Concat(Enumerable.Repeat("\u202Ex,y;</script>,v;7\n", 40));
        Table table = TableReader.Read(
            _folder.Write("a.csv", $"a,b;c,d;e\n{rows}3;4;8\n"), new TableReadOptions { LabelColumn = "a,b", IdColumn = "2" });
        Assert.Equal("\u202Ex,y", table.Labels![39]);
        Assert.Equal(["</script>,v", "4"], table.Ids!.TakeLast(2));
        Assert.Equal(';', table.Delimiter);
    }

    /// <summary>Semicolons within texts of a table with commas: its commas are no decimal marks.</summary>
    [Fact]
    public void A_semicolon_in_text_is_no_delimiter_beside_commas()
    {
        Table table = TableReader.Read(
            _folder.Write("a.csv", "first;second,y\nan;1,2\nof;3,4\n"), new TableReadOptions { LabelColumn = "first;second" });
        Assert.Equal(',', table.Delimiter);
        Assert.Equal(["an;1", "of;3"], table.Labels);
        Assert.Equal([2f, 4], table.Points.Values.ToArray());
    }

    /// <summary>The guess sees no more than the first 64 KiB, in which the fourth row is cut off.</summary>
    [Fact]
    public void A_row_that_is_seen_in_part_does_not_count()
    {
        const int Columns = 10_000;
        float[] values = [.. Enumerable.Range(0, 5 * Columns).Select(value => (float)(value % 10))];
        string content = string.Concat(values.Chunk(Columns).Select(row => $"{string.Join(';', row)}\n"));
        Table table = TableReader.Read(_folder.Write("a.csv", content));
        Assert.Equal((';', Columns), (table.Delimiter, table.Points.Columns));
        Assert.Equal(values, table.Points.Values.ToArray());
    }

    [Fact]
    public void Wide_text_in_either_byte_order_is_understood()
    {
        foreach (Encoding encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            string path = _folder.Write("a.csv", [.. encoding.GetPreamble(), .. encoding.GetBytes("größe;y\n1;2\n")]);
            Table table = TableReader.Read(path);
            Assert.Equal((';', "größe"), (table.Delimiter!.Value, table.ColumnNames![0]));
            Assert.Equal([1f, 2], table.Points.Values.ToArray());
        }
    }
}
