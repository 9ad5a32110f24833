using System.Globalization;
using System.Text;
using FsCheck.Fluent;

namespace BhTsne.IO.Tests;

/// <summary>What separates cells, and the decimal mark.</summary>
public sealed class DelimiterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_guess_finds_what_the_table_was_written_with()
    {
        var tables =
            from delimiter in Gen.Elements(',', ';', '\t', '|', ' ')
            from name in Gen.Elements("a.csv", "a.tsv", "a.txt")
            from columns in Gen.Choose(2, 6)
            from values in ArrayGenerators.Single.ArrayOf(columns * 5)
            from hasHeader in Gen.Elements(true, false)
            from quotes in Gen.Elements(true, false)
            from asksForIt in Gen.Elements(true, false)
            select (delimiter, name, columns, values, hasHeader, quotes, asksForIt);
        Check.ForAll(Arb.From(tables), given =>
        {
            string q = given.quotes ? "\"" : "", space = given.delimiter != ' ' ? $"{given.delimiter}" : given.asksForIt ? "  \t " : "   ";
            string header = string.Join(space, Enumerable.Range(0, given.columns).Select(column => $"\"n,;\t{column}| x\""));
            string rows = string.Concat(given.values.Chunk(given.columns).Select(
                row => string.Join(space, row.Select(value => $"{q}{value.ToString("R", CultureInfo.InvariantCulture)}{q}")) + "\n"));
            string path = _folder.Write(given.name, given.hasHeader ? $"{header}\n{rows}" : rows);
            Table table = TableReader.Read(path, new TableReadOptions { Delimiter = given.asksForIt ? given.delimiter : null });
            Assert.Equal(given.values, table.Points.Values.ToArray());
            Assert.Equal(given.delimiter, table.Delimiter);
            Assert.Equal(given.hasHeader ? given.columns : 0, table.ColumnNames?.Count ?? 0);
        }, cases: 300);
    }

    [Fact]
    public void Numbers_with_a_decimal_comma_are_those_with_a_point()
    {
        var tables =
            from columns in Gen.Choose(2, 5)
            from values in ArrayGenerators.Single.ArrayOf(columns * 4)
            from delimiter in Gen.Elements(';', '\t', ' ')
            from guesses in Gen.Elements(true, false)
            select (columns, values, delimiter, guesses);
        NumberFormatInfo comma = new() { NumberDecimalSeparator = "," };
        Check.ForAll(Arb.From(tables), given =>
        {
            string rows = string.Concat(given.values.Chunk(given.columns).Select(
                row => string.Join(given.delimiter, row.Select(value => value.ToString("R", comma))) + "\n"));
            string path = _folder.Write("a.csv", rows);

            // Without a comma in any number, or one in each at the same place, a guess may be another one.
            TableReadOptions options = new()
            {
                DecimalMark = DecimalMark.Comma,
                Delimiter = given.guesses && given.delimiter == ';' ? null : given.delimiter,
            };
            Assert.Equal(given.values, TableReader.Read(path, options).Points.Values.ToArray());
        }, cases: 300);
    }

    [Theory]
    [InlineData("a;b\n1,5;2\n3;4,25\n", ", line 2, column 1 ('a'): '1,5' is not a number. ", "a semicolon")]
    [InlineData("1,5;2,5\n3,5;4,25\n", ", line 2, column 1 ('1,5'): '3,5' is not a number. ", "a semicolon")]
    [InlineData("a,b\n\"1,5\",2\n3,\"4,25\"\n", ", line 2, column 1 ('a'): '1,5' is not a number. ", "a comma")]
    [InlineData("n;a;b\nx;1;2\ny;1;4,25e3\n", ", line 3, column 3 ('b'): '4,25e3' is not a number. ", "a semicolon", true)]
    public void A_decimal_comma_is_told_what_to_add(string content, string message, string delimiter, bool dropsText = false)
    {
        string path = _folder.Write("a.csv", content);
        TableFormatException fault = Faults.Expect(
            path,
            message + "It seems to have a decimal comma, but numbers are read with a decimal point; "
                + $"the columns are separated by {delimiter}.",
            () => TableReader.Read(path, new TableReadOptions { DropText = dropsText }));
        Assert.Equal((TableProblem.DecimalComma, delimiter == "a comma" ? ',' : ';'), (fault.Problem, fault.Delimiter));
        Table table = TableReader.Read(
            path, new TableReadOptions { DecimalMark = DecimalMark.Comma, Delimiter = fault.Delimiter, DropText = dropsText });
        Assert.Equal(4.25, table.Points.Values.ToArray().Last() / (dropsText ? 1000 : 1), 5);
    }

    [Theory]
    [InlineData("a;b\nx;1\n1,5;2\n")]
    [InlineData("a;b\n1,5;1\nx;2\n")]
    public void A_column_with_other_text_is_no_column_of_numbers_with_a_comma(string content)
    {
        string path = _folder.Write("a.csv", content);
        Assert.Equal(TableProblem.Text, Assert.Throws<TableFormatException>(() => TableReader.Read(path)).Problem);
        Assert.Equal(["b"], TableReader.Read(path, new TableReadOptions { DropText = true }).ColumnNames);
    }

    [Fact]
    public void A_decimal_comma_may_be_the_first_or_the_last_letter()
    {
        string path = _folder.Write("a.csv", ",5;-,25;+,5e1\n7,;-8,; ,125 \n");
        TableReadOptions options = new() { DecimalMark = DecimalMark.Comma, Header = HeaderMode.No };
        Assert.Equal([0.5f, -0.25f, 5, 7, -8, 0.125f], TableReader.Read(path, options).Points.Values.ToArray());
    }

    [Theory]
    [InlineData("1.5;2\n")]
    [InlineData("1.234,5;2\n")]
    [InlineData("1,2,3;2\n")]
    [InlineData(",;2\n")]
    public void Other_marks_are_text_where_the_comma_is_the_decimal_mark(string content)
    {
        string path = _folder.Write("a.csv", content);
        TableReadOptions options = new() { DecimalMark = DecimalMark.Comma, Delimiter = ';', Header = HeaderMode.No };
        Assert.Equal(TableProblem.Text, Assert.Throws<TableFormatException>(() => TableReader.Read(path, options)).Problem);
    }

    [Theory]
    [InlineData("a.csv", "a,b\n1,2\n3\n", ", line 3: the row has 1 columns, but the first has 2.")]
    [InlineData("a.csv", "a;b\n1;2\n3;4;5\n", ", line 3: the row has 3 columns, but the first has 1.")]
    public void Where_no_delimiter_fits_it_is_that_of_the_format(string name, string content, string message)
    {
        string path = _folder.Write(name, content);
        if (message.Contains("first has 1", StringComparison.Ordinal))
        {
            Assert.Throws<TableFormatException>(() => TableReader.Read(path));
            return;
        }

        Faults.Expect(path, message, () => TableReader.Read(path));
    }

    [Fact]
    public void Aligned_columns_and_wide_text()
    {
        string aligned = _folder.Write("a.txt", "  a     b\n  1    22\n333    4  \n\n \"5\" \"6\"\n");
        Assert.Equal([1f, 22, 333, 4, 5, 6], TableReader.Read(aligned).Points.Values.ToArray());
        string wide = _folder.Write("w.csv", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("x;y\n1;2\n")]);
        Assert.Equal([1f, 2], TableReader.Read(wide).Points.Values.ToArray());
        Faults.Expect(
            wide,
            ": it is text in UTF-16, whose columns cannot be separated by spaces; save it as UTF-8.",
            () => TableReader.Read(wide, new TableReadOptions { Delimiter = ' ' }));
    }

    [Fact]
    public void A_long_table_of_aligned_columns_is_read_across_the_pieces_of_the_stream()
    {
        float[] values = [.. Enumerable.Range(0, 90_000).Select(value => value / 8f)];
        string text = string.Concat(values.Chunk(3).Select(row => $"   {row[0]}   {row[1]}    {row[2]} \r\n"));
        Assert.Equal(values, TableReader.Read(_folder.Write("a.txt", text)).Points.Values.ToArray());
        using DripStream drips = new(Encoding.UTF8.GetBytes(text));
        Assert.Equal(values, TableReader.Read(drips, TableFormat.Csv, new() { Delimiter = ' ' }).Points.Values.ToArray());
    }
}
