namespace BhTsne;

/// <summary>How well neighbourhoods of one size are kept. Immutable.</summary>
/// <remarks>
/// The rank of j seen from i is 1 + the number of other points that are strictly nearer to i than j. So of points at equal distances all
/// have the smallest rank of these, and count as kept.
/// </remarks>
public sealed record NeighborhoodQuality
{
    /// <summary>The number of neighbours, k.</summary>
    public required int Neighbors { get; init; }

    /// <summary>
    /// The share of the k nearest input points (ties to the smaller index) whose rank in the map is at most k, mean over the points: 1 for
    /// a map that keeps all, about k / (N - 1) for a random map.
    /// </summary>
    public required Estimate Preservation { get; init; }

    /// <summary>
    /// 1 - 2 / (N k (2N - 3k - 1)) times the sum, over all points i and their k nearest j in the map (ties to the smaller index), of the
    /// ranks of j in the input beyond k (Venna and Kaski 2001): low where the map shows neighbours that are none. About 0.5 for a random
    /// map.
    /// </summary>
    public required Estimate Trustworthiness { get; init; }

    /// <summary>The same with input and map exchanged: low where the map tears neighbours apart.</summary>
    public required Estimate Continuity { get; init; }
}
