using System.Globalization;
using System.Text;
using FsCheck.Fluent;

namespace BhTsne.IO.Tests.Sparse;

public sealed class MatrixMarketTests : IDisposable
{
    private const string General = "%%MatrixMarket matrix coordinate real general\n";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("real", "1 1 0.5\n3 4 -2e3\n1 3 7\n")]
    [InlineData("real", "% a comment\n  3\t4   -2e+3 \r\n\n1 3 7.0\r\n%\n1 1 .5")]
    public void Entries_of_any_order_are_read(string field, string entries)
    {
        SparseMatrix matrix = SparseReader.Read(
            _folder.Write("a.mtx", $"%%MatrixMarket matrix coordinate {field} general\n%\n\n3 4 3\n{entries}"));
        Assert.Equal((3, 4), (matrix.Rows, matrix.Columns));
        Assert.Equal([0, 2, 2, 3], matrix.RowOffsets);
        Assert.Equal([0, 2, 3], matrix.ColumnIndices);
        Assert.Equal([0.5f, 7, -2000], matrix.Values);
    }

    [Fact]
    public void Patterns_integers_and_symmetric_matrices_are_read()
    {
        SparseMatrix pattern = SparseReader.Read(
            _folder.Write(
                "a.mtx.gz",
                "%%matrixmarket MATRIX Coordinate PATTERN general\n2 3 2\n2 1\n1 2\n".Replace(
                    "%%matrixmarket", "%%MatrixMarket", StringComparison.Ordinal)));
        Assert.Equal([1, 0], pattern.ColumnIndices);
        Assert.Equal([1, 1], pattern.Values);
        SparseMatrix symmetric = SparseReader.Read(
            _folder.Write("unnamed", "%%MatrixMarket matrix coordinate integer symmetric\n3 3 3\n1 1 5\n3 1 6\n3 2 -7\n"));
        Assert.Equal([0, 2, 3, 5], symmetric.RowOffsets);
        Assert.Equal([0, 2, 2, 0, 1], symmetric.ColumnIndices);
        Assert.Equal([5, 6, -7, 6, -7], symmetric.Values);
        Assert.Equal(0, SparseReader.Read(_folder.Write("empty.mtx", $"{General}2 2 0\n")).EntryCount);
    }

    [Fact]
    public void Every_matrix_reads_back_as_it_was_written()
    {
        var cases =
            from rows in Gen.Choose(1, 30)
            from columns in Gen.Choose(1, 30)
            from density in Gen.Elements(0.05, 0.5, 1.0)
            from extension in Gen.Elements(".mtx", ".mtx.gz")
            from seed in Gen.Choose(0, int.MaxValue - 1)
            select (rows, columns, density, extension, seed);
        Check.ForAll(Arb.From(cases), x =>
        {
            Random random = new(x.seed);
            (int Row, int Column, float Value)[] entries =
            [
                .. from row in Enumerable.Range(0, x.rows)
                   from column in Enumerable.Range(0, x.columns)
                   where random.NextDouble() < x.density
                   select (row, column, (float)(random.NextDouble() - 0.5)),
            ];
            (int Row, int Column, float Value)[] shuffled = [.. entries];
            random.Shuffle(shuffled);
            StringBuilder text = new($"{General}{x.rows} {x.columns} {entries.Length}\n");
            foreach ((int row, int column, float value) in shuffled)
            {
                text.Append(CultureInfo.InvariantCulture, $"{row + 1} {column + 1} {value:R}\n");
            }

            SparseMatrix matrix = SparseReader.Read(_folder.Write("a" + x.extension, text.ToString()));
            Assert.Equal((x.rows, x.columns), (matrix.Rows, matrix.Columns));
            Assert.Equal(
                Enumerable.Range(0, x.rows + 1).Select(row => entries.LongCount(entry => entry.Row < row)), matrix.RowOffsets.ToArray());
            Assert.Equal(entries.Select(entry => entry.Column), matrix.ColumnIndices.ToArray());
            Assert.Equal(entries.Select(entry => entry.Value), matrix.Values.ToArray());
        });
    }

    [Fact]
    public void Lines_may_be_longer_than_any_buffer()
    {
        string path = _folder.Write("a.mtx", $"{General}%{new string('x', 300_000)}\n1 1 1\n1 1 {new string(' ', 200_000)}8\n");
        Assert.Equal([8], SparseReader.Read(path).Values);
    }

    [Theory]
    [InlineData("", ", line 1: it does not start with %%MatrixMarket.")]
    [InlineData("1 1 1\n", ", line 1: it does not start with %%MatrixMarket.")]
    [InlineData(
        "%%MatrixMarket matrix coordinate real\n", ", line 1: the banner must be '%%MatrixMarket matrix coordinate FIELD SYMMETRY'.")]
    [InlineData(
        "%%MatrixMarket vector coordinate real general\n",
        ", line 1: the banner must be '%%MatrixMarket matrix coordinate FIELD SYMMETRY'.")]
    [InlineData(
        "%%MatrixMarket matrix array real general\n",
        ", line 1: the layout is 'array'; only 'coordinate' can be read. A dense matrix can be read as .csv or .npy.")]
    [InlineData(
        "%%MatrixMarket matrix coordinate complex general\n", ", line 1: the field is 'complex'; real, integer and pattern can be read.")]
    [InlineData(
        "%%MatrixMarket matrix coordinate real hermitian\n", ", line 1: the symmetry is 'hermitian'; general and symmetric can be read.")]
    [InlineData(General, ": it ends before the line with its size.")]
    [InlineData(General + "% only\n", ": it ends before the line with its size.")]
    [InlineData(
        General + "2 2\n", ", line 2: the size must be three whole numbers 'ROWS COLUMNS ENTRIES', one row and one column at least.")]
    [InlineData(
        General + "%\n2 2 1 1\n",
        ", line 3: the size must be three whole numbers 'ROWS COLUMNS ENTRIES', one row and one column at least.")]
    [InlineData(
        General + "0 2 0\n", ", line 2: the size must be three whole numbers 'ROWS COLUMNS ENTRIES', one row and one column at least.")]
    [InlineData(
        General + "2 2 -1\n", ", line 2: the size must be three whole numbers 'ROWS COLUMNS ENTRIES', one row and one column at least.")]
    [InlineData(
        General + "2.5 2 1\n", ", line 2: the size must be three whole numbers 'ROWS COLUMNS ENTRIES', one row and one column at least.")]
    [InlineData(
        "%%MatrixMarket matrix coordinate real symmetric\n2 3 0\n", ", line 2: a symmetric matrix must be square, but this one is 2 x 3.")]
    [InlineData(
        General + "2 2 1000\n1 1 1\n", ", line 2: 1000 entries are promised, but the input is too short for them; is it truncated?")]
    [InlineData(General + "2 2 2\n1 1 1.000\n", ": 2 entries are promised, but only 1 are there; is it truncated?")]
    [InlineData(General + "2 2 1\n1 1 1\n\n1 2 1\n", ", line 5: there are more entries than the 1 that were promised.")]
    [InlineData(General + "2 2 1\n1 1\n", ", line 3: an entry must be 'ROW COLUMN VALUE'.")]
    [InlineData(General + "2 2 1\n1 x 4\n", ", line 3: an entry must be 'ROW COLUMN VALUE'.")]
    [InlineData(General + "2 2 1\n1.5 1 4\n", ", line 3: an entry must be 'ROW COLUMN VALUE'.")]
    [InlineData("%%MatrixMarket matrix coordinate pattern general\n2 2 1\n1 1 4\n", ", line 3: an entry must be 'ROW COLUMN'.")]
    [InlineData(General + "2 2 1\n0 1 4\n", ", line 3: row 0, column 1 is outside the matrix of 2 x 2, counted from 1.")]
    [InlineData(General + "2 2 1\n3 1 4\n", ", line 3: row 3, column 1 is outside the matrix of 2 x 2, counted from 1.")]
    [InlineData(General + "2 2 1\n1 3 4\n", ", line 3: row 1, column 3 is outside the matrix of 2 x 2, counted from 1.")]
    [InlineData(
        General + "2 2 1\n99999999999 1 4\n", ", line 3: row 99999999999, column 1 is outside the matrix of 2 x 2, counted from 1.")]
    [InlineData(General + "2 2 2\n1 1 4\n1 2 nan\n", ", line 4: 'nan' is not a finite number.")]
    [InlineData(General + "2 2 1\n1 1 1e99\n", ", line 3: '1e99' does not fit single precision.")]
    [InlineData(General + "2 2 1\n1 1 4 5\n", ", line 3: '4 5' is not a number.")]
    [InlineData(General + "2 2 1\n1 1 four\n", ", line 3: 'four' is not a number.")]
    [InlineData(General + "2 2 3\n2 1 4\n1 1 2\n2 1 4\n", ", row 2, column 1: the entry is named twice.")]
    [InlineData(
        "%%MatrixMarket matrix coordinate real symmetric\n2 2 2\n2 1 4\n1 2 4\n",
        ", row 1, column 2: the entry is named twice (a symmetric file has one triangle only).")]
    public void A_malformed_file_says_where(string content, string message)
    {
        string path = _folder.Write("a.mtx", content);
        Faults.Expect(path, message, () => SparseReader.Read(path));
    }

    [Theory]
    [InlineData(67_108_865)]
    [InlineData(2_000_000_000)]
    [InlineData(2_147_483_646)]
    public void A_damaged_number_of_rows_is_no_lack_of_memory(int rows)
    {
        string path = _folder.Write("a.mtx", $"{General}{rows} 1 1\n1 1 1\n");
        string expected = $", line 2: there are {rows} rows for an entry count of 1; "
            + "beyond 67108864 rows there must be as many entries. Is the size damaged?";
        Faults.Expect(path, expected, () => SparseReader.Read(path));
    }

    [Fact]
    public void A_size_that_no_memory_holds_is_no_lack_of_memory()
    {
        string path = _folder.Write("a.mtx", $"{General}1000000 1000000 100000000000\n");
        Faults.ExpectPart(path, "100,000,000,000 entries are too many", () => SparseReader.Read(path));

        // Twice the first and four times both wrap around to a size that would fit.
        string symmetric = General.Replace("general", "symmetric", StringComparison.Ordinal);
        foreach (string banner in new[] { General, symmetric })
        {
            path = _folder.Write("a.mtx", $"{banner}2 2 4611686018427387905\n1 1 1\n");
            Faults.ExpectPart(path, "4,611,686,018,427,387,905 entries are too many", () => SparseReader.Read(path));
            path = _folder.Write("a.mtx", $"{banner}2 2 7000000000000000000\n1 1 1\n");
            Faults.ExpectPart(path, "7,000,000,000,000,000,000 entries are too many", () => SparseReader.Read(path));
        }

        path = _folder.Write("a.mtx", $"{symmetric}2 2 2000000000\n1 1 1\n");
        Faults.ExpectPart(path, "4,000,000,000 entries are too many", () => SparseReader.Read(path));
        string cut = _folder.Write("cut.mtx.gz", "x");
        File.WriteAllBytes(cut, File.ReadAllBytes(_folder.Write("b.mtx.gz", $"{General}2 2 1\n1 1 1\n"))[..^6]);
        Faults.Expect(cut, ": it is no gzip file, or it is truncated or damaged.", () => SparseReader.Read(cut));
    }
}
