using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;

namespace BhTsne.Repulsion;

/// <summary>
/// Sums over the points of a map, taken at points that are not in it. Each target walks the tree alone, so that its result does not depend
/// on the others.
/// </summary>
internal sealed class FrozenMap<TSpace, TKernel>
    where TSpace : struct, ISpace
    where TKernel : struct, IKernel
{
    private const int TargetsPerBlock = 64;

    private readonly TKernel _kernel;
    private readonly SpaceTree<TSpace> _tree;
    private readonly InteractionList<TSpace, TKernel>[] _lists;
    private readonly float[][][] _coordinates;

    /// <summary>Takes a fitted tree.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="tree">The tree over the sources; it does not change while targets are computed.</param>
    /// <param name="lists">Scratch memory, one for each worker.</param>
    public FrozenMap(TKernel kernel, SpaceTree<TSpace> tree, InteractionList<TSpace, TKernel>[] lists)
    {
        (_kernel, _tree, _lists) = (kernel, tree, lists);
        _coordinates = new float[lists.Length][][];
        for (int worker = 0; worker < lists.Length; worker++)
        {
            _coordinates[worker] = new float[TSpace.Dimensions][];
            for (int axis = 0; axis < TSpace.Dimensions; axis++)
            {
                _coordinates[worker][axis] = new float[Lanes.Count];
            }
        }
    }

    /// <summary>Computes the sums: see <see cref="IPairSums.ComputeAtTargets"/>.</summary>
    public void Compute(float[] targets, int count, float[] repulsion, float[] sums, bool isWeighted, WorkerTeam team) => team.Run(
        (count + TargetsPerBlock - 1) / TargetsPerBlock,
        (block, worker) =>
        {
            for (int target = block * TargetsPerBlock; target < Math.Min(count, (block + 1) * TargetsPerBlock); target++)
            {
                int offset = target * TSpace.Stride;
                Span<float> forces = repulsion.AsSpan(offset, TSpace.Dimensions);
                sums[target] = isWeighted
                    ? Compute<PerPointWeight>(targets.AsSpan(offset), worker, forces)
                    : Compute<UnitWeight>(targets.AsSpan(offset), worker, forces);
            }
        });

    /// <summary>R and φ of one target, which is in the first lane of a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private float Compute<TWeight>(ReadOnlySpan<float> target, int worker, Span<float> forces)
        where TWeight : struct, IWeight
    {
        float[][] coordinates = _coordinates[worker];
        for (int axis = 0; axis < TSpace.Dimensions; axis++)
        {
            coordinates[axis][0] = target[axis];
        }

        InteractionList<TSpace, TKernel> list = _lists[worker];
        Box<TSpace> box = new(coordinates, 0, 1);
        list.BeginBlock(_tree, box, 0, 0);
        list.Fill(_tree, box, 0, 0);
        ForceAccumulator<TSpace, TKernel> sum = new(_kernel, coordinates, 0);
        list.BlockExpansion.Evaluate(ref sum);
        list.GroupExpansion.Evaluate(ref sum);
        sum.AddCells(list.Cells, _tree.Expansions);
        sum.AddPoints<TWeight>(_tree.Coordinates, _tree.Weights, list.Ranges);
        forces[0] = sum.ForceX.ToScalar();
        if (TSpace.Dimensions > 1)
        {
            forces[1] = sum.ForceY.ToScalar();
        }

        if (TSpace.Dimensions > 2)
        {
            forces[2] = sum.ForceZ.ToScalar();
        }

        return sum.Phi.ToScalar();
    }
}
