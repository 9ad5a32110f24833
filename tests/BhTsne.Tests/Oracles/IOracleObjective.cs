namespace BhTsne.Tests.Oracles;

/// <summary>An objective by its definition: what the map costs, and the derivative of that by every coordinate.</summary>
internal interface IOracleObjective
{
    /// <summary>C, in nats. Terms with p = 0 are 0.</summary>
    /// <param name="p">N x N: the joint P, or for the conditional objective p_{j|i} in row i. The diagonal is not read.</param>
    /// <param name="y">N x d.</param>
    double Cost(double[,] p, double[,] y);

    /// <summary>∂C/∂y, N x d, with all its constant factors.</summary>
    /// <param name="p">As in <see cref="Cost"/>.</param>
    /// <param name="y">N x d.</param>
    double[,] Gradient(double[,] p, double[,] y);
}
