using System.Runtime.Intrinsics;
using BhTsne.Data;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Reduction;

/// <summary>Each column's mean and the largest distance of its values from it, from one pass over the points.</summary>
/// <param name="Mean">D means.</param>
/// <param name="Spread">The largest distance of any value from its column's mean; 0 when all points are equal.</param>
internal sealed record ColumnStatistics(double[] Mean, double Spread)
{
    private const int BlockRows = 1024;

    /// <summary>Measures the points. Sums run in double over fixed blocks of rows, in order.</summary>
    /// <param name="points">The points.</param>
    /// <param name="weights">Of the points.</param>
    /// <param name="team">The worker threads.</param>
    public static ColumnStatistics Measure<TWeights>(PointMatrix points, TWeights weights, WorkerTeam team)
        where TWeights : struct, IWeights
    {
        int columns = points.Columns, blocks = (points.Rows + BlockRows - 1) / BlockRows;
        double[][] sums = new double[blocks][];
        float[][] least = new float[blocks][], most = new float[blocks][];
        team.Run(
            blocks,
            (block, _) =>
            {
                int first = block * BlockRows, end = Math.Min(first + BlockRows, points.Rows);
                sums[block] = new double[columns];
                least[block] = points.Row(first).ToArray();
                most[block] = points.Row(first).ToArray();
                for (int row = first; row < end; row++)
                {
                    Include<TWeights>(points.Row(row), weights.Of(row), sums[block], least[block], most[block]);
                }
            });

        double[] mean = new double[columns];
        double spread = 0;
        for (int column = 0; column < columns; column++)
        {
            double sum = 0;
            float low = float.PositiveInfinity, high = float.NegativeInfinity;
            for (int block = 0; block < blocks; block++)
            {
                sum += sums[block][column];
                low = Math.Min(low, least[block][column]);
                high = Math.Max(high, most[block][column]);
            }

            // A constant column's mean is its value, to the last bit: its variance is then exactly zero.
            mean[column] = low == high ? low : Math.Clamp(sum / weights.Sum, low, high);
            spread = Math.Max(spread, Math.Max(high - mean[column], mean[column] - low));
        }

        return new ColumnStatistics(mean, spread);
    }

    private static void Include<TWeights>(ReadOnlySpan<float> row, float weight, double[] sums, float[] least, float[] most)
        where TWeights : struct, IWeights
    {
        Vector512<double> weights = Vector512.Create((double)weight);
        int column = 0;
        for (; column <= row.Length - Lanes.Count; column += Lanes.Count)
        {
            Vector512<float> values = Vector512.Create(row[column..]);
            (Vector512<double> lower, Vector512<double> upper) = Vector512.Widen(values);
            lower = TWeights.AreOne ? lower : lower * weights;
            upper = TWeights.AreOne ? upper : upper * weights;
            DoubleLanes.Store(DoubleLanes.Load(sums, column) + lower, sums, column);
            DoubleLanes.Store(DoubleLanes.Load(sums, column + DoubleLanes.Count) + upper, sums, column + DoubleLanes.Count);
            Vector512.Min(Lanes.Load(least, column), values).CopyTo(least, column);
            Vector512.Max(Lanes.Load(most, column), values).CopyTo(most, column);
        }

        for (; column < row.Length; column++)
        {
            sums[column] += (double)weight * row[column];
            least[column] = Math.Min(least[column], row[column]);
            most[column] = Math.Max(most[column], row[column]);
        }
    }
}
