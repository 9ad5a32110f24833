using BhTsne.IO.Tests.Oracles;
using FsCheck.Fluent;

namespace BhTsne.IO.Tests;

/// <summary>Maps whose points have ids.</summary>
public sealed class MapWithIdsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_map_that_was_written_with_ids_reads_back_with_them()
    {
        var maps =
            from extension in Gen.Elements(".csv", ".tsv", ".csv.gz", ".tsv.gz")
            from dimensions in Gen.Choose(1, 3)
            from ids in Gen.Shuffle(["a", "A", " a", "1", "01", "1.0", "", "p,q", "\"", "x", "é漢", "two\nlines"])
            from points in Gen.Choose(1, ids.Length)
            from values in ArrayGenerators.Single.ArrayOf(points * dimensions)
            from before in Gen.Elements(true, false)
            from labelled in Gen.Elements(true, false)
            select (Path: _folder["map" + extension], dimensions, values, Ids: ids[..points], before, labelled);
        Check.ForAll(Arb.From(maps), map =>
        {
            MapColumn[] columns =
            [
                MapColumn.OfTexts("id", map.Ids) with { Before = map.before },
                MapColumn.OfTexts("note", [.. map.Ids.Select(_ => "?")]),
            ];
            EmbeddingWriter.Write(map.Path, new Embedding(map.values, map.dimensions), map.labelled ? map.Ids : null, columns);
            foreach (string column in "id,label".Split(',').Take(map.labelled ? 2 : 1))
            {
                MapTable back = EmbeddingReader.ReadWithIds(map.Path, column);
                Assert.Equal(map.Ids, back.Ids);
                Assert.Equal(map.dimensions, back.Embedding.Dimensions);
                Assert.Equal(
                    map.values.Select(BitConverter.SingleToInt32Bits),
                    back.Embedding.Values.ToArray().Select(BitConverter.SingleToInt32Bits));
            }
        });
    }

    [Theory]
    [InlineData("a.csv", "id,y,score,x,label\np,2,?,1,u\nq,4,?,3,u\n", "id", 2)]
    [InlineData("a.csv", "id,y,score,x,label\np,2,?,1,u\nq,4,?,3,u\n", "1", 2)]
    [InlineData("a.txt.gz", "3\tx\tid\nq\t1\tp\np\t2\tq\n", "id", 1)]
    [InlineData("noname", "x,y,2,id\n1,2,p,p\n3,4,q,p\n", "2", 2)] // a header name wins over a number
    public void Columns_are_found_by_their_names(string name, string content, string column, int dimensions)
    {
        MapTable map = EmbeddingReader.ReadWithIds(_folder.Write(name, content), column);
        Assert.Equal(["p", "q"], map.Ids);
        Assert.Equal(dimensions, map.Embedding.Dimensions);
        Assert.Equal(Enumerable.Range(1, 2 * dimensions).Select(i => (float)i), map.Embedding.Values.ToArray());
    }

    [Fact]
    public void A_map_with_ids_is_read_from_a_stream()
    {
        DripStream stream = new("id,x\np,1\n\nq,2\n"u8.ToArray());
        using TableInput input = TableInput.OfStream(stream, TableFormat.Csv);
        MapTable map = EmbeddingReader.ReadWithIds(input, "id");
        Assert.Equal(["p", "q"], map.Ids);
        Assert.Equal([1f, 2], map.Embedding.Values.ToArray());
        Assert.False(stream.IsClosed);
    }

    [Theory]
    [InlineData("id", "key,x,y\np,1,2\n", ": the id column 'id' was not found; there are 3 columns: 'key', 'x', 'y'.")]
    [InlineData("id", "id,y\np,1\n", ": the coordinate column 'x' was not found; there are 2 columns: 'id', 'y'.")]
    [InlineData("1", "p,1,2\nq,3,4\n", ": the coordinate column 'x' was not found; there are 3 columns: 'p', '1', '2'.")]
    [InlineData("x", "id,x\np,1\n", ": column 2 cannot be the id column and a column of coordinates, too.")]
    [InlineData("id", "id,x,id\np,1,q\n", ", line 1: the id column 'id' is in the header twice (columns 1 and 3); name it by its number.")]
    [InlineData(
        "id",
        "id,y,x,y\np,1,2,3\n",
        ", line 1: the coordinate column 'y' is in the header twice (columns 2 and 4); rename one of them.")]
    [InlineData(
        "id",
        "x,id\n1,p\n\n2,\"q\nr\"\n3,p\n",
        ", line 6, column 2 ('id'): the id 'p' is on line 2 already; each id must be on one row only.")]
    [InlineData("id", "id,x\n,1\n,2\n", ", line 3, column 1 ('id'): the id '' is on line 2 already; each id must be on one row only.")]
    [InlineData("id", "id,x\np,one\n", ", line 2, column 2 ('x'): 'one' is not a number.")]
    [InlineData("id", "id,x\np,\n", ", line 2, column 2 ('x'): the cell is empty.")]
    [InlineData("id", "id,x\np,nan\n", ", line 2, column 2 ('x'): 'nan' is not a finite number.")]
    [InlineData("id", "id,x\np,1\nq\n", ", line 3: the row has 1 columns, but the first has 2.")]
    [InlineData("id", "id,x\n", ": there is a header, but no row follows it.")]
    [InlineData("id", "", ": it is empty.")]
    public void Faults_are_named(string column, string content, string message)
    {
        string path = _folder.Write("m.csv", content);
        Faults.Expect(path, message, () => EmbeddingReader.ReadWithIds(path, column));
    }

    [Fact]
    public void An_array_has_no_ids()
    {
        string npy = _folder.Write("m.npy", NpyOracle.File("<f4", [1, 2], [1, 2]));
        Faults.Expect(
            npy, ": the id column 'id' was not found; an array has only coordinates.", () => EmbeddingReader.ReadWithIds(npy, "id"));
    }

    [Fact]
    public void The_reading_stops_when_cancelled_and_leaves_the_file_closed()
    {
        string path = _folder.Write("m.csv", "id,x\np,1\np,2\n");
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => EmbeddingReader.ReadWithIds(path, "id", source.Token));
        Assert.Throws<TableFormatException>(() => EmbeddingReader.ReadWithIds(path, "id"));
        Assert.Throws<ArgumentException>(() => EmbeddingReader.ReadWithIds(path, ""));
        using FileStream exclusive = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }
}
