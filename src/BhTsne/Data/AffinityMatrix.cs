using BhTsne.Data;
using BhTsne.Numerics;

namespace BhTsne;

/// <summary>
/// The input similarities P: a symmetric sparse N x N matrix, zero on the diagonal, never negative, whose entries sum to 1.
/// </summary>
/// <remarks>
/// Where points have weights, an entry is the sum over the pairs of points that its two points stand for. The pairs of points at one place
/// would be the diagonal, which is not stored: the entries then sum to 1 less its sum.
/// P serves all objectives: SNE, whose P is conditional, needs of p_{j|i} and p_{i|j} only their sum, which is 2N p_ij, and the rows'
/// entropy for its cost. Immutable, safe to share between threads.
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
        (SumOfP, SumOfPLogP) = AffinitySums.Compute(matrix, new UnitWeights(matrix.Rows), SerialRunner.Instance);
    }

    private AffinityMatrix(SparseMatrix matrix, AffinitySums sums, double? conditionalEntropy, PointWeights? weights)
    {
        (Matrix, ConditionalEntropy, Weights) = (matrix, conditionalEntropy, weights);
        (SumOfP, SumOfPLogP) = sums;
    }

    /// <summary>The number of points, N.</summary>
    public int Points => Matrix.Rows;

    /// <summary>P itself.</summary>
    public SparseMatrix Matrix { get; }

    /// <summary>
    /// The mean over the points of −Σ_j p_{j|i} ln p_{j|i}, in nats (the logarithm of the perplexity, but for rows that cannot have it);
    /// null where the conditional rows are not known.
    /// </summary>
    public double? ConditionalEntropy { get; }

    /// <summary>The weights of the points that P was computed with; null for 1 each.</summary>
    internal PointWeights? Weights { get; }

    /// <summary>Σ p over all pairs, those of points at one place included: 1, but for rounding.</summary>
    internal double SumOfP { get; }

    /// <summary>Σ p ln p over all pairs of points that points stand for, in nats; 0 ln 0 = 0.</summary>
    internal double SumOfPLogP { get; }

    /// <summary>
    /// Computes P from similarities of any scale that need not be symmetric, such as conditional similarities or a weighted graph: (W + Wᵀ)
    /// / 2 over the sum of W.
    /// </summary>
    /// <param name="similarities">W: square, not negative, not all zero, zero on the diagonal (where it is stored at all).</param>
    /// <returns>P. Where the rows of W sum to 1, it is (p_{j|i} + p_{i|j}) / 2N.</returns>
    /// <exception cref="ArgumentException">They are not such similarities; the message names the entry.</exception>
    public static AffinityMatrix Symmetrized(SparseMatrix similarities)
    {
        ArgumentNullException.ThrowIfNull(similarities);
        RequireSquare(similarities, nameof(similarities));
        double sum = 0;
        for (int row = 0; row < similarities.Rows; row++)
        {
            ReadOnlySpan<int> columns = similarities.ColumnsOf(row);
            ReadOnlySpan<float> values = similarities.ValuesOf(row);
            for (int entry = 0; entry < columns.Length; entry++)
            {
                RequireSimilarity(row, columns[entry], values[entry], columns[entry] != row || values[entry] == 0, nameof(similarities));
                sum += values[entry];
            }
        }

        if (!(sum > 0))
        {
            throw new ArgumentException("All similarities are zero: no point is near any other.", nameof(similarities));
        }

        SparseMatrix joint = Symmetrization.Compute(similarities.Entries, new Symmetrization.NormalizedMean(sum), SerialRunner.Instance);
        return Adopt(joint, AffinitySums.Compute(joint, new UnitWeights(joint.Rows), SerialRunner.Instance));
    }

    /// <summary>Takes over a matrix that the engine made so, without checks.</summary>
    /// <param name="matrix">P.</param>
    /// <param name="sums">Its sums, the pairs of points at one place included.</param>
    /// <param name="conditionalEntropy">See <see cref="ConditionalEntropy"/>.</param>
    /// <param name="weights">Of the points; null for 1 each.</param>
    internal static AffinityMatrix Adopt(
        SparseMatrix matrix, AffinitySums sums, double? conditionalEntropy = null, PointWeights? weights = null) =>
        new(matrix, sums, conditionalEntropy, weights);

    private static void RequireValid(SparseMatrix matrix)
    {
        RequireSquare(matrix, nameof(matrix));
        double sum = 0;
        for (int row = 0; row < matrix.Rows; row++)
        {
            ReadOnlySpan<int> columns = matrix.ColumnsOf(row);
            ReadOnlySpan<float> values = matrix.ValuesOf(row);
            for (int entry = 0; entry < columns.Length; entry++)
            {
                int column = columns[entry];
                float value = values[entry];
                RequireSimilarity(row, column, value, column != row, nameof(matrix));
                int mirrored = matrix.ColumnsOf(column).BinarySearch(row);
                if (mirrored < 0 || MathF.Abs(matrix.ValuesOf(column)[mirrored] - value) > 1e-5f * value)
                {
                    throw new ArgumentException(
                        $"Entry ({row}, {column}) is {value}, but entry ({column}, {row}) differs; affinities are symmetric.",
                        nameof(matrix));
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

    private static void RequireSimilarity(int row, int column, float value, bool mayBeStored, string name)
    {
        if (!mayBeStored || value < 0)
        {
            throw new ArgumentException($"Entry ({row}, {column}) is {value}; affinities have no diagonal and are not negative.", name);
        }
    }
}
