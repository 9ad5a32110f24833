namespace BhTsne.SpaceTrees;

/// <summary>A cell of the tree, apart from what depends on positions.</summary>
/// <param name="First">The place of its first point in the tree's order.</param>
/// <param name="Last">The place after its last point.</param>
/// <param name="Skip">The cell that follows its whole subtree. A leaf's is the next cell.</param>
/// <param name="Slot">Where it lies in <see cref="CellFamilies{TSpace}"/>.</param>
internal readonly record struct Cell(int First, int Last, int Skip, int Slot);
