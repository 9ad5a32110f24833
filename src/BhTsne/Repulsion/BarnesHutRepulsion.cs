using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;

namespace BhTsne.Repulsion;

/// <summary>
/// Repulsion by a tree with second moments (Barnes and Hut 1986; van der Maaten 2014), walked once for each group of points that follow
/// each other in Morton order, the groups cut so that every lane is full.
/// </summary>
/// <remarks>Error against θ: docs/accuracy.md; cost: docs/performance.md. Buffers are allocated once.</remarks>
internal sealed partial class BarnesHutRepulsion<TSpace, TKernel> : IPairSums
    where TSpace : struct, ISpace
    where TKernel : struct, IKernel
{
    /// <summary>Points that share a walk: whole vectors. 64 take 1.07 times as long (docs/performance.md).</summary>
    public const int GroupSize = 48;

    /// <summary>Groups of one block of the parallel loop.</summary>
    private const int GroupsPerBlock = 8;

    private readonly TKernel _kernel;
    private readonly WorkerTeam _team;
    private readonly TreeState _state;
    private readonly SpaceTree<TSpace> _tree;
    private readonly InteractionList<TSpace, TKernel>[] _lists;
    private readonly double[] _partialZ;
    private readonly long[] _partialWork;
    private readonly GroupLoop<UnitWeight> _groups;
    private readonly GroupLoop<PerPointWeight> _weightedGroups;
    private float[] _repulsion = [];
    private float[]? _sums;
    private bool _isWeighted;

    /// <summary>Allocates for the points of a state.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="state">What the tree keeps from one pass to the next, for N points.</param>
    /// <param name="team">The worker threads.</param>
    public BarnesHutRepulsion(TKernel kernel, TreeState state, WorkerTeam team)
    {
        _kernel = kernel;
        _team = team;
        _state = state;
        _tree = new SpaceTree<TSpace>(state, team);
        _lists = new InteractionList<TSpace, TKernel>[team.Threads];
        for (int worker = 0; worker < _lists.Length; worker++)
        {
            _lists[worker] = new InteractionList<TSpace, TKernel>(kernel, _tree.CellCapacity);
        }

        int groups = (_tree.Points + GroupSize - 1) / GroupSize;
        _partialZ = new double[groups];
        _partialWork = new long[groups];
        _groups = new GroupLoop<UnitWeight>(this);
        _weightedGroups = new GroupLoop<PerPointWeight>(this);
    }

    /// <inheritdoc/>
    public void SetSources(float[] positions, float[]? weights, double theta)
    {
        RebuildRule.BeginPass(_state, theta);
        _isWeighted = weights is not null;
        if (!_state.RebuildIsDue)
        {
            _tree.Refit(positions, theta, weights);
            _state.RebuildIsDue = RebuildRule.IsTooWide(_state, _tree.LeafSpread);
        }

        RebuildRule.Decided(_state);
        if (_state.RebuildIsDue)
        {
            _tree.Build(positions);
            _tree.Refit(positions, theta, weights);
            _state.SpreadWhenBuilt = _tree.LeafSpread;
        }
    }

    /// <inheritdoc/>
    public double ComputeAtSources(float[] repulsion, float[]? sums)
    {
        _repulsion = repulsion;
        _sums = sums;
        _team.Run((_partialZ.Length + GroupsPerBlock - 1) / GroupsPerBlock, _isWeighted ? _weightedGroups : _groups);
        double z = 0;
        long work = 0;
        for (int group = 0; group < _partialZ.Length; group++)
        {
            z += _partialZ[group];
            work += _partialWork[group];
        }

        RebuildRule.EndPass(_state, work, _tree.Points);
        return z;
    }

    /// <inheritdoc/>
    public void ComputeAtTargets(float[] targets, int count, float[] repulsion, float[] sums) =>
        new FrozenMap<TSpace, TKernel>(_kernel, _tree, _isWeighted).Compute(targets, count, repulsion, sums, _team);

    private void Run<TWeight>(int group, InteractionList<TSpace, TKernel> list)
        where TWeight : struct, IWeight
    {
        int first = group * GroupSize, last = Math.Min(first + GroupSize, _tree.Points);
        float[][] coordinates = _tree.Coordinates;
        list.Fill(_tree, new Box<TSpace>(coordinates, first, last), first, last);
        double z = 0;
        for (int place = first; place < last; place += Lanes.Count)
        {
            ForceAccumulator<TSpace, TKernel> sums = new(_kernel, coordinates, place);
            list.BlockExpansion.Evaluate(ref sums);
            list.GroupExpansion.Evaluate(ref sums);
            sums.AddCells(list.Cells, _tree.Expansions);
            sums.AddPoints<TWeight>(coordinates, _tree.Weights, list.Ranges);
            sums.AddOwnPoints<TWeight>(coordinates, _tree.Weights, first, last, place);
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
    [MethodImpl(HotLoop.Options)]
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

    private sealed class GroupLoop<TWeight>(BarnesHutRepulsion<TSpace, TKernel> repulsion) : IBlockLoop
        where TWeight : struct, IWeight
    {
        public void Run(int block, int worker)
        {
            int first = block * GroupsPerBlock, last = Math.Min(first + GroupsPerBlock, repulsion._partialZ.Length);
            InteractionList<TSpace, TKernel> list = repulsion._lists[worker];
            int firstPlace = first * GroupSize, lastPlace = Math.Min(last * GroupSize, repulsion._tree.Points);
            list.BeginBlock(repulsion._tree, new Box<TSpace>(repulsion._tree.Coordinates, firstPlace, lastPlace), firstPlace, lastPlace);
            for (int group = first; group < last; group++)
            {
                repulsion.Run<TWeight>(group, list);
            }
        }
    }
}
