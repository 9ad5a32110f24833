using System.Numerics.Tensors;
using BhTsne.Numerics;

namespace BhTsne.Neighbors;

/// <summary>
/// Divides points into cells: a few regions by k-means, then each region into cells by k-means among its own points, then some rounds of k-means in which a
/// point may move to any of the cells around its own, so that the borders of regions fade. The cost grows with the root of the number of cells but for
/// the distances between centres; clusters far apart keep their digits, and dense regions get as many cells as they have points.
/// </summary>
/// <remarks>The same bits for any number of threads: one thread works on a region or cell, and random numbers belong to it.</remarks>
internal sealed class CellDivision
{
    // Points that the centres are fitted to.
    private const int SamplePerRegion = 256;
    private const int SamplePerCell = 32;
    private const int PointsPerBlock = 1024;

    // What rounds over the borders of regions save is in docs/decisions/0014.
    private const int Rounds = 3;
    private const int CellsAround = 128;
    private readonly NeighborWork _work;
    private readonly KMeans?[] _means;
    private readonly float[] _origin;

    private CellDivision(NeighborWork work)
    {
        _work = work;
        _means = new KMeans[work.Team.Threads];
        _origin = work.Problem.Centre();
    }

    /// <summary>The cell of each reference, in their order.</summary>
    public int[] CellOf { get; private set; } = [];

    /// <summary>How many cells there are.</summary>
    public int Cells { get; private set; }

    /// <summary>The centres, filled up with zeros to whole vectors.</summary>
    public float[] Centres { get; private set; } = [];

    /// <summary>Divides the references of a problem.</summary>
    /// <param name="work">The problem, and who works.</param>
    /// <param name="cells">About how many cells.</param>
    /// <param name="seed">The seed of samples and first centres.</param>
    public static CellDivision Make(NeighborWork work, int cells, ulong seed)
    {
        CellDivision division = new(work);
        Centroids regions = division.FitRegions((int)Math.Ceiling(Math.Sqrt(cells)), seed);
        division.Divide(regions, CellMembers.Group(division.AssignRegions(regions), regions.Count), cells, seed);
        for (int round = 0; round < Rounds; round++)
        {
            division.Reassign();
            division.Move();
        }

        return division;
    }

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

    private void Divide(Centroids regions, CellMembers members, int cells, ulong seed)
    {
        int[] references = _work.Problem.References;
        int[] starts = new int[regions.Count + 1];
        for (int region = 0; region < regions.Count; region++)
        {
            int size = members.Of(region).Length;
            starts[region + 1] = starts[region] + (size == 0 ? 0 : (int)Math.Max(1, (long)cells * size / references.Length));
        }

        Cells = starts[^1];
        CellOf = new int[references.Length];
        Centres = new float[Cells * regions.Stride];
        _work.Team.Run(
            regions.Count,
            (region, worker) =>
            {
                ReadOnlySpan<int> places = members.Of(region);
                if (places.Length > 0)
                {
                    DivideRegion(region, places, regions.Row(region), starts[region], starts[region + 1], seed, Means(worker));
                }
            });
    }

    private void DivideRegion(int region, ReadOnlySpan<int> places, ReadOnlySpan<float> centre, int start, int end, ulong seed, KMeans means)
    {
        int[] points = new int[places.Length], cellOf = new int[places.Length];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = _work.Problem.References[places[i]];
        }

        float[] origin = new float[centre.Length];
        for (int column = 0; column < _origin.Length; column++)
        {
            origin[column] = _origin[column] + centre[column];
        }

        ulong own = new CounterRandom(seed, RandomStream.Cells).Bits(region);
        int count = end - start;
        int[] sample = Sampling.Stratified(points, Math.Min(points.Length, count * SamplePerCell), new CounterRandom(own, RandomStream.CellSample));
        Centroids cells = means.Fit(sample, count, origin, new CounterRandom(own, RandomStream.Cells));
        means.Assign(cells, points, origin, cellOf);
        for (int i = 0; i < places.Length; i++)
        {
            CellOf[places[i]] = start + cellOf[i];
        }

        for (int cell = 0; cell < count; cell++)
        {
            Span<float> target = Centres.AsSpan((start + cell) * cells.Stride, cells.Stride);
            for (int column = 0; column < _origin.Length; column++)
            {
                target[column] = centre[column] + cells.Row(cell)[column];
            }
        }
    }

    /// <summary>Every point to the nearest centre among those of the cells around its own.</summary>
    private void Reassign()
    {
        int[] references = _work.Problem.References, before = CellOf, after = new int[before.Length];
        CellMembers members = CellMembers.Group(before, Cells);
        int stride = _work.Problem.Points.Stride, near = Math.Min(Cells, CellsAround);
        ulong[]?[] scratch = new ulong[_work.Team.Threads][];
        Centroids?[] centres = new Centroids[_work.Team.Threads];
        _work.Team.Run(
            Cells,
            (cell, worker) =>
            {
                ReadOnlySpan<int> places = members.Of(cell);
                if (places.Length == 0)
                {
                    return;
                }

                ulong[] keys = scratch[worker] ??= new ulong[Cells];
                DistancesFrom(cell, keys);
                Candidates.SelectSmallest(keys, near);
                ReadOnlySpan<float> centre = Centres.AsSpan(cell * stride, stride);
                float[] row = new float[stride], origin = new float[stride];
                Centroids around = centres[worker] ??= new Centroids(near, _origin.Length);
                for (int i = 0; i < near; i++)
                {
                    TensorPrimitives.Subtract(Centres.AsSpan(Candidates.Index(keys[i]) * stride, stride), centre, row);
                    around.Replace(i, row);
                }

                TensorPrimitives.Add(_origin, centre[.._origin.Length], origin);
                int[] points = new int[places.Length], nearest = new int[places.Length];
                for (int i = 0; i < points.Length; i++)
                {
                    points[i] = references[places[i]];
                }

                Means(worker).Assign(around, points, origin, nearest);
                for (int i = 0; i < points.Length; i++)
                {
                    after[places[i]] = Candidates.Index(keys[nearest[i]]);
                }
            });
        CellOf = after;
    }

    /// <summary>Every centre to the mean of its points.</summary>
    private void Move()
    {
        CellMembers members = CellMembers.Group(CellOf, Cells);
        int stride = _work.Problem.Points.Stride;
        _work.Team.Run(
            Cells,
            (cell, worker) =>
            {
                ReadOnlySpan<int> places = members.Of(cell);
                if (places.Length > 0)
                {
                    Means(worker).Mean(_work.Problem.References, places, _origin).CopyTo(Centres.AsSpan(cell * stride, stride));
                }
            });
    }

    /// <summary>Keys of the distance from a cell's centre to all others, itself first.</summary>
    public void DistancesFrom(int cell, Span<ulong> keys)
    {
        int stride = _work.Problem.Points.Stride;
        ReadOnlySpan<float> centre = Centres.AsSpan(cell * stride, stride);
        for (int other = 0; other < Cells; other++)
        {
            float distance = CanonicalDistance.Between<EuclideanKernel>(centre, Centres.AsSpan(other * stride, stride));
            keys[other] = Candidates.Key(other == cell ? 0 : MathF.Max(distance, float.Epsilon), other);
        }
    }

    private KMeans Means(int worker) => _means[worker] ??= new KMeans(_work.Problem.Points, _work.Cancellation);
}
