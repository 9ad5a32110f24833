namespace BhTsne.Tests.Oracles;

/// <summary>
/// SNE (Hinton and Roweis 2003), P conditional, row i holding p_{j|i}: q_{j|i} = exp(−s_ij)/Z_i, Z_i = Σ_{k≠i} exp(−s_ik),
/// C = Σ_i Σ_j p_{j|i} ln(p_{j|i}/q_{j|i}), ∂C/∂y_i = 2 Σ_j (p_{j|i} − q_{j|i} + p_{i|j} − q_{i|j})(y_i − y_j).
/// </summary>
internal sealed class DenseSne : IOracleObjective
{
    /// <inheritdoc/>
    public double Cost(double[,] p, double[,] y)
    {
        double[,] logQ = LogQ(y);
        double cost = 0;
        for (int i = 0; i < p.GetLength(0); i++)
        {
            for (int j = 0; j < p.GetLength(1); j++)
            {
                if (i != j && p[i, j] > 0)
                {
                    cost += p[i, j] * (Math.Log(p[i, j]) - logQ[i, j]);
                }
            }
        }

        return cost;
    }

    /// <inheritdoc/>
    public double[,] Gradient(double[,] p, double[,] y)
    {
        double[,] logQ = LogQ(y);
        return Dense.WeightedDifferences(y, (i, j) => 2 * (p[i, j] - Math.Exp(logQ[i, j]) + p[j, i] - Math.Exp(logQ[j, i])));
    }

    /// <summary>ln q_{j|i} in row i; the diagonal is not to be read.</summary>
    private static double[,] LogQ(double[,] y)
    {
        double[,] logs = Dense.SquaredDistances(y);
        int points = logs.GetLength(0);
        for (int i = 0; i < points; i++)
        {
            double logZ = Dense.LogSumExp(Enumerable.Range(0, points).Where(k => k != i).Select(k => -logs[i, k]));
            for (int j = 0; j < points; j++)
            {
                logs[i, j] = -logs[i, j] - logZ;
            }
        }

        return logs;
    }
}
