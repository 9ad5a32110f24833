using System.Numerics.Tensors;

namespace BhTsne;

/// <summary>Distances between N points that a caller has computed: all of them, or for each point those to some others.</summary>
/// <remarks>
/// Distances are not squared, finite and not negative, those from a point to itself are zero. A dense matrix is symmetric too: where its
/// rows differ by rounding alone, the neighbours of a point follow from its own row. docs/decisions/0020 says why. Immutable, safe to share
/// between threads as long as memory that was given to a <see cref="PointMatrix"/> without a copy is not changed.
/// </remarks>
public sealed class DistanceMatrix
{
    /// <summary>
    /// The largest error by rounding, as a share of the largest distance: twice the worst that was measured in single precision
    /// (docs/decisions/0020).
    /// </summary>
    internal const float Tolerance = 0.01f;

    private DistanceMatrix(PointMatrix? dense, SparseMatrix? sparse) => (Dense, Sparse) = (dense, sparse);

    /// <summary>The number of points, N.</summary>
    public int Points => Dense?.Rows ?? Sparse!.Rows;

    /// <summary>All distances, or null.</summary>
    internal PointMatrix? Dense { get; }

    /// <summary>Some distances of each point, or null.</summary>
    internal SparseMatrix? Sparse { get; }

    /// <summary>Takes the distances of all pairs. Nothing is copied.</summary>
    /// <param name="distances">N x N; entry (i, j) is the distance from point i to point j.</param>
    /// <returns>The distances.</returns>
    /// <exception cref="ArgumentException">
    /// The matrix is not square, an entry is negative, or one on the diagonal or two that mirror each other differ from zero or from each
    /// other by more than 1 % of the largest distance. The message names the points.
    /// </exception>
    public static DistanceMatrix From(PointMatrix distances)
    {
        ArgumentNullException.ThrowIfNull(distances);
        RequireSquare(distances.Rows, distances.Columns);
        float largest = distances.Blocks.Max(block => TensorPrimitives.Max(block.Span));
        if (distances.Blocks.Any(block => TensorPrimitives.Min(block.Span) < 0))
        {
            RequireNotNegative(distances);
        }

        for (int point = 0; point < distances.Rows; point++)
        {
            RequireZero(point, distances.Row(point)[point], largest);
        }

        RequireSymmetric(distances, largest);
        GC.KeepAlive(distances);
        return new DistanceMatrix(distances, null);
    }

    /// <summary>
    /// Takes the distances from each point to some others; those that are not stored are not known, and larger. They need not be symmetric.
    /// </summary>
    /// <param name="distances">
    /// N x N: row i has the distances from point i, of which each needs as many as neighbours are kept. A stored zero is a distance of
    /// zero.
    /// </param>
    /// <returns>The distances.</returns>
    /// <exception cref="ArgumentException">
    /// The matrix is not square, an entry is negative, or one on the diagonal is more than 1 % of the largest. The message names the
    /// points.
    /// </exception>
    public static DistanceMatrix From(SparseMatrix distances)
    {
        ArgumentNullException.ThrowIfNull(distances);
        RequireSquare(distances.Rows, distances.Columns);
        float largest = 0;
        for (int row = 0; row < distances.Rows; row++)
        {
            ReadOnlySpan<float> values = distances.ValuesOf(row);
            largest = values.IsEmpty ? largest : Math.Max(largest, TensorPrimitives.Max(values));
        }

        for (int row = 0; row < distances.Rows; row++)
        {
            ReadOnlySpan<int> columns = distances.ColumnsOf(row);
            ReadOnlySpan<float> values = distances.ValuesOf(row);
            for (int entry = 0; entry < columns.Length; entry++)
            {
                RequireNotNegative(row, columns[entry], values[entry]);
                RequireZero(row, columns[entry] == row ? values[entry] : 0, largest);
            }
        }

        return new DistanceMatrix(null, distances);
    }

    private static void RequireSquare(int rows, int columns)
    {
        if (rows != columns)
        {
            throw new ArgumentException($"Distances between points make a square matrix, but it is {rows} x {columns}.");
        }
    }

    private static void RequireNotNegative(PointMatrix distances)
    {
        for (int row = 0; row < distances.Rows; row++)
        {
            for (int column = 0; column < distances.Columns; column++)
            {
                RequireNotNegative(row, column, distances.Row(row)[column]);
            }
        }
    }

    private static void RequireNotNegative(int row, int column, float distance)
    {
        if (distance < 0)
        {
            throw new ArgumentException($"The distance from point {row} to point {column} is {distance}; it must not be negative.");
        }
    }

    private static void RequireZero(int point, float distance, float largest)
    {
        if (distance > Tolerance * largest)
        {
            throw new ArgumentException(
                $"The distance from point {point} to itself is {distance}, but must be 0; "
                + "similarities have to be turned into distances first.");
        }
    }

    /// <summary>In squares, whose mirror images are copied: rows may lie in several blocks of memory, and both stay in the cache.</summary>
    private static void RequireSymmetric(PointMatrix distances, float largest)
    {
        const int Side = 32;
        int points = distances.Rows;
        Span<float> mirror = stackalloc float[Side * Side];
        float most = Tolerance * largest;
        for (int top = 0; top < points; top += Side)
        {
            for (int left = 0; left <= top; left += Side)
            {
                int rows = Math.Min(Side, points - top);
                for (int column = left; column < Math.Min(left + Side, points); column++)
                {
                    distances.Row(column).Slice(top, rows).CopyTo(mirror[((column - left) * Side)..]);
                }

                for (int row = top; row < top + rows; row++)
                {
                    ReadOnlySpan<float> values = distances.Row(row);
                    for (int column = left; column < Math.Min(left + Side, row); column++)
                    {
                        float one = values[column], other = mirror[((column - left) * Side) + row - top];
                        if (!(Math.Abs(one - other) <= most))
                        {
                            throw new ArgumentException(
                                $"The distance from point {row} to point {column} is {one}, but from {column} to {row} it is {other}; "
                                + $"they must be equal (within 1 % of the largest distance, {largest}).");
                        }
                    }
                }
            }
        }
    }
}
