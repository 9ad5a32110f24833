namespace BhTsne;

/// <summary>
/// A descent cannot go on: the points of the map are so far apart that single precision cannot hold the repulsion between them.
/// </summary>
/// <remarks>
/// Steps are limited, so only a start with coordinates beyond about 1e9 (1e20 with the exact repulsion), or options that single precision
/// cannot hold, cause it with t-SNE. The Gaussian of both SNEs underflows sooner: where all points are more than 9.3 apart. Steps without a
/// limit (an infinite MaxStepLength) cause it too.
/// </remarks>
public sealed class DescentDivergedException : InvalidOperationException
{
    /// <summary>Names the iteration.</summary>
    /// <param name="iteration">Iterations done.</param>
    public DescentDivergedException(int iteration)
        : base(
            $"After {iteration} iterations the points are too far apart: all kernel weights underflow to 0, or a position is not finite. "
            + "Start from a smaller map, or take smaller steps.") =>
        Iteration = iteration;

    /// <summary>Iterations done.</summary>
    public int Iteration { get; }
}
