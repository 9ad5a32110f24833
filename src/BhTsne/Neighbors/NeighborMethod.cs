namespace BhTsne.Neighbors;

/// <summary>Which neighbour search is used.</summary>
public enum NeighborMethod
{
    /// <summary>The fastest for the number of points, dimensions and the metric.</summary>
    Auto,

    /// <summary>A vantage-point tree: exact, any metric that obeys the triangle inequality.</summary>
    VantagePointTree,

    /// <summary>A k-d tree: exact, for few dimensions; any metric but a custom one.</summary>
    KdTree,

    /// <summary>Every pair of points is compared, in blocks: exact, any metric.</summary>
    Exact,
}
