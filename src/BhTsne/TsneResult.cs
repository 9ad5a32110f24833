namespace BhTsne;

/// <summary>Seconds that each stage took; 0 for one that did not run.</summary>
public sealed record StageSeconds
{
    /// <summary>Merging of duplicates, and PCA or the truncated SVD.</summary>
    public double Reduction { get; init; }

    /// <summary>The neighbour search.</summary>
    public double Neighbors { get; init; }

    /// <summary>The perplexity search and the symmetrisation.</summary>
    public double Affinities { get; init; }

    /// <summary>The start.</summary>
    public double Initialization { get; init; }

    /// <summary>The descent.</summary>
    public double Optimization { get; init; }

    /// <summary>All stages together.</summary>
    public double Total => Reduction + Neighbors + Affinities + Initialization + Optimization;
}

/// <summary>What a run made.</summary>
/// <remarks>Immutable, safe to share between threads.</remarks>
public sealed record TsneResult
{
    /// <summary>The map, in the order of the input.</summary>
    public required Embedding Embedding { get; init; }

    /// <summary>
    /// The cost, KL(P || Q) in nats over the sparse P, of this map, its Z computed by the repulsion in use; of a run that was canceled too.
    /// For SNE it is the mean over the points i of KL(P_i || Q_i).
    /// </summary>
    public required double KlDivergence { get; init; }

    /// <summary>Iterations done.</summary>
    public required int Iterations { get; init; }

    /// <summary>Why it ended.</summary>
    public required StopReason StopReason { get; init; }

    /// <summary>
    /// How far from flat the descent was: the share by which the cost fell over 50 iterations, up to the last multiple of 50; null before
    /// iteration 100.
    /// </summary>
    public double? CostImprovement { get; init; }

    /// <summary>Where the time went.</summary>
    public required StageSeconds Seconds { get; init; }

    /// <summary>
    /// What was done, every "auto" resolved. With <see cref="TsneOptions.MergeDuplicates"/> it is the plan for the points that remained.
    /// </summary>
    public required TsnePlan Plan { get; init; }
}
