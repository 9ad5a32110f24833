namespace BhTsne.Tests.Oracles;

/// <summary>
/// t-SNE (van der Maaten and Hinton 2008): w_ij = 1/(1 + s_ij), q_ij = w_ij/Z, Z = Σ_{k≠l} w_kl,
/// C = Σ p_ij ln(p_ij/q_ij), ∂C/∂y_i = 4 Σ_j (p_ij − q_ij) w_ij (y_i − y_j).
/// </summary>
internal sealed class DenseTsne : IOracleObjective
{
    /// <summary>w_ij = 1/(1 + s_ij), with 0 on the diagonal.</summary>
    public static double[,] Weights(double[,] y)
    {
        double[,] w = Dense.SquaredDistances(y);
        for (int i = 0; i < w.GetLength(0); i++)
        {
            for (int j = 0; j < w.GetLength(1); j++)
            {
                w[i, j] = i == j ? 0 : 1 / (1 + w[i, j]);
            }
        }

        return w;
    }

    /// <summary>Z = Σ_{i≠j} w_ij, both orders of a pair counted.</summary>
    public static double Z(double[,] y) => Weights(y).Cast<double>().Sum();

    /// <summary>q_ij = w_ij/Z.</summary>
    public static double[,] Q(double[,] y)
    {
        double[,] q = Weights(y);
        double z = Z(y);
        foreach (ref double entry in Dense.Flat(q))
        {
            entry /= z;
        }

        return q;
    }

    /// <summary>Σ_j p_ij w_ij (y_i − y_j): without the factor 4.</summary>
    public static double[,] Attraction(double[,] p, double[,] y)
    {
        double[,] w = Weights(y);
        return Dense.WeightedDifferences(y, (i, j) => p[i, j] * w[i, j]);
    }

    /// <summary>R_i = Σ_j w_ij² (y_i − y_j): without the factor 4 and not divided by Z.</summary>
    public static double[,] Repulsion(double[,] y)
    {
        double[,] w = Weights(y);
        return Dense.WeightedDifferences(y, (i, j) => w[i, j] * w[i, j]);
    }

    /// <inheritdoc/>
    public double Cost(double[,] p, double[,] y)
    {
        double[,] q = Q(y);
        double cost = 0;
        for (int i = 0; i < p.GetLength(0); i++)
        {
            for (int j = 0; j < p.GetLength(1); j++)
            {
                if (i != j && p[i, j] > 0)
                {
                    cost += p[i, j] * Math.Log(p[i, j] / q[i, j]);
                }
            }
        }

        return cost;
    }

    /// <inheritdoc/>
    public double[,] Gradient(double[,] p, double[,] y)
    {
        double[,] w = Weights(y), q = Q(y);
        return Dense.WeightedDifferences(y, (i, j) => 4 * (p[i, j] - q[i, j]) * w[i, j]);
    }
}
