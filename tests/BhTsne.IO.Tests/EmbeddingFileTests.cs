using System.Globalization;
using BhTsne.IO.Tests.Oracles;
using FsCheck.Fluent;

namespace BhTsne.IO.Tests;

public sealed class EmbeddingFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_map_reads_back_bit_for_bit_and_so_do_its_labels()
    {
        var label = Gen.Elements("a", "b c", "x,y", "tab\there", "\"", "two\nlines", "cr\r\nlf", " padded ", "-1", "", "é漢", "=1+1");
        var maps =
            from extension in Gen.Elements(".csv", ".tsv", ".npy", ".csv.gz", ".tsv.gz", ".npy.gz")
            from dimensions in Gen.Choose(1, 3)
            from points in Gen.Choose(1, 40)
            from values in ArrayGenerators.Single.ArrayOf(points * dimensions)
            from labels in label.ArrayOf(points)
            from labelled in Gen.Elements(true, false)
            select (Name: "map" + extension, dimensions, values, Labels: labelled ? labels : null);
        Check.ForAll(Arb.From(maps), map =>
        {
            Embedding embedding = new(map.values, map.dimensions);
            EmbeddingWriter.Write(_folder[map.Name], embedding, map.Labels);
            Embedding back = EmbeddingReader.Read(_folder[map.Name]);
            Assert.Equal(map.dimensions, back.Dimensions);
            Assert.Equal(map.values.Select(BitConverter.SingleToInt32Bits), back.Values.ToArray().Select(BitConverter.SingleToInt32Bits));
            if (map.Labels is not null && !map.Name.Contains("npy", StringComparison.Ordinal))
            {
                Assert.Equal(map.Labels, LabelReader.Read(_folder[map.Name]));
            }
        });
    }

    [Fact]
    public void Text_is_written_exactly_so()
    {
        Embedding map = new([1.5f, -0f, 1e-45f, 3.4028235e38f], 2);
        EmbeddingWriter.Write(_folder["a.csv"], map, ["a \"b\"", "c,d"]);
        Assert.Equal("x,y,label\n1.5,-0,\"a \"\"b\"\"\"\n1E-45,3.4028235E+38,\"c,d\"\n", File.ReadAllText(_folder["a.csv"]));
        EmbeddingWriter.Write(_folder["a.tsv"], new Embedding([1, 2, 3], 3));
        Assert.Equal("x\ty\tz\n1\t2\t3\n", File.ReadAllText(_folder["a.tsv"]));
        EmbeddingWriter.Write(_folder["b.csv"], new Embedding([1, 2], 1));
        Assert.Equal("x\n1\n2\n", File.ReadAllText(_folder["b.csv"]));
    }

    [Fact]
    public void The_culture_of_the_thread_does_not_matter()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            comma.NumberFormat.NumberDecimalSeparator = ",";
            comma.NumberFormat.NegativeSign = "minus";
            CultureInfo.CurrentCulture = comma;
            EmbeddingWriter.Write(_folder["a.csv"], new Embedding([-1.5f, 2e-20f], 2));
            Assert.Equal("x,y\n-1.5,2E-20\n", File.ReadAllText(_folder["a.csv"]));
            Assert.Equal([-1.5f, 2e-20f], EmbeddingReader.Read(_folder["a.csv"]).Values.ToArray());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Npy_is_written_as_numpy_would()
    {
        EmbeddingWriter.Write(_folder["a.npy"], new Embedding([1, 2, 3, 4, 5, 6], 2), ["labels", "are left", "out"]);
        byte[] bytes = File.ReadAllBytes(_folder["a.npy"]);
        Assert.Equal(NpyOracle.File("<f4", [3, 2], [1, 2, 3, 4, 5, 6]), bytes);
        Assert.Equal(0, (bytes.Length - 24) % 64);
        Assert.Equal((byte)'\n', bytes[^25]);
    }

    [Theory]
    [InlineData("a.csv", "y,x\n2,1\n4,3\n", 2)] // the names say which coordinate is which
    [InlineData("a.csv", "u,v\n1,2\n3,4\n", 2)]
    [InlineData("a.csv", "X,Y,label\n1,2,q\n3,4,q\n", 2)]
    [InlineData("a.csv", "z,id,x,score\n2,p,1,?\n4,q,3,nan\n", 2)]
    [InlineData("a.csv", "1,2\n3,4\n", 2)]
    [InlineData("a.csv", "label,x\nq,1\nq,2\nq,3\nq,4\n", 1)]
    [InlineData("a.txt", "1\t2\n3\t4\n", 2)]
    public void Maps_of_other_programs_are_read(string name, string content, int dimensions)
    {
        Embedding map = EmbeddingReader.Read(_folder.Write(name, content));
        Assert.Equal(dimensions, map.Dimensions);
        Assert.Equal([1f, 2f, 3f, 4f], map.Values.ToArray());
    }

    [Fact]
    public void What_is_no_map_says_why()
    {
        string wide = _folder.Write("a.csv", "1,2,3,4\n");
        Faults.Expect(wide, ": there are 4 columns of coordinates; a map has 1, 2 or 3.", () => EmbeddingReader.Read(wide));
        string word = _folder.Write("b.csv", "x,y\n1,two\n");
        Faults.Expect(word, ", line 2, column 2 ('y'): 'two' is not a number.", () => EmbeddingReader.Read(word));
        string twice = _folder.Write("d.csv", "x,y,x\n1,2,3\n");
        Faults.Expect(
            twice,
            ", line 1: the coordinate column 'x' is in the header twice (columns 1 and 3); rename one of them.",
            () => EmbeddingReader.Read(twice));
        string array = _folder.Write("c.npy", NpyOracle.File("<f8", [1, 2], [1, double.PositiveInfinity]));
        Faults.Expect(array, ", row 1, column 2: Infinity is not a finite number.", () => EmbeddingReader.Read(array));
    }

    [Fact]
    public void What_cannot_be_written_is_refused_before_a_file_is_touched()
    {
        Embedding map = new([1, 2], 2);
        Assert.Contains(
            ".csv, .tsv or .npy",
            Assert.Throws<ArgumentException>(() => EmbeddingWriter.Write(_folder["a.xlsx"], map)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "2 labels for 1 points",
            Assert.Throws<ArgumentException>(() => EmbeddingWriter.Write(_folder["a.csv"], map, ["a", "b"])).Message,
            StringComparison.Ordinal);
        Assert.Empty(_folder.Names());
        Assert.True(EmbeddingWriter.CanWrite("A.CSV.gz"));
        Assert.False(EmbeddingWriter.CanWrite("a.txt"));
        Assert.False(EmbeddingWriter.CanWrite("a.idx"));
    }
}
