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

    /// <summary>
    /// Of each point whether three or more of its 10 nearest points lie far from it in the map: beyond eight times the median distance to
    /// a 10th nearest.
    /// </summary>
    public bool[] Torn()
    {
        Embedding map = Result.Embedding;
        NeighborGraph input = Nearest(Known.Points, 10), shown = Nearest(PointMatrix.From(map.Memory, map.Points, map.Dimensions), 10);
        int[] all = [.. Enumerable.Range(0, map.Points)];
        double unit = all.Select(point => shown.DistancesOf(point)[9]).Order().ElementAt(map.Points / 2);
        return [.. all.Select(point => input.NeighborsOf(point).ToArray().Count(other => Distance(map, point, other) > 8 * unit) >= 3)];
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

    private static double Distance(Embedding map, int a, int b) =>
        Math.Sqrt(Enumerable.Range(0, map.Dimensions).Sum(axis => Math.Pow((double)map[a, axis] - map[b, axis], 2)));

    private static NeighborGraph Nearest(PointMatrix points, int k) =>
        Tsne.FindNeighbors(points, new TsneOptions { NeighborCount = k, Perplexity = Math.Max(1, k / 3.0) });
}
