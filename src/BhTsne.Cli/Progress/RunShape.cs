namespace BhTsne.Cli.Progress;

/// <summary>What a forecast of the time of a run needs to know of its plan.</summary>
internal sealed record RunShape
{
    /// <summary>N.</summary>
    public required int Points { get; init; }

    /// <summary>How many neighbours of each point are kept.</summary>
    public required int Neighbors { get; init; }

    /// <summary>The most iterations.</summary>
    public required int Iterations { get; init; }

    /// <summary>The phases of the descent.</summary>
    public required IReadOnlyList<TsnePhase> Phases { get; init; }

    /// <summary>The descent ends where 50 iterations lower the cost by less than this share; 0 for one that does all iterations.</summary>
    public required double MinCostImprovement { get; init; }

    /// <summary>Whether the map grows in the way that the costs of iterations are known of.</summary>
    public required bool IsAccelerated { get; init; }

    /// <summary>Whether the costs of iterations are known before the first one, relative to other stages.</summary>
    public required bool HasKnownIterations { get; init; }

    /// <summary>The iterations that were done before this process began.</summary>
    public int FirstIteration { get; init; }

    /// <summary>Whether the run ends with a certificate.</summary>
    public bool IsCertified { get; init; }

    /// <summary>Takes it from a plan.</summary>
    public static RunShape Of(TsnePlan plan, bool isCertified, int firstIteration) => new()
    {
        Points = plan.Points,
        Neighbors = plan.NeighborCount ?? DefaultNeighbors,
        Iterations = plan.Options.Iterations,
        Phases = plan.Phases,
        MinCostImprovement = plan.MinCostImprovement,
        IsAccelerated = plan.Options.Schedule == TsneSchedule.Accelerated,
        HasKnownIterations = IsUsual(plan.Options),
        IsCertified = isCertified,
        FirstIteration = firstIteration,
    };

    private const int DefaultNeighbors = 90;

    /// <summary>The exact sum is of another order, and other kernels, dimensions and accuracies were not measured.</summary>
    private static bool IsUsual(TsneOptions options) =>
        options is { Repulsion: RepulsionMethod.BarnesHut, Objective: TsneObjective.TSne, OutputDimensions: 2, GradientError: null }
        && options.Theta == TsneDefaults.Theta;
}
