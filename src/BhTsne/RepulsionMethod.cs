namespace BhTsne;

/// <summary>How the repulsion is computed.</summary>
public enum RepulsionMethod
{
    /// <summary>By a quadtree with second moments, O(N log N).</summary>
    BarnesHut,

    /// <summary>Over all pairs, O(N²).</summary>
    Exact,
}
