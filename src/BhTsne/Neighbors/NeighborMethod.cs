namespace BhTsne;

/// <summary>Which neighbour search is used.</summary>
public enum NeighborMethod
{
    /// <summary>The fastest for the number of points, dimensions and the metric: exact up to 150,000 points, see <see cref="Approximate"/> beyond.</summary>
    Auto,

    /// <summary>A vantage-point tree: exact, any metric but the inner product.</summary>
    VantagePointTree,

    /// <summary>A k-d tree: exact, for few dimensions; any metric but a custom one and the inner product.</summary>
    KdTree,

    /// <summary>Every pair of points is compared, in blocks: exact, any metric.</summary>
    Exact,

    /// <summary>
    /// Cells of near points, for hundreds of thousands of points: finds <see cref="TsneOptions.NeighborRecall"/> of the true neighbours, which is measured
    /// on a sample in every run. Any metric but a custom one; exact where cells would not pay.
    /// </summary>
    Approximate,
}
