using BhTsne.SpaceTrees;

namespace BhTsne.Repulsion;

/// <summary>
/// When to build the tree again instead of refitting it. A refitted tree stays accurate, but its boxes overlap more and more and the walk
/// takes longer.
/// </summary>
/// <remarks>
/// It is rebuilt when the interactions beyond those of the first walk after the last build add up to the cost of a build. (If that walk is
/// what a new tree still needs, this at most doubles the least cost of both.) It is also rebuilt before a walk when its leaves have become
/// much wider, and when θ changes, because interactions are compared with those of a pass at the same θ. Only interactions with single
/// cells and points are counted, not those with local expansions. The counts depend on the positions alone, so the decision is the same for
/// any number of threads.
/// </remarks>
internal static class RebuildRule
{
    /// <summary>The cost of a build, in interactions per point: about a fifth of a pass, rounded up (docs/performance.md).</summary>
    private const long BuildCostPerPoint = 200;

    /// <summary>
    /// The factor by which leaves may widen before the tree is rebuilt without a walk. In the first iterations points move by a third of
    /// the map's width at every step, and one walk through the tree of the step before costs as much as twenty through a new one.
    /// </summary>
    private const double MaxSpreadFactor = 1.3;

    /// <summary>
    /// While the map grows fast, every tree becomes too wide in one iteration, and the refit that shows it is in vain. After two such
    /// passes in a row only every eighth looks.
    /// </summary>
    private const int SurePasses = 2, PassesBetweenLooks = 8;

    /// <summary>Notes θ of the pass that begins, and decides whether it begins with a build.</summary>
    public static void BeginPass(TreeState state, double theta)
    {
        state.RebuildIsDue |= theta != state.Theta;
        state.RebuildIsDue |= state.PredictsBuilds
            && state.BuildsInARow >= SurePasses && state.BuildsInARow % PassesBetweenLooks != 0;
        state.Theta = theta;
    }

    /// <summary>Whether the leaves of a refitted tree have become so wide that it must be built again before it is walked.</summary>
    public static bool IsTooWide(TreeState state, double leafSpread) => leafSpread > MaxSpreadFactor * state.SpreadWhenBuilt;

    /// <summary>Notes whether the pass builds its tree.</summary>
    public static void Decided(TreeState state) => state.BuildsInARow = state.RebuildIsDue ? state.BuildsInARow + 1 : 0;

    /// <summary>Takes the number of interactions of the pass that ended.</summary>
    public static void EndPass(TreeState state, long work, int points)
    {
        if (state.RebuildIsDue)
        {
            state.WorkWhenBuilt = work;
            state.ExtraWork = 0;
        }

        state.ExtraWork += Math.Max(0, work - state.WorkWhenBuilt);
        state.RebuildIsDue = state.ExtraWork > BuildCostPerPoint * points;
    }
}
