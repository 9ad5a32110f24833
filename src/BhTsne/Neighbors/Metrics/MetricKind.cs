namespace BhTsne.Neighbors;

/// <summary>The formula of a <see cref="Metric"/>.</summary>
internal enum MetricKind
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

    /// <summary>The inner product; the nearest points have the largest. Not a metric.</summary>
    InnerProduct,
}
