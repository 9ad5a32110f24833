using BhTsne.IO.Tests.Oracles;
using FsCheck.Fluent;

namespace BhTsne.IO.Tests.Arrays;

public sealed class IdxTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_type_and_shape_reads_as_written_under_every_name()
    {
        var files =
            from type in Gen.Elements(IdxOracle.Types)
            from name in Gen.Elements("train-images-idx3-ubyte", "train-images.idx3-ubyte", "a.idx", "a.idx3", "noname", "name.unknown")
            from gzip in Gen.Elements("", ".gz")
            from shape in ArrayGenerators.Shape
            from values in ArrayGenerators.Fill(shape, type.Descr[1..])
            select (type.Code, Name: name + gzip, shape, values);
        Check.ForAll(Arb.From(files), file =>
        {
            Table table = TableReader.Read(_folder.Write(file.Name, IdxOracle.File(file.Code, file.shape, file.values)));
            Assert.Equal((file.shape[0], file.values.Length / file.shape[0]), (table.Points.Rows, table.Points.Columns));
            Assert.Equal(
                file.values.Select(value => BitConverter.SingleToInt32Bits((float)value)),
                table.Points.Values.ToArray().Select(BitConverter.SingleToInt32Bits));
        });
    }

    [Fact]
    public void A_file_cut_anywhere_is_an_error_and_so_is_one_byte_more()
    {
        byte[] whole = IdxOracle.File(0x0B, [2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8]);
        foreach (string name in new[] { "a.idx", "a.idx.gz" })
        {
            for (int length = 0; length < whole.Length; length++)
            {
                string cut = _folder.Write(name, whole.AsSpan(0, length));
                Faults.ExpectPart(
                    cut,
                    length < 4 ? "empty or ends before" : length < 16 ? "ends inside the IDX header" : "truncated",
                    () => TableReader.Read(cut));
            }

            string longer = _folder.Write(name, [.. whole, 0]);
            Faults.ExpectPart(longer, "bytes after the end of the array (2 x 2 x 2)", () => TableReader.Read(longer));
        }
    }

    [Theory]
    [InlineData(new byte[] { 1, 0, 8, 1, 0, 0, 0, 1, 5 }, "bad magic")]
    [InlineData(new byte[] { 0, 1, 8, 1, 0, 0, 0, 1, 5 }, "bad magic")]
    [InlineData(new byte[] { 0, 0, 10, 1, 0, 0, 0, 1, 5 }, "the IDX type is 0x0A, which is unknown. Supported are 0x08 (unsigned byte)")]
    [InlineData(new byte[] { 0, 0, 8, 0, 5 }, "without dimensions")]
    [InlineData(new byte[] { 0, 0, 8, 2, 0, 0, 0, 0, 0, 0, 0, 5 }, "the array is empty: its shape is 0 x 5")]
    [InlineData(
        new byte[] { 0, 0, 8, 2, 255, 255, 255, 255, 255, 255, 255, 255 },
        "4294967295 x 4294967295 makes 18,446,744,065,119,617,025 values")]
    public void A_faulty_header_says_why(byte[] content, string part)
    {
        string path = _folder.Write("a.idx", content);
        Faults.ExpectPart(path, part, () => TableReader.Read(path));
    }

    [Fact]
    public void NaN_names_row_and_column()
    {
        string path = _folder.Write("a.idx", IdxOracle.File(0x0D, [2, 3], [1, 2, 3, 4, double.NaN, 6]));
        Faults.Expect(path, ", row 2, column 2: NaN is a missing value. It is the only missing value.", () => TableReader.Read(path));
    }
}
