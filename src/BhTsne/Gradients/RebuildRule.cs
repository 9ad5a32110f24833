namespace BhTsne.Gradients;

/// <summary>
/// When to build the tree anew instead of refitting it. A refitted tree stays accurate, but its boxes overlap more and more and the walk gets longer. It
/// is rebuilt when the interactions that a fresh tree would have saved since the last build add up to what a build costs: the rule that at most
/// doubles the least possible cost of both, whatever the points do.
/// </summary>
internal sealed class RebuildRule(int points)
{
    /// <summary>What a build costs, in interactions per point. Measured by RepulsionBenchmarks.</summary>
    private const long BuildCostPerPoint = 200;

    private long _workWhenBuilt;
    private long _lost;

    /// <summary>Whether the next pass should build.</summary>
    public bool IsDue { get; private set; } = true;

    /// <summary>Makes a build due.</summary>
    public void Reset() => IsDue = true;

    /// <summary>Takes the number of interactions of the pass that ended. It depends on the positions alone, so all threads counts decide alike.</summary>
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
