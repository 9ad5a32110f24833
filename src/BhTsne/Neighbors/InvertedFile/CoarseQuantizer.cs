using System.Numerics.Tensors;
using BhTsne.Numerics;

namespace BhTsne.Neighbors;

/// <summary>
/// The coarse quantizer of an inverted file: a centroid for each list, by k-means in two levels. A few regions come first; each region is
/// divided into lists by k-means among its own points; then, in some further rounds of k-means, a point may move to any of the lists around
/// its own, so that the borders of regions do not remain borders of lists.
/// </summary>
/// <remarks>
/// But for the distances between centroids the cost grows with the root of the number of lists. Clusters far apart keep their digits, and
/// dense regions get lists in proportion to their points. The same bits for any number of threads: one thread works on a region or list,
/// and each has random numbers of its own.
/// </remarks>
internal sealed class CoarseQuantizer
{
    // Points that the centroids are fitted to.
    private const int SamplePerRegion = 256;
    private const int SamplePerList = 32;
    private const int PointsPerBlock = 1024;

    // The time that rounds over the borders of regions save is in docs/decisions/0014.
    private const int Rounds = 3;
    private const int ListsAround = 128;
    private readonly NeighborWork _work;
    private readonly KMeans?[] _means;
    private readonly float[] _origin;
    private readonly int _stride;
    private float[] _centroids = [];

    private CoarseQuantizer(NeighborWork work)
    {
        _work = work;
        _means = new KMeans[work.Team.Threads];
        _origin = work.Problem.Centre();
        _stride = work.Problem.Points.Stride;
    }

    /// <summary>The list of each reference, in their order.</summary>
    public int[] ListOf { get; private set; } = [];

    /// <summary>The number of lists.</summary>
    public int Lists { get; private set; }

    /// <summary>Fits a quantizer to the references of a problem.</summary>
    /// <param name="work">The problem and the worker threads.</param>
    /// <param name="lists">About how many lists.</param>
    /// <param name="seed">The seed of samples and first centroids.</param>
    public static CoarseQuantizer Fit(NeighborWork work, int lists, ulong seed)
    {
        CoarseQuantizer quantizer = new(work);
        Centroids regions = quantizer.FitRegions((int)Math.Ceiling(Math.Sqrt(lists)), seed);
        quantizer.Divide(regions, InvertedLists.Group(quantizer.AssignRegions(regions), regions.Count), lists, seed);
        for (int round = 0; round < Rounds; round++)
        {
            quantizer.Reassign();
            quantizer.Move();
        }

        return quantizer;
    }

    /// <summary>Computes keys of the distance from the centroid of a list to all centroids; its own key is the least.</summary>
    /// <param name="list">The list.</param>
    /// <param name="keys">Receives a key for each list.</param>
    public void DistancesFrom(int list, Span<ulong> keys)
    {
        int stride = _stride;
        ReadOnlySpan<float> centroids = _centroids, centroid = centroids.Slice(list * stride, stride);
        for (int other = 0; other < keys.Length; other++)
        {
            float distance = CanonicalDistance.Between<EuclideanKernel>(centroid, centroids.Slice(other * stride, stride));
            keys[other] = Candidates.Key(other == list ? 0 : MathF.Max(distance, float.Epsilon), other);
        }
    }

    /// <summary>What all centroids are relative to.</summary>
    public ReadOnlySpan<float> Origin => _origin;

    /// <summary>One centroid less the origin, filled up with zeros to whole vectors.</summary>
    public ReadOnlySpan<float> CentroidOf(int list) => Centroid(list);

    private Centroids FitRegions(int count, ulong seed)
    {
        int[] references = _work.Problem.References;
        int[] sample = Sampling.Stratified(
            references, Math.Min(references.Length, count * SamplePerRegion), new CounterRandom(seed, RandomStream.RegionSample));
        return Means(0).Fit(sample, count, _origin, new CounterRandom(seed, RandomStream.Regions));
    }

    private int[] AssignRegions(Centroids regions)
    {
        int[] references = _work.Problem.References, regionOf = new int[references.Length];
        _work.Team.Run(
            (references.Length + PointsPerBlock - 1) / PointsPerBlock,
            (block, worker) =>
            {
                int first = block * PointsPerBlock, count = Math.Min(PointsPerBlock, references.Length - first);
                Means(worker).Assign(regions, references.AsSpan(first, count), _origin, regionOf.AsSpan(first, count));
            });
        return regionOf;
    }

