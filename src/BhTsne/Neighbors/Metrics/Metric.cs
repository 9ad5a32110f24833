using BhTsne.Neighbors;

namespace BhTsne;

/// <summary>
/// A distance between two points that the caller supplies. It must be symmetric and obey the triangle inequality, unless <see
/// cref="NeighborMethod.Exact"/> is chosen: the trees would miss neighbours. It must be safe to call from several threads.
/// </summary>
/// <param name="a">D values.</param>
/// <param name="b">D values.</param>
/// <returns>A finite distance, not negative.</returns>
public delegate float DistanceFunction(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

/// <summary>How far apart two input points are.</summary>
/// <remarks>Immutable, safe to share between threads.</remarks>
public sealed class Metric
{
    private Metric(MetricKind kind, string name, DistanceFunction? function)
    {
        Kind = kind;
        Name = name;
        Function = function;
    }

    /// <summary>The Euclidean distance.</summary>
    public static Metric Euclidean { get; } = new(MetricKind.Euclidean, "euclidean", null);

    /// <summary>The Manhattan (city block) distance.</summary>
    public static Metric Manhattan { get; } = new(MetricKind.Manhattan, "manhattan", null);

    /// <summary>The Chebyshev (largest coordinate) distance.</summary>
    public static Metric Chebyshev { get; } = new(MetricKind.Chebyshev, "chebyshev", null);

    /// <summary>
    /// The Euclidean distance between the points scaled to length 1, sqrt(2 (1 - cosine)): it orders neighbours as the cosine does and
    /// obeys the triangle inequality. A row of zeros has no direction and is refused.
    /// </summary>
    public static Metric Cosine { get; } = new(MetricKind.Cosine, "cosine", null);

    /// <summary>
    /// The nearest points are those of the largest inner product (maximum inner product search), so lengths count. It is not a metric: only
    /// <see cref="NeighborMethod.Exact"/> accepts it, and a point need not be the nearest to itself. The distance from i to j is
    /// sqrt(2 (|x_i| L − x_i·x_j)), where L is the length of the longest point; the distance from j to i differs from it. Within a row,
    /// squared distances differ by twice the differences of the inner products, so the affinities of point i are a softmax: p_{j|i} is
    /// proportional to exp(2 beta_i x_i·x_j). For points of length 1 it is <see cref="Cosine"/>.
    /// </summary>
    /// <remarks>
    /// Differences of squared distances below about 1e-7 of 2 |x_i| L are lost to rounding. One very long row makes L large, and all other
    /// rows lose digits. The order of neighbours is that of the rounded distances.
    /// </remarks>
    public static Metric InnerProduct { get; } = new(MetricKind.InnerProduct, "inner-product", null);

    /// <summary>The name that the command line and reports use.</summary>
    public string Name { get; }

    /// <summary>The formula.</summary>
    internal MetricKind Kind { get; }

    /// <summary>The caller's function when <see cref="Kind"/> is <see cref="MetricKind.Custom"/>, otherwise null.</summary>
    internal DistanceFunction? Function { get; }

    /// <summary>Creates a metric from a function.</summary>
    /// <param name="name">The name that reports use.</param>
    /// <param name="function">The distance; see <see cref="DistanceFunction"/> for what it must obey.</param>
    /// <returns>The metric.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="ArgumentNullException">The function is null.</exception>
    public static Metric Custom(string name, DistanceFunction function)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(function);
        return new Metric(MetricKind.Custom, name, function);
    }
}
