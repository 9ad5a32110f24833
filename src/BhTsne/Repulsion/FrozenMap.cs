using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;

namespace BhTsne.Repulsion;

/// <summary>
/// Sums over the points of a map, taken at points that are not in it. Each target walks the tree alone, so that its result does not depend
/// on the others.
/// </summary>
/// <param name="kernel">The kernel.</param>
/// <param name="tree">The tree over the sources, fitted; it does not change while targets are computed.</param>
/// <param name="isWeighted">Whether the sources have weights of their own.</param>
internal sealed class FrozenMap<TSpace, TKernel>(TKernel kernel, SpaceTree<TSpace> tree, bool isWeighted)
    where TSpace : struct, ISpace
    where TKernel : struct, IKernel
{
    private const int TargetsPerBlock = 64;

    private readonly Lazy<int[]> _places = new(() => PlacesOf(tree.Order));

    /// <summary>Scratch memory for one worker.</summary>
    public TargetWalk<TSpace, TKernel> CreateWalk() => new(kernel);

    /// <summary>φ at one target; the walk has R.</summary>
    public float Compute(TargetWalk<TSpace, TKernel> walk, float x, float y, float z) =>
        isWeighted ? walk.Compute<PerPointWeight>(tree, x, y, z) : walk.Compute<UnitWeight>(tree, x, y, z);

    /// <summary>φ at one target without one of the sources; the walk has R.</summary>
    /// <param name="walk">Receives R.</param>
    /// <param name="source">The source, by its index in the map; of a source of weight w, w − 1 stays.</param>
    /// <param name="x">The target.</param>
    /// <param name="y">Not used on a line.</param>
    /// <param name="z">Used in space alone.</param>
    public float ComputeWithout(TargetWalk<TSpace, TKernel> walk, int source, float x, float y, float z)
    {
        int place = _places.Value[source];
        return isWeighted
            ? walk.ComputeWithout<PerPointWeight>(tree, place, x, y, z)
            : walk.ComputeWithout<UnitWeight>(tree, place, x, y, z);
    }

    /// <summary>Computes the sums at many: see <see cref="IPairSums.ComputeAtTargets"/>.</summary>
    public void Compute(float[] targets, int count, float[] repulsion, float[] sums, WorkerTeam team)
    {
        TargetWalk<TSpace, TKernel>?[] walks = new TargetWalk<TSpace, TKernel>[team.Threads];
        team.Run(
            (count + TargetsPerBlock - 1) / TargetsPerBlock,
            (block, worker) =>
            {
                TargetWalk<TSpace, TKernel> walk = walks[worker] ??= CreateWalk();
                for (int target = block * TargetsPerBlock; target < Math.Min(count, (block + 1) * TargetsPerBlock); target++)
                {
                    int at = target * TSpace.Stride;
                    sums[target] = Compute(
                        walk, targets[at], TSpace.Dimensions > 1 ? targets[at + 1] : 0, TSpace.Dimensions > 2 ? targets[at + 2] : 0);
                    repulsion[at] = walk.Repulsion.X;
                    if (TSpace.Dimensions > 1)
                    {
                        repulsion[at + 1] = walk.Repulsion.Y;
                    }

                    if (TSpace.Dimensions > 2)
                    {
                        repulsion[at + 2] = walk.Repulsion.Z;
                    }
                }
            });
    }

    /// <summary>Of each source its place in the tree's order.</summary>
    private static int[] PlacesOf(int[] order)
    {
        int[] places = new int[order.Length];
        for (int place = 0; place < order.Length; place++)
        {
            places[order[place]] = place;
        }

        return places;
    }
}
