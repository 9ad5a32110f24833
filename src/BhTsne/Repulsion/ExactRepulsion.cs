using System.Runtime.Intrinsics;
using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;

namespace BhTsne.Repulsion;

/// <summary>
/// Repulsion over all pairs: O(N²), exact to single precision. The reference for accuracy, and the fastest way for a few hundred points.
/// </summary>
internal sealed partial class ExactRepulsion<TSpace, TKernel> : IPairSums
    where TSpace : struct, ISpace
    where TKernel : struct, IKernel
{
    /// <summary>
    /// Points of a block: its coordinates stay in the first-level cache. Sums over a block are added to the total in double.
    /// </summary>
    private const int TileSize = 1024;

    private readonly TKernel _kernel;
    private readonly int _points;
    private readonly WorkerTeam _team;
    private readonly float[][] _sources;
    private readonly VectorLoop<UnitWeight> _vectors;
    private readonly VectorLoop<PerPointWeight> _weightedVectors;
    private readonly double[] _partialZ;
    private float[][] _targets;
    private int _targetCount;
    private float[] _repulsion = [];
    private float[]? _weights;
    private float[]? _sums;
    private double[] _partial;

    /// <summary>Allocates for a number of points.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="points">N.</param>
    /// <param name="team">The worker threads.</param>
    public ExactRepulsion(TKernel kernel, int points, WorkerTeam team)
    {
        _kernel = kernel;
        _points = points;
        _team = team;
        _targets = _sources = Allocate(points);
        _partial = _partialZ = new double[Lanes.RoundUp(points) / Lanes.Count];
        _vectors = new VectorLoop<UnitWeight>(this);
        _weightedVectors = new VectorLoop<PerPointWeight>(this);
    }

    /// <inheritdoc/>
    public void SetSources(float[] positions, float[]? weights, double theta)
    {
        Spread(positions, _points, _sources);
        _weights = weights;
    }

    /// <inheritdoc/>
    public double ComputeAtSources(float[] repulsion, float[]? sums)
    {
        (_targets, _targetCount, _partial) = (_sources, _points, _partialZ);
        Run(repulsion, sums);
        double z = 0;
        foreach (double partial in _partialZ)
        {
            z += partial;
        }

        return z;
    }

    /// <inheritdoc/>
    public void ComputeAtTargets(float[] targets, int count, float[] repulsion, float[] sums)
    {
        (_targets, _targetCount, _partial) = (Allocate(count), count, new double[Lanes.RoundUp(count) / Lanes.Count]);
        Spread(targets, count, _targets);
        Run(repulsion, sums);
    }

    private static float[][] Allocate(int points)
    {
        float[][] coordinates = new float[TSpace.Dimensions][];
        for (int axis = 0; axis < TSpace.Dimensions; axis++)
        {
            coordinates[axis] = new float[Lanes.RoundUp(points)];
        }

        return coordinates;
    }

    /// <summary>Copies points into one array for each axis.</summary>
    private static void Spread(float[] positions, int points, float[][] coordinates)
    {
        for (int axis = 0; axis < TSpace.Dimensions; axis++)
        {
            for (int point = 0; point < points; point++)
            {
                coordinates[axis][point] = positions[(point * TSpace.Stride) + axis];
            }
        }
    }

    private void Run(float[] repulsion, float[]? sums)
    {
        _repulsion = repulsion;
        _sums = sums;
        _team.Run(_partial.Length, _weights is null ? _vectors : _weightedVectors);
    }

    private void Run<TWeight>(int vector)
        where TWeight : struct, IWeight
    {
        int place = vector * Lanes.Count;
        float[] weights = _weights ?? [];
        Span<double> totals = stackalloc double[Lanes.Count * 4];
        totals.Clear();
        double z = 0;
        for (int first = 0; first < _points; first += TileSize)
        {
            int last = Math.Min(first + TileSize, _points);
            ForceAccumulator<TSpace, TKernel> sums = new(_kernel, _targets, place);
            if (_targets == _sources && place >= first && place < last)
            {
                sums.AddOwnPoints<TWeight>(_sources, weights, first, last, place);
            }
            else
            {
                sums.AddPoints<TWeight>(_sources, weights, [first, last]);
            }

            z += Add(in sums, totals, Math.Min(Lanes.Count, _targetCount - place));
        }

        for (int point = place; point < Math.Min(place + Lanes.Count, _targetCount); point++)
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

        _partial[vector] = z;
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

    private sealed class VectorLoop<TWeight>(ExactRepulsion<TSpace, TKernel> repulsion) : IBlockLoop
        where TWeight : struct, IWeight
    {
        public void Run(int block, int worker) => repulsion.Run<TWeight>(block);
    }
}
