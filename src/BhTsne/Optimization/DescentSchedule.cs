namespace BhTsne.Optimization;

/// <summary>A number of iterations with the same settings.</summary>
/// <param name="Iterations">How many.</param>
/// <param name="Exaggeration">The factor on the attraction.</param>
/// <param name="LearningRate">The step per unit of a quarter of the gradient.</param>
/// <param name="Momentum">The share of the last step that is kept.</param>
/// <param name="Theta">The accuracy of the repulsion; costs are computed with <see cref="DescentSchedule.CostTheta"/>.</param>
internal readonly record struct DescentPhase(int Iterations, double Exaggeration, double LearningRate, double Momentum, double Theta);

/// <summary>How gains change and how long a step may be.</summary>
/// <param name="GainIncrease">Added to a gain where the gradient agrees with the last step.</param>
/// <param name="GainDecrease">The factor on a gain where it does not.</param>
/// <param name="MinGain">The least gain.</param>
/// <param name="MaxStepLength">The longest step of a point.</param>
internal readonly record struct StepSettings(double GainIncrease, double GainDecrease, double MinGain, double MaxStepLength);

/// <summary>What a descent does, and when it stops.</summary>
internal sealed record DescentSchedule
{
    /// <summary>The phases in their order. Stopping rules hold in the last one alone.</summary>
    public required IReadOnlyList<DescentPhase> Phases { get; init; }

    /// <summary>The number of iterations between two costs.</summary>
    public required int CostInterval { get; init; }

    /// <summary>The accuracy θ of the repulsion when a cost is computed.</summary>
    public required double CostTheta { get; init; }

    /// <summary>Stops when the cost fell by less than this share since it was last computed; 0 to never stop so.</summary>
    public required double MinCostImprovement { get; init; }

    /// <summary>Stops when the Euclidean norm of the gradient is below this; 0 to never stop so.</summary>
    public required double MinGradientNorm { get; init; }

    /// <summary>How steps are made.</summary>
    public required StepSettings Step { get; init; }

    /// <summary>All iterations.</summary>
    public int Iterations => Phases.Sum(phase => phase.Iterations);

    /// <summary>Whether the cost is computed in an iteration.</summary>
    public bool CostIsDue(int iteration) => iteration > 0 && iteration % CostInterval == 0;

    /// <summary>Whether an iteration's pass is at the θ of an earlier phase than the last.</summary>
    public bool IsCoarse(int iteration)
    {
        PhaseAt(iteration, out int sinceLastPhase);
        return sinceLastPhase < 0 && !CostIsDue(iteration);
    }

    /// <summary>The phase of an iteration; the last phase goes on beyond its end.</summary>
    /// <param name="iteration">The number of iterations before it.</param>
    /// <param name="sinceLastPhase">The iterations of the last phase before it; negative in earlier phases.</param>
    public DescentPhase PhaseAt(int iteration, out int sinceLastPhase)
    {
        int phase = 0, first = 0;
        while (phase < Phases.Count - 1 && iteration >= first + Phases[phase].Iterations)
        {
            first += Phases[phase++].Iterations;
        }

        sinceLastPhase = phase == Phases.Count - 1 ? iteration - first : -1;
        return Phases[phase];
    }
}
