using BhTsne.Data;
namespace BhTsne;

/// <summary>
/// The input similarities P: a symmetric sparse N x N matrix, zero on the diagonal, never negative, whose entries sum to 1.
/// </summary>
/// <remarks>
/// Of points with weights an entry is that of all copies of two points together, and the similarity of copies of one
/// point, which would be the diagonal, is what the sum lacks of 1.
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

    private AffinityMatrix(SparseMatrix matrix, double? conditionalEntropy, PointCopies? copies) =>
        (Matrix, ConditionalEntropy, Copies) = (matrix, conditionalEntropy, copies);

    /// <summary>The number of points, N.</summary>
    public int Points => Matrix.Rows;

    /// <summary>P itself.</summary>
    public SparseMatrix Matrix { get; }

    /// <summary>
    /// The mean over the points of −Σ_j p_{j|i} ln p_{j|i}, in nats (the logarithm of the perplexity, but for rows that cannot have it); null where the
    /// conditional rows are not known.
    /// </summary>
    public double? ConditionalEntropy { get; }

    /// <summary>How often each point counts; null for once each.</summary>
    internal PointCopies? Copies { get; }

    /// <summary>
    /// Makes P from weights of any scale that need not be symmetric, such as conditional similarities or a weighted graph: (W + Wᵀ) / 2 over the sum of W.
    /// </summary>
    /// <param name="weights">Square, not negative, not all zero, zero on the diagonal (where it is stored at all).</param>
    /// <returns>P. Where the rows of W sum to 1, it is (p_{j|i} + p_{i|j}) / 2N.</returns>
    /// <exception cref="ArgumentException">They are not such weights; the message names the entry. Or P has more entries than an array holds.</exception>
    public static AffinityMatrix Symmetrized(SparseMatrix weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        RequireSquare(weights, nameof(weights));
        double sum = 0;
        for (int row = 0; row < weights.Rows; row++)
        {
            for (int entry = (int)weights.RowOffsets[row]; entry < (int)weights.RowOffsets[row + 1]; entry++)
            {
                int column = weights.ColumnIndices[entry];
                float value = weights.Values[entry];
                if (value < 0 || (column == row && value != 0))
                {
                    throw Refused(row, column, value, nameof(weights));
                }

                sum += value;
            }
        }

        return sum > 0
            ? new(SymmetricSum.Normalized(weights, sum), null, copies: null)
            : throw new ArgumentException("All weights are zero: no point is near any other.", nameof(weights));
    }

    /// <summary>Takes over a matrix that the engine made so, without checks.</summary>
    internal static AffinityMatrix Adopt(SparseMatrix matrix, double? conditionalEntropy = null, PointCopies? copies = null) =>
        new(matrix, conditionalEntropy, copies);

    private static void RequireValid(SparseMatrix matrix)
    {
        RequireSquare(matrix, nameof(matrix));
        double sum = 0;
        for (int row = 0; row < matrix.Rows; row++)
        {
            for (long entry = matrix.RowOffsets[row]; entry < matrix.RowOffsets[row + 1]; entry++)
            {
                int column = matrix.ColumnIndices[(int)entry];
                float value = matrix.Values[(int)entry];
                if (column == row || value < 0)
                {
                    throw Refused(row, column, value, nameof(matrix));
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

    private static void RequireSquare(SparseMatrix matrix, string name)
    {
        if (matrix.Rows != matrix.Columns)
        {
            throw new ArgumentException($"Affinities are square, but the matrix is {matrix.Rows} x {matrix.Columns}.", name);
        }
    }

    private static ArgumentException Refused(int row, int column, float value, string name) =>
        new($"Entry ({row}, {column}) is {value}; affinities have no diagonal and are not negative.", name);

    private static long Find(SparseMatrix matrix, int row, int column)
    {
        int start = (int)matrix.RowOffsets[row];
        int found = matrix.ColumnIndices[start..(int)matrix.RowOffsets[row + 1]].BinarySearch(column);
        return found < 0 ? -1 : start + found;
    }
}
