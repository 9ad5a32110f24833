namespace BhTsne;

/// <summary>Which neighbour search is used.</summary>
public enum NeighborMethod
{
    /// <summary>
    /// The fastest for the number of points, the number of dimensions and the metric: exact below 150,000 points, see
    /// <see cref="Approximate"/> from there on.
    /// </summary>
    Auto,

    /// <summary>A vantage-point tree: exact, any metric but <see cref="Metric.InnerProduct"/>.</summary>
    VantagePointTree,

    /// <summary>A k-d tree: exact, for few dimensions; any metric but <see cref="Metric.InnerProduct"/> and a custom one.</summary>
    KdTree,

    /// <summary>Every pair of points is compared, in blocks: exact, any metric, O(N² D).</summary>
    Exact,

    /// <summary>
    /// An inverted file (k-means centroids with a list of points each), for hundreds of thousands of points: finds the share
    /// <see cref="TsneOptions.NeighborRecall"/> of the true neighbours, which is measured on a sample in every run. Any metric but
    /// <see cref="Metric.InnerProduct"/> and a custom one. The search is exact where an inverted file would not save half of the
    /// comparisons.
    /// </summary>
    Approximate,
}
