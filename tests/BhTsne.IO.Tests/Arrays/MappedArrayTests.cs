using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BhTsne.IO.Arrays;
using BhTsne.IO.Tests.Oracles;
using FsCheck.Fluent;

namespace BhTsne.IO.Tests.Arrays;

/// <summary>A .npy file that is mapped in place of being read.</summary>
public sealed class MappedArrayTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_mapped_is_what_is_read() => Check.ForAll(
        Arb.From(
            from shape in ArrayGenerators.Shape
            from values in ArrayGenerators.Fill(shape, "f4")
            from version in Gen.Choose(1, 3)
            from most in Gen.Choose(1, 200)
            select (shape, values, version, most)),
        given =>
        {
            string path = _folder.Write("a.npy", NpyOracle.File("<f4", given.shape, given.values, version: given.version));
            Table read = TableReader.Read(path), mapped = TableReader.Read(path, Mapping(given.most));
            Assert.Equal((false, true), (read.IsMapped, mapped.IsMapped));
            Assert.Equal((read.Points.Rows, read.Points.Columns), (mapped.Points.Rows, mapped.Points.Columns));
            Assert.Equal(
                MemoryMarshal.AsBytes(read.Points.Values), MemoryMarshal.AsBytes<float>(mapped.Points.Blocks.SelectMany(Values).ToArray()));
            int rows = Math.Max(1, given.most / read.Points.Columns);
            Assert.Equal((read.Points.Rows + rows - 1) / rows, mapped.Points.Blocks.Count);
            Assert.Equal((read.RowsRead, null), (mapped.RowsRead, mapped.Rows));
        });

    /// <summary>One block as long as an array could hold it.</summary>
    [Fact]
    public void A_file_from_64_MiB_on_is_mapped_in_one_block()
    {
        foreach ((int rows, bool isMapped) in new[] { (1 << 18, true), ((1 << 18) - 1, false) })
        {
            byte[] header = NpyOracle.Header($"{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, 64), }}");
            byte[] file = [.. header, .. new byte[rows * 256]];
            BitConverter.TryWriteBytes(file.AsSpan(file.Length - 4), 7f);
            Table table = TableReader.Read(_folder.Write("a.npy", file));
            Assert.Equal(isMapped, table.IsMapped);
            Assert.Equal(7, table.Points.Values[^1]);
        }
    }

    [Theory]
    [InlineData("<f8", false, "a.npy")]
    [InlineData("<f2", false, "a.npy")]
    [InlineData("<i4", false, "a.npy")]
    [InlineData(">f4", false, "a.npy")]
    [InlineData("<f4", true, "a.npy")]
    [InlineData("<f4", false, "a.npy.gz")]
    public void What_does_not_stand_in_the_file_as_in_memory_is_read(string descr, bool fortran, string name)
    {
        string path = _folder.Write(name, NpyOracle.File(descr, [3, 2], [1, 2, 3, 4, 5, 6], fortran));
        Table table = TableReader.Read(path, Mapping(4));
        Assert.False(table.IsMapped);
        Assert.Equal([1, 2, 3, 4, 5, 6], table.Points.Values);
    }

    [Fact]
    public void Chosen_columns_several_files_streams_and_odd_headers_are_read()
    {
        byte[] file = NpyOracle.File("<f4", [3, 2], [1, 2, 3, 4, 5, 6]);
        string path = _folder.Write("a.npy", file);
        TableReadOptions options = Mapping(4);
        Table[] tables =
        [
            TableReader.Read(path, options with { Columns = ["2"] }),
            TableReader.Read(path, options with { KeepColumns = ["2"] }),
            TableReader.Read([path, path], options),
            TableReader.Read(new MemoryStream(file), TableFormat.Npy, options),
            TableReader.Read(_folder.Write("b.npy", Odd(file)), options),
        ];
        Assert.All(tables, table => Assert.False(table.IsMapped));
        Assert.Equal([2, 4, 6], tables[0].Points.Values);
        Assert.Equal([1, 2, 3, 4, 5, 6], tables[4].Points.Values);
        using FileStream stream = File.OpenRead(path);
        Assert.False(TableReader.Read(stream, TableFormat.Npy, options).IsMapped);
        Assert.True(TableReader.Read(path, options).IsMapped);
    }

    [Fact]
    public void A_file_cut_anywhere_or_longer_has_the_fault_of_one_that_is_read()
    {
        byte[] whole = NpyOracle.File("<f4", [3, 2], [1, 2, 3, 4, 5, 6]);
        for (int length = 0; length <= whole.Length + 1; length++)
        {
            byte[] added = new byte[length / (whole.Length + 1)];
            string path = _folder.Write("a.npy", [.. whole.AsSpan(0, Math.Min(length, whole.Length)), .. added]);
            if (length != whole.Length)
            {
                Assert.Equal(
                    Assert.Throws<TableFormatException>(() => TableReader.Read(path)).Message,
                    Assert.Throws<TableFormatException>(() => TableReader.Read(path, Mapping(4))).Message);
            }
        }
    }

    [Theory]
    [InlineData(double.NaN, 5)]
    [InlineData(double.NaN, 0)]
    [InlineData(double.PositiveInfinity, 5)]
    [InlineData(double.NegativeInfinity, 3)]
    public void A_value_that_is_not_finite_has_the_fault_of_one_that_is_read(double value, int place)
    {
        double[] values = [1, 2, 3, 4, 5, 6];
        values[place] = value;
        string path = _folder.Write("a.npy", NpyOracle.File("<f4", [3, 2], values));
        TableFormatException read = Assert.Throws<TableFormatException>(() => TableReader.Read(path));
        TableFormatException mapped = Assert.Throws<TableFormatException>(() => TableReader.Read(path, Mapping(4)));
        Assert.Equal((read.Message, read.Row, read.Column), (mapped.Message, mapped.Row, mapped.Column));
        Assert.Equal((place / 2) + 1, mapped.Row);
    }

    [Fact]
    public void Rows_with_missing_values_are_left_out_of_a_file_that_would_be_mapped()
    {
        string path = _folder.Write("a.npy", NpyOracle.File("<f4", [3, 2], [1, 2, double.NaN, 4, 5, 6]));
        Table table = TableReader.Read(path, Mapping(4) with { Missing = MissingValues.DropRows });
        Assert.Equal([1, 2, 5, 6], table.Points.Values);
        Assert.Equal((false, 3), (table.IsMapped, table.RowsRead));
    }

    /// <summary>A file of 8 GiB that takes no place on the disk: the system makes zeros of it.</summary>
    [Fact]
    public void More_values_than_an_array_holds_are_refused_where_they_cannot_be_mapped_with_what_to_do()
    {
        const string Advice = "numpy.save(file, numpy.ascontiguousarray(x, 'float32'))";
        foreach ((string descr, string order) in new[] { ("<f8", "False"), (">f4", "False"), ("<f4", "True") })
        {
            string path = _folder.Write(
                "a.npy", NpyOracle.Header($"{{'descr': '{descr}', 'fortran_order': {order}, 'shape': (3000000, 784), }}"));
            Faults.ExpectPart(
                path, "makes 2,352,000,000 values, but one array holds at most 2,147,483,591. ", () => TableReader.Read(path));
            Faults.ExpectPart(path, Advice, () => TableReader.Read(path));
        }

        string single = _folder.Write("b.npy", NpyOracle.Header("{'descr': '<f4', 'fortran_order': False, 'shape': (3000000, 784), }"));
        Faults.ExpectPart(
            single,
            "it is truncated: its header promises 3000000 x 784 = 2352000000 values, but no more than 0 are there.",
            () => TableReader.Read(single));
        using (FileStream file = File.OpenWrite(single))
        {
            file.SetLength(file.Length + (3_000_000L * 784 * 4));
        }

        Faults.ExpectPart(single, Advice, () => TableReader.Read(single, new TableReadOptions { Columns = ["1-700"] }));
        Faults.ExpectPart(single, Advice, () => TableReader.Read([single, single]));
    }

    [Fact]
    public void A_value_that_is_not_finite_in_a_file_that_no_array_holds_has_its_place()
    {
        const int Rows = 1 << 20, Columns = 2049;
        byte[] header = NpyOracle.Header($"{{'descr': '<f4', 'fortran_order': False, 'shape': ({Rows}, {Columns}), }}");
        string path = _folder.Write("a.npy", header);
        foreach ((float value, string problem) in new[]
        {
            (float.NaN, "NaN is a missing value, and the array is too large for rows to be left out or values to be filled; "
                + "do that before it is saved."),
            (float.NegativeInfinity, "-Infinity is not a finite number."),
        })
        {
            using (FileStream file = File.OpenWrite(path))
            {
                file.SetLength(header.Length + ((long)Rows * Columns * 4));
                file.Position = header.Length + (((5L * Columns) + 7) * 4);
                file.Write(BitConverter.GetBytes(value));
            }

            Faults.Expect(path, $", row 6, column 8: {problem}", () => TableReader.Read(path));
        }
    }

    [Fact]
    public void A_mapping_lasts_as_long_as_its_points_and_no_longer()
    {
        string path = _folder.Write("a.npy", NpyOracle.File("<f4", [3, 2], [1, 2, 3, 4, 5, 6]));
        Assert.Equal([5, 6], LastRow(path));
        Collect();
        Assert.False(IsMapped(path) ?? false);

        // What is left on the stack must not hold the points.
        [MethodImpl(MethodImplOptions.NoInlining)]
        static float[] LastRow(string path)
        {
            PointMatrix points = TableReader.Read(path, Mapping(2)).Points;
            Collect();
            Assert.True(IsMapped(path) ?? true);
            float[] row = points.Row(2).ToArray();
            GC.KeepAlive(points);
            return row;
        }

        static bool? IsMapped(string path) =>
            OperatingSystem.IsLinux() ? File.ReadAllText("/proc/self/maps").Contains(path, StringComparison.Ordinal) : null;

        static void Collect()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
        }
    }

    [Fact]
    public void Mapped_memory_can_be_pinned()
    {
        string path = _folder.Write("a.npy", NpyOracle.File("<f4", [3, 2], [1, 2, 3, 4, 5, 6]));
        Table table = TableReader.Read(path, Mapping(4));
        using System.Buffers.MemoryHandle handle = table.Points.Blocks[1].Pin();
        unsafe
        {
            Assert.Equal(5, *(float*)handle.Pointer);
        }
    }

    private static TableReadOptions Mapping(int most) => new() { Mapping = new MapRule(0, most, most) };

    private static IEnumerable<float> Values(ReadOnlyMemory<float> block) => MemoryMarshal.ToEnumerable(block);

    /// <summary>The same file with a header that is one byte longer: its elements do not begin at a multiple of four.</summary>
    private static byte[] Odd(byte[] file)
    {
        byte[] odd = [.. file.AsSpan(0, 10), (byte)' ', .. file.AsSpan(10)];
        odd[8]++;
        (odd[10], odd[11]) = (odd[11], odd[10]);
        return odd;
    }
}