    private void Divide(Centroids regions, InvertedLists members, int lists, ulong seed)
    {
        int[] references = _work.Problem.References;
        int[] starts = new int[regions.Count + 1];
        for (int region = 0; region < regions.Count; region++)
        {
            int size = members.Of(region).Length;
            starts[region + 1] = starts[region] + (size == 0 ? 0 : (int)Math.Max(1, (long)lists * size / references.Length));
        }

        Lists = starts[^1];
        ListOf = new int[references.Length];
        _centroids = new float[Lists * _stride];
        _work.Team.Run(
            regions.Count,
            (region, worker) =>
            {
                ReadOnlySpan<int> places = members.Of(region);
                if (places.Length > 0)
                {
                    DivideRegion(region, places, regions.Row(region), starts[region]..starts[region + 1], seed, Means(worker));
                }
            });
    }

    private void DivideRegion(int region, ReadOnlySpan<int> places, ReadOnlySpan<float> centroid, Range lists, ulong seed, KMeans means)
    {
        int[] points = PointsAt(places), nearest = new int[places.Length];
        float[] origin = new float[centroid.Length];
        for (int column = 0; column < _origin.Length; column++)
        {
            origin[column] = _origin[column] + centroid[column];
        }

        ulong own = new CounterRandom(seed, RandomStream.Centroids).Bits(region);
        int start = lists.Start.Value, count = lists.End.Value - start;
        int[] sample = Sampling.Stratified(
            points, Math.Min(points.Length, count * SamplePerList), new CounterRandom(own, RandomStream.ListSample));
        Centroids centroids = means.Fit(sample, count, origin, new CounterRandom(own, RandomStream.Centroids));
        means.Assign(centroids, points, origin, nearest);
        for (int i = 0; i < places.Length; i++)
        {
            ListOf[places[i]] = start + nearest[i];
        }

        for (int list = 0; list < count; list++)
        {
            Span<float> target = Centroid(start + list);
            for (int column = 0; column < _origin.Length; column++)
            {
                target[column] = centroid[column] + centroids.Row(list)[column];
            }
        }
    }

    /// <summary>Moves every point to the list with the nearest centroid among those around its own.</summary>
    private void Reassign()
    {
        int[] after = new int[ListOf.Length];
        InvertedLists members = InvertedLists.Group(ListOf, Lists);
        int near = Math.Min(Lists, ListsAround);
        ulong[]?[] scratch = new ulong[_work.Team.Threads][];
        Centroids?[] centroids = new Centroids[_work.Team.Threads];
        _work.Team.Run(
            Lists,
            (list, worker) =>
            {
                ReadOnlySpan<int> places = members.Of(list);
                if (places.Length == 0)
                {
                    return;
                }

                ulong[] keys = scratch[worker] ??= new ulong[Lists];
                DistancesFrom(list, keys);
                Candidates.SelectSmallest(keys, near);
                ReadOnlySpan<float> centroid = Centroid(list);
                float[] row = new float[_stride], origin = new float[_stride];
                Centroids around = centroids[worker] ??= new Centroids(near, _origin.Length);
                for (int i = 0; i < near; i++)
                {
                    TensorPrimitives.Subtract(Centroid(Candidates.Index(keys[i])), centroid, row);
                    around.Replace(i, row);
                }

                TensorPrimitives.Add(_origin, centroid[.._origin.Length], origin);
                int[] points = PointsAt(places), nearest = new int[places.Length];
                Means(worker).Assign(around, points, origin, nearest);
                for (int i = 0; i < points.Length; i++)
                {
                    after[places[i]] = Candidates.Index(keys[nearest[i]]);
                }
            });
        ListOf = after;
    }

    /// <summary>Moves every centroid to the mean of its points.</summary>
    private void Move()
    {
        InvertedLists members = InvertedLists.Group(ListOf, Lists);
        _work.Team.Run(
            Lists,
            (list, worker) =>
            {
                ReadOnlySpan<int> places = members.Of(list);
                if (places.Length > 0)
                {
                    Means(worker).Mean(_work.Problem.References, places, _origin).CopyTo(Centroid(list));
                }
            });
    }

    private int[] PointsAt(ReadOnlySpan<int> places)
    {
        int[] points = new int[places.Length];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = _work.Problem.References[places[i]];
        }

        return points;
    }

    /// <summary>One centroid less the origin, filled up with zeros to whole vectors.</summary>
    private Span<float> Centroid(int list) => _centroids.AsSpan(list * _stride, _stride);

    private KMeans Means(int worker) => _means[worker] ??= new KMeans(_work.Problem.Points, _work.Cancellation);
}
