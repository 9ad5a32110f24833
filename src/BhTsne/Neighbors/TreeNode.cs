namespace BhTsne.Neighbors;

/// <summary>
/// A node of a balanced binary tree over panels, stored in preorder. Its shape follows from the number of panels alone, so nothing but what bounds
/// a node is kept in memory; splits fall between panels, so that all leaves but the last are full.
/// </summary>
/// <param name="Index">Its place in preorder.</param>
/// <param name="FirstPanel">Its first panel.</param>
/// <param name="Panels">How many panels it has, at least 1.</param>
internal readonly record struct TreeNode(int Index, int FirstPanel, int Panels)
{
    /// <summary>Whether it is one panel.</summary>
    public bool IsLeaf => Panels == 1;

    /// <summary>The first half; not of a leaf.</summary>
    public TreeNode Left => new(Index + 1, FirstPanel, LeftPanels);

    /// <summary>The second half; not of a leaf.</summary>
    public TreeNode Right => new(Index + (2 * LeftPanels), FirstPanel + LeftPanels, Panels - LeftPanels);

    private int LeftPanels => (Panels + 1) / 2;

    /// <summary>The root of a tree.</summary>
    public static TreeNode Root(int panels) => new(0, 0, panels);

    /// <summary>How many nodes a tree has.</summary>
    public static int NodesOf(int panels) => (2 * panels) - 1;
}
