namespace BhTsne.Neighbors;

/// <summary>Which neighbour search is used.</summary>
public enum NeighborMethod
{
    /// <summary>The fastest for the number of points, dimensions and the metric.</summary>
    Auto,

    /// <summary>A vantage-point tree: exact, any metric but the inner product.</summary>
    VantagePointTree,

    /// <summary>A k-d tree: exact, for few dimensions; any metric but a custom one and the inner product.</summary>
    KdTree,

    /// <summary>Every pair of points is compared, in blocks: exact, any metric.</summary>
    Exact,
}
