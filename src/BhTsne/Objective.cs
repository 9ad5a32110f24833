using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Optimization;
using BhTsne.Repulsion;
using BhTsne.Scheduling;

namespace BhTsne;

/// <summary>Turns options into the gradient and the schedule of a descent.</summary>
internal static class Objective
{
    /// <summary>The gradient that the options ask for.</summary>
    /// <exception cref="ArgumentException">The objective needs more than the affinities have.</exception>
    public static IGradient Gradient<TSpace>(AffinityMatrix affinities, TsneOptions options, WorkerTeam team)
        where TSpace : struct, ISpace => options.Objective switch
        {
            TsneObjective.SymmetricSne => Joint<TSpace, GaussianKernel>(default, affinities, options, team),
            TsneObjective.Sne => Conditional<TSpace, GaussianKernel>(default, affinities, options, team),
            _ when options.DegreesOfFreedom != 1 => Joint<TSpace, StudentTailKernel>(new(options.DegreesOfFreedom), affinities, options, team),
            _ => Joint<TSpace, StudentKernel>(default, affinities, options, team),
        };

    /// <summary>The phases, rates and stopping rules that the options ask for.</summary>
    /// <param name="options">What to do.</param>
    /// <param name="points">N, or the sum of the weights.</param>
    public static DescentSchedule Schedule(TsneOptions options, double points)
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

    /// <summary>One normaliser for all pairs.</summary>
    private static SplitGradient<TSpace, TKernel> Joint<TSpace, TKernel>(TKernel kernel, AffinityMatrix affinities, TsneOptions options, WorkerTeam team)
        where TSpace : struct, ISpace
        where TKernel : struct, IKernel
    {
        IPairSums pairs = Pairs<TSpace, TKernel>(kernel, affinities.Points, options, team);
        LayoutWeights? weights = affinities.Weights is { } given ? new LayoutWeights(given) : null;
        return new(kernel, affinities, weights is null ? pairs : new WeightedRepulsion(pairs, weights), team, weights: weights);
    }

    /// <summary>A normaliser for each point.</summary>
    private static SplitGradient<TSpace, TKernel> Conditional<TSpace, TKernel>(TKernel kernel, AffinityMatrix affinities, TsneOptions options, WorkerTeam team)
        where TSpace : struct, ISpace
        where TKernel : struct, IKernel
    {
        double entropy = affinities.ConditionalEntropy
            ?? throw new ArgumentException(
                "SNE needs to know the entropy of the conditional rows that P was made of; give it to the AffinityMatrix.", nameof(affinities));
        LayoutWeights? weights = affinities.Weights is { } given ? new LayoutWeights(given) : null;
        ConditionalRepulsion<TSpace> repulsion = new(Pairs<TSpace, TKernel>(kernel, affinities.Points, options, team), affinities.Points, weights);
        return new SplitGradient<TSpace, TKernel>(kernel, affinities, repulsion, team, -entropy, weights);
    }

    private static IPairSums Pairs<TSpace, TKernel>(TKernel kernel, int points, TsneOptions options, WorkerTeam team)
        where TSpace : struct, ISpace
        where TKernel : struct, IKernel => options.Repulsion == RepulsionMethod.Exact
            ? new ExactRepulsion<TSpace, TKernel>(kernel, points, team)
            : new BarnesHutRepulsion<TSpace, TKernel>(kernel, points, options.Theta, team, options.EffectiveEarlyTheta());
}
