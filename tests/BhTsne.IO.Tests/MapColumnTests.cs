using System.Globalization;
using BhTsne.IO.Tests.Oracles;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.IO.Tests;

/// <summary>Maps with further columns, written and read back.</summary>
public sealed class MapColumnTests : IDisposable
{
    private static readonly Gen<string> Word = Gen.Elements(
        "a", "b c", "x,y", "tab\there", "\"", "two\nlines", "cr\r\nlf", " padded ", "-1", "", "é漢", "=1+1", "nan", "x", "label");

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_map_with_any_columns_reads_back_bit_for_bit()
    {
        var maps =
            from extension in Gen.Elements(".csv", ".tsv", ".csv.gz", ".tsv.gz", ".npy")
            from dimensions in Gen.Choose(1, 3)
            from points in Gen.Choose(1, 20)
            from values in ArrayGenerators.Single.ArrayOf(points * dimensions)
            from labels in Word.ArrayOf(points)
            from labelled in Gen.Elements(true, false)
            from columns in Columns(points)
            select (Name: "map" + extension, dimensions, values, Labels: labelled ? labels : null, columns);
        Check.ForAll(Arb.From(maps), map =>
        {
            string path = _folder[map.Name];
            EmbeddingWriter.Write(path, new Embedding(map.values, map.dimensions), map.Labels, map.columns);
            Embedding back = EmbeddingReader.Read(path);
            Assert.Equal(map.dimensions, back.Dimensions);
            Assert.Equal(Bits(map.values), Bits(back.Values.ToArray()));
            if (map.Name.EndsWith("npy", StringComparison.Ordinal))
            {
                return;
            }

            if (map.Labels is not null)
            {
                Assert.Equal(map.Labels, LabelReader.Read(path));
            }

            string[][] records = CsvOracle.Records(path);
            string[] names =
            [
                .. map.columns.Where(column => column.Before).Select(column => column.Name),
                .. "xyz".Take(map.dimensions).Select(axis => $"{axis}"),
                .. Enumerable.Repeat("label", map.Labels is null ? 0 : 1),
                .. map.columns.Where(column => !column.Before).Select(column => column.Name),
            ];
            Assert.Equal(names, records[0]);
            foreach (MapColumn column in map.columns)
            {
                string[] cells = [.. records[1..].Select(record => record[Array.IndexOf(names, column.Name)])];
                if (column.Texts is not null)
                {
                    Assert.Equal(column.Texts, cells);
                }
                else
                {
                    Assert.Equal(
                        Bits(column.Numbers!.Value.ToArray()),
                        Bits([.. cells.Select(cell => float.Parse(cell, CultureInfo.InvariantCulture))]));
                }
            }
        });
    }

    [Fact]
    public void Columns_are_written_exactly_so()
    {
        Embedding map = new([1.5f, -0f, 1e-45f, 3], 2);
        MapColumn[] columns =
        [
            MapColumn.OfNumbers("score", new[] { 0.1f, float.NaN }),
            MapColumn.OfTexts("id", ["p,q", ""]) with { Before = true },
            MapColumn.OfTexts("note", ["1", "-"]),
            MapColumn.OfNumbers("w\"", new[] { 3e9f, -0f }) with { Before = true },
        ];
        const string Expected = "id,\"w\"\"\",x,y,label,score,note\n\"p,q\",3E+09,1.5,-0,a,0.1,1\n,-0,1E-45,3,b,NaN,-\n";
        EmbeddingWriter.Write(_folder["a.csv"], map, ["a", "b"], columns);
        Assert.Equal(Expected, File.ReadAllText(_folder["a.csv"]));
        using MemoryStream stream = new();
        EmbeddingWriter.Write(stream, TableFormat.Csv, map, ["a", "b"], columns);
        Assert.Equal(File.ReadAllBytes(_folder["a.csv"]), stream.ToArray());
        EmbeddingWriter.Write(_folder["b"], map, null, [columns[2]], TableFormat.Tsv);
        Assert.Equal("x\ty\tnote\n1.5\t-0\t1\n1E-45\t3\t-\n", File.ReadAllText(_folder["b"]));
        EmbeddingWriter.Write(_folder["a.npy"], map, ["a", "b"], columns);
        EmbeddingWriter.Write(_folder["b.npy"], map);
        Assert.Equal(File.ReadAllBytes(_folder["b.npy"]), File.ReadAllBytes(_folder["a.npy"]));
    }

    [Fact]
    public void Text_alone_holds_columns() =>
        Assert.Equal(["csv", "tsv"], TableFormat.All.Where(EmbeddingWriter.CanHoldColumns).Select(format => format.Name));

    [Theory]
    [InlineData("x")]
    [InlineData("y")]
    [InlineData("z")]
    [InlineData("label")]
    [InlineData("twice")]
    public void A_name_that_is_taken_is_refused_before_a_file_is_touched(string name)
    {
        MapColumn[] columns = [MapColumn.OfTexts("twice", ["a"]) with { Before = true }, MapColumn.OfNumbers(name, new float[1])];
        foreach (string file in new[] { "a.csv", "a.npy" })
        {
            ArgumentException fault = Assert.Throws<ArgumentException>(
                () => EmbeddingWriter.Write(_folder[file], new Embedding([1], 1), null, columns));
            Assert.StartsWith(
                $"A column cannot be called '{name}': each needs a name of its own, and not x, y, z or label.",
                fault.Message,
                StringComparison.Ordinal);
        }

        Assert.Empty(_folder.Names());
    }

    [Fact]
    public void A_column_has_a_name_and_a_value_for_each_point()
    {
        Assert.Throws<ArgumentException>(() => MapColumn.OfTexts("", ["a"]));
        Assert.Throws<ArgumentNullException>(() => MapColumn.OfTexts("a", null!));
        foreach (MapColumn column in new[] { MapColumn.OfTexts("id", ["a", "b"]), MapColumn.OfNumbers("id", new float[2]) })
        {
            ArgumentException fault = Assert.Throws<ArgumentException>(
                () => EmbeddingWriter.Write(_folder["a.csv"], new Embedding([1], 1), null, [column]));
            Assert.StartsWith("The column 'id' has 2 values for 1 points.", fault.Message, StringComparison.Ordinal);
        }

        Assert.Empty(_folder.Names());
    }

    private static Gen<MapColumn[]> Columns(int points) =>
        from count in Gen.Choose(0, 4)
        from names in Gen.Shuffle(["id", "score", "X", "1", "a,b", "é \"q\"", " x"])
        from texts in Word.ArrayOf(count * points)
        from numbers in ArrayGenerators.Single.ArrayOf(count * points)
        from kinds in Gen.Choose(0, 3).ArrayOf(count)
        select kinds.Select((kind, i) => (kind % 2 == 0
            ? MapColumn.OfTexts(names[i], texts[(i * points)..((i + 1) * points)])
            : MapColumn.OfNumbers(names[i], numbers.AsMemory(i * points, points))) with
        { Before = kind >= 2 }).ToArray();

    private static int[] Bits(float[] values) => [.. values.Select(BitConverter.SingleToInt32Bits)];
}
