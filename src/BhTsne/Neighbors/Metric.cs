namespace BhTsne;

/// <summary>The distance between two points that a user supplies. It must obey the triangle inequality and be safe to call from several threads.</summary>
/// <param name="a">D values.</param>
/// <param name="b">D values.</param>
/// <returns>A finite distance, not negative.</returns>
public delegate float DistanceFunction(ReadOnlySpan<float> a, ReadOnlySpan<float> b);

/// <summary>Which formula a <see cref="Metric"/> is.</summary>
public enum MetricKind
{
    /// <summary>The square root of the sum of squared differences.</summary>
    Euclidean,

    /// <summary>The sum of absolute differences.</summary>
    Manhattan,

    /// <summary>The largest absolute difference.</summary>
    Chebyshev,

    /// <summary>The Euclidean distance between the points scaled to length 1: the square root of 2 (1 - cosine).</summary>
    Cosine,

    /// <summary>A <see cref="DistanceFunction"/>.</summary>
    Custom,

    /// <summary>The largest inner products.</summary>
    InnerProduct,
}

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
    /// The Euclidean distance between the points scaled to length 1, sqrt(2 (1 - cosine)): it orders neighbours as the cosine does and obeys the
    /// triangle inequality. Zero rows have no direction and are refused.
    /// </summary>
    public static Metric Cosine { get; } = new(MetricKind.Cosine, "cosine", null);

    /// <summary>
    /// The nearest are the points of the largest inner product (maximum inner product search); lengths count. No metric: the search over all pairs alone
    /// takes it, a point need not be its own nearest, and what stands for the distance from i to j, sqrt(2 (|x_i| L − x_i·x_j)) with the length L of
    /// the longest point, is not that from j to i. Its squares differ within a row by twice the differences of the inner products alone, so the affinities of
    /// point i are a softmax: p_{j|i} is proportional to exp(2 beta_i x_i·x_j). For points of length 1 it is <see cref="Cosine"/>.
    /// </summary>
    /// <remarks>
    /// Of squares near 2 |x_i| L differences below about 1e-7 of that are lost to rounding: one very long row, which makes L large,
    /// takes the digits of all others. The order of neighbours is that of the rounded distances.
    /// </remarks>
    public static Metric InnerProduct { get; } = new(MetricKind.InnerProduct, "inner-product", null);

    /// <summary>Whether trees may reason with it: d(a, c) is at most d(a, b) + d(b, c).</summary>
    internal bool ObeysTriangleInequality => Kind != MetricKind.InnerProduct;

    /// <summary>The formula.</summary>
    public MetricKind Kind { get; }

    /// <summary>The name, as the command line and reports say it.</summary>
    public string Name { get; }

    /// <summary>The user's function when <see cref="Kind"/> is <see cref="MetricKind.Custom"/>, otherwise null.</summary>
    public DistanceFunction? Function { get; }

    /// <summary>A metric of the user's own.</summary>
    /// <param name="name">What reports call it.</param>
    /// <param name="function">The distance; it must obey the triangle inequality and be thread-safe.</param>
    /// <returns>The metric.</returns>
    public static Metric Custom(string name, DistanceFunction function)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(function);
        return new Metric(MetricKind.Custom, name, function);
    }
}
