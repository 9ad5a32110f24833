using BhTsne.Numerics;
using BhTsne.Optimization;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;

namespace BhTsne.Planning;

/// <summary>The objective of a phase of the caller's own.</summary>
/// <param name="Objective">Which.</param>
/// <param name="DegreesOfFreedom">α of t-SNE; 1 for the others.</param>
/// <param name="Repulsion">As for all phases.</param>
internal sealed record PhaseObjective(TsneObjective Objective, double DegreesOfFreedom, RepulsionMethod Repulsion) : IPhaseObjective
{
    /// <summary>The objective of a whole run.</summary>
    public static PhaseObjective Of(TsneOptions options) => new(options.Objective, options.DegreesOfFreedom, options.Repulsion);

    /// <summary>The objective of a phase: what it does not say is that of the run, but only t-SNE has tails to shape.</summary>
    public static PhaseObjective Of(TsnePhase phase, TsneOptions options)
    {
        TsneObjective objective = phase.Objective ?? options.Objective;
        double own = objective == TsneObjective.TSne ? options.DegreesOfFreedom : 1;
        return new(objective, phase.DegreesOfFreedom ?? own, options.Repulsion);
    }

    /// <inheritdoc/>
    public IGradient CreateGradient<TSpace>(PointLayout layout, TreeState tree, WorkerTeam team)
        where TSpace : struct, ISpace
    {
        TsneOptions options = new() { Objective = Objective, DegreesOfFreedom = DegreesOfFreedom, Repulsion = Repulsion };
        return DescentFactory.Gradient<TSpace>(layout.Source, layout, tree, options, team);
    }
}
