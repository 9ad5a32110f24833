using BhTsne.Data;

namespace BhTsne;

/// <summary>
/// The k nearest neighbours of every point: N rows of k neighbours, the nearest first, ties by the smaller index; a point is never its own
/// neighbour.
/// </summary>
/// <remarks>
/// Distances are not squared. N x k may pass the length of an array. Immutable, safe to share between threads.
/// </remarks>
public sealed class NeighborGraph
{
    /// <summary>Takes over arrays of neighbours and distances, which must not be changed afterwards. Nothing is copied.</summary>
    /// <param name="indices">N x k indices of neighbours, row after row.</param>
    /// <param name="distances">N x k distances (not squared, finite, not negative), ascending within a row.</param>
    /// <param name="neighborsPerPoint">k, from 1 to N - 1.</param>
    /// <exception cref="ArgumentException">
    /// The lengths do not agree, there are fewer than k other points, an index does not exist or is named twice by a point, or a distance
    /// is negative, not finite or below the one before it. The message names the point.
    /// </exception>
    public NeighborGraph(int[] indices, float[] distances, int neighborsPerPoint)
    {
        ArgumentNullException.ThrowIfNull(indices);
        ArgumentNullException.ThrowIfNull(distances);
        ArgumentOutOfRangeException.ThrowIfLessThan(neighborsPerPoint, 1);
        if (indices.Length != distances.Length || indices.Length % neighborsPerPoint != 0)
        {
            throw new ArgumentException(
                $"{indices.Length} indices and {distances.Length} distances do not make rows of {neighborsPerPoint} neighbours.");
        }

        NeighborsPerPoint = neighborsPerPoint;
        Rows = ChunkedRows.Adopt(indices, distances, neighborsPerPoint);
        RequireValid();
    }

    private NeighborGraph(ChunkedRows rows) => (Rows, NeighborsPerPoint) = (rows, rows.LengthOf(0));

    /// <summary>The number of points, N.</summary>
    public int Points => Rows.Rows;

    /// <summary>The number of neighbours of each point, k.</summary>
    public int NeighborsPerPoint { get; }

    /// <summary>Neighbours and distances by points.</summary>
    internal ChunkedRows Rows { get; }

    /// <summary>The neighbours of one point, the nearest first.</summary>
    /// <param name="point">Its index, 0 to Points - 1.</param>
    /// <returns>k indices, without a copy.</returns>
    /// <exception cref="IndexOutOfRangeException">The point does not exist.</exception>
    public ReadOnlySpan<int> NeighborsOf(int point) => Rows.IndicesOf(point);

    /// <summary>The distances (not squared) to the neighbours of one point, ascending.</summary>
    /// <param name="point">Its index, 0 to Points - 1.</param>
    /// <returns>k distances, without a copy.</returns>
    /// <exception cref="IndexOutOfRangeException">The point does not exist.</exception>
    public ReadOnlySpan<float> DistancesOf(int point) => Rows.ValuesOf(point);

    /// <summary>Copies all rows, one after the other.</summary>
    /// <param name="indices">Receives the neighbours: at least N x k places.</param>
    /// <param name="distances">Receives the distances: at least N x k places.</param>
    /// <exception cref="ArgumentException">One is too short.</exception>
    public void CopyTo(Span<int> indices, Span<float> distances) => Rows.CopyTo(indices, distances);

    /// <summary>
    /// Takes over the rows of a search, which are as the public constructor wants them, without checks; they are not written to any more.
    /// </summary>
    internal static NeighborGraph Adopt(ChunkedRows rows) => new(rows);

    private void RequireValid()
    {
        if (NeighborsPerPoint >= Points)
        {
            throw new ArgumentException(
                $"{NeighborsPerPoint} neighbours were given for each of {Points} points, "
                + $"but a point has only {Math.Max(Points - 1, 0)} others.");
        }

        // The last point that named each index: a second time by the same point is a duplicate.
        int[] namedBy = new int[Points];
        Array.Fill(namedBy, -1);
        for (int point = 0; point < Points; point++)
        {
            ReadOnlySpan<int> neighbors = NeighborsOf(point);
            ReadOnlySpan<float> distances = DistancesOf(point);
            float previous = 0;
            for (int rank = 0; rank < NeighborsPerPoint; rank++)
            {
                int index = neighbors[rank];
                float distance = distances[rank];
                if ((uint)index >= (uint)Points || index == point)
                {
                    throw new ArgumentException(
                        $"Neighbour {rank} of point {point} is {index}; it must be another point, 0 to {Points - 1}.");
                }

                if (!(distance >= 0) || !float.IsFinite(distance))
                {
                    throw new ArgumentException(
                        $"The distance from point {point} to its neighbour {rank} is {distance}; it must be finite and not negative.");
                }

                if (distance < previous)
                {
                    throw new ArgumentException(
                        $"Neighbour {rank} of point {point} is nearer than the one before it; the nearest comes first.");
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
