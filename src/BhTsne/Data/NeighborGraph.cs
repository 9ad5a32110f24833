namespace BhTsne;

/// <summary>
/// The k nearest neighbours of every point: N rows of k neighbours, the nearest first, ties by the smaller index; a point is never its own neighbour.
/// </summary>
/// <remarks>Distances are not squared. Immutable, safe to share between threads.</remarks>
public sealed class NeighborGraph
{
    private readonly int[] _indices;
    private readonly float[] _distances;

    /// <summary>Takes over arrays of neighbours and distances.</summary>
    /// <param name="indices">N x k indices of neighbours, row after row.</param>
    /// <param name="distances">N x k distances (not squared, finite, not negative), ascending within a row.</param>
    /// <param name="neighborsPerPoint">k, from 1 to N - 1.</param>
    /// <exception cref="ArgumentException">
    /// The lengths do not agree, there are fewer than k other points, an index does not exist or is named twice by a point, or a distance is
    /// negative, not finite or below the one before it. The message names the point.
    /// </exception>
    public NeighborGraph(int[] indices, float[] distances, int neighborsPerPoint)
    {
        ArgumentNullException.ThrowIfNull(indices);
        ArgumentNullException.ThrowIfNull(distances);
        ArgumentOutOfRangeException.ThrowIfLessThan(neighborsPerPoint, 1);
        if (indices.Length != distances.Length || indices.Length % neighborsPerPoint != 0)
        {
            throw new ArgumentException($"{indices.Length} indices and {distances.Length} distances do not make rows of {neighborsPerPoint} neighbours.");
        }

        _indices = indices;
        _distances = distances;
        NeighborsPerPoint = neighborsPerPoint;
        Points = indices.Length / neighborsPerPoint;
        RequireValid();
    }

    private NeighborGraph(int points, int[] indices, float[] distances)
    {
        _indices = indices;
        _distances = distances;
        NeighborsPerPoint = indices.Length / points;
        Points = points;
    }

    /// <summary>The number of points, N.</summary>
    public int Points { get; }

    /// <summary>The number of neighbours of each point, k.</summary>
    public int NeighborsPerPoint { get; }

    /// <summary>All neighbours: N x k, row after row.</summary>
    public ReadOnlySpan<int> Indices => _indices;

    /// <summary>All distances (not squared): N x k, row after row.</summary>
    public ReadOnlySpan<float> Distances => _distances;

    /// <summary>The neighbours of one point, the nearest first.</summary>
    /// <param name="point">Its index.</param>
    /// <returns>k indices.</returns>
    public ReadOnlySpan<int> NeighborsOf(int point) => _indices.AsSpan(point * NeighborsPerPoint, NeighborsPerPoint);

    /// <summary>The distances (not squared) to the neighbours of one point, ascending.</summary>
    /// <param name="point">Its index.</param>
    /// <returns>k distances.</returns>
    public ReadOnlySpan<float> DistancesOf(int point) => _distances.AsSpan(point * NeighborsPerPoint, NeighborsPerPoint);

    /// <summary>Takes over the rows of a search, which are as the public constructor wants them, without checks.</summary>
    internal static NeighborGraph Adopt(int points, int[] indices, float[] distances) => new(points, indices, distances);

    /// <summary>Hands its arrays, indices and distances, to somebody who writes over them: only for a graph that nobody else has or will use.</summary>
    internal (int[] Indices, float[] Distances) GiveUp() => (_indices, _distances);

    /// <summary>The graph of fewer neighbours: of each point the nearest.</summary>
    /// <param name="neighborsPerPoint">From 1 to k.</param>
    internal NeighborGraph Nearest(int neighborsPerPoint)
    {
        if (neighborsPerPoint == NeighborsPerPoint)
        {
            return this;
        }

        int[] indices = GC.AllocateUninitializedArray<int>(Points * neighborsPerPoint);
        float[] distances = GC.AllocateUninitializedArray<float>(Points * neighborsPerPoint);
        for (int point = 0; point < Points; point++)
        {
            NeighborsOf(point)[..neighborsPerPoint].CopyTo(indices.AsSpan(point * neighborsPerPoint));
            DistancesOf(point)[..neighborsPerPoint].CopyTo(distances.AsSpan(point * neighborsPerPoint));
        }

        return Adopt(Points, indices, distances);
    }

    private void RequireValid()
    {
        if (NeighborsPerPoint >= Points)
        {
            throw new ArgumentException($"{NeighborsPerPoint} neighbours were given for each of {Points} points, but a point has only {Math.Max(Points - 1, 0)} others.");
        }

        // The last point that named each index: a second time by the same point is a duplicate.
        int[] namedBy = new int[Points];
        Array.Fill(namedBy, -1);
        for (int point = 0; point < Points; point++)
        {
            float previous = 0;
            for (int rank = 0; rank < NeighborsPerPoint; rank++)
            {
                int entry = (point * NeighborsPerPoint) + rank;
                int index = _indices[entry];
                float distance = _distances[entry];
                if ((uint)index >= (uint)Points || index == point)
                {
                    throw new ArgumentException($"Neighbour {rank} of point {point} is {index}; it must be another point, 0 to {Points - 1}.");
                }

                if (!(distance >= 0) || !float.IsFinite(distance))
                {
                    throw new ArgumentException($"The distance from point {point} to its neighbour {rank} is {distance}; it must be finite and not negative.");
                }

                if (distance < previous)
                {
                    throw new ArgumentException($"Neighbour {rank} of point {point} is nearer than the one before it; the nearest comes first.");
                }

                if (namedBy[index] == point)
                {
                    throw new ArgumentException($"Point {point} names neighbour {index} twice.");
                }

                namedBy[index] = point;
                previous = distance;
            }
        }
    }
}
