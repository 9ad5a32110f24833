using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Affinities;

/// <summary>The entropy of conditional rows: what remains of them in the cost of SNE once they are summed to the joint P.</summary>
internal static class RowEntropy
{
    private const int RowsPerBlock = 512;

    /// <summary>The mean over the rows of H_i = −Σ_j p_{j|i} ln p_{j|i}, in nats; 0 ln 0 = 0.</summary>
    /// <param name="conditional">The rows.</param>
    /// <param name="team">Who works.</param>
    public static double Mean(ConditionalRows conditional, WorkerTeam team)
    {
        int rows = conditional.Points, k = conditional.NeighborsPerPoint;
        double[] partial = new double[(rows + RowsPerBlock - 1) / RowsPerBlock];
        team.Run(
            partial.Length,
            (block, _) =>
            {
                int last = Math.Min((block + 1) * RowsPerBlock, rows);
                for (int row = block * RowsPerBlock; row < last; row++)
                {
                    partial[block] += Of(conditional.Probabilities.Slice(row * k, k));
                }
            });
        double sum = 0;
        foreach (double block in partial)
        {
            sum += block;
        }

        return sum / rows;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Of(ReadOnlySpan<float> row)
    {
        Vector512<float> sum = default;
        for (int first = 0; first < row.Length; first += Lanes.Count)
        {
            // A p of 0 has a reciprocal without bound, of which the logarithm here makes something finite.
            Vector512<float> p = Lanes.LoadPartial(row[first..Math.Min(first + Lanes.Count, row.Length)]);
            sum = Vector512.FusedMultiplyAdd(p, Elementary.LogFromOne(Vector512<float>.One / p), sum);
        }

        return Lanes.OrderedSum(sum);
    }
}
