using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Reduction;

/// <summary>
/// Principal axes as eigenvectors of the D x D scatter matrix XᵀX of centred points: N D² / 2 multiply-adds and about 2 D³.
/// </summary>
internal static class CovarianceAxes
{
    /// <summary>Finds the first axes.</summary>
    /// <param name="points">The points.</param>
    /// <param name="components">K, 1 to D.</param>
    /// <param name="team">The worker threads.</param>
    /// <returns>K orthonormal rows of D loadings, and the sum of squares of the scaled points along each.</returns>
    public static (double[] Axes, double[] Squares) Find(CentredPoints points, int components, WorkerTeam team)
    {
        int columns = points.Columns, stride = SymmetricProduct.Stride(columns);
        double[] scatter = SymmetricProduct.Compute(points.Rows, columns, points.PackColumns, team);
        for (int row = 0; row < columns; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                scatter[(row * stride) + column] -= points.Rows * (points.Rest[row] * points.Rest[column]);
            }
        }

        SymmetricEigen eigen = SymmetricEigen.Largest(
            scatter, columns, stride, components, team);
        return (eigen.Vectors, eigen.Values);
    }
}
