using System.Runtime.Intrinsics;
using BhTsne.Numerics;

namespace BhTsne.Neighbors;

/// <summary>Bounds of the distance from queries to the points of a tree's nodes.</summary>
internal interface ITreeBounds<TMetric>
    where TMetric : struct, IMetricKernel
{
    /// <summary>Lower bounds of the totals from eight queries to all points of both halves of a node.</summary>
    /// <param name="node">Not a leaf.</param>
    /// <param name="group">The queries.</param>
    /// <param name="left">For the first half, a lane for each query.</param>
    /// <param name="right">For the second half.</param>
    void BoundHalves<TTile>(TreeNode node, QueryGroup<TMetric, TTile> group, out Vector256<float> left, out Vector256<float> right)
        where TTile : struct, ITile;
}

/// <summary>
/// Compares queries with the leaves of a tree over panels: eight neighbouring queries walk together, depth first from their own leaf
/// outwards, and skip nodes that are too far for all of them.
/// </summary>
/// <param name="work">The problem and the worker threads.</param>
/// <param name="slots">The slots of the queries.</param>
/// <param name="bounds">What the tree knows of its nodes.</param>
internal sealed class TreeScan<TMetric, TBounds>(NeighborWork work, int[] slots, TBounds bounds) : IPanelScan<TMetric>
    where TMetric : struct, IMetricKernel
    where TBounds : struct, ITreeBounds<TMetric>
{
    private const int QueriesPerBlock = 256;

    // The tree is balanced, so its depth is at most the bits of the number of panels.
    private const int StackSize = 64;

    private readonly Frame[]?[] _stacks = new Frame[work.Team.Threads][];

    /// <inheritdoc/>
    public int Blocks => (slots.Length + QueriesPerBlock - 1) / QueriesPerBlock;

    /// <inheritdoc/>
    public bool Answer<TTile>(int block, int worker, QueryBlock<TMetric, TTile> queries)
        where TTile : struct, ITile
    {
        Frame[] stack = _stacks[worker] ??= new Frame[StackSize];
        int start = block * QueriesPerBlock, end = Math.Min(start + QueriesPerBlock, slots.Length);
        for (int first = start; first < end; first += QueryGroup.Size)
        {
            work.Cancellation.ThrowIfCancellationRequested();
            queries.Start(slots.AsSpan(first, Math.Min(QueryGroup.Size, end - first)));
            Walk(queries, slots[first] / PanelLayout.Width, stack);
            if (queries.HasTooFewDigits(planned: 0))
            {
                return false;
            }

            queries.Finish();
        }

        return true;
    }

    private void Walk<TTile>(QueryBlock<TMetric, TTile> queries, int home, Frame[] stack)
        where TTile : struct, ITile
    {
        QueryGroup<TMetric, TTile> group = queries.First;
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
                queries.Scan(node.FirstPanel, node.Panels);
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

    /// <summary>The half with the queries' own leaf comes first; where neither has it, the nearer half.</summary>
    private static bool RightFirst(TreeNode node, int home, Vector256<float> left, Vector256<float> right)
    {
        int split = node.Right.FirstPanel;
        return home >= node.FirstPanel && home < node.FirstPanel + node.Panels ? home >= split : Vector256.Sum(right) < Vector256.Sum(left);
    }

    private readonly record struct Frame(TreeNode Node, Vector256<float> Bounds);
}
