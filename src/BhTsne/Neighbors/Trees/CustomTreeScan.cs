using BhTsne.Numerics;

namespace BhTsne.Neighbors;

/// <summary>The walk through a vantage-point tree by a custom function, with as few calls as possible.</summary>
/// <remarks>
/// How a caller's formula rounds is not known here: bounds leave room for a relative error of 1e-4 of the distances that they are computed
/// from.
/// </remarks>
/// <param name="work">The problem and the worker threads.</param>
/// <param name="order">
/// The references in the order of the leaves. All points are queries: the problem leaves none out for a custom function.
/// </param>
/// <param name="shells">The tree.</param>
internal sealed class CustomTreeScan(NeighborWork work, int[] order, VantageShells shells)
{
    private const float RelativeError = 1e-4f;

    // The tree is balanced, so its depth is at most the bits of the number of panels.
    private const int StackSize = 64;

    /// <summary>Answers all queries, in the order of the leaves.</summary>
    public void Run() => CustomScan.Run(work, order, Walk);

    private void Walk(int home, CustomDistance distance, NearestList list)
    {
        int query = order[home];
        Span<TreeNode> nodes = stackalloc TreeNode[StackSize];
        Span<float> bounds = stackalloc float[StackSize];
        nodes[0] = TreeNode.Root(work.Problem);
        bounds[0] = 0;
        int depth = 1;
        while (depth > 0)
        {
            TreeNode node = nodes[--depth];
            float bound = bounds[depth];
            if (bound > list.Bound)
            {
                continue;
            }

            if (node.IsLeaf)
            {
                work.Cancellation.ThrowIfCancellationRequested();
                ScanLeaf(distance, query, node, list);
                continue;
            }

            float fromVantage = distance.Between(query, shells.VantageOf(node));
            float left = shells.LeftOf(node).Gap(fromVantage, RelativeError), right = shells.RightOf(node).Gap(fromVantage, RelativeError);
            bool rightFirst = left == right ? home / PanelLayout.Width >= node.Right.FirstPanel : right < left;
            nodes[depth] = rightFirst ? node.Left : node.Right;
            bounds[depth++] = MathF.Max(bound, rightFirst ? left : right);
            nodes[depth] = rightFirst ? node.Right : node.Left;
            bounds[depth++] = MathF.Max(bound, rightFirst ? right : left);
        }
    }

    private void ScanLeaf(CustomDistance distance, int query, TreeNode leaf, NearestList list)
    {
        int end = Math.Min(order.Length, (leaf.FirstPanel + leaf.Panels) * PanelLayout.Width);
        for (int slot = leaf.FirstPanel * PanelLayout.Width; slot < end; slot++)
        {
            int point = order[slot];
            if (point != query)
            {
                list.Add(distance.Between(query, point), point);
            }
        }

        list.Tighten();
    }
}
