namespace BhTsne.Data;

/// <summary>
/// The input similarities P: a symmetric sparse N x N matrix, zero on the diagonal, never negative, whose entries sum to 1.
/// </summary>
/// <remarks>Immutable, safe to share between threads.</remarks>
public sealed class AffinityMatrix
{
    private const double SumTolerance = 1e-4;

    /// <summary>Takes a ready P.</summary>
    /// <param name="matrix">Square, symmetric, without a diagonal, not negative, its entries summing to 1 (within 1e-4).</param>
    /// <exception cref="ArgumentException">It is not; the message names the entry.</exception>
    public AffinityMatrix(SparseMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        RequireValid(matrix);
        Matrix = matrix;
    }

    private AffinityMatrix(SparseMatrix matrix, bool _) => Matrix = matrix;

    /// <summary>The number of points, N.</summary>
    public int Points => Matrix.Rows;

    /// <summary>P itself.</summary>
    public SparseMatrix Matrix { get; }

    /// <summary>Takes over a matrix that the engine made so, without checks.</summary>
    internal static AffinityMatrix Adopt(SparseMatrix matrix) => new(matrix, true);

    private static void RequireValid(SparseMatrix matrix)
    {
        if (matrix.Rows != matrix.Columns)
        {
            throw new ArgumentException($"Affinities are square, but the matrix is {matrix.Rows} x {matrix.Columns}.", nameof(matrix));
        }

        double sum = 0;
        for (int row = 0; row < matrix.Rows; row++)
        {
            for (long entry = matrix.RowOffsets[row]; entry < matrix.RowOffsets[row + 1]; entry++)
            {
                int column = matrix.ColumnIndices[(int)entry];
                float value = matrix.Values[(int)entry];
                if (column == row || value < 0)
                {
                    throw new ArgumentException($"Entry ({row}, {column}) is {value}; affinities have no diagonal and are not negative.", nameof(matrix));
                }

                long mirrored = Find(matrix, column, row);
                if (mirrored < 0 || MathF.Abs(matrix.Values[(int)mirrored] - value) > 1e-5f * value)
                {
                    throw new ArgumentException($"Entry ({row}, {column}) is {value}, but entry ({column}, {row}) differs; affinities are symmetric.", nameof(matrix));
                }

                sum += value;
            }
        }

        if (Math.Abs(sum - 1) > SumTolerance)
        {
            throw new ArgumentException($"The affinities sum to {sum}, but must sum to 1.", nameof(matrix));
        }
    }

    private static long Find(SparseMatrix matrix, int row, int column)
    {
        int start = (int)matrix.RowOffsets[row];
        int found = matrix.ColumnIndices[start..(int)matrix.RowOffsets[row + 1]].BinarySearch(column);
        return found < 0 ? -1 : start + found;
    }
}
