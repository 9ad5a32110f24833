using BhTsne.Numerics;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;

namespace BhTsne.Optimization;

/// <summary>
/// The objective of a phase that has another one than its descent. Equal objectives are the same one: a descent keeps the gradient of the
/// last.
/// </summary>
internal interface IPhaseObjective
{
    /// <summary>Creates the gradient.</summary>
    /// <param name="layout">P and the weights in the order of the positions.</param>
    /// <param name="tree">What the tree of the repulsion keeps, shared with the descent's own gradient.</param>
    /// <param name="team">The worker threads.</param>
    IGradient CreateGradient<TSpace>(PointLayout layout, TreeState tree, WorkerTeam team)
        where TSpace : struct, ISpace;
}
