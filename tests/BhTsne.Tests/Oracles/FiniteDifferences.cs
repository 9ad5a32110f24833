namespace BhTsne.Tests.Oracles;

/// <summary>The derivative of a cost by definition.</summary>
internal static class FiniteDifferences
{
    /// <summary>
    /// Central differences of fourth order, (8 [C(+h) − C(−h)] − [C(+2h) − C(−2h)]) / 12h, by every coordinate: their error, O(h⁴) and
    /// rounding over h, is near 1e-11 for coordinates of order 1.
    /// </summary>
    /// <param name="cost">C(Y).</param>
    /// <param name="y">N x d; changed during the call, restored at its end.</param>
    /// <param name="h">The step, well below the distance over which C bends.</param>
    /// <returns>∂C/∂Y, N x d.</returns>
    public static double[,] Gradient(Func<double[,], double> cost, double[,] y, double h = 1e-3)
    {
        double[,] gradient = new double[y.GetLength(0), y.GetLength(1)];
        for (int i = 0; i < y.GetLength(0); i++)
        {
            for (int d = 0; d < y.GetLength(1); d++)
            {
                double at = y[i, d];
                gradient[i, d] = ((8 * (CostAt(at + h) - CostAt(at - h))) - (CostAt(at + (2 * h)) - CostAt(at - (2 * h)))) / (12 * h);
                y[i, d] = at;

                double CostAt(double value)
                {
                    y[i, d] = value;
                    return cost(y);
                }
            }
        }

        return gradient;
    }
}
