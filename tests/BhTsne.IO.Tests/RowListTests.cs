using System.Globalization;
using BhTsne.IO.Tests.Oracles;
using FsCheck.Fluent;

namespace BhTsne.IO.Tests;

/// <summary>Lists of rows.</summary>
public sealed class RowListTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_format_gives_the_rows_in_the_order_of_the_file()
    {
        var lists =
            from rows in Gen.Choose(1, 300)
            from order in Gen.Shuffle(Enumerable.Range(0, rows).ToArray())
            from count in Gen.Choose(1, rows)
            from gzip in Gen.Elements("", ".gz")
            from wide in Gen.Elements(1, 2)
            select (rows, List: order[..count], gzip, Shape: new[] { count, 1 }[..wide]);
        Check.ForAll(Arb.From(lists), given =>
        {
            double[] numbers = [.. given.List.Select(row => (double)row)];
            string lines = string.Concat(given.List.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row}\n")));
            string[] paths =
            [
                _folder.Write("a.txt" + given.gzip, lines),
                _folder.Write("a" + given.gzip, lines),
                _folder.Write("a.csv" + given.gzip, lines),
                _folder.Write("b.csv" + given.gzip, "row\n" + lines),
                _folder.Write("a.tsv" + given.gzip, lines),
                _folder.Write("a.npy" + given.gzip, NpyOracle.File("<i8", given.Shape, numbers)),
                _folder.Write("a.idx" + given.gzip, IdxOracle.File(0x0C, given.Shape, numbers)),
            ];
            foreach (string path in paths)
            {
                Assert.Equal(given.List, RowListReader.Read(path, given.rows));
                using TableInput input = TableInput.OfStream(new DripStream(File.ReadAllBytes(path)), TableFormat.FromName(path));
                Assert.Equal(given.List, RowListReader.Read(input, given.rows));
            }
        }, cases: 30);
    }

    [Theory]
    [InlineData("a.txt", "\uFEFF\n 3 \r\n\r\n\t0\n\n+1")]
    [InlineData("a.csv", "\"3\"\r\n\r\n 0\n1 ")]
    [InlineData("a.csv", "\"a header\"\n3\n-0\n1\n")]
    public void Blanks_do_not_matter(string name, string content) =>
        Assert.Equal([3, 0, 1], RowListReader.Read(_folder.Write(name, content), 4));

    [Theory]
    [InlineData("a.txt", "1\n\n2.0\n", ", line 3: '2.0' is not a whole number.")]
    [InlineData("a.txt", "row\n1\n", ", line 1: 'row' is not a whole number.")]
    [InlineData("a.txt", "1, 2\n", ", line 1: '1, 2' is not a whole number.")]
    [InlineData("a.txt", "-\n", ", line 1: '-' is not a whole number.")]
    [InlineData("a.txt", "١\n", ", line 1: '١' is not a whole number.")]
    [InlineData("a.csv", "row\n1\nx\n", ", line 3: 'x' is not a whole number.")]
    [InlineData("a.csv", "1.5\n1\n", ", line 1: '1.5' is not a whole number.")]
    [InlineData("a.csv", "1\n\"\"\n", ", line 2: '' is not a whole number.")]
    [InlineData("a.txt", "9\n0\n10\n", ", line 3: there is no row '10': there are 10 rows, and rows count from 0.")]
    [InlineData("a.csv", "row\n-1\n", ", line 2: there is no row '-1': there are 10 rows, and rows count from 0.")]
    [InlineData(
        "a.txt",
        "99999999999999999999\n",
        ", line 1: there is no row '99999999999999999999': there are 10 rows, and rows count from 0.")]
    [InlineData("a.txt", "7\n\n3\n07\n", ", line 4: row 7 is on line 1 already; list each row once only.")]
    [InlineData("a.csv", "row\n7\n3\n7\n", ", line 4: row 7 is on line 2 already; list each row once only.")]
    [InlineData("a.csv", "1,2\n", ", line 1: there are 2 columns; a list of rows needs a single column.")]
    [InlineData("a.csv", "a,b\n1,2\n", ", line 1: there are 2 columns; a list of rows needs a single column.")]
    [InlineData("a.csv", "1\n2,3\n", ", line 2: there are 2 columns; a list of rows needs a single column.")]
    [InlineData("a.txt", "", ": it lists no rows.")]
    [InlineData("a.txt.gz", "\n \n", ": it lists no rows.")]
    [InlineData("a.csv", "", ": it lists no rows.")]
    [InlineData("a.csv", "row\n", ": it lists no rows.")]
    [InlineData("a.mtx", "", ": it holds a sparse matrix, but a list of rows is needed here.")]
    public void Faulty_text_names_the_line(string name, string content, string message)
    {
        string path = _folder.Write(name, content);
        Faults.Expect(path, message, () => RowListReader.Read(path, 10));
    }

    [Fact]
    public void Faulty_arrays_name_the_row()
    {
        Expect("<f8", [2], [1, 2], ": it holds numbers with a point; integers are needed here.");
        Expect("<i4", [1, 2], [1, 2], ": row numbers need an array of one dimension, but its shape is 1 x 2.");
        Expect("<i4", [3], [1, -2, 3], ", row 2: there is no row '-2': there are 10 rows, and rows count from 0.");
        Expect("<u2", [3], [1, 2, 10], ", row 3: there is no row '10': there are 10 rows, and rows count from 0.");
        Expect(">i8", [3], [4, 2, 4], ", row 3: row 4 is on row 1 of the array already; list each row once only.");
        string one = _folder.Write("one.txt", "1\n");
        Faults.Expect(one, ", line 1: there is no row '1': there is 1 row, and rows count from 0.", () => RowListReader.Read(one, 1));

        void Expect(string type, int[] shape, double[] values, string message)
        {
            string path = _folder.Write("a.npy", NpyOracle.File(type, shape, values));
            Faults.Expect(path, message, () => RowListReader.Read(path, 10));
        }
    }

    [Fact]
    public void A_table_has_rows_and_the_reading_stops_when_cancelled()
    {
        string path = _folder.Write("a.txt", "0\n");
        Assert.Throws<ArgumentOutOfRangeException>(() => RowListReader.Read(path, 0));
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => RowListReader.Read(path, 1, source.Token));
        Assert.Throws<FileNotFoundException>(() => RowListReader.Read(_folder["none.txt"], 1));
    }
}
