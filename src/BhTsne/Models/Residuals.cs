using BhTsne.Scheduling;

namespace BhTsne.Models;

/// <summary>
/// What a reduction leaves out of each point: the distance from the point to the subspace of the components. A point that is unlike all
/// others may lie near to them within the subspace, so its distance there alone would hide it.
/// </summary>
internal static class Residuals
{
    private const int RowsPerBlock = 256;

    /// <summary>The residuals of dense points: √(‖x − mean‖² − ‖reduced‖²).</summary>
    /// <param name="points">N x D.</param>
    /// <param name="reduced">N x K.</param>
    /// <param name="pca">The components.</param>
    /// <param name="team">The worker threads.</param>
    public static float[] Of(PointMatrix points, PointMatrix reduced, PcaResult pca, WorkerTeam team)
    {
        double[] mean = pca.Mean.ToArray();
        return Each(points.Rows, team, row =>
        {
            double squares = 0;
            ReadOnlySpan<float> values = points.Row(row);
            for (int column = 0; column < values.Length; column++)
            {
                double difference = values[column] - mean[column];
                squares += difference * difference;
            }

            return Math.Sqrt(Math.Max(0, squares - Squares(reduced.Row(row))));
        });
    }

    /// <summary>The residuals of sparse points: √(‖x‖² − ‖reduced‖²).</summary>
    /// <param name="points">N x D.</param>
    /// <param name="reduced">N x K.</param>
    /// <param name="isRelative">Whether they are divided by ‖x‖, as the cosine has no lengths.</param>
    /// <param name="team">The worker threads.</param>
    public static float[] Of(SparseMatrix points, PointMatrix reduced, bool isRelative, WorkerTeam team) => Each(points.Rows, team, row =>
    {
        double squares = Squares(points.ValuesOf(row)), residual = Math.Sqrt(Math.Max(0, squares - Squares(reduced.Row(row))));
        return isRelative && squares > 0 ? residual / Math.Sqrt(squares) : residual;
    });

    private static float[] Each(int rows, WorkerTeam team, Func<int, double> residual)
    {
        float[] residuals = new float[rows];
        team.Run(
            (rows + RowsPerBlock - 1) / RowsPerBlock,
            (block, _) =>
            {
                for (int row = block * RowsPerBlock; row < Math.Min(rows, (block + 1) * RowsPerBlock); row++)
                {
                    residuals[row] = (float)residual(row);
                }
            });
        return residuals;
    }

    private static double Squares(ReadOnlySpan<float> values)
    {
        double squares = 0;
        foreach (float value in values)
        {
            squares += (double)value * value;
        }

        return squares;
    }
}
