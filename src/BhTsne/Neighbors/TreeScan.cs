using System.Runtime.Intrinsics;

namespace BhTsne.Neighbors;

/// <summary>What a tree knows about the distance from queries to the points of a node.</summary>
internal interface ITreeBounds<TMetric>
    where TMetric : struct, IMetricKernel
{
    /// <summary>Lower bounds of the totals from eight queries to all points of both halves of a node.</summary>
    /// <param name="node">Not a leaf.</param>
    /// <param name="group">The queries.</param>
    /// <param name="left">For the first half, a lane a query.</param>
    /// <param name="right">For the second half.</param>
    void BoundHalves(
        TreeNode node, QueryGroup<TMetric, DifferenceTile<TMetric>> group, out Vector256<float> left, out Vector256<float> right);
}

/// <summary>
/// Answers queries with a tree over panels: eight neighbouring queries walk together, depth first from their own leaf outwards, and skip what
/// is too far for all of them.
/// </summary>
internal sealed class TreeScan<TMetric, TBounds>(NeighborWork work, Panels panels, TBounds bounds)
    where TMetric : struct, IMetricKernel
    where TBounds : ITreeBounds<TMetric>
{
    private const int GroupsPerBlock = 32;
    private const int Size = QueryGroup<TMetric, DifferenceTile<TMetric>>.Size;

    // The tree is balanced, so its depth is at most the bits of the number of panels.
    private const int StackSize = 64;

    /// <summary>Answers all queries, in the order of the leaves.</summary>
    public void Run()
    {
        NeighborProblem problem = work.Problem;
        int[] slots = QuerySlots();
        QueryGroup<TMetric, DifferenceTile<TMetric>>?[] groups = new QueryGroup<TMetric, DifferenceTile<TMetric>>[work.Team.Threads];
        Frame[]?[] stacks = new Frame[work.Team.Threads][];
        const int Block = GroupsPerBlock * Size;
        work.Team.Run(
            (slots.Length + Block - 1) / Block,
            (block, worker) =>
            {
                QueryGroup<TMetric, DifferenceTile<TMetric>> group = groups[worker] ??= new(problem, panels);
                Frame[] stack = stacks[worker] ??= new Frame[StackSize];
                int end = Math.Min(slots.Length, (block + 1) * Block);
                for (int first = block * Block; first < end; first += Size)
                {
                    work.Cancellation.ThrowIfCancellationRequested();
                    group.Start(slots.AsSpan(first, Math.Min(Size, end - first)));
                    Walk(group, slots[first] / Panels.Width, stack);
                    group.Finish();
                }

                work.Advance(end - (block * Block), worker);
            },
            work.Cancellation);
    }

    private void Walk(QueryGroup<TMetric, DifferenceTile<TMetric>> group, int home, Frame[] stack)
    {
        stack[0] = new Frame(TreeNode.Root(panels.Count), default);
        int depth = 1;
        while (depth > 0)
        {
            (TreeNode node, Vector256<float> parent) = stack[--depth];
            if (!Vector256.LessThanOrEqualAny(parent, Vector256.Create(group.Bounds)))
            {
                continue;
            }

            if (node.IsLeaf)
            {
                group.Scan(node.FirstPanel);
                group.TightenGrown();
                continue;
            }

            bounds.BoundHalves(node, group, out Vector256<float> left, out Vector256<float> right);
            TreeNode first = node.Left, second = node.Right;
            if (RightFirst(node, home, left, right))
            {
                (first, second, left, right) = (second, first, right, left);
            }

            stack[depth++] = new Frame(second, Vector256.MaxNative(parent, right));
            stack[depth++] = new Frame(first, Vector256.MaxNative(parent, left));
        }
    }

    /// <summary>On the way down to the queries' own leaf, that way first; elsewhere the nearer half.</summary>
    private static bool RightFirst(TreeNode node, int home, Vector256<float> left, Vector256<float> right)
    {
        int split = node.Right.FirstPanel;
        return home >= node.FirstPanel && home < node.FirstPanel + node.Panels ? home >= split : Vector256.Sum(right) < Vector256.Sum(left);
    }

    private int[] QuerySlots()
    {
        NeighborProblem problem = work.Problem;
        if (problem.Queries.Length == problem.References.Length)
        {
            return [.. Enumerable.Range(0, panels.Order.Length)];
        }

        return [.. Enumerable.Range(0, panels.Order.Length).Where(slot => Array.BinarySearch(problem.Queries, panels.Order[slot]) >= 0)];
    }

    private readonly record struct Frame(TreeNode Node, Vector256<float> Bounds);
}
