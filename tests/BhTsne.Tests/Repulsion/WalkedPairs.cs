using System.Runtime.Intrinsics;
using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Repulsion;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;

namespace BhTsne.Tests.Repulsion;

/// <summary>
/// Sums over pairs by the engine's tree, walked by the test: through a tree that was built for other positions, whatever the rule of
/// rebuilding says, and without second moments, to see what they are worth.
/// </summary>
/// <param name="kernel">The kernel.</param>
/// <param name="points">N.</param>
/// <param name="team">The worker threads.</param>
internal sealed class WalkedPairs<TSpace, TKernel>(TKernel kernel, int points, WorkerTeam team) : IPairSums
    where TSpace : struct, ISpace
    where TKernel : struct, IKernel
{
    private const int Group = 48;
    private const int Block = 8 * Group;

    private readonly SpaceTree<TSpace> _tree = new(new TreeState(points), team);
    private bool _isWeighted;

    /// <summary>Positions that the tree is built for; null for those of the sources.</summary>
    public float[]? BuiltFor { get; init; }

    /// <summary>Whether cells act by their centres of mass alone.</summary>
    public bool CentresOnly { get; init; }

    public void SetSources(float[] positions, float[]? weights, double theta)
    {
        _isWeighted = weights is not null;
        _tree.Build(BuiltFor ?? positions);
        _tree.Refit(positions, theta, weights);
        if (CentresOnly)
        {
            ClearMoments();
        }
    }

    public double ComputeAtSources(float[] repulsion, float[]? sums)
    {
        InteractionList<TSpace, TKernel> list = new(kernel, _tree.CellCapacity);
        double z = 0;
        for (int first = 0; first < points; first += Group)
        {
            if (first % Block == 0)
            {
                int end = Math.Min(first + Block, points);
                list.BeginBlock(_tree, new Box<TSpace>(_tree.Coordinates, first, end), first, end);
            }

            int last = Math.Min(first + Group, points);
            list.Fill(_tree, new Box<TSpace>(_tree.Coordinates, first, last), first, last);
            for (int place = first; place < last; place++)
            {
                z += _isWeighted
                    ? Add<PerPointWeight>(list, first, last, place, repulsion, sums)
                    : Add<UnitWeight>(list, first, last, place, repulsion, sums);
            }
        }

        return z;
    }

    public void ComputeAtTargets(float[] targets, int count, float[] repulsion, float[] sums) => throw new NotSupportedException();

    /// <summary>Sixteen lanes are filled, the first of them is read: no other lane may matter to it.</summary>
    private float Add<TWeight>(InteractionList<TSpace, TKernel> list, int first, int last, int place, float[] repulsion, float[]? phi)
        where TWeight : struct, IWeight
    {
        ForceAccumulator<TSpace, TKernel> sums = new(kernel, _tree.Coordinates, place);
        list.BlockExpansion.Evaluate(ref sums);
        list.GroupExpansion.Evaluate(ref sums);
        sums.AddCells(list.Cells, _tree.Expansions);
        sums.AddPoints<TWeight>(_tree.Coordinates, _tree.Weights, list.Ranges);
        sums.AddOwnPoints<TWeight>(_tree.Coordinates, _tree.Weights, first, last, place);
        int point = _tree.Order[place];
        Vector512<float>[] axes = [sums.ForceX, sums.ForceY, sums.ForceZ];
        for (int axis = 0; axis < TSpace.Dimensions; axis++)
        {
            repulsion[(point * TSpace.Stride) + axis] = axes[axis][0];
        }

        if (phi is not null)
        {
            phi[point] = sums.Phi[0];
        }

        return sums.Phi[0];
    }

    private void ClearMoments()
    {
        int stride = SpaceTree<TSpace>.ExpansionStride, width = CellFamilies<TSpace>.Width;
        for (int cell = 0; cell < _tree.CellCount; cell++)
        {
            int slot = _tree.Cells[cell].Slot;
            Span<float> expansion = _tree.Expansions.AsSpan(cell * stride, stride);
            expansion[(TSpace.Dimensions + 1)..].Clear();
            _tree.Families.Store(slot, _tree.Families.ReachSquared(slot / width)[slot % width], expansion);
        }
    }

    public void ComputeExactly(int[] points, double[] repulsion, double[] sums) => throw new NotSupportedException();

    public void ComputeCurvatures<TCurvature>(float[] curvatures)
        where TCurvature : struct, ICurvature => throw new NotSupportedException();
}
