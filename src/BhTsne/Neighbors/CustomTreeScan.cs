namespace BhTsne.Neighbors;

/// <summary>Answers queries with a vantage-point tree when the distance is a user's function: one query at a time, as few calls as can be.</summary>
/// <remarks>
/// A user's formula rounds in ways that are not known here: bounds leave room for a relative error of 1e-4 of the distances that they are made of.
/// </remarks>
internal sealed class CustomTreeScan(NeighborWork work, Panels panels, VantageShells shells)
{
    private const float RelativeError = 1e-4f;
    private const int QueriesPerBlock = 8;
    private const int StackSize = 64;

    /// <summary>Answers all queries, in the order of the leaves.</summary>
    public void Run()
    {
        NeighborProblem problem = work.Problem;
        CustomDistance distance = new(problem.Points, problem.Metric);
        NearestList?[] lists = new NearestList[work.Team.Threads];
        work.Team.Run(
            (panels.Order.Length + QueriesPerBlock - 1) / QueriesPerBlock,
            (block, worker) =>
            {
                NearestList list = lists[worker] ??= new NearestList(problem.Neighbors, problem.References.Length);
                int end = Math.Min(panels.Order.Length, (block + 1) * QueriesPerBlock);
                for (int slot = block * QueriesPerBlock; slot < end; slot++)
                {
                    list.Clear();
                    Walk(distance, slot, list);
                    problem.Answer(panels.Order[slot], list.Sorted());
                }

                work.Advance(end - (block * QueriesPerBlock), worker);
            });
    }

    private void Walk(CustomDistance distance, int home, NearestList list)
    {
        int query = panels.Order[home];
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
            bool rightFirst = left == right ? home / Panels.Width >= node.Right.FirstPanel : right < left;
            nodes[depth] = rightFirst ? node.Left : node.Right;
            bounds[depth++] = MathF.Max(bound, rightFirst ? left : right);
            nodes[depth] = rightFirst ? node.Right : node.Left;
            bounds[depth++] = MathF.Max(bound, rightFirst ? right : left);
        }
    }

    private void ScanLeaf(CustomDistance distance, int query, TreeNode leaf, NearestList list)
    {
        int end = Math.Min(panels.Order.Length, (leaf.FirstPanel + leaf.Panels) * Panels.Width);
        for (int slot = leaf.FirstPanel * Panels.Width; slot < end; slot++)
        {
            int point = panels.Order[slot];
            if (point != query)
            {
                list.Add(distance.Between(query, point), point);
            }
        }

        list.Tighten();
    }
}
