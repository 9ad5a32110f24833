using BhTsne.Studies;
using BhTsne.Tests.EndToEnd;
using BhTsne.Tests.Files;
using BhTsne.Tests.Models;

namespace BhTsne.Tests.Studies;

/// <summary>What is read from the cache has the bits of what was made, and what is not whole is made again.</summary>
public sealed class StudyCacheTests
{
    private static readonly PointMatrix Points = PointMatrix.From(Samples.Clusters(40, 3));
    private static readonly TsneOptions Options = new() { Perplexity = 4, Threads = 1 };
    private static readonly NeighborGraph Graph = Tsne.FindNeighbors(Points, Options);
    private static readonly AffinityMatrix Affinities = Tsne.ComputeAffinities(Graph, Options);
    private static readonly Embedding Map = Samples.Cloud(40, 1, 3);

    [Fact]
    public void A_hit_gives_equal_bits()
    {
        using TempFiles files = new();
        StudyCache cache = new(files["cache"]) { Note = Assert.Fail };
        Assert.False(cache.Neighbors("key", () => Graph).IsFromCache);
        Assert.False(cache.Affinities("key", () => Affinities).IsFromCache);
        Assert.False(cache.Map("key", () => Map).IsFromCache);

        StudyCache second = new(files["cache"]) { Note = Assert.Fail };
        CacheEntry<NeighborGraph> graph = second.Neighbors("key", Unreached<NeighborGraph>);
        CacheEntry<AffinityMatrix> affinities = second.Affinities("key", Unreached<AffinityMatrix>);
        CacheEntry<Embedding> map = second.Map("key", Unreached<Embedding>);
        Assert.True(graph.IsFromCache && affinities.IsFromCache && map.IsFromCache);
        Assert.True(graph.Seconds >= 0 && affinities.Seconds >= 0);
        Assert.Equal(Flattened(Graph.Rows), Flattened(graph.Value.Rows));
        Assert.Equal(Flattened(Affinities.Matrix.Entries), Flattened(affinities.Value.Matrix.Entries));
        Assert.Equal(
            (Affinities.SumOfP, Affinities.SumOfPLogP, Affinities.ConditionalEntropy),
            (affinities.Value.SumOfP, affinities.Value.SumOfPLogP, affinities.Value.ConditionalEntropy));
        Assert.Equal(Samples.Bits(Map), Samples.Bits(map.Value));
        Assert.Equal(Samples.Bits(Map), Samples.Bits(second.FindMap("key")!));
        Assert.Null(second.FindMap("another key"));
        Assert.All(
            new DirectoryInfo(files["cache"]).GetFiles(),
            file => Assert.EndsWith(StudyCache.Extension, file.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void Another_key_or_another_content_is_no_hit()
    {
        using TempFiles files = new();
        StudyCache cache = new(files["cache"]);
        cache.Neighbors("key", () => Graph);
        Assert.False(cache.Neighbors("another key", () => Graph).IsFromCache);
        Assert.False(cache.Affinities("key", () => Affinities).IsFromCache);
    }

    /// <summary>Keys differ wherever one of their parts does, and parts do not run into each other.</summary>
    [Fact]
    public void Keys_tell_their_parts_apart()
    {
        string[] keys =
        [
            StudyCache.KeyOf("a", "b"), StudyCache.KeyOf("ab"), StudyCache.KeyOf("a", "b", ""), StudyCache.KeyOf("b", "a"),
            StudyCache.KeyOf(),
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
        Assert.Equal(StudyCache.KeyOf("a", "b"), keys[0]);
        Assert.All(keys, key => Assert.Equal(64, key.Length));
    }

    [Fact]
    public void Every_flipped_bit_is_found()
    {
        foreach ((byte[] file, Action<byte[]> read) in Files())
        {
            read(file);
            for (int bit = 0; bit < 8 * file.Length; bit++)
            {
                file[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.Throws<TsneFileException>(() => read(file));
                file[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }

    [Fact]
    public void Every_cut_is_found()
    {
        foreach ((byte[] file, Action<byte[]> read) in Files())
        {
            for (int length = 0; length < file.Length; length++)
            {
                Assert.Throws<TsneFileException>(() => read(file[..length]));
            }
        }
    }

    [Fact]
    public void A_damaged_file_is_noted_and_made_again()
    {
        using TempFiles files = new();
        List<string> notes = [];
        StudyCache cache = new(files["cache"]) { Note = notes.Add };
        cache.Neighbors("key", () => Graph);
        string path = Assert.Single(Directory.GetFiles(files["cache"]));
        byte[] whole = File.ReadAllBytes(path), damaged = [.. whole];
        damaged[^40] ^= 1;
        File.WriteAllBytes(path, damaged);
        Assert.False(cache.Neighbors("key", () => Graph).IsFromCache);
        string note = Assert.Single(notes);
        Assert.StartsWith(path, note, StringComparison.Ordinal);
        Assert.EndsWith("it is made again.", note, StringComparison.Ordinal);
        Assert.True(cache.Neighbors("key", Unreached<NeighborGraph>).IsFromCache);

        File.WriteAllText(path, "a text of somebody else");
        Assert.False(cache.Neighbors("key", () => Graph).IsFromCache);
        Assert.Equal(2, notes.Count);
    }

    /// <summary>A disk that takes nothing: here a folder that is in the way of the file.</summary>
    [Fact]
    public void Where_nothing_can_be_written_the_study_goes_on()
    {
        using TempFiles files = new();
        List<string> notes = [];
        StudyCache cache = new(files["cache"]) { Note = notes.Add };
        Directory.CreateDirectory(cache.PathOf(CacheContent.Map, "key"));
        CacheEntry<Embedding> map = cache.Map("key", () => Map);
        Assert.Same(Map, map.Value);
        Assert.EndsWith("the study goes on without keeping it.", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_used_is_refused_before_any_work()
    {
        using TempFiles files = new();
        File.WriteAllText(files["file"], "");
        Assert.Contains(files["file"], Assert.Throws<IOException>(() => new StudyCache(files["file"])).Message, StringComparison.Ordinal);
        string deep = Path.Combine(files["missing"], "cache");
        Assert.Contains(deep, Assert.Throws<IOException>(() => new StudyCache(deep)).Message, StringComparison.Ordinal);
    }

    /// <summary>The first neighbours of a graph are what a search for fewer finds, to the last bit.</summary>
    [Fact]
    public void Fewer_neighbours_are_the_first_ones()
    {
        PointMatrix points = PointMatrix.From(Samples.Clusters(300, 8));
        foreach (NeighborMethod method in (NeighborMethod[])[NeighborMethod.Exact, NeighborMethod.KdTree, NeighborMethod.VantagePointTree])
        {
            TsneOptions options = new() { Neighbors = method, Perplexity = 2 };
            NeighborGraph most = Tsne.FindNeighbors(points, options with { NeighborCount = 60 });
            foreach (int count in (int[])[3, 17, 60])
            {
                NeighborGraph expected = Tsne.FindNeighbors(points, options with { NeighborCount = count });
                Assert.Equal(Flattened(expected.Rows), Flattened(GraphRows.First(most, count).Rows));
            }
        }
    }

    private static T Unreached<T>() => throw new InvalidOperationException("It must not be made again.");

    private static (int[] Indices, int[] Bits, long[] Offsets) Flat(BhTsne.Data.ChunkedRows rows)
    {
        int[] indices = new int[rows.Count];
        float[] values = new float[rows.Count];
        rows.CopyTo(indices, values);
        return (indices, Array.ConvertAll(values, BitConverter.SingleToInt32Bits), rows.Offsets);
    }

    private static string Flattened(BhTsne.Data.ChunkedRows rows)
    {
        var (indices, bits, offsets) = Flat(rows);
        return $"{string.Join(' ', offsets)}|{string.Join(' ', indices)}|{string.Join(' ', bits)}";
    }

    private static IEnumerable<(byte[] File, Action<byte[]> Read)> Files()
    {
        PointMatrix few = PointMatrix.From(Samples.Clusters(5, 2));
        TsneOptions options = new() { Perplexity = 1.2, NeighborCount = 2 };
        NeighborGraph graph = Tsne.FindNeighbors(few, options);
        yield return (
            Written(stream => CacheFile.Write(stream, "key", graph, 1.5)),
            file => CacheFile.ReadNeighbors(new ForwardStream(file), "file", "key"));
        yield return (
            Written(stream => CacheFile.Write(stream, "key", Tsne.ComputeAffinities(graph, options), 1.5)),
            file => CacheFile.ReadAffinities(new ForwardStream(file), "file", "key"));
        yield return (
            Written(stream => CacheFile.Write(stream, "key", Samples.Cloud(5, 1, 1), 1.5)),
            file => CacheFile.ReadMap(new ForwardStream(file), "file", "key"));
    }

    private static byte[] Written(Action<Stream> write)
    {
        using MemoryStream stream = new();
        write(stream);
        return stream.ToArray();
    }
}
