namespace BhTsne.Optimization;

/// <summary>A number of iterations with settings that are the same or change evenly.</summary>
/// <param name="Iterations">How many.</param>
/// <param name="Exaggeration">The factor on the attraction.</param>
/// <param name="LearningRate">The step per unit of a quarter of the gradient.</param>
/// <param name="Momentum">The share of the last step that is kept.</param>
/// <param name="Theta">The accuracy of the repulsion; costs are computed with <see cref="DescentSchedule.CostTheta"/>.</param>
internal readonly record struct DescentPhase(int Iterations, double Exaggeration, double LearningRate, double Momentum, double Theta)
{
    /// <summary>Nesterov's sequence t / (t + 3) begins where it is 0.8, at t = 12.</summary>
    private const double SequenceStart = 12, SequenceGap = 3;

    /// <summary>The learning rate after the last iteration, to which it changes by equal factors; null where it stays the same.</summary>
    public double? FinalLearningRate { get; init; }

    /// <summary>Whether the momentum follows Nesterov's sequence from 0.8 until it reaches <see cref="Momentum"/>.</summary>
    public bool MomentumGrows { get; init; }

    /// <summary>The settings of one iteration; those at the end also beyond it.</summary>
    /// <param name="iteration">The iterations of the phase before it.</param>
    public DescentPhase At(int iteration) => this with
    {
        LearningRate = FinalLearningRate is not { } final ? LearningRate
            : iteration >= Iterations ? final
            : LearningRate * Math.Pow(final / LearningRate, (double)iteration / Iterations),
        Momentum = MomentumGrows
            ? Math.Min(Momentum, (iteration + SequenceStart) / (iteration + SequenceStart + SequenceGap))
            : Momentum,
    };
}

/// <summary>
/// When the points are brought into the order of the map: at the first number of iterations, and at each multiple by the factor.
/// </summary>
/// <remarks>Neighbours in P move together, so an order becomes old slowly; each new one costs as much as some iterations.</remarks>
/// <param name="First">The first time.</param>
/// <param name="Factor">The factor from one time to the next.</param>
internal readonly record struct Reordering(int First, int Factor)
{
    /// <summary>
    /// From so many points on an order that has become old is taken to cost more than a new one. It is a choice between two sizes that were
    /// measured: 300,000, where nothing was gained, and 1,000,000 (docs/performance.md, "Attraction").
    /// </summary>
    private const int ManyPoints = 500_000;

    /// <summary>When clusters begin to show in the classic schedule, and whenever the iterations have grown fourfold.</summary>
    public static Reordering Classic => new(32, 4);

    /// <summary>Once in an ordinary run, and of many points a second time.</summary>
    /// <param name="points">N.</param>
    public static Reordering Accelerated(int points) => new(40, points < ManyPoints ? 16 : 3);

    /// <summary>Whether it is due before an iteration.</summary>
    /// <param name="iteration">The iterations before it.</param>
    public bool IsDue(int iteration)
    {
        long next = First;
        while (next < iteration)
        {
            next *= Factor;
        }

        return next == iteration;
    }
}

/// <summary>How gains change and how long a step may be.</summary>
/// <param name="GainIncrease">Added to a gain where the gradient agrees with the last step.</param>
/// <param name="GainDecrease">The factor on a gain where it does not.</param>
/// <param name="MinGain">The least gain.</param>
/// <param name="MaxStepLength">The longest step of a point.</param>
internal readonly record struct StepSettings(double GainIncrease, double GainDecrease, double MinGain, double MaxStepLength);

/// <summary>What a descent does, and when it stops.</summary>
internal sealed record DescentSchedule
{
    /// <summary>The phases in their order.</summary>
    public required IReadOnlyList<DescentPhase> Phases { get; init; }

    /// <summary>The number of iterations before the first phase: numbers of iterations count from the beginning of the descent.</summary>
    public int FirstIteration { get; init; }

    /// <summary>Whether it is a phase of the caller's own, after which the plan goes on.</summary>
    public bool IsOwnPhase { get; init; }

    /// <summary>The iteration from which on stopping rules hold.</summary>
    public int FirstStoppingIteration { get; init; }

    /// <summary>The iteration from which on they do not hold any more: the end of the plan.</summary>
    public int EndOfStopping { get; init; } = int.MaxValue;

    /// <summary>When the points are brought into the order of the map.</summary>
    public required Reordering Reordering { get; init; }

    /// <summary>The number of iterations between two costs.</summary>
    public required int CostInterval { get; init; }

    /// <summary>The accuracy θ of the repulsion when a cost is computed.</summary>
    public required double CostTheta { get; init; }

    /// <summary>How θ follows from the error of the gradient; null where it is that of the phases.</summary>
    public GradientErrorBound? GradientError { get; init; }

    /// <summary>Stops when the cost fell by less than this share since it was last computed; 0 to never stop so.</summary>
    public required double MinCostImprovement { get; init; }

    /// <summary>Stops when the Euclidean norm of the gradient is below this; 0 to never stop so.</summary>
    public required double MinGradientNorm { get; init; }

    /// <summary>
    /// The objective whose gradient is followed; null for that of the descent. Another one computes no costs, which could not be compared
    /// with those before and after.
    /// </summary>
    public IPhaseObjective? Objective { get; init; }

    /// <summary>How steps are made.</summary>
    public required StepSettings Step { get; init; }

    /// <summary>All iterations.</summary>
    public int Iterations => Phases.Sum(phase => phase.Iterations);

    /// <summary>Whether the cost is computed in an iteration.</summary>
    public bool CostIsDue(int iteration) => iteration > 0 && iteration % CostInterval == 0;

    /// <summary>Whether an iteration's pass is at the θ of an earlier phase than the last.</summary>
    public bool IsCoarse(int iteration) => IndexAt(iteration, out _) < Phases.Count - 1 && !CostIsDue(iteration);

    /// <summary>Whether the error of the gradient is measured before an iteration, where it is bounded.</summary>
    /// <remarks>At the beginning of a phase too: with another exaggeration or learning rate the gradient has another length.</remarks>
    public bool ErrorIsDue(int iteration) =>
        GradientErrorBound.IsDue(iteration)
        || (IsOwnPhase && iteration == FirstIteration)
        || (iteration > 0 && IndexAt(iteration, out _) != IndexAt(iteration - 1, out _));

    /// <summary>The settings of an iteration; those at the end of the last phase also beyond it.</summary>
    /// <param name="iteration">The number of iterations before it.</param>
    public DescentPhase PhaseAt(int iteration)
    {
        int phase = IndexAt(iteration, out int first);
        return Phases[phase].At(iteration - first);
    }

    private int IndexAt(int iteration, out int first)
    {
        int phase = 0;
        first = FirstIteration;
        while (phase < Phases.Count - 1 && iteration >= first + Phases[phase].Iterations)
        {
            first += Phases[phase++].Iterations;
        }

        return phase;
    }
}
