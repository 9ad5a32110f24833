using System.Runtime.Intrinsics;
using BhTsne.Scheduling;

namespace BhTsne.Benchmarks.Support;

/// <summary>
/// The exact cost that all maps are compared by: KL(P || Q) in nats, Q over all pairs, in double throughout. O(N²). It shares no formula
/// with the engine's own cost.
/// </summary>
public static class ExactDivergence
{
    private const int RowsPerBlock = 64;

    /// <summary>Computes the cost of a map.</summary>
    /// <param name="affinities">P; its entries are divided by their sum, so that rounding to single precision does not count.</param>
    /// <param name="map">N x 2.</param>
    /// <param name="threads">The number of threads; 0 for one per processor.</param>
    public static double Compute(AffinityMatrix affinities, Embedding map, int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(map.Dimensions, 2);
        ArgumentOutOfRangeException.ThrowIfNotEqual(map.Points, affinities.Points);
        using WorkerTeam team = new(threads);
        double logZ = Math.Log(SumOfWeights(map, team));
        int blocks = (map.Points + RowsPerBlock - 1) / RowsPerBlock;
        double[] sums = new double[blocks], divergences = new double[blocks];
        team.Run(blocks, (block, _) => (sums[block], divergences[block]) = Rows(affinities.Matrix, map, block, logZ));

        // With p = e / E over entries e of sum E: Σ p (ln p − ln q) = (Σ e (ln e − ln q)) / E − ln E.
        double sum = sums.Sum();
        return (divergences.Sum() / sum) - Math.Log(sum);
    }

    /// <summary>Z = Σ_i Σ_{j≠i} 1 / (1 + |y_i − y_j|²).</summary>
    private static double SumOfWeights(Embedding map, WorkerTeam team)
    {
        int points = map.Points, padded = (points + Vector512<double>.Count - 1) / Vector512<double>.Count * Vector512<double>.Count;

        // The kernel weight of a point at infinity is 0.
        double[] x = new double[padded], y = new double[padded];
        x.AsSpan().Fill(double.PositiveInfinity);
        for (int point = 0; point < points; point++)
        {
            x[point] = map.Values[2 * point];
            y[point] = map.Values[(2 * point) + 1];
        }

        int blocks = (points + RowsPerBlock - 1) / RowsPerBlock;
        double[] sums = new double[blocks];
        team.Run(
            blocks,
            (block, _) =>
            {
                for (int point = block * RowsPerBlock; point < Math.Min((block + 1) * RowsPerBlock, points); point++)
                {
                    // The kernel weight of a point with itself is exactly 1.
                    sums[block] += WeightsOf(x[point], y[point], x, y) - 1;
                }
            });
        return sums.Sum();
    }

    private static double WeightsOf(double x, double y, double[] xs, double[] ys)
    {
        Vector512<double> sum = default, one = Vector512<double>.One;
        for (int first = 0; first < xs.Length; first += Vector512<double>.Count)
        {
            Vector512<double> dx = Vector512.LoadUnsafe(ref xs[0], (nuint)first) - Vector512.Create(x);
            Vector512<double> dy = Vector512.LoadUnsafe(ref ys[0], (nuint)first) - Vector512.Create(y);
            sum += one / (one + (dx * dx) + (dy * dy));
        }

        return Vector512.Sum(sum);
    }

    /// <summary>Σ e and Σ e (ln e − ln q) over the rows of a block, ln q = −ln(1 + s) − ln Z.</summary>
    private static (double Sum, double Divergence) Rows(SparseMatrix matrix, Embedding map, int block, double logZ)
    {
        double sum = 0, divergence = 0;
        ReadOnlySpan<float> at = map.Values;
        for (int row = block * RowsPerBlock; row < Math.Min((block + 1) * RowsPerBlock, map.Points); row++)
        {
            ReadOnlySpan<int> columns = matrix.ColumnsOf(row);
            ReadOnlySpan<float> values = matrix.ValuesOf(row);
            for (int entry = 0; entry < columns.Length; entry++)
            {
                double e = values[entry];
                if (e > 0)
                {
                    int other = columns[entry];
                    double dx = (double)at[2 * row] - at[2 * other], dy = (double)at[(2 * row) + 1] - at[(2 * other) + 1];
                    sum += e;
                    divergence += e * (Math.Log(e) + Math.Log(1 + (dx * dx) + (dy * dy)) + logZ);
                }
            }
        }

        return (sum, divergence);
    }
}
