using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;

namespace BhTsne.Repulsion;

/// <summary>
/// Repulsion by a tree with second moments (Barnes and Hut 1986; van der Maaten 2014), walked once for each group of points that follow each other in
/// Morton order, the groups cut so that every lane is full.
/// </summary>
/// <remarks>Error against θ: docs/accuracy.md; cost: docs/performance.md. Buffers are allocated once.</remarks>
internal sealed class BarnesHutRepulsion<TSpace, TKernel> : IPairSums
    where TSpace : struct, ISpace
    where TKernel : struct, IKernel
{
    /// <summary>Points that share a walk: whole vectors. 64 take 1.07 times as long (docs/performance.md).</summary>
    public const int GroupSize = 48;

    /// <summary>Groups of one block of the parallel loop.</summary>
    private const int GroupsPerBlock = 8;

    private readonly TKernel _kernel;
    private readonly double _fineTheta;
    private readonly double _coarseTheta;
    private readonly WorkerTeam _team;
    private readonly SpaceTree<TSpace> _tree;
    private readonly InteractionList<TSpace, TKernel>[] _lists;
    private readonly double[] _partialZ;
    private readonly long[] _partialWork;
    private readonly GroupLoop<UnitMass> _groups;
    private readonly GroupLoop<PointMass> _heavyGroups;
    private readonly RebuildRule _rebuild;
    private float[] _repulsion = [];
    private double _theta;
    private float[]? _sums;
    private double _z;

    /// <summary>Allocates for so many points.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="points">N.</param>
    /// <param name="theta">θ.</param>
    /// <param name="team">The threads.</param>
    /// <param name="coarseTheta">θ of passes that may be coarse; null for the same.</param>
    public BarnesHutRepulsion(TKernel kernel, int points, double theta, WorkerTeam team, double? coarseTheta = null)
    {
        _kernel = kernel;
        _fineTheta = _theta = theta;
        _coarseTheta = coarseTheta ?? theta;
        _team = team;
        _tree = new SpaceTree<TSpace>(points, team);
        _lists = new InteractionList<TSpace, TKernel>[team.Threads];
        for (int worker = 0; worker < _lists.Length; worker++)
        {
            _lists[worker] = new InteractionList<TSpace, TKernel>(kernel, _tree.CellCapacity);
        }

        int groups = (points + GroupSize - 1) / GroupSize;
        _partialZ = new double[groups];
        _partialWork = new long[groups];
        _groups = new GroupLoop<UnitMass>(this);
        _heavyGroups = new GroupLoop<PointMass>(this);
        _rebuild = new RebuildRule(points);
    }

    /// <inheritdoc/>
    public bool Coarse
    {
        get;
        set
        {
            if (value != field)
            {
                // Interactions are compared with those of the pass after the last build: it must have been as coarse.
                (field, _theta) = (value, value ? _coarseTheta : _fineTheta);
                _rebuild.Reset();
            }
        }
    }

    /// <inheritdoc/>
    public int[]? SpatialOrder => _tree.CellCount > 0 ? _tree.Order : null;

    /// <inheritdoc/>
    public double LogZ => Math.Log(_z);

    /// <inheritdoc/>
    public void Reorder(int[] order) => _rebuild.Reset();

    /// <inheritdoc/>
    public double Compute(float[] positions, float[] repulsion) => _z = Compute(positions, null, repulsion, null);

    /// <inheritdoc/>
    public double Compute(float[] positions, float[]? masses, float[] repulsion, float[]? sums)
    {
        if (!_rebuild.IsDue)
        {
            _tree.Refit(positions, _theta, masses);
            if (_rebuild.IsWornOut(_tree.LeafSpread))
            {
                _rebuild.Reset();
            }
        }

        if (_rebuild.IsDue)
        {
            _tree.Build(positions);
            _tree.Refit(positions, _theta, masses);
            _rebuild.NoteBuilt(_tree.LeafSpread);
        }

        _repulsion = repulsion;
        _sums = sums;
        _team.Run((_partialZ.Length + GroupsPerBlock - 1) / GroupsPerBlock, masses is null ? _groups : _heavyGroups);
        double z = 0;
        long work = 0;
        for (int group = 0; group < _partialZ.Length; group++)
        {
            z += _partialZ[group];
            work += _partialWork[group];
        }

        _rebuild.Note(work);
        return z;
    }

    private void Run<TMass>(int group, InteractionList<TSpace, TKernel> list)
        where TMass : struct, IMass
    {
        int first = group * GroupSize, last = Math.Min(first + GroupSize, _tree.Points);
        list.Fill(_tree, first, last, _theta);
        float[][] coordinates = _tree.Coordinates;
        double z = 0;
        for (int place = first; place < last; place += Lanes.Count)
        {
            ForceAccumulator<TSpace, TKernel> sums = new(_kernel, coordinates, place);
            list.BlockExpansion.Evaluate(ref sums);
            list.GroupExpansion.Evaluate(ref sums);
            sums.AddCells(list.Cells, _tree.Expansions);
            sums.AddPoints<TMass>(coordinates, _tree.Masses, list.Ranges);
            sums.AddOwnPoints<TMass>(coordinates, _tree.Masses, first, last, place);
            z += Store(in sums, place, Math.Min(Lanes.Count, last - place));
        }

        _partialZ[group] = z;
        _partialWork[group] = Work(list, last - first);
    }

    /// <summary>The cost of a list, in interactions of a point with a point.</summary>
    private static long Work(InteractionList<TSpace, TKernel> list, int points)
    {
        const int CellCost = 2;
        long work = (long)CellCost * list.CellCount;
        ReadOnlySpan<int> ranges = list.Ranges;
        for (int range = 0; range < ranges.Length; range += 2)
        {
            work += ranges[range + 1] - ranges[range];
        }

        return work * points;
    }

    /// <summary>Writes the forces to their points; returns the sum of φ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Store(in ForceAccumulator<TSpace, TKernel> sums, int place, int count)
    {
        Span<float> forces = stackalloc float[3 * Lanes.Count];
        sums.ForceX.CopyTo(forces);
        sums.ForceY.CopyTo(forces[Lanes.Count..]);
        sums.ForceZ.CopyTo(forces[(2 * Lanes.Count)..]);
        ReadOnlySpan<int> order = _tree.Order.AsSpan(place, count);
        for (int lane = 0; lane < order.Length; lane++)
        {
            int offset = order[lane] * TSpace.Stride;
            for (int axis = 0; axis < TSpace.Dimensions; axis++)
            {
                _repulsion[offset + axis] = forces[(axis * Lanes.Count) + lane];
            }

            if (_sums is not null)
            {
                _sums[order[lane]] = sums.Phi[lane];
            }
        }

        Vector512<int> used = Vector512.LessThan(Lanes.Indices, Vector512.Create(count));
        return Lanes.OrderedSum(sums.Phi & used.AsSingle());
    }

    private sealed class GroupLoop<TMass>(BarnesHutRepulsion<TSpace, TKernel> repulsion) : IBlockLoop
        where TMass : struct, IMass
    {
        public void Run(int block, int worker)
        {
            int first = block * GroupsPerBlock, last = Math.Min(first + GroupsPerBlock, repulsion._partialZ.Length);
            InteractionList<TSpace, TKernel> list = repulsion._lists[worker];
            list.BeginBlock(repulsion._tree, first * GroupSize, Math.Min(last * GroupSize, repulsion._tree.Points), repulsion._theta);
            for (int group = first; group < last; group++)
            {
                repulsion.Run<TMass>(group, list);
            }
        }
    }
}
