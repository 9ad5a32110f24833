using System.Runtime.CompilerServices;
using BhTsne.Numerics;

namespace BhTsne.Data;

/// <summary>What the cost needs of P alone.</summary>
/// <param name="P">Σ p over all pairs of different points.</param>
/// <param name="PLogP">
/// Σ p ln p over the same pairs, with 0 ln 0 = 0; of points with weights, over the pairs of points that they stand for.
/// </param>
internal readonly record struct AffinitySums(double P, double PLogP)
{
    /// <summary>Computes both in double precision, in an order that does not depend on the threads.</summary>
    /// <param name="matrix">P.</param>
    /// <param name="weights">Of the points.</param>
    /// <param name="runner">Runs blocks of rows.</param>
    public static AffinitySums Compute<TWeights>(SparseMatrix matrix, TWeights weights, IBlockRunner runner)
        where TWeights : struct, IWeights
    {
        int rowsPerBlock = TWeights.AreOne ? 4096 : 512;
        AffinitySums[] blocks = new AffinitySums[(matrix.Rows + rowsPerBlock - 1) / rowsPerBlock];
        runner.Run(
            blocks.Length,
            (block, _) => blocks[block] = OfRows(matrix, weights, block * rowsPerBlock, Math.Min((block + 1) * rowsPerBlock, matrix.Rows)));
        AffinitySums total = default;
        foreach (AffinitySums block in blocks)
        {
            total = total.Plus(block);
        }

        return total;
    }

    /// <summary>The sums of both.</summary>
    private AffinitySums Plus(AffinitySums other) => new(P + other.P, PLogP + other.PLogP);

    private static AffinitySums OfRows<TWeights>(SparseMatrix matrix, TWeights weights, int first, int last)
        where TWeights : struct, IWeights
    {
        AffinitySums sums = default;
        for (int row = first; row < last; row++)
        {
            // Rounding depends on the order: entry by entry without weights, row by row with them, as since each exists.
            sums = TWeights.AreOne ? OfRow(matrix, weights, row, sums) : sums.Plus(OfRow(matrix, weights, row, default));
        }

        return sums;
    }

    [MethodImpl(HotLoop.Options)]
    private static AffinitySums OfRow<TWeights>(SparseMatrix matrix, TWeights weights, int row, AffinitySums start)
        where TWeights : struct, IWeights
    {
        (double sum, double sumOfLogs) = start;
        ReadOnlySpan<int> columns = matrix.ColumnsOf(row);
        ReadOnlySpan<float> values = matrix.ValuesOf(row);
        for (int entry = 0; entry < values.Length; entry++)
        {
            double p = values[entry];
            sum += p;
            sumOfLogs += p > 0 ? p * Math.Log(TWeights.AreOne ? p : p / weights.Of(row) / weights.Of(columns[entry])) : 0;
        }

        return new AffinitySums(sum, sumOfLogs);
    }
}
