using BhTsne.Data;
using BhTsne.Scheduling;

namespace BhTsne.Reduction;

/// <summary>
/// Rows scaled by the square roots of their weights, in a copy: products over the rows are then those over the points repeated. Axes are
/// found from them; the points themselves are transformed as they are.
/// </summary>
internal static class WeightedRows
{
    private const int BlockRows = 1024;

    /// <summary>√w (x − mean) · scale.</summary>
    public static PointMatrix Centred<TWeights>(PointMatrix points, double[] mean, double scale, TWeights weights, WorkerTeam team)
        where TWeights : struct, IWeights
    {
        RowBlocks scaled = new(points.Rows, points.Columns);
        team.Run(
            (points.Rows + BlockRows - 1) / BlockRows,
            (block, _) =>
            {
                for (int row = block * BlockRows; row < Math.Min((block + 1) * BlockRows, points.Rows); row++)
                {
                    double factor = Math.Sqrt(weights.Of(row)) * scale;
                    ReadOnlySpan<float> from = points.Row(row);
                    Span<float> to = scaled.Row(row);
                    for (int column = 0; column < to.Length; column++)
                    {
                        to[column] = (float)((from[column] - mean[column]) * factor);
                    }
                }
            });
        return scaled.ToMatrix();
    }

    /// <summary>√w x of sparse points; the columns are shared.</summary>
    public static SparseMatrix Scaled(SparseMatrix points, PointWeights weights) => SparseMatrix.Adopt(
        points.Entries.WithValues((row, value) => value * MathF.Sqrt(weights.Values[row])), points.Columns);
}
