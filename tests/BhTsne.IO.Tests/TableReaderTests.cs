using BhTsne.IO.Tests.Oracles;

namespace BhTsne.IO.Tests;

public sealed class TableReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_of_all_formats_are_stacked_in_order()
    {
        string[] paths =
        [
            _folder.Write("a.idx.gz", IdxOracle.File(0x08, [2, 2, 1], [1, 2, 3, 4])),
            _folder.Write("b.csv", "x,y\n5,6\n"),
            _folder.Write("c.npy", NpyOracle.File(">i4", [2, 2], [7, 8, 9, 10], fortran: true)),
            _folder.Write("d.tsv", "11\t12\n"),
        ];
        Table table = TableReader.Read(paths);
        Assert.Equal(Enumerable.Range(1, 12).Select(i => (float)i), table.Points.Values.ToArray());
        Assert.Equal((6, 2), (table.Points.Rows, table.Points.Columns));
        Assert.Equal(["x", "y"], table.ColumnNames);
        Assert.Null(table.Labels);
    }

    [Fact]
    public void Arrays_are_stacked_without_a_second_copy()
    {
        const int Values = 200_000;
        string[] paths = [.. "abc".Select(
            name => _folder.Write($"{name}-idx2-ubyte", IdxOracle.File(0x08, [Values / 100, 100], new double[Values])))];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Table table = TableReader.Read(paths);
        Assert.Equal(3 * Values / 100, table.Points.Rows);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 3 * Values * sizeof(float), 1.9 * 3 * Values * sizeof(float));
    }

    [Fact]
    public void Labels_are_kept_only_if_all_files_have_them()
    {
        string a = _folder.Write("a.csv", "1,2,one\n"), b = _folder.Write("b.csv", "3,4,two\n5,6,three\n");
        string c = _folder.Write("c.npy", NpyOracle.File("<f4", [1, 2], [7, 8]));
        TableReadOptions options = new() { LabelColumn = "3" };
        Assert.Equal(["one", "two", "three"], TableReader.Read([a, b], options).Labels);
        Table mixed = TableReader.Read([a, c], options);
        Assert.Null(mixed.Labels);
        Assert.Equal([1f, 2f, 7f, 8f], mixed.Points.Values.ToArray());
        Faults.Expect(c, ": the label column '3' was not found; an array has only features.", () => TableReader.Read(c, options));
    }

    [Fact]
    public void Files_that_do_not_fit_together_are_both_named()
    {
        string a = _folder.Write("a.csv", "x,y\n1,2\n"), b = _folder.Write("b.csv", "1,2,3\n"), c = _folder.Write("c.csv", "y,x\n1,2\n");
        Faults.Expect(
            b,
            $": it has 3 feature columns, but {a} has 2; files can be stacked only when they are of one width.",
            () => TableReader.Read([a, b]));
        Faults.Expect(
            c,
            $": feature column 1 is 'y', but in {a} it is 'x'; files can be stacked only when their columns agree.",
            () => TableReader.Read([a, c]));
    }

    [Fact]
    public void Npy_is_recognised_without_its_name()
    {
        string path = _folder.Write("points", NpyOracle.File("<f4", [1, 2], [1, 2]));
        Assert.Equal([1f, 2f], TableReader.Read(path).Points.Values.ToArray());
    }

    [Theory]
    [InlineData("points.parquet", "PAR1\u0015\u0004")]
    [InlineData("points.json", " [[1,2],[3,4]]\n")]
    [InlineData("points", "<!DOCTYPE html>")]
    [InlineData("points.gz", "{")]
    public void An_unknown_format_lists_those_that_are_known(string name, string content)
    {
        string path = _folder.Write(name, content);
        Faults.Expect(
            path,
            ": the format is unknown. What can be read: .csv, .tsv, .txt (tab-separated), .npy, IDX (as in train-images-idx3-ubyte), "
                + ".npz (of NumPy, or of scipy in CSR form) and .mtx (Matrix Market), each also gzipped.",
            () => TableReader.Read(path));
    }

    [Fact]
    public void A_missing_file_is_not_a_malformed_one()
    {
        Assert.Contains(
            "none.csv",
            Assert.Throws<FileNotFoundException>(() => TableReader.Read(_folder["none.csv"])).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => TableReader.Read(Array.Empty<string>()));
    }

    [Fact]
    public void A_cancelled_reading_stops()
    {
        string csv = _folder.Write("a.csv", "1,2\n"), npy = _folder.Write("a.npy", NpyOracle.File("<f4", [1, 2], [1, 2]));
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => TableReader.Read(csv, null, source.Token));
        Assert.Throws<OperationCanceledException>(() => TableReader.Read(npy, null, source.Token));
        Assert.Throws<OperationCanceledException>(() => LabelReader.Read(csv, source.Token));
        Assert.Throws<OperationCanceledException>(() => EmbeddingReader.Read(npy, source.Token));
    }

    [Fact]
    public void Files_are_closed_after_success_and_failure()
    {
        string good = _folder.Write("a.csv.gz", "1,2\n"), bad = _folder.Write("b.npy", "nothing of the kind");
        TableReader.Read(good);
        Assert.Throws<TableFormatException>(() => TableReader.Read([good, bad]));
        foreach (string path in new[] { good, bad })
        {
            using FileStream exclusive = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
    }
}
