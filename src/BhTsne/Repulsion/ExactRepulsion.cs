using System.Runtime.Intrinsics;
using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;

namespace BhTsne.Repulsion;

/// <summary>Repulsion over all pairs: O(N²), exact to single precision. The reference for accuracy, and the fastest way for a few hundred points.</summary>
internal sealed class ExactRepulsion<TSpace, TKernel> : IPairSums
    where TSpace : struct, ISpace
    where TKernel : struct, IKernel
{
    /// <summary>Points of a block: its coordinates stay in the first-level cache. Sums over a block are added to the total in double.</summary>
    private const int TileSize = 1024;

    private readonly TKernel _kernel;
    private readonly int _points;
    private readonly WorkerTeam _team;
    private readonly float[][] _coordinates;
    private readonly double[] _partialZ;
    private readonly VectorLoop<UnitMass> _vectors;
    private readonly VectorLoop<PointMass> _heavyVectors;
    private float[] _repulsion = [];
    private float[] _masses = [];
    private float[]? _sums;
    private double _z;

    public ExactRepulsion(TKernel kernel, int points, WorkerTeam team)
    {
        _kernel = kernel;
        _points = points;
        _team = team;
        _coordinates = new float[TSpace.Dimensions][];
        for (int axis = 0; axis < TSpace.Dimensions; axis++)
        {
            _coordinates[axis] = new float[Lanes.RoundUp(points)];
        }

        _partialZ = new double[Lanes.RoundUp(points) / Lanes.Count];
        _vectors = new VectorLoop<UnitMass>(this);
        _heavyVectors = new VectorLoop<PointMass>(this);
    }

    /// <inheritdoc/>
    public int[]? SpatialOrder => null;

    /// <summary>Nothing is coarse here.</summary>
    public bool Coarse { get; set; }

    /// <inheritdoc/>
    public double LogZ => Math.Log(_z);

    /// <inheritdoc/>
    public void Reorder(int[] order)
    {
        // It keeps nothing between two passes.
    }

    /// <inheritdoc/>
    public double Compute(float[] positions, float[] repulsion) => _z = Compute(positions, null, repulsion, null);

    /// <inheritdoc/>
    public double Compute(float[] positions, float[]? masses, float[] repulsion, float[]? sums)
    {
        for (int axis = 0; axis < TSpace.Dimensions; axis++)
        {
            for (int point = 0; point < _points; point++)
            {
                _coordinates[axis][point] = positions[(point * TSpace.Stride) + axis];
            }
        }

        _repulsion = repulsion;
        _masses = masses ?? [];
        _sums = sums;
        _team.Run(_partialZ.Length, masses is null ? _vectors : _heavyVectors);
        double z = 0;
        foreach (double partial in _partialZ)
        {
            z += partial;
        }

        return z;
    }

    private void Run<TMass>(int vector)
        where TMass : struct, IMass
    {
        int place = vector * Lanes.Count;
        Span<double> totals = stackalloc double[Lanes.Count * 4];
        totals.Clear();
        double z = 0;
        for (int first = 0; first < _points; first += TileSize)
        {
            int last = Math.Min(first + TileSize, _points);
            ForceAccumulator<TSpace, TKernel> sums = new(_kernel, _coordinates, place);
            if (place >= first && place < last)
            {
                sums.AddOwnPoints<TMass>(_coordinates, _masses, first, last, place);
            }
            else
            {
                sums.AddPoints<TMass>(_coordinates, _masses, [first, last]);
            }

            z += Add(in sums, totals, Math.Min(Lanes.Count, _points - place));
        }

        for (int point = place; point < Math.Min(place + Lanes.Count, _points); point++)
        {
            for (int axis = 0; axis < TSpace.Dimensions; axis++)
            {
                _repulsion[(point * TSpace.Stride) + axis] = (float)totals[((point - place) * 4) + axis];
            }

            if (_sums is not null)
            {
                _sums[point] = (float)totals[((point - place) * 4) + 3];
            }
        }

        _partialZ[vector] = z;
    }

    private static double Add(in ForceAccumulator<TSpace, TKernel> sums, Span<double> totals, int count)
    {
        for (int lane = 0; lane < count; lane++)
        {
            totals[lane * 4] += sums.ForceX[lane];
            totals[(lane * 4) + 1] += sums.ForceY[lane];
            totals[(lane * 4) + 2] += sums.ForceZ[lane];
            totals[(lane * 4) + 3] += sums.Phi[lane];
        }

        Vector512<int> used = Vector512.LessThan(Lanes.Indices, Vector512.Create(count));
        return Lanes.OrderedSum(sums.Phi & used.AsSingle());
    }

    private sealed class VectorLoop<TMass>(ExactRepulsion<TSpace, TKernel> repulsion) : IBlockLoop
        where TMass : struct, IMass
    {
        public void Run(int block, int worker) => repulsion.Run<TMass>(block);
    }
}
