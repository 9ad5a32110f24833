namespace BhTsne;

/// <summary>The stages of a run, in their order.</summary>
public enum TsneStage
{
    /// <summary>Merging of duplicates, and PCA or the truncated SVD before the neighbour search.</summary>
    Reduction,

    /// <summary>The start: made early, so that the points are needed no longer than for the neighbour search.</summary>
    Initialization,

    /// <summary>The neighbour search.</summary>
    Neighbors,

    /// <summary>The perplexity search and the symmetrisation.</summary>
    Affinities,

    /// <summary>The descent.</summary>
    Optimization,
}

/// <summary>Where a run is.</summary>
public readonly record struct TsneProgress
{
    /// <summary>The current stage.</summary>
    public required TsneStage Stage { get; init; }

    /// <summary>The share of the stage that is done, 0 to 1.</summary>
    public required double Fraction { get; init; }

    /// <summary>Iterations done, 0 outside the descent.</summary>
    public int Iteration { get; init; }

    /// <summary>Iterations planned.</summary>
    public int Iterations { get; init; }

    /// <summary>
    /// The last cost known, always of the unexaggerated P; null before the first. It is new when Iteration is a multiple of 50 or the last.
    /// </summary>
    public double? KlDivergence { get; init; }

    /// <summary>What the stage does, for a person (for instance the search that was chosen); null for nothing to say.</summary>
    public string? Detail { get; init; }

    /// <summary>The map after these iterations, to be copied while the report is received; null outside the descent.</summary>
    public TsneMapView? Map { get; init; }
}
