using BhTsne.Numerics;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;

namespace BhTsne.Repulsion;

/// <content>What a certificate and diagnostics need beyond the repulsion: exact sums on a sample, and curvatures.</content>
internal sealed partial class BarnesHutRepulsion<TSpace, TKernel>
{
    /// <inheritdoc/>
    public void ComputeExactly(int[] points, double[] repulsion, double[] sums)
    {
        int[] placeOf = new int[_tree.Points];
        for (int place = 0; place < placeOf.Length; place++)
        {
            placeOf[_tree.Order[place]] = place;
        }

        ExactSample<TSpace, TKernel>.Compute(
            _kernel,
            _tree.Coordinates,
            _isWeighted ? _tree.Weights : null,
            _tree.Points,
            Array.ConvertAll(points, point => placeOf[point]),
            repulsion,
            sums,
            _team);
    }

    /// <summary>
    /// The walk is that of the repulsion. Cells act by their centre of mass alone, those of a local expansion too: the error against θ is
    /// in docs/accuracy.md.
    /// </summary>
    /// <inheritdoc/>
    public void ComputeCurvatures<TCurvature>(float[] curvatures)
        where TCurvature : struct, ICurvature => _team.Run(
            (_partialZ.Length + GroupsPerBlock - 1) / GroupsPerBlock,
            _isWeighted
                ? new CurvatureLoop<TCurvature, PerPointWeight>(this, curvatures)
                : new CurvatureLoop<TCurvature, UnitWeight>(this, curvatures));

    private sealed class CurvatureLoop<TCurvature, TWeight>(BarnesHutRepulsion<TSpace, TKernel> owner, float[] curvatures) : IBlockLoop
        where TCurvature : struct, ICurvature
        where TWeight : struct, IWeight
    {
        public void Run(int block, int worker)
        {
            SpaceTree<TSpace> tree = owner._tree;
            InteractionList<TSpace, TKernel> list = owner._lists[worker];
            int first = block * GroupsPerBlock * GroupSize, last = Math.Min(first + (GroupsPerBlock * GroupSize), tree.Points);
            list.BeginBlock(tree, new Box<TSpace>(tree.Coordinates, first, last), first, last);
            for (int group = first; group < last; group += GroupSize)
            {
                int groupLast = Math.Min(group + GroupSize, tree.Points);
                list.Fill(tree, new Box<TSpace>(tree.Coordinates, group, groupLast), group, groupLast);
                for (int place = group; place < groupLast; place += Lanes.Count)
                {
                    Sum(list, group, groupLast, place);
                }
            }
        }

        private void Sum(InteractionList<TSpace, TKernel> list, int groupFirst, int groupLast, int place)
        {
            SpaceTree<TSpace> tree = owner._tree;
            CurvatureAccumulator<TSpace, TKernel, TCurvature> sums = new(owner._kernel, tree.Coordinates, place);
            sums.AddCells(list.BlockExpansion);
            sums.AddCells(list.GroupExpansion);
            sums.AddCells(list.Cells, tree.Expansions);
            ReadOnlySpan<int> ranges = list.Ranges;
            for (int range = 0; range < ranges.Length; range += 2)
            {
                sums.AddPoints<TWeight>(tree.Coordinates, tree.Weights, ranges[range], ranges[range + 1], place);
            }

            sums.AddPoints<TWeight>(tree.Coordinates, tree.Weights, groupFirst, groupLast, place);
            sums.Store(curvatures, tree.Order.AsSpan(place, Math.Min(Lanes.Count, groupLast - place)));
        }
    }
}
