namespace BhTsne.SpaceTrees;

/// <summary>
/// What a tree keeps from one pass to the next, apart from what follows from the positions: the order of the points when it was last built,
/// and when to build it again. A checkpoint has to hold all of it: the same state and the same positions give the same tree, and so the
/// same bits.
/// </summary>
internal sealed class TreeState
{
    /// <summary>Allocates for a number of points.</summary>
    /// <param name="points">N.</param>
    public TreeState(int points)
    {
        Codes = new ulong[points];
        Order = new int[points];
    }

    /// <summary>The Morton codes of the points when the tree was last built, ascending. They fix the cells.</summary>
    public ulong[] Codes { get; }

    /// <summary>The point at each place of the tree's order.</summary>
    public int[] Order { get; }

    /// <summary>A number for each build, by which a tree sees whether its cells belong to this order; 0 before the first.</summary>
    public long Build { get; set; }

    /// <summary>θ of the last pass; NaN before the first.</summary>
    public double Theta { get; set; } = double.NaN;

    /// <summary>Whether the next pass must build the tree.</summary>
    public bool RebuildIsDue { get; set; } = true;

    /// <summary><see cref="SpaceTree{TSpace}.LeafSpread"/> after the last build.</summary>
    public double SpreadWhenBuilt { get; set; }

    /// <summary>The interactions of the first pass after the last build.</summary>
    public long WorkWhenBuilt { get; set; }

    /// <summary>The interactions beyond those of that pass, summed over all passes since.</summary>
    public long ExtraWork { get; set; }

    /// <summary>
    /// Whether a tree that had to be built again in the passes before is built without looking first whether a refit would do.
    /// </summary>
    public bool PredictsBuilds { get; set; }

    /// <summary>The passes since the last one in which a refit did.</summary>
    public int BuildsInARow { get; set; }

    /// <summary>Copies all of it into another state for as many points.</summary>
    public void CopyTo(TreeState other)
    {
        Codes.CopyTo(other.Codes, 0);
        Order.CopyTo(other.Order, 0);
        (other.Build, other.Theta, other.RebuildIsDue) = (Build, Theta, RebuildIsDue);
        (other.PredictsBuilds, other.BuildsInARow) = (PredictsBuilds, BuildsInARow);
        (other.SpreadWhenBuilt, other.WorkWhenBuilt, other.ExtraWork) = (SpreadWhenBuilt, WorkWhenBuilt, ExtraWork);
    }
}
