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
    private const int LanesPerStep = 8;

    /// <summary>
    /// Where the points lie that fill the last step: their weights are below 1e-119, and a product of two denominators is finite.
    /// </summary>
    private const double Beyond = 1e60;

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

    /// <summary>Z = 2 Σ_i Σ_{j>i} 1 / (1 + |y_i − y_j|²).</summary>
    private static double SumOfWeights(Embedding map, WorkerTeam team)
    {
        int points = map.Points, padded = (points + LanesPerStep - 1) / LanesPerStep * LanesPerStep;
        double[] x = new double[padded], y = new double[padded];
        x.AsSpan(points).Fill(Beyond);
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
                    sums[block] += WeightsAfter(point, x, y);
                }
            });
        return 2 * sums.Sum();
    }

    /// <summary>Σ_{j>i} 1 / (1 + |y_i − y_j|²). Two denominators a and b share one division: 1/a + 1/b = (a + b) / (a b).</summary>
    private static double WeightsAfter(int point, double[] xs, double[] ys)
    {
        double x = xs[point], y = ys[point], alone = 0;
        int first = point + 1;
        for (; first % LanesPerStep != 0; first++)
        {
            double dx = xs[first] - x, dy = ys[first] - y;
            alone += 1 / (1 + (dx * dx) + (dy * dy));
        }

        Vector256<double> sum = default, atX = Vector256.Create(x), atY = Vector256.Create(y);
        for (; first < xs.Length; first += LanesPerStep)
        {
            Vector256<double> a = Denominator(first), b = Denominator(first + Vector256<double>.Count);
            sum += (a + b) / (a * b);
        }

        return alone + Vector256.Sum(sum);

        Vector256<double> Denominator(int at)
        {
            Vector256<double> dx = Vector256.LoadUnsafe(ref xs[0], (nuint)at) - atX, dy = Vector256.LoadUnsafe(ref ys[0], (nuint)at) - atY;
            return Vector256.FusedMultiplyAdd(dx, dx, Vector256.FusedMultiplyAdd(dy, dy, Vector256<double>.One));
        }
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
