using BhTsne.IO.Tests.Oracles;

namespace BhTsne.IO.Tests;

public sealed class LabelReaderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.txt", "cat\ndog\n", "cat|dog")]
    [InlineData("a.txt", "cat\r\ndog", "cat|dog")]
    [InlineData("a.txt.gz", "\uFEFF\"\n,\n\na\tb\n\n\n", "\"|,||a\tb")] // as they stand; empty lines count, but not at the end
    [InlineData("a.txt", "label\ncat\n", "label|cat")] // no header in a .txt
    [InlineData("a.csv", "cat\n\"a, b\"\n\"\"\nsay \n", "cat|a, b||say ")]
    [InlineData("a.csv", "label\ncat\ndog\n", "cat|dog")]
    [InlineData("a.csv.gz", "x,y,label\n1,2,cat\n3,4,dog\n", "cat|dog")]
    [InlineData("a.tsv", "label\tx\ncat\t1\n", "cat")]
    public void Text_labels(string name, string content, string expected) =>
        Assert.Equal(expected.Split('|'), LabelReader.Read(_folder.Write(name, content)));

    [Theory]
    [InlineData("|b1")]
    [InlineData("|u1")]
    [InlineData("<i4")]
    [InlineData(">i8")]
    [InlineData("<u2")]
    [InlineData("<f2")]
    [InlineData(">f4")]
    [InlineData("<f8")]
    public void Whole_numbers_of_every_type(string descr)
    {
        Assert.Equal(["1", "0", "1"], LabelReader.Read(_folder.Write("a.npy", NpyOracle.File(descr, [3], [1, 0, 1]))));
        Assert.Equal(["0", "1"], LabelReader.Read(_folder.Write("b.npy.gz", NpyOracle.File(descr, [2, 1], [0, 1]))));
    }

    [Fact]
    public void Large_and_negative_numbers_keep_every_digit()
    {
        byte[] largest =
        [
            .. NpyOracle.Header("{'descr': '<i8', 'fortran_order': False, 'shape': (2,), }"),
            .. BitConverter.GetBytes(long.MaxValue),
            .. BitConverter.GetBytes(long.MinValue),
        ];
        Assert.Equal(["9223372036854775807", "-9223372036854775808"], LabelReader.Read(_folder.Write("a.npy", largest)));
        Assert.Equal(["-7", "16777217", "0"], LabelReader.Read(_folder.Write("b.npy", NpyOracle.File("<f8", [3], [-7, 16777217, -0.0]))));
    }

    [Fact]
    public void Idx_labels()
    {
        string path = _folder.Write("train-labels-idx1-ubyte.gz", IdxOracle.File(0x08, [4], [9, 0, 255, 3]));
        Assert.Equal(["9", "0", "255", "3"], LabelReader.Read(path));
    }

    [Theory]
    [InlineData("a.txt", "", ": it has no labels.")]
    [InlineData("a.txt", "\n\n", ": it has no labels.")]
    [InlineData("a.csv", "", ": it has no labels.")]
    [InlineData("a.csv", "label\n", ": it has no labels.")]
    [InlineData("a.csv", "1,2\n", ", line 1: there are 2 columns; labels need a single column, or a header that names one 'label'.")]
    [InlineData("a.csv", "cat\n\ndog,1\n", ", line 3: the row has 2 columns, but the first has 1.")]
    public void Faulty_text_says_why(string name, string content, string message)
    {
        string path = _folder.Write(name, content);
        Faults.Expect(path, message, () => LabelReader.Read(path));
    }

    [Fact]
    public void Faulty_arrays_say_why()
    {
        string half = _folder.Write("half.npy", NpyOracle.File("<f4", [3], [1, 2.5, 3]));
        Faults.Expect(half, ", row 2: 2.5 is not a whole number; labels must be.", () => LabelReader.Read(half));
        string nan = _folder.Write("nan.npy", NpyOracle.File("<f8", [1], [double.NaN]));
        Faults.Expect(nan, ", row 1: NaN is not a whole number; labels must be.", () => LabelReader.Read(nan));
        string wide = _folder.Write("wide.npy", NpyOracle.File("<f4", [2, 2], [1, 2, 3, 4]));
        Faults.Expect(wide, ": labels need an array of one dimension, but its shape is 2 x 2.", () => LabelReader.Read(wide));
        string longer = _folder.Write("longer.npy", [.. NpyOracle.File("<i4", [1], [1]), 0, 0, 0, 0]);
        Faults.ExpectPart(longer, "bytes after the end", () => LabelReader.Read(longer));
        string unknown = _folder.Write("labels.xml", "<a/>");
        Faults.ExpectPart(unknown, "the format is unknown", () => LabelReader.Read(unknown));
    }
}
