namespace BhTsne.Optimization;

/// <summary>A stretch of iterations with the same settings.</summary>
/// <param name="Iterations">Its length.</param>
/// <param name="Exaggeration">The factor on the attraction.</param>
/// <param name="LearningRate">The step per unit of a quarter of the gradient.</param>
/// <param name="Momentum">The share of the last step that is kept.</param>
/// <param name="Coarse">Whether the gradient may be coarser, because the attraction outweighs the repulsion's errors.</param>
internal readonly record struct DescentPhase(int Iterations, double Exaggeration, double LearningRate, double Momentum, bool Coarse = false);

/// <summary>What a descent does, and when it stops.</summary>
internal sealed record DescentSchedule
{
    /// <summary>The phases in their order. Stopping rules hold in the last one alone.</summary>
    public required IReadOnlyList<DescentPhase> Phases { get; init; }

    /// <summary>How often the cost is computed, in iterations.</summary>
    public required int CostInterval { get; init; }

    /// <summary>Stops when the cost fell by less than this share since it was last computed; 0 to never stop so.</summary>
    public required double MinCostImprovement { get; init; }

    /// <summary>Stops when the Euclidean norm of the gradient is below this; 0 to never stop so.</summary>
    public required double MinGradientNorm { get; init; }

    /// <summary>How steps are made.</summary>
    public required StepRule Step { get; init; }

    /// <summary>All iterations.</summary>
    public int Iterations => Phases.Sum(phase => phase.Iterations);
}

/// <summary>How gains change and how long a step may be.</summary>
/// <param name="GainIncrease">Added to a gain where the gradient agrees with the last step.</param>
/// <param name="GainDecrease">The factor on a gain where it does not.</param>
/// <param name="MinGain">No gain falls below this.</param>
/// <param name="MaxStepLength">The longest step of a point.</param>
internal readonly record struct StepRule(double GainIncrease, double GainDecrease, double MinGain, double MaxStepLength);
