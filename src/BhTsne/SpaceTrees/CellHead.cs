using System.Runtime.InteropServices;

namespace BhTsne.SpaceTrees;

/// <summary>
/// What a walk reads of every cell that it meets: 32 bytes, two to a cache line. What only accepted cells need lies apart
/// (<see cref="SpaceTree{TSpace}.Expansions"/>).
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = 32)]
internal struct CellHead
{
    /// <summary>The centre of mass; zero beyond the dimensions.</summary>
    public float X, Y, Z;

    /// <summary>(width / θ)²: the squared distance from which the cell may be summarised. 0 for points that coincide, infinite at θ = 0.</summary>
    public float ReachSquared;

    /// <summary>The cell's points in the order of the tree: First up to, not including, Last.</summary>
    public int First, Last;

    /// <summary>The cell that follows this one's whole subtree. A leaf's is the next cell.</summary>
    public int Skip;
}
