using BhTsne.Data;
using BhTsne.Gradients;
using BhTsne.Numerics;
using BhTsne.Objectives;
using BhTsne.Optimization;
using BhTsne.Scheduling;

namespace BhTsne;

/// <summary>Turns options into the gradient and the schedule of a descent.</summary>
internal static class Objective
{
    /// <summary>The gradient that the options ask for.</summary>
    public static IGradient Gradient<TSpace>(AffinityMatrix affinities, TsneOptions options, WorkerTeam team)
        where TSpace : struct, ISpace => Gradient<TSpace, StudentKernel>(default, affinities, options, team);

    /// <summary>The phases, rates and stopping rules that the options ask for.</summary>
    public static DescentSchedule Schedule(TsneOptions options, int points)
    {
        int early = Math.Min(options.EarlyExaggerationIterations, options.Iterations);
        return new DescentSchedule
        {
            Phases =
            [
                new DescentPhase(early, options.EarlyExaggeration, options.LearningRate ?? (points / options.EarlyExaggeration), options.EarlyMomentum, Coarse: true),
                new DescentPhase(options.Iterations - early, 1, options.LearningRate ?? points, options.Momentum),
            ],
            CostInterval = TsneDefaults.CostInterval,
            MinCostImprovement = options.MinCostImprovement,
            MinGradientNorm = options.MinGradientNorm,
            Step = new StepRule(TsneDefaults.GainIncrease, TsneDefaults.GainDecrease, TsneDefaults.MinGain, options.MaxStepLength),
        };
    }

    private static SplitGradient<TSpace, TKernel> Gradient<TSpace, TKernel>(TKernel kernel, AffinityMatrix affinities, TsneOptions options, WorkerTeam team)
        where TSpace : struct, ISpace
        where TKernel : struct, IKernel
    {
        IRepulsion repulsion = options.Repulsion == RepulsionMethod.Exact
            ? new ExactRepulsion<TSpace, TKernel>(kernel, affinities.Points, team)
            : new BarnesHutRepulsion<TSpace, TKernel>(kernel, affinities.Points, options.Theta, team, options.EffectiveEarlyTheta());
        return new SplitGradient<TSpace, TKernel>(kernel, affinities, repulsion, team);
    }
}
