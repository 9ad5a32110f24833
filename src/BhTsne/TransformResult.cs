namespace BhTsne;

/// <summary>Where new points lie in a map, and how far from its points they are.</summary>
/// <remarks>Immutable, safe to share between threads. What is said of a point depends on that point alone.</remarks>
public sealed record TransformResult
{
    /// <summary>The places, M x d, in the order of the new points.</summary>
    public required Embedding Embedding { get; init; }

    /// <summary>The distance (not squared, after the reduction) from each new point to its nearest point of the map.</summary>
    public required ReadOnlyMemory<float> NearestDistances { get; init; }

    /// <summary>
    /// The distance over the one that 99 % of the points of the map do not exceed, the larger of two: that from each new point to its
    /// nearest point of the map, and that to the subspace of the reduction, where there is one. Up to 1 the new point lies as the points of
    /// the map do. Infinite where those have no distance at all, and the new one has.
    /// </summary>
    public required ReadOnlyMemory<float> DistanceScores { get; init; }

    /// <summary>The new points whose score is above <see cref="FarScore"/>, ascending: their places say little.</summary>
    public required IReadOnlyList<int> FarPoints { get; init; }

    /// <summary>The seconds that it took: reduction, neighbours and places.</summary>
    public required double Seconds { get; init; }

    /// <summary>Beyond this score a point is far from all points of the map (docs/accuracy.md, "New points").</summary>
    public static float FarScore => 1.25f;
}
