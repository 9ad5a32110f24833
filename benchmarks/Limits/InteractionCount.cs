using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Repulsion;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;

namespace BhTsne.Benchmarks.Limits;

/// <summary>What the repulsion of a map computes, in vectors of sixteen.</summary>
/// <param name="Pairs">Sixteen points with one point.</param>
/// <param name="Cells">Sixteen points with one summarised cell.</param>
/// <param name="Expansions">Sixteen cells added to the local expansion of a group or a block.</param>
internal readonly record struct InteractionCount(long Pairs, long Cells, long Expansions)
{
    private const int GroupSize = BarnesHutRepulsion<TwoDimensions, StudentKernel>.GroupSize;

    /// <summary>The number of groups of a block, as in the engine.</summary>
    private const int GroupsPerBlock = 8;

    /// <summary>Operations on vectors of sixteen apart from divisions; each takes as long as a fused multiply-add.</summary>
    public double Operations => (9.0 * Pairs) + (25.0 * Cells) + (60.0 * Expansions);

    /// <summary>One division for each.</summary>
    public double Divisions => Pairs + Cells + Expansions;

    /// <summary>Counts by walking as the engine does.</summary>
    public static InteractionCount Of(float[] positions, int points, double theta)
    {
        using WorkerTeam team = new(0);
        SpaceTree<TwoDimensions> tree = new(new TreeState(points), team);
        tree.Build(positions);
        tree.Refit(positions, theta);
        InteractionList<TwoDimensions, StudentKernel> list = new(default, tree.CellCapacity);
        long pairs = 0, cells = 0, expansions = 0;
        for (int first = 0; first < points; first += GroupSize)
        {
            if (first % (GroupSize * GroupsPerBlock) == 0)
            {
                int end = Math.Min(first + (GroupSize * GroupsPerBlock), points);
                list.BeginBlock(tree, new Box<TwoDimensions>(tree.Coordinates, first, end), first, end);
                expansions += Vectors(list.BlockExpansion.CellCount);
            }

            int last = Math.Min(first + GroupSize, points), vectors = Vectors(last - first);
            list.Fill(tree, new Box<TwoDimensions>(tree.Coordinates, first, last), first, last);
            expansions += Vectors(list.GroupExpansion.CellCount);
            cells += (long)vectors * list.CellCount;
            pairs += (long)vectors * (last - first);
            for (int range = 0; range < list.Ranges.Length; range += 2)
            {
                pairs += (long)vectors * (list.Ranges[range + 1] - list.Ranges[range]);
            }
        }

        return new InteractionCount(pairs, cells, expansions);
    }

    private static int Vectors(int count) => Lanes.RoundUp(count) / Lanes.Count;
}
