namespace BhTsne.Tests.Oracles;

/// <summary>
/// Any objective with one Z over all pairs, told by ln w(s): ln q_ij = ln w_ij − ln Σ_{k≠l} w_kl, C = Σ p_ij (ln p_ij − ln q_ij).
/// Logarithms throughout, so that a weight may underflow.
/// </summary>
internal abstract class LogJointObjective : IOracleObjective
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
    public abstract double[,] Gradient(double[,] p, double[,] y);

    /// <summary>ln w(s).</summary>
    protected abstract double LogWeight(double s);

    /// <summary>ln q_ij, N x N; the diagonal is negative infinity.</summary>
    protected double[,] LogQ(double[,] y)
    {
        double[,] logs = Dense.SquaredDistances(y);
        for (int i = 0; i < logs.GetLength(0); i++)
        {
            for (int j = 0; j < logs.GetLength(1); j++)
            {
                logs[i, j] = i == j ? double.NegativeInfinity : LogWeight(logs[i, j]);
            }
        }

        double logZ = Dense.LogSumExp(logs.Cast<double>());
        foreach (ref double entry in Dense.Flat(logs))
        {
            entry -= logZ;
        }

        return logs;
    }
}

/// <summary>
/// Student's kernel with α degrees of freedom: w(s) = (1 + s/α)^−α (α = 1 is t-SNE),
/// ∂C/∂y_i = 4 Σ_j (p_ij − q_ij) (1 + s_ij/α)^−1 (y_i − y_j).
/// </summary>
internal sealed class DenseStudent(double alpha) : LogJointObjective
{
    /// <inheritdoc/>
    public override double[,] Gradient(double[,] p, double[,] y)
    {
        double[,] logQ = LogQ(y), s = Dense.SquaredDistances(y);
        return Dense.WeightedDifferences(y, (i, j) => 4 * (p[i, j] - Math.Exp(logQ[i, j])) / (1 + (s[i, j] / alpha)));
    }

    /// <inheritdoc/>
    protected override double LogWeight(double s) => -alpha * Math.Log(1 + (s / alpha));
}

/// <summary>Symmetric SNE (Cook et al. 2007): w(s) = exp(−s), ∂C/∂y_i = 4 Σ_j (p_ij − q_ij)(y_i − y_j).</summary>
internal sealed class DenseSymmetricSne : LogJointObjective
{
    /// <inheritdoc/>
    public override double[,] Gradient(double[,] p, double[,] y)
    {
        double[,] logQ = LogQ(y);
        return Dense.WeightedDifferences(y, (i, j) => 4 * (p[i, j] - Math.Exp(logQ[i, j])));
    }

    /// <inheritdoc/>
    protected override double LogWeight(double s) => -s;
}
