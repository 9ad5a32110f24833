using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Reduction;

/// <summary>
/// Principal axes by way of the N x N Gram matrix XXᵀ, for fewer points than dimensions: its eigenvectors U give the axes as the directions
/// of XᵀU.
/// </summary>
internal static class GramAxes
{
    /// <summary>Finds the first axes.</summary>
    /// <param name="points">The points.</param>
    /// <param name="components">K, 1 to D.</param>
    /// <param name="team">The worker threads.</param>
    /// <returns>K orthonormal rows of D loadings, and the sum of squares of the scaled points along each.</returns>
    public static (double[] Axes, double[] Squares) Find(CentredPoints points, int components, WorkerTeam team)
    {
        int rows = points.Rows, stride = SymmetricProduct.Stride(rows), kept = Math.Min(components, rows);
        double[] gram = SymmetricProduct.Compute(
            points.Columns,
            rows,
            (firstColumn, columns, panel, target) => points.PackPoints(panel * PanelLayout.Width, firstColumn, columns, target),
            team);
        if (points.IsCentred)
        {
            CentreBothWays(gram, rows, stride);
        }

        SymmetricEigen eigen = SymmetricEigen.Largest(gram, rows, stride, kept, team);

        int axisStride = DoubleLanes.RoundUp(points.Columns);
        double[] directions = new double[components * axisStride];
        float[] panels = PointProducts.Pack(eigen.Vectors, rows, rows, kept);
        PointProducts.AddTransposeTimes(points, 0, rows, panels, rows * PanelLayout.Width, directions, axisStride, kept, team);

        // Directions of the same axis are parallel already; those beyond the rank are whatever completes the set.
        double[] orthonormal = HouseholderQr.Orthonormalize(directions, points.Columns, axisStride, components, team);
        double[] squares = new double[components];
        eigen.Values.CopyTo(squares, 0);
        return (Columns.Compact(orthonormal, points.Columns, axisStride, components), squares);
    }

    /// <summary>
    /// Subtracts the means of rows and columns: what centring the points exactly, not on a rounded mean, would have given.
    /// </summary>
    private static void CentreBothWays(double[] gram, int order, int stride)
    {
        double[] means = new double[order];
        double all = 0;
        for (int row = 0; row < order; row++)
        {
            for (int column = 0; column < order; column++)
            {
                means[row] += gram[(row * stride) + column] / order;
            }

            all += means[row] / order;
        }

        for (int row = 0; row < order; row++)
        {
            for (int column = 0; column < order; column++)
            {
                gram[(row * stride) + column] -= means[row] + means[column] - all;
            }
        }
    }
}
