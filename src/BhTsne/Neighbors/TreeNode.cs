namespace BhTsne.Neighbors;

/// <summary>
/// A node of a balanced binary tree over panels, numbered in preorder. Its shape follows from the number of panels alone, so nothing but what bounds
/// a node is kept in memory; splits fall between panels, so that all panels but the last are full.
/// </summary>
/// <param name="Index">Its place in preorder.</param>
/// <param name="FirstPanel">Its first panel.</param>
/// <param name="Panels">How many panels it has, at least 1.</param>
/// <param name="LeafPanels">Up to how many panels are not divided further.</param>
internal readonly record struct TreeNode(int Index, int FirstPanel, int Panels, int LeafPanels)
{
    // 128 points: bounds cost little beside the tiles, even where they prune nothing (NeighborBenchmarks).
    private const int VectorLeafPanels = 4;

    /// <summary>Whether it is not divided further.</summary>
    public bool IsLeaf => Panels <= LeafPanels;

    /// <summary>The first half; not of a leaf.</summary>
    public TreeNode Left => this with { Index = Index + 1, Panels = LeftPanels };

    /// <summary>The second half; not of a leaf.</summary>
    public TreeNode Right => this with { Index = Index + (2 * LeftPanels), FirstPanel = FirstPanel + LeftPanels, Panels = Panels - LeftPanels };

    private int LeftPanels => (Panels + 1) / 2;

    /// <summary>The root of a tree over the references of a problem: with small leaves where every distance is a call of a user's function.</summary>
    public static TreeNode Root(NeighborProblem problem) =>
        new(0, 0, PanelsOf(problem), problem.Metric.Kind == MetricKind.Custom ? 1 : VectorLeafPanels);

    /// <summary>One more than the largest index of a node.</summary>
    public static int NodesOf(NeighborProblem problem) => (2 * PanelsOf(problem)) - 1;

    private static int PanelsOf(NeighborProblem problem) => (problem.References.Length + Neighbors.Panels.Width - 1) / Neighbors.Panels.Width;
}
