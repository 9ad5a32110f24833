namespace BhTsne.Repulsion;

/// <summary>
/// When to build the tree anew instead of refitting it. A refitted tree stays accurate, but its boxes overlap more and more and the walk gets
/// longer. It is rebuilt when the interactions beyond those of the first walk after the last build add up to what a build costs (were that walk
/// what a fresh tree still needs, this would at most double the least cost of both), and before a walk when its leaves have become much wider.
/// </summary>
/// <remarks>Only interactions with cells and points one by one are counted, not those with fields.</remarks>
internal sealed class RebuildRule(int points)
{
    /// <summary>What a build costs, in interactions per point: about a fifth of a pass, rounded up (docs/performance.md).</summary>
    private const long BuildCostPerPoint = 200;

    /// <summary>
    /// By how much leaves may widen before a walk is not even tried. In the first iterations points move by a third of the map at every step, and one walk
    /// through the tree of the step before costs as much as twenty through a new one.
    /// </summary>
    private const double MaxWear = 1.3;

    private double _spreadWhenBuilt;
    private long _workWhenBuilt;
    private long _lost;

    /// <summary>Whether the next pass should build.</summary>
    public bool IsDue { get; private set; } = true;

    /// <summary>Makes a build due.</summary>
    public void Reset() => IsDue = true;

    /// <summary>Notes the leaves of a tree that was built just now.</summary>
    public void NoteBuilt(double leafSpread) => _spreadWhenBuilt = leafSpread;

    /// <summary>Whether the leaves of a refitted tree have become so wide that it must be built anew before it is walked.</summary>
    public bool IsWornOut(double leafSpread) => leafSpread > MaxWear * _spreadWhenBuilt;

    /// <summary>Takes the number of interactions of the pass that ended. It depends on the positions alone, so all numbers of threads decide alike.</summary>
    public void Note(long work)
    {
        if (IsDue)
        {
            _workWhenBuilt = work;
            _lost = 0;
        }

        _lost += Math.Max(0, work - _workWhenBuilt);
        IsDue = _lost > BuildCostPerPoint * points;
    }
}
