using BhTsne.Numerics;

namespace BhTsne.Neighbors;

/// <summary>
/// A node of a balanced binary tree over panels, numbered in preorder. The shape of the tree follows from the number of panels alone, so
/// only bounds are kept in memory. Splits fall between panels, so that all panels but the last are full.
/// </summary>
/// <param name="Index">The place in preorder.</param>
/// <param name="FirstPanel">The first panel.</param>
/// <param name="Panels">The number of panels, at least 1.</param>
/// <param name="LeafPanels">Nodes of at most so many panels are not divided.</param>
internal readonly record struct TreeNode(int Index, int FirstPanel, int Panels, int LeafPanels)
{
    // 128 points: bounds take little time beside the tiles, even where they exclude nothing (NeighborBenchmarks).
    private const int VectorLeafPanels = 4;

    /// <summary>Whether the node is not divided.</summary>
    public bool IsLeaf => Panels <= LeafPanels;

    /// <summary>The first half; not of a leaf.</summary>
    public TreeNode Left => this with { Index = Index + 1, Panels = LeftPanels };

    /// <summary>The second half; not of a leaf.</summary>
    public TreeNode Right =>
        this with { Index = Index + (2 * LeftPanels), FirstPanel = FirstPanel + LeftPanels, Panels = Panels - LeftPanels };

    private int LeftPanels => (Panels + 1) / 2;

    /// <summary>
    /// The root of a tree over the references of a problem; with small leaves where every distance is a call of a custom function.
    /// </summary>
    public static TreeNode Root(NeighborProblem problem) =>
        new(0, 0, PanelsOf(problem), problem.Metric.Function is null ? VectorLeafPanels : 1);

    /// <summary>One more than the largest index of a node.</summary>
    public static int NodesOf(NeighborProblem problem) => (2 * PanelsOf(problem)) - 1;

    private static int PanelsOf(NeighborProblem problem) => PanelLayout.Count(problem.References.Length);
}
