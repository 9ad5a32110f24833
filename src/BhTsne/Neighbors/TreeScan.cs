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
    void BoundHalves<TTile>(TreeNode node, QueryGroup<TMetric, TTile> group, out Vector256<float> left, out Vector256<float> right)
        where TTile : struct, ITile;
}

/// <summary>
/// Answers queries with a tree over panels: eight neighbouring queries walk together, depth first from their own leaf outwards, and skip what
/// is too far for all of them.
/// </summary>
internal sealed class TreeScan<TMetric, TBounds>(NeighborWork work, Panels panels, TBounds bounds)
    where TMetric : struct, IMetricKernel
    where TBounds : ITreeBounds<TMetric>
{
    private const int QueriesPerBlock = 256;

    // The tree is balanced, so its depth is at most the bits of the number of panels.
    private const int StackSize = 64;

    /// <summary>Answers all queries by differences.</summary>
    public void ByDifferences()
    {
        int[] slots = QuerySlots();
        Run<DifferenceTile<TMetric>>(slots, Blocks(slots), mayGiveUp: false);
    }

    /// <summary>Answers by products, and by differences the blocks of queries for which products have too few digits.</summary>
    public void ByProducts()
    {
        int[] slots = QuerySlots();
        panels.UseCentre(work.Problem.Centre());
        work.Fill(panels);
        int[] left = Run<ProductTile>(slots, Blocks(slots), mayGiveUp: true);
        if (left.Length > 0)
        {
            panels.DropCentre();
            work.Fill(panels);
            Run<DifferenceTile<TMetric>>(slots, left, mayGiveUp: false);
        }
    }

    private static int[] Blocks(int[] slots) => [.. Enumerable.Range(0, (slots.Length + QueriesPerBlock - 1) / QueriesPerBlock)];

    /// <returns>The blocks that gave up.</returns>
    private int[] Run<TTile>(int[] slots, int[] blocks, bool mayGiveUp)
        where TTile : struct, ITile
    {
        QueryGroup<TMetric, TTile>?[] groups = new QueryGroup<TMetric, TTile>[work.Team.Threads];
        Frame[]?[] stacks = new Frame[work.Team.Threads][];
        bool[] gaveUp = new bool[blocks.Length];
        work.Team.Run(
            blocks.Length,
            (block, worker) =>
            {
                QueryGroup<TMetric, TTile> group = groups[worker] ??= new(work.Problem, panels);
                Frame[] stack = stacks[worker] ??= new Frame[StackSize];
                int start = blocks[block] * QueriesPerBlock, count = Math.Min(QueriesPerBlock, slots.Length - start);
                long pairs = 0, overlaps = 0;
                for (int first = start; first < start + count; first += QueryGroup.Size)
                {
                    work.Cancellation.ThrowIfCancellationRequested();
                    group.Start(slots.AsSpan(first, Math.Min(QueryGroup.Size, start + count - first)));
                    pairs += Walk(group, slots[first] / Panels.Width, stack);
                    overlaps += group.Overlaps;
                    if (mayGiveUp && overlaps * QueryGroup.PairsPerOverlap > pairs)
                    {
                        gaveUp[block] = true;
                        return;
                    }

                    group.Finish();
                }

                work.Advance(count, worker);
            });
        return [.. blocks.Where((_, block) => gaveUp[block])];
    }

    /// <returns>How many pairs were compared.</returns>
    private long Walk<TTile>(QueryGroup<TMetric, TTile> group, int home, Frame[] stack)
        where TTile : struct, ITile
    {
        long pairs = 0;
        stack[0] = new Frame(TreeNode.Root(work.Problem), default);
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
                for (int panel = node.FirstPanel; panel < node.FirstPanel + node.Panels; panel++)
                {
                    group.Scan(panel);
                }

                group.TightenGrown();
                pairs += node.Panels * Panels.Width * QueryGroup.Size;
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

        return pairs;
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
