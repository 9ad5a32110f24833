using BhTsne.IO.Tests.Oracles;
using FsCheck.Fluent;

namespace BhTsne.IO.Tests.Arrays;

public sealed class NpyTests : IDisposable
{
    private static readonly string[] Types = ["f2", "f4", "f8", "b1", "u1", "u2", "u4", "u8", "i1", "i2", "i4", "i8"];
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_type_byte_order_layout_version_and_shape_reads_as_written()
    {
        var files =
            from type in Gen.Elements(Types)
            from order in Gen.Elements('<', '>')
            from fortran in Gen.Elements(true, false)
            from version in Gen.Choose(1, 3)
            from gzip in Gen.Elements("", ".gz")
            from shape in ArrayGenerators.Shape
            from values in ArrayGenerators.Fill(shape, type)
            select (Descr: (type[1] == '1' ? '|' : order) + type, fortran, version, gzip, shape, values);
        Check.ForAll(Arb.From(files), file =>
        {
            string path = _folder.Write(
                "a.npy" + file.gzip, NpyOracle.File(file.Descr, file.shape, file.values, file.fortran, file.version));
            Table table = TableReader.Read(path);
            Assert.Equal((file.shape[0], file.values.Length / file.shape[0]), (table.Points.Rows, table.Points.Columns));
            Assert.Equal(
                file.values.Select(value => BitConverter.SingleToInt32Bits((float)value)),
                table.Points.Values.ToArray().Select(BitConverter.SingleToInt32Bits));
            Assert.Null(table.Labels);
            Assert.Null(table.ColumnNames);
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_array_of_many_chunks_reads_as_written(bool fortran)
    {
        double[] values = [.. Enumerable.Range(0, 509 * 131).Select(i => i * 0.5)];
        string path = _folder.Write("a.npy.gz", NpyOracle.File(">f8", [509, 131], values, fortran));
        Assert.Equal(values.Select(value => (float)value), TableReader.Read(path).Points.Values.ToArray());
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1L, 2L)}")]
    [InlineData("{\"shape\":(1,2,),\"fortran_order\":False,\"descr\":\"<f4\"}")]
    [InlineData("{'descr': '=f4', 'fortran_order': False, 'shape': (1, 2), }")]
    public void Headers_of_other_writers_are_understood(string header)
    {
        string path = _folder.Write("a.npy", [.. NpyOracle.Header(header), .. NpyOracle.Element("<f4", 3), .. NpyOracle.Element("<f4", 4)]);
        Assert.Equal([3f, 4f], TableReader.Read(path).Points.Values.ToArray());
    }

    [Theory]
    [InlineData("<f4", double.NaN, "NaN is a missing value. It is the only missing value.")]
    [InlineData(">f8", double.NegativeInfinity, "-Infinity is not a finite number.")]
    [InlineData("<f8", 1e300, "1E+300 does not fit single precision.")]
    public void A_number_that_is_no_single_names_row_and_column(string descr, double value, string problem)
    {
        foreach (bool fortran in new[] { false, true })
        {
            double[] values = new double[290 * 120];
            values[(280 * 120) + 6] = value;
            string path = _folder.Write("a.npy", NpyOracle.File(descr, [290, 120], values, fortran));
            TableFormatException fault = Faults.Expect(path, $", row 281, column 7: {problem}", () => TableReader.Read(path));
            Assert.Equal((281L, 7L, null), (fault.Row, fault.Column, fault.Line));
        }
    }

    [Theory]
    [InlineData(
        "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }",
        "the array holds Python objects (a pickle), which cannot be read. Supported are float16, float32")]
    [InlineData(
        "{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }", "the array holds the type <c8, which cannot be read. Supported are")]
    [InlineData("{'descr': '<U7', 'fortran_order': False, 'shape': (1,), }", "the type <U7")]
    [InlineData(
        "{'descr': [('x', '<f4'), ('y', '<f4')], 'fortran_order': False, 'shape': (1,), }", "the type [('x', '<f4'), ('y', '<f4')]")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (), }", "without dimensions")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 5), }", "the array is empty: its shape is 0 x 5.")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (5, 0), }", "the array is empty: its shape is 5 x 0.")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1, 5), }", "the shape (-1, 5)")]
    [InlineData("{'descr': '<f4', 'shape': (1, 5), }", "does not name descr, fortran_order and shape")]
    [InlineData(
        "{'descr': '<f8', 'fortran_order': False, 'shape': (3000000, 784), }",
        "3000000 x 784 makes 2,352,000,000 values, but one array holds at most 2,147,483,591")]
    [InlineData(
        "{'descr': '<f4', 'fortran_order': False, 'shape': (9000000000000000000, 9000000000000000000, 9000000000000000000), }",
        "values, but one array holds at most")]
    public void A_header_that_cannot_be_read_says_why(string header, string part)
    {
        string path = _folder.Write("a.npy", [.. NpyOracle.Header(header), .. new byte[64]]);
        Faults.ExpectPart(path, part, () => TableReader.Read(path));
    }

    [Fact]
    public void A_file_cut_anywhere_is_an_error_and_so_is_one_byte_more()
    {
        byte[] whole = NpyOracle.File("<f4", [3, 2], [1, 2, 3, 4, 5, 6]);
        foreach (string name in new[] { "a.npy", "a.npy.gz" })
        {
            for (int length = 0; length < whole.Length; length++)
            {
                string cut = _folder.Write(name, whole.AsSpan(0, length));
                Faults.ExpectPart(
                    cut,
                    length < 8 ? "empty or ends before" : length < 128 ? "ends inside the .npy header" : "truncated",
                    () => TableReader.Read(cut));
            }

            string longer = _folder.Write(name, [.. whole, 0]);
            Faults.ExpectPart(longer, ": there are bytes after the end of the array (3 x 2)", () => TableReader.Read(longer));
        }
    }

    [Fact]
    public void A_truncated_array_says_how_much_is_there()
    {
        string path = _folder.Write("a.npy", NpyOracle.File("<f8", [3, 2], [1, 2, 3, 4, 5, 6]).AsSpan()[..^9]);
        Faults.Expect(
            path, ": it is truncated: its header promises 3 x 2 = 6 values, but no more than 4 are there.", () => TableReader.Read(path));
    }

    [Fact]
    public void A_small_file_with_a_huge_shape_asks_for_no_memory()
    {
        foreach (string name in new[] { "a.npy", "a.npy.gz" })
        {
            string path = _folder.Write(name, NpyOracle.Header("{'descr': '<f4', 'fortran_order': False, 'shape': (2000000, 1000), }"));
            long before = GC.GetAllocatedBytesForCurrentThread();
            Faults.ExpectPart(path, "truncated", () => TableReader.Read(path));
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 10_000_000);
        }
    }

    [Fact]
    public void What_is_no_npy_file_is_told_so()
    {
        string pickle = _folder.Write("p.npy", [0x80, 4, 0x95, 0, 0, 0, 0, 0, 0, 0]);
        Faults.ExpectPart(pickle, "pickle", () => TableReader.Read(pickle));
        string text = _folder.Write("t.npy", "1,2,3\n4,5,6\n");
        Faults.ExpectPart(text, "bad magic", () => TableReader.Read(text));
        byte[] future = NpyOracle.File("<f4", [1, 1], [1]);
        future[6] = 4;
        string version = _folder.Write("v.npy", future);
        Faults.ExpectPart(version, "its .npy version is 4", () => TableReader.Read(version));
        byte[] header = NpyOracle.File("<f4", [1, 1], [1], version: 2);
        header[11] = 0x7F;
        string endless = _folder.Write("h.npy", header);
        Faults.ExpectPart(endless, "claims to be", () => TableReader.Read(endless));
    }
}
