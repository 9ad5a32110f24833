using BhTsne.Scheduling;

namespace BhTsne.Reduction;

/// <summary>Reductions of points that stand for several equal ones each: what the repeated points would give.</summary>
/// <remarks>
/// Rows are scaled by √m, in a copy as large as the points: then products over rows count each as often as it weighs. Only axes are found so; the points
/// themselves are transformed as they are.
/// </remarks>
internal static class WeightedComponents
{
    private const int BlockRows = 1024;

    /// <summary>The principal components of weighted points; variances over Σ m − 1.</summary>
    public static PcaResult Fit(
        PointMatrix points, float[] weights, int components, ulong seed, WorkerTeam team)
    {
        double[] mean = Mean(points, weights, out double copies);
        double spread = 0;
        for (int i = 0; i < points.Values.Length; i++)
        {
            spread = Math.Max(spread, Math.Abs(points.Values[i] - mean[i % mean.Length]));
        }

        double scale = CentredPoints.ScaleFor(spread);
        float[] scaled = GC.AllocateUninitializedArray<float>(points.Values.Length);
        team.Run(
            (points.Rows + BlockRows - 1) / BlockRows,
            (block, _) =>
            {
                for (int row = block * BlockRows; row < Math.Min((block + 1) * BlockRows, points.Rows); row++)
                {
                    double factor = Math.Sqrt(weights[row]) * scale;
                    ReadOnlySpan<float> from = points.Row(row);
                    Span<float> to = scaled.AsSpan(row * mean.Length, mean.Length);
                    for (int column = 0; column < to.Length; column++)
                    {
                        to[column] = (float)((from[column] - mean[column]) * factor);
                    }
                }
            });
        CentredPoints view = CentredPoints.AsTheyAre(PointMatrix.From(scaled, points.Rows, points.Columns), 1);
        (double[] axes, double[] squares) = PrincipalComponents.Axes(
            view, components, PrincipalComponents.MethodFor(points.Rows, points.Columns), seed, team);
        double[] variances = [.. squares.Select(square => Math.Max(square, 0) / Math.Max(copies - 1, 1) / scale / scale)];
        return new PcaResult(mean, axes, variances, scale);
    }

    /// <summary>Sparse points with rows scaled by √m, whose right singular vectors are those of the repeated points.</summary>
    public static SparseMatrix Scaled(SparseMatrix points, float[] weights)
    {
        float[] values = points.PaddedValues.ToArray();
        for (int row = 0; row < points.Rows; row++)
        {
            float factor = MathF.Sqrt(weights[row]);
            foreach (ref float value in values.AsSpan()[(int)points.RowOffsets[row]..(int)points.RowOffsets[row + 1]])
            {
                value *= factor;
            }
        }

        return SparseMatrix.Adopt(points.RowOffsets.ToArray(), points.PaddedColumnIndices, values, points.Columns);
    }

    private static double[] Mean(PointMatrix points, float[] weights, out double copies)
    {
        double[] mean = new double[points.Columns];
        copies = 0;
        for (int row = 0; row < points.Rows; row++)
        {
            ReadOnlySpan<float> values = points.Row(row);
            copies += weights[row];
            for (int column = 0; column < mean.Length; column++)
            {
                mean[column] += (double)weights[row] * values[column];
            }
        }

        for (int column = 0; column < mean.Length; column++)
        {
            mean[column] /= copies;
        }

        return mean;
    }
}
