using BhTsne.Affinities;
using BhTsne.Data;
using BhTsne.Scheduling;

namespace BhTsne;

/// <content>P from similarities of a caller.</content>
public sealed partial class AffinityMatrix
{
    /// <summary>
    /// Computes P from similarities of any scale that need not be symmetric, such as conditional similarities or a weighted graph: (W + Wᵀ)
    /// / 2 over the sum of W.
    /// </summary>
    /// <param name="similarities">W: square, not negative, not all zero, zero on the diagonal (where it is stored at all).</param>
    /// <param name="threads">How many threads work; 0 for one per processor. It changes no bit.</param>
    /// <param name="cancellation">Cancels the work; checked before each block.</param>
    /// <returns>P. Where the rows of W sum to 1, it is (p_{j|i} + p_{i|j}) / 2N.</returns>
    /// <exception cref="ArgumentException">They are not such similarities; the message names the entry.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static AffinityMatrix Symmetrized(SparseMatrix similarities, int threads = 0, CancellationToken cancellation = default)
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

        using WorkerTeam team = new(threads, cancellation);
        SparseMatrix joint = Symmetrization.Compute(similarities.Entries, new Symmetrization.NormalizedMean(sum), team);
        return Adopt(joint, AffinitySums.Compute(joint, new UnitWeights(joint.Rows), (blocks, body) => team.Run(blocks, body)));
    }
}
