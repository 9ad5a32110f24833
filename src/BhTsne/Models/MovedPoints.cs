using BhTsne.Neighbors;

namespace BhTsne.Models;

/// <summary>Copies of points, moved along axes: of each point one for each axis and side.</summary>
internal static class MovedPoints
{
    /// <summary>Moves points.</summary>
    /// <param name="points">M x K.</param>
    /// <param name="axes">A x K, orthonormal rows.</param>
    /// <param name="lengths">M x A: of each point how far it is moved along each axis.</param>
    /// <param name="metric">The cosine of a point that is moved to zero is not defined: there it is moved half as far.</param>
    /// <returns>2 A M x K: of each point the moves along the axes, each forward and back.</returns>
    public static PointMatrix Of(PointMatrix points, ReadOnlySpan<double> axes, ReadOnlySpan<double> lengths, Metric metric)
    {
        int columns = points.Columns, count = axes.Length / columns;
        float[] moved = GC.AllocateUninitializedArray<float>(checked(2 * count * points.Rows * columns));
        for (int row = 0; row < points.Rows; row++)
        {
            for (int side = 0; side < 2 * count; side++)
            {
                ReadOnlySpan<double> axis = axes.Slice(side / 2 * columns, columns);
                Span<float> target = moved.AsSpan(((row * 2 * count) + side) * columns, columns);
                double length = lengths[(row * count) + (side / 2)] * (side % 2 == 0 ? 1 : -1);
                Move(points.Row(row), axis, length, target);
                if (metric.Kind == MetricKind.Cosine && !target.ContainsAnyExcept(0))
                {
                    Move(points.Row(row), axis, length / 2, target);
                }
            }
        }

        return PointMatrix.From(moved, 2 * count * points.Rows, columns);
    }

    private static void Move(ReadOnlySpan<float> point, ReadOnlySpan<double> axis, double length, Span<float> target)
    {
        for (int column = 0; column < target.Length; column++)
        {
            // Points near the largest value of single precision stay finite.
            target[column] = (float)Math.Clamp(point[column] + (length * axis[column]), -float.MaxValue, float.MaxValue);
        }
    }
}
