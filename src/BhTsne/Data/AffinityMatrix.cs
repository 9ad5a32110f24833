namespace BhTsne.Data;

/// <summary>
/// The input similarities P: a symmetric sparse N x N matrix, zero on the diagonal, never negative, whose entries sum to 1.
/// </summary>
/// <remarks>
/// It serves all objectives: SNE, whose P is conditional, needs of p_{j|i} and p_{i|j} only their sum, which is 2N p_ij, and the rows' entropy for its cost.
/// Immutable, safe to share between threads.
/// </remarks>
public sealed class AffinityMatrix
{
    private const double SumTolerance = 1e-4;

    /// <summary>Takes a ready P.</summary>
    /// <param name="matrix">Square, symmetric, without a diagonal, not negative, its entries summing to 1 (within 1e-4).</param>
    /// <param name="conditionalEntropy">
    /// For SNE: <see cref="ConditionalEntropy"/> of the conditional rows that it was made of as p_ij = (p_{j|i} + p_{i|j}) / 2N.
    /// </param>
    /// <exception cref="ArgumentException">It is not; the message names the entry.</exception>
    public AffinityMatrix(SparseMatrix matrix, double? conditionalEntropy = null)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        RequireValid(matrix);
        if (conditionalEntropy is { } entropy && !(entropy >= 0 && double.IsFinite(entropy)))
        {
            throw new ArgumentOutOfRangeException(nameof(conditionalEntropy), entropy, "An entropy is not negative, and finite.");
        }

        Matrix = matrix;
        ConditionalEntropy = conditionalEntropy;
    }

    private AffinityMatrix(SparseMatrix matrix, double? conditionalEntropy, bool _) => (Matrix, ConditionalEntropy) = (matrix, conditionalEntropy);

    /// <summary>The number of points, N.</summary>
    public int Points => Matrix.Rows;

    /// <summary>P itself.</summary>
    public SparseMatrix Matrix { get; }

    /// <summary>
    /// The mean over the points of −Σ_j p_{j|i} ln p_{j|i}, in nats (the logarithm of the perplexity, but for rows that cannot have it); null where the
    /// conditional rows are not known.
    /// </summary>
    public double? ConditionalEntropy { get; }

    /// <summary>Takes over a matrix that the engine made so, without checks.</summary>
    internal static AffinityMatrix Adopt(SparseMatrix matrix, double? conditionalEntropy = null) => new(matrix, conditionalEntropy, true);

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
