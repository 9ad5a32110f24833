namespace BhTsne.Benchmarks.Trust;

/// <summary>A map of points with a known answer, and what is compared with its scores.</summary>
internal sealed class MapOfCase
{
    /// <summary>Makes the map.</summary>
    public MapOfCase(KnownCase known)
    {
        Known = known;
        using TsneRun run = Tsne.Start(known.Points, known.Options);
        run.Optimize();
        Result = run.Result;
        Diagnostics = run.Diagnose();
        Model = run.ToModel();
    }

    /// <summary>What it is made of.</summary>
    public KnownCase Known { get; }

    /// <summary>The map and its cost.</summary>
    public TsneResult Result { get; }

    /// <summary>The scores that follow from the run.</summary>
    public TsneDiagnostics Diagnostics { get; }

    /// <summary>The map with its points.</summary>
    public TsneModel Model { get; }

    /// <summary>Of each point the share of its k nearest points that are among its k nearest in the map.</summary>
    public float[] NeighborsKept(int k)
    {
        Embedding map = Result.Embedding;
        NeighborGraph input = Nearest(Known.Points, k), shown = Nearest(PointMatrix.From(map.Memory, map.Points, map.Dimensions), k);
        return
        [
            .. Enumerable.Range(0, map.Points).Select(point =>
                (float)input.NeighborsOf(point).ToArray().Intersect(shown.NeighborsOf(point).ToArray()).Count() / k),
        ];
    }

    /// <summary>Of each point whether fewer than half of its 10 nearest in the map have its label.</summary>
    public bool[] AmongOthers(IReadOnlyList<string> labels)
    {
        Embedding map = Result.Embedding;
        NeighborGraph shown = Nearest(PointMatrix.From(map.Memory, map.Points, map.Dimensions), 10);
        return
        [
            .. Enumerable.Range(0, map.Points).Select(point =>
                shown.NeighborsOf(point).ToArray().Count(other => labels[other] == labels[point]) < 5),
        ];
    }

    private static NeighborGraph Nearest(PointMatrix points, int k) =>
        Tsne.FindNeighbors(points, new TsneOptions { NeighborCount = k, Perplexity = Math.Max(1, k / 3.0) });
}
