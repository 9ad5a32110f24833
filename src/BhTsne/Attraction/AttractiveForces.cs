using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using BhTsne.Data;
using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Attraction;

/// <summary>
/// The attraction: the exact sum over the sparse P, A_i = Σ_j p_ij a(s_ij) (y_i − y_j), sixteen neighbours of a point at a time. The rows i
/// of P are the targets, its columns j the sources; in a descent both are the points of the map.
/// </summary>
internal sealed class AttractiveForces<TSpace, TKernel>
    where TSpace : struct, ISpace
    where TKernel : struct, IKernel
{
    private const int RowsPerBlock = 256;

    private readonly TKernel _kernel;
    private readonly WorkerTeam _team;
    private readonly double[] _rowCosts;
    private readonly RowLoop<ForceOnly> _forces;
    private readonly RowLoop<ForceAndCost> _forcesAndCosts;
    private SparseMatrix? _matrix;
    private float[] _targets = [];
    private float[] _sources = [];
    private float[] _attraction = [];

    /// <summary>Allocates for a number of targets.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="targets">The number of rows of P.</param>
    /// <param name="team">The worker threads.</param>
    public AttractiveForces(TKernel kernel, int targets, WorkerTeam team)
    {
        _kernel = kernel;
        _team = team;
        _rowCosts = new double[targets];
        _forces = new RowLoop<ForceOnly>(this);
        _forcesAndCosts = new RowLoop<ForceAndCost>(this);
    }

    private interface ICostMode
    {
        static abstract bool WantsCost { get; }
    }

    /// <summary>The share of each row of P in the last cost: Σ_j p_ij (−ln w(s_ij)).</summary>
    public ReadOnlySpan<double> RowCosts => _rowCosts;

    /// <summary>Computes the attraction.</summary>
    /// <param name="matrix">P: its rows are the targets, its columns the sources.</param>
    /// <param name="targets">The targets, <see cref="ISpace.Stride"/> apart.</param>
    /// <param name="sources">The sources, <see cref="ISpace.Stride"/> apart.</param>
    /// <param name="attraction">Receives A in the layout of the targets.</param>
    public void Compute(SparseMatrix matrix, float[] targets, float[] sources, float[] attraction) =>
        Run(_forces, matrix, targets, sources, attraction);

    /// <summary>Computes the attraction and, in the same pass, each row's share of the cost: Σ_j p_ij (−ln w(s_ij)).</summary>
    /// <param name="matrix">P: its rows are the targets, its columns the sources.</param>
    /// <param name="targets">The targets, <see cref="ISpace.Stride"/> apart.</param>
    /// <param name="sources">The sources, <see cref="ISpace.Stride"/> apart.</param>
    /// <param name="attraction">Receives A in the layout of the targets.</param>
    /// <returns>The share of each row of P.</returns>
    public ReadOnlySpan<double> ComputeWithCosts(SparseMatrix matrix, float[] targets, float[] sources, float[] attraction)
    {
        Run(_forcesAndCosts, matrix, targets, sources, attraction);
        return _rowCosts;
    }

    private void Run(IBlockLoop loop, SparseMatrix matrix, float[] targets, float[] sources, float[] attraction)
    {
        (_matrix, _targets, _sources, _attraction) = (matrix, targets, sources, attraction);
        _team.Run((matrix.Rows + RowsPerBlock - 1) / RowsPerBlock, loop);
    }

    [MethodImpl(HotLoop.Options)]
    private void Rows<TMode>(int first, int last)
        where TMode : struct, ICostMode
    {
        ChunkedRows entries = _matrix!.Entries;
        ref float targets = ref MemoryMarshal.GetArrayDataReference(_targets);
        ref float positions = ref MemoryMarshal.GetArrayDataReference(_sources);
        ref float attraction = ref MemoryMarshal.GetArrayDataReference(_attraction);
        for (int row = first; row < last; row++)
        {
            int chunk = entries.ChunkOf(row);
            ref int columns = ref MemoryMarshal.GetArrayDataReference(entries.Indices[chunk]);
            ref float values = ref MemoryMarshal.GetArrayDataReference(entries.Values[chunk]);
            nint entry = entries.PlaceOf(row), end = entry + entries.LengthOf(row);
            int offset = row * TSpace.Stride;
            Vector512<float> x = Vector512.Create(Unsafe.Add(ref targets, offset));
            Vector512<float> y = TSpace.Dimensions > 1 ? Vector512.Create(Unsafe.Add(ref targets, offset + 1)) : default;
            Vector512<float> z = TSpace.Dimensions > 2 ? Vector512.Create(Unsafe.Add(ref targets, offset + 2)) : default;
            Vector512<float> forceX = default, forceY = default, forceZ = default, cost = default;
            for (; entry < end; entry += Lanes.Count)
            {
                Vector512<float> p = Vector512.LoadUnsafe(ref values, (nuint)entry);
                if (end - entry < Lanes.Count)
                {
                    // Beyond the row lie the next row's entries, or the padding of the chunk.
                    p &= Vector512.LessThan(Lanes.Indices, Vector512.Create((int)(end - entry))).AsSingle();
                }

                PointGather.Load<TSpace>(
                    ref positions, ref Unsafe.Add(ref columns, entry), out Vector512<float> xs, out Vector512<float> ys,
                        out Vector512<float> zs);
                Vector512<float> dx = x - xs, dy = y - ys, dz = z - zs;
                Vector512<float> s = dx * dx;
                s = TSpace.Dimensions > 1 ? Vector512.FusedMultiplyAdd(dy, dy, s) : s;
                s = TSpace.Dimensions > 2 ? Vector512.FusedMultiplyAdd(dz, dz, s) : s;
                Vector512<float> factor = p * _kernel.Attraction(s);
                forceX = Vector512.FusedMultiplyAdd(factor, dx, forceX);
                forceY = TSpace.Dimensions > 1 ? Vector512.FusedMultiplyAdd(factor, dy, forceY) : forceY;
                forceZ = TSpace.Dimensions > 2 ? Vector512.FusedMultiplyAdd(factor, dz, forceZ) : forceZ;
                if (TMode.WantsCost)
                {
                    cost = Vector512.FusedMultiplyAdd(p, _kernel.NegativeLogWeight(s), cost);
                }
            }

            Unsafe.Add(ref attraction, offset) = Lanes.OrderedSum(forceX);
            if (TSpace.Dimensions > 1)
            {
                Unsafe.Add(ref attraction, offset + 1) = Lanes.OrderedSum(forceY);
            }

            if (TSpace.Dimensions > 2)
            {
                Unsafe.Add(ref attraction, offset + 2) = Lanes.OrderedSum(forceZ);
            }

            if (TMode.WantsCost)
            {
                _rowCosts[row] = Lanes.OrderedSum(cost);
            }
        }
    }

    private readonly struct ForceOnly : ICostMode
    {
        public static bool WantsCost => false;
    }

    private readonly struct ForceAndCost : ICostMode
    {
        public static bool WantsCost => true;
    }

    private sealed class RowLoop<TMode>(AttractiveForces<TSpace, TKernel> attraction) : IBlockLoop
        where TMode : struct, ICostMode
    {
        public void Run(int block, int worker) =>
            attraction.Rows<TMode>(block * RowsPerBlock, Math.Min((block + 1) * RowsPerBlock, attraction._matrix!.Rows));
    }
}
