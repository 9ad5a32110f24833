using BhTsne.Numerics;

namespace BhTsne.Neighbors;

/// <summary>Builds a tree over panels from the root down, level by level, without recursion; the nodes of a level in parallel.</summary>
internal static class TreeBuilder
{
    /// <summary>Bounds a node and, unless it is a leaf, moves the points of its first half to the front.</summary>
    /// <param name="node">The node.</param>
    /// <param name="keys">Its points, in the lower half of the keys; the upper half is free to use.</param>
    /// <param name="worker">The worker thread: for scratch memory.</param>
    public delegate void Visit(TreeNode node, Span<ulong> keys, int worker);

    /// <summary>Builds the tree.</summary>
    /// <param name="work">The problem and the worker threads.</param>
    /// <param name="visit">Called once for each node, parents first.</param>
    /// <returns>The references in the order of the leaves.</returns>
    public static int[] Build(NeighborWork work, Visit visit)
    {
        int[] points = work.Problem.References;
        ulong[] keys = Array.ConvertAll(points, point => (ulong)point);
        List<TreeNode> level = [TreeNode.Root(work.Problem)];
        while (level.Count > 0)
        {
            List<TreeNode> nodes = level;
            work.Team.Run(
                nodes.Count,
                (block, worker) =>
                {
                    int start = nodes[block].FirstPanel * PanelLayout.Width;
                    int length = Math.Min(nodes[block].Panels * PanelLayout.Width, keys.Length - start);
                    visit(nodes[block], keys.AsSpan(start, length), worker);
                });
            level = [.. nodes.Where(node => !node.IsLeaf).SelectMany(node => new[] { node.Left, node.Right })];
        }

        return Array.ConvertAll(keys, Candidates.Index);
    }

    /// <summary>
    /// Moves the keys of a node's first half to the front: smaller values first, ties by index, so that coincident points are split by
    /// count.
    /// </summary>
    /// <returns>How many points the first half has.</returns>
    public static int Split(TreeNode node, Span<ulong> keys)
    {
        int left = node.Left.Panels * PanelLayout.Width;
        Candidates.SelectSmallest(keys, left);
        return left;
    }
}
