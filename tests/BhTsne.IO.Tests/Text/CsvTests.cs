using System.Text;

namespace BhTsne.IO.Tests.Text;

public sealed class CsvTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.csv", "1,2\n3,4\n")]
    [InlineData("a.csv", "1,2\n3,4")]
    [InlineData("a.csv", "1,2\r\n3,4\r\n")]
    [InlineData("a.csv", "\uFEFF1,2\r\n\r\n3,4\r\n\r\n")]
    [InlineData("a.csv", "\"1\",\" 2 \"\n\n\n3, 4")]
    [InlineData("a.CSV.GZ", "1,2\n3,4\n")]
    [InlineData("a.csv.gz", "1e0,+2\n3.0,.4e1\n")]
    [InlineData("a.tsv", "1\t2\n3\t4\n")]
    [InlineData("a.tab", "1\t2\n3\t4\n")]
    [InlineData("a.txt.gz", "1\t2\r\n3\t\"4\"\r\n")]
    public void Plain_tables_read_alike(string name, string content)
    {
        // On a case-sensitive file system .GZ must be written gzipped too.
        string path = _folder.Write(name.Replace("GZ", "gz", StringComparison.Ordinal), content);
        if (path != _folder[name])
        {
            File.Move(path, _folder[name]);
        }

        Table table = TableReader.Read(_folder[name]);
        Assert.Equal((2, 2), (table.Points.Rows, table.Points.Columns));
        Assert.Equal([1f, 2f, 3f, 4f], table.Points.Values.ToArray());
        Assert.Null(table.Labels);
        Assert.Null(table.ColumnNames);
    }

    [Fact]
    public void Utf16_with_a_byte_order_mark_is_read()
    {
        string path = _folder.Write("a.csv", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("x,y\n1,2\n")]);
        Table table = TableReader.Read(path);
        Assert.Equal([1f, 2f], table.Points.Values.ToArray());
        Assert.Equal(["x", "y"], table.ColumnNames);
    }

    [Fact]
    public void A_header_and_labels_with_all_that_can_be_quoted()
    {
        string path = _folder.Write("a.csv", "\"a, \"\"b\"\"\",species,c\r\n1,\"x,\r\ny\",2\r\n3,,4\r\n5,\"say \"\"hé\"\"\",6\r\n");
        Table table = TableReader.Read(path, new TableReadOptions { LabelColumn = "species" });
        Assert.Equal(["a, \"b\"", "c"], table.ColumnNames);
        Assert.Equal(["x,\r\ny", "", "say \"hé\""], table.Labels);
        Assert.Equal([1f, 2f, 3f, 4f, 5f, 6f], table.Points.Values.ToArray());
    }

    [Theory]
    [InlineData("7,5,2\n1,2,3\n", HeaderMode.Yes, "2", "3", "7,5", "1,2")] // an exact name wins over a number
    [InlineData("7,5,x\n1,2,3\n", HeaderMode.Auto, "2", "2", "7,x", "1,3")] // no such name: the number
    [InlineData("x,2\n1,3\n", HeaderMode.Auto, "2", "3", "x", "1")]
    [InlineData("1,2,setosa\n3,4,virginica\n", HeaderMode.Auto, "3", "setosa|virginica", null, "1,2,3,4")] // a text label makes no header
    [InlineData("a,b,setosa\n3,4,virginica\n", HeaderMode.No, "1", null, null, null)]
    [InlineData("1,2,3\n4,5,6\n", HeaderMode.Yes, null, null, "1,2,3", "4,5,6")]
    [InlineData("1,2,3\n4,5,6\n", HeaderMode.Auto, null, null, null, "1,2,3,4,5,6")]
    [InlineData("1,2,3\n4,5,6\n", HeaderMode.No, "1", "1|4", null, "2,3,5,6")]
    [InlineData("1,2,label\n4,5,6\n", HeaderMode.Auto, "label", "6", "1,2", "4,5")] // a name asks for a header
    [InlineData("1,2,x\n4,5,6\n", HeaderMode.Auto, null, null, "1,2,x", "4,5,6")] // one name is enough
    public void Header_modes_and_label_columns(
        string content, HeaderMode header, string? labelColumn, string? labels, string? names, string? values)
    {
        string path = _folder.Write("a.csv", content);
        TableReadOptions options = new() { Header = header, LabelColumn = labelColumn };
        if (values is null)
        {
            Assert.Throws<TableFormatException>(() => TableReader.Read(path, options));
            return;
        }

        Table table = TableReader.Read(path, options);
        Assert.Equal(labels?.Split('|'), table.Labels);
        Assert.Equal(names?.Split(','), table.ColumnNames);
        Assert.Equal(values, string.Join(',', table.Points.Values.ToArray()));
    }

    [Theory]
    [InlineData("", ": it is empty.")]
    [InlineData("\n\r\n\n", ": it is empty.")]
    [InlineData("x,y\n", ": there is a header, but no row follows it.")]
    [InlineData(
        "x,width\n1,2\n\n3,abc\n",
        ", line 4, column 2 ('width'): 'abc' is not a number. 1 of 2 feature columns holds text: 'width' (1 of 2 cells).")]
    [InlineData(
        "1,2,3\n4,abc,def\n",
        ", line 2, column 2: 'abc' is not a number. 2 of 3 feature columns hold text: column 2 (1 of 2 cells), column 3 (1 of 2 cells).")]
    [InlineData("1,2,3\n4,5\n", ", line 2: the row has 2 columns, but the first has 3.")]
    [InlineData("1,2,3\n4,5,6,\n", ", line 2: the row has 4 columns, but the first has 3.")]
    [InlineData("1,2\n3,\n", ", line 2, column 2: the cell is empty. It is the only missing value.")]
    [InlineData("1,\n3,4\n", ", line 1, column 2: the cell is empty. It is the only missing value.")]
    [InlineData("1,2\n \n", ", line 2: the row has 1 columns, but the first has 2.")]
    [InlineData("nan,2\n3,4\n", ", line 1, column 1: 'nan' is a missing value. It is the only missing value.")]
    [InlineData("1,2\n3,-inf\n", ", line 2, column 2: '-inf' is not a finite number.")]
    [InlineData("1,2\n3,1e300\n", ", line 2, column 2: '1e300' does not fit single precision.")]
    [InlineData(
        "a,b\n\"x\n\ny\",1\n",
        ", line 2, column 1 ('a'): 'x\n\ny' is not a number. 1 of 2 feature columns holds text: 'a' (1 of 1 cell).")]
    [InlineData(
        "1,2\n1,0123456789012345678901234567890123456789x\n",
        ", line 2, column 2: '0123456789012345678901234567890123456789...' is not a number. 1 of 2 feature columns "
            + "holds text: column 2 (1 of 2 cells).")]
    public void A_faulty_file_names_line_and_column(string content, string message)
    {
        string path = _folder.Write("a.csv", content);
        Faults.Expect(path, message, () => TableReader.Read(path));
    }

    [Fact]
    public void The_place_of_a_fault_is_also_in_the_properties()
    {
        string path = _folder.Write("a.csv", "label,x\na,1\nb,2\n\nc,?\n");
        TableFormatException fault = Faults.Expect(
            path,
            ", line 5, column 2 ('x'): '?' is a missing value. It is the only missing value.",
            () => TableReader.Read(path, new TableReadOptions { LabelColumn = "label" }));
        Assert.Equal((5L, 2L, null), (fault.Line, fault.Column, fault.Row));
    }

    [Theory]
    [InlineData("1,2\n3,\"4\n5,6\n", ", line 2: a quote opens a cell and is never closed.")]
    [InlineData("1,2\n3,\"4\"5\n", ", line 2: there is text after the closing quote of a cell.")]
    [InlineData(
        "1,2\n\n3,4\"5\n",
        ", line 3: there is a quote inside a cell that does not start with one; such a cell must be quoted and its quotes doubled.")]
    public void Broken_quoting_names_the_line(string content, string message)
    {
        string path = _folder.Write("a.csv", content);
        Faults.Expect(path, message, () => TableReader.Read(path));
    }

    [Theory]
    [InlineData(
        "a,b,a\n1,2,3\n",
        "a",
        HeaderMode.Auto,
        ", line 1: the label column 'a' is in the header twice (columns 1 and 3); name it by its number.")]
    [InlineData("a,b\n1,2\n", "c", HeaderMode.Auto, ": the label column 'c' was not found; there are 2 columns: 'a', 'b'.")]
    [InlineData("a,b\n1,2\n", "3", HeaderMode.Auto, ": the label column '3' was not found; there are 2 columns: 'a', 'b'.")]
    [InlineData("a,b\n1,2\n", "0", HeaderMode.Yes, ": the label column '0' was not found; there are 2 columns: 'a', 'b'.")]
    [InlineData("1,2\n", "9", HeaderMode.Auto, ": the label column '9' was not found; there are 2 columns and no header.")]
    [InlineData("1,2\n", "b", HeaderMode.No, ": the label column 'b' was not found; there are 2 columns and no header.")]
    [InlineData(
        "a,b,c,d,e,f,g,h,i\n1,2,3,4,5,6,7,8,9\n",
        "z",
        HeaderMode.Auto,
        ": the label column 'z' was not found; there are 9 columns: 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', ....")]
    [InlineData("a\n1\n", "a", HeaderMode.Auto, ": the label column is the only column; there are no features.")]
    public void A_label_column_that_cannot_be_used_says_why(string content, string labelColumn, HeaderMode header, string message)
    {
        string path = _folder.Write("a.csv", content);
        Faults.Expect(path, message, () => TableReader.Read(path, new TableReadOptions { Header = header, LabelColumn = labelColumn }));
    }

    [Fact]
    public void A_name_that_is_twice_in_the_header_does_no_harm_elsewhere()
    {
        string path = _folder.Write("a.csv", "a,b,a\n1,2,3\n");
        Table table = TableReader.Read(path, new TableReadOptions { LabelColumn = "3" });
        Assert.Equal(["a", "b"], table.ColumnNames);
        Assert.Equal(["3"], table.Labels);
    }

    [Theory]
    [InlineData("big.csv")]
    [InlineData("big.csv.gz")]
    public void A_file_larger_than_every_buffer_reads_as_written(string name)
    {
        const int Rows = 30_011, Columns = 7;
        float Value(int i) => (float)Math.Sin(i) * MathF.Pow(10, i % 11);
        StringBuilder text = new();
        for (int row = 0; row < Rows; row++)
        {
            text.AppendJoin(
                ',',
                Enumerable.Range(row * Columns, Columns).Select(
                    i => Value(i).ToString("R", System.Globalization.CultureInfo.InvariantCulture))).Append('\n');
        }

        Table table = TableReader.Read(_folder.Write(name, text.ToString()));
        Assert.Equal((Rows, Columns), (table.Points.Rows, table.Points.Columns));
        Assert.Equal(Enumerable.Range(0, Rows * Columns).Select(Value), table.Points.Values.ToArray());
    }
}
