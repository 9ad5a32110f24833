namespace BhTsne;

/// <summary>The stages of a run, in their order.</summary>
public enum TsneStage
{
    /// <summary>PCA before the neighbour search.</summary>
    Reduction,

    /// <summary>The start: made early, so that the points are needed no longer than for the neighbour search.</summary>
    Initialization,

    /// <summary>The neighbour search.</summary>
    Neighbors,

    /// <summary>Perplexity search and symmetrisation.</summary>
    Affinities,

    /// <summary>The descent.</summary>
    Optimization,
}

/// <summary>Where a run is.</summary>
/// <param name="Stage">The stage it is in.</param>
/// <param name="Fraction">The share of the stage that is done, 0 to 1.</param>
/// <param name="Iteration">Iterations done, 0 outside the descent.</param>
/// <param name="Iterations">Iterations asked for.</param>
/// <param name="KlDivergence">
/// The last cost known, always of the unexaggerated P; null before the first. It is new when Iteration is a multiple of 50 or the last.
/// </param>
/// <param name="Detail">What the stage does, for a person (for instance the search that was chosen); null for nothing to say.</param>
public readonly record struct TsneProgress(
    TsneStage Stage, double Fraction, int Iteration, int Iterations, double? KlDivergence, string? Detail);
