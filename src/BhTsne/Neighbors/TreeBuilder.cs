namespace BhTsne.Neighbors;

/// <summary>Builds a tree over panels from the root down, level by level, the nodes of a level in parallel: no recursion, and no order that hurts.</summary>
internal static class TreeBuilder
{
    /// <summary>Bounds a node and, unless it is a leaf, moves the points of its first half to the front.</summary>
    /// <param name="node">The node.</param>
    /// <param name="keys">Its points, in the lower half of the keys; the upper half is free to use.</param>
    /// <param name="worker">Who does it: for scratch memory.</param>
    public delegate void Visit(TreeNode node, Span<ulong> keys, int worker);

    /// <summary>Builds.</summary>
    /// <returns>The panels in the order of the leaves, filled.</returns>
    public static Panels Build(NeighborWork work, Visit visit)
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
                    int start = nodes[block].FirstPanel * Panels.Width;
                    int length = Math.Min(nodes[block].Panels * Panels.Width, keys.Length - start);
                    visit(nodes[block], keys.AsSpan(start, length), worker);
                });
            level = [.. nodes.Where(node => !node.IsLeaf).SelectMany(node => new[] { node.Left, node.Right })];
        }

        Panels panels = new(work.Problem.Points, Array.ConvertAll(keys, Candidates.Index));
        work.Fill(panels);
        return panels;
    }

    /// <summary>
    /// Moves the keys of a node's first half to the front: smaller values first, ties by index, so that coincident points are split by count.
    /// </summary>
    /// <returns>How many points the first half has.</returns>
    public static int Split(TreeNode node, Span<ulong> keys)
    {
        int left = node.Left.Panels * Panels.Width;
        Candidates.SelectSmallest(keys, left);
        return left;
    }
}
