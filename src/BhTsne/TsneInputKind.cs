namespace BhTsne;

/// <summary>What a <see cref="TsneInput"/> is.</summary>
public enum TsneInputKind
{
    /// <summary>Points, N x D.</summary>
    Points,

    /// <summary>Sparse points, N x D, which a truncated SVD reduces.</summary>
    SparsePoints,

    /// <summary>Distances between N points.</summary>
    Distances,

    /// <summary>A neighbour graph, N x k.</summary>
    Neighbors,

    /// <summary>Input similarities P, N x N.</summary>
    Affinities,
}
