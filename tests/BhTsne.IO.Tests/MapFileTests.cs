using BhTsne.IO.Tests.Oracles;
using FsCheck.Fluent;

namespace BhTsne.IO.Tests;

/// <summary>A map with all the columns of its file.</summary>
public sealed class MapFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_written_with_a_map_reads_back()
    {
        var maps =
            from extension in Gen.Elements(".csv", ".tsv", ".csv.gz")
            from dimensions in Gen.Choose(1, 3)
            from points in Gen.Choose(1, 12)
            from values in ArrayGenerators.Single.ArrayOf(points * dimensions)
            from ids in Gen.Elements("1", "007", "", "a,b", "\"", "é漢", "</script>", "two\nlines").ArrayOf(points)
            from labels in Gen.Elements("1", "1.0", "", "x").ArrayOf(points)
            from score in Gen.Elements(0.1f, -3e38f, 1e-45f, float.NaN, float.PositiveInfinity, float.NegativeInfinity).ArrayOf(points)
            from word in Gen.Elements("w", " 1x", "1").ArrayOf(points)
            select (Path: _folder["map" + extension], dimensions, values, ids, labels, score, word);
        Check.ForAll(Arb.From(maps), map =>
        {
            MapColumn[] columns =
            [
                MapColumn.OfTexts("key", map.ids) with { Before = true },
                MapColumn.OfNumbers("score", map.score),
                MapColumn.OfTexts("word", [.. map.word.Append("w").SkipLast(1)]),
                MapColumn.OfTexts("code", map.labels),
            ];
            EmbeddingWriter.Write(map.Path, new Embedding(map.values, map.dimensions), map.labels, columns);
            MapFile back = EmbeddingReader.ReadWithColumns(map.Path, ["code"]);

            Assert.Equal(map.dimensions, back.Embedding.Dimensions);
            Assert.Equal(Bits(map.values), Bits(back.Embedding.Values.ToArray()));
            Assert.Equal(["key", "label", "score", "word", "code"], back.Columns.Select(column => column.Name));
            Assert.Equal([true, false, false, false, false], back.Columns.Select(column => column.Before));
            Assert.Equal(map.ids, back.Columns[0].Texts!);
            Assert.Equal(map.labels, back.Labels!.Texts!);
            Assert.Equal(map.score, back.Column("score")!.Numbers!.Value.ToArray());
            Assert.Equal(map.labels, back.Column("code")!.Texts!);
            if (map.word.Any(word => word != "1"))
            {
                Assert.Equal(map.word, back.Column("word")!.Texts!);
            }
            else
            {
                Assert.All(back.Column("word")!.Numbers!.Value.ToArray(), number => Assert.Equal(1, number));
            }
        });
    }

    [Fact]
    public void A_column_of_numbers_may_have_empty_cells_and_a_column_of_nothing_is_text()
    {
        MapFile map = EmbeddingReader.ReadWithColumns(_folder.Write("m.csv", ",x,a,b,c\np,1,2,,inf\nq,3,,,-Inf\nr,4,nan,,1e99\n"));

        Assert.Equal(["column 1", "a", "b", "c"], map.Columns.Select(column => column.Name));
        Assert.Equal(["p", "q", "r"], map.Columns[0].Texts!);
        Assert.Equal([2, float.NaN, float.NaN], map.Columns[1].Numbers!.Value.ToArray());
        Assert.Equal(["", "", ""], map.Columns[2].Texts!);
        Assert.Equal(
            [float.PositiveInfinity, float.NegativeInfinity, float.PositiveInfinity], map.Columns[3].Numbers!.Value.ToArray());
        Assert.Null(map.Labels);
    }

    [Fact]
    public void Maps_without_names_of_coordinates_and_arrays_have_coordinates_and_labels_alone()
    {
        MapFile plain = EmbeddingReader.ReadWithColumns(_folder.Write("m.csv", "1,2\n3,4\n"));
        Assert.Equal([1f, 2, 3, 4], plain.Embedding.Values.ToArray());
        Assert.Empty(plain.Columns);

        MapFile labelled = EmbeddingReader.ReadWithColumns(_folder.Write("l.csv", "u,label,v\n1,a,2\n3,b,4\n"));
        Assert.Equal([1f, 2, 3, 4], labelled.Embedding.Values.ToArray());
        Assert.Equal(["a", "b"], labelled.Labels!.Texts!);

        string npy = _folder.Write("m.npy", NpyOracle.File("<f4", [1, 2], [1, 2]));
        Assert.Equal([1f, 2], EmbeddingReader.ReadWithColumns(npy).Embedding.Values.ToArray());
    }

    [Theory]
    [InlineData("x,a,a\n1,2,3\n", ", line 1: the column 'a' is in the header twice (columns 2 and 3); rename one of them.")]
    [InlineData("x,a\none,2\n", ", line 2, column 1 ('x'): the coordinate 'one' is not a finite number.")]
    [InlineData("x,a\n1,2\nnan,2\n", ", line 3, column 1 ('x'): the coordinate 'nan' is not a finite number.")]
    [InlineData("x,a\n1,2\n3\n", ", line 3: the row has 1 columns, but the first has 2.")]
    [InlineData("x,a\n", ": there is a header, but no row follows it.")]
    [InlineData("1,2,3,4\n", ": there are 4 columns of coordinates; a map has 1, 2 or 3.")]
    [InlineData("", ": it is empty.")]
    public void Faults_are_named(string content, string message)
    {
        string path = _folder.Write("m.csv", content);
        Faults.Expect(path, message, () => EmbeddingReader.ReadWithColumns(path));
    }

    [Fact]
    public void The_reading_stops_when_cancelled_and_leaves_the_file_closed()
    {
        string path = _folder.Write("m.csv", "id,x\np,1\n");
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => EmbeddingReader.ReadWithColumns(path, null, source.Token));
        using FileStream exclusive = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }

    private static IEnumerable<int> Bits(float[] values) => values.Select(BitConverter.SingleToInt32Bits);
}
