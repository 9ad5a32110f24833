namespace BhTsne.Data;

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
    /// <exception cref="ArgumentException">The lengths do not agree, an index does not exist, or a distance is negative or not finite.</exception>
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

    private void RequireValid()
    {
        for (int entry = 0; entry < _indices.Length; entry++)
        {
            int point = entry / NeighborsPerPoint;
            if ((uint)_indices[entry] >= (uint)Points || _indices[entry] == point)
            {
                throw new ArgumentException($"Neighbour {entry % NeighborsPerPoint} of point {point} is {_indices[entry]}; it must be another point, 0 to {Points - 1}.");
            }

            if (!(_distances[entry] >= 0) || !float.IsFinite(_distances[entry]))
            {
                throw new ArgumentException($"The distance from point {point} to its neighbour {entry % NeighborsPerPoint} is {_distances[entry]}; it must be finite and not negative.");
            }
        }
    }
}
