namespace BhTsne;

/// <summary>Why a descent ended.</summary>
public enum StopReason
{
    /// <summary>All iterations were done.</summary>
    IterationsDone,

    /// <summary>The cost no longer fell (<see cref="TsneOptions.MinCostImprovement"/>).</summary>
    CostConverged,

    /// <summary>The gradient was tiny (<see cref="TsneOptions.MinGradientNorm"/>).</summary>
    GradientVanished,

    /// <summary>The caller asked to stop.</summary>
    Canceled,
}

/// <summary>Seconds that each stage took; 0 for one that did not run.</summary>
/// <param name="Reduction">PCA, or the truncated SVD of sparse points.</param>
/// <param name="Neighbors">Neighbour search.</param>
/// <param name="Affinities">Perplexity search and symmetrisation.</param>
/// <param name="Initialization">The start.</param>
/// <param name="Optimization">The descent.</param>
public readonly record struct StageSeconds(double Reduction, double Neighbors, double Affinities, double Initialization, double Optimization)
{
    /// <summary>All stages together.</summary>
    public double Total => Reduction + Neighbors + Affinities + Initialization + Optimization;
}

/// <summary>What a run made.</summary>
/// <param name="Embedding">The map, in the order of the input.</param>
/// <param name="KlDivergence">
/// The cost, KL(P || Q) in nats over the sparse P, of the map as it is, its Z computed by the repulsion in use; always known, of a run that
/// was stopped too. For SNE it is the mean over the points i of KL(P_i || Q_i).
/// </param>
/// <param name="Iterations">Iterations done.</param>
/// <param name="StopReason">Why it ended.</param>
/// <param name="Seconds">Where the time went.</param>
/// <param name="Threads">How many threads worked.</param>
/// <param name="PeakMemoryBytes">The largest resident size of the process so far, in bytes.</param>
public sealed record TsneResult(
    Embedding Embedding, double KlDivergence, int Iterations, StopReason StopReason, StageSeconds Seconds, int Threads, long PeakMemoryBytes);
