namespace BhTsne.Tests.Oracles;

/// <summary>Conditional similarities of every kind by their definition, in float64, without shifts of the distances.</summary>
internal static class DenseAffinityKinds
{
    /// <summary>p_{j|i} in row i of an N x N matrix, zero beyond the k nearest (by distance, then index).</summary>
    /// <param name="x">N x D.</param>
    /// <param name="k">Neighbours kept.</param>
    /// <param name="kind">The kind.</param>
    public static double[,] Conditional(double[,] x, int k, AffinityKind kind) => kind.Name switch
    {
        "uniform" => Rows(x, kind.Neighbors, _ => 1),
        "fixed" => Rows(x, k, squared => Math.Exp(-squared / (2 * kind.Bandwidth * kind.Bandwidth))),
        _ => Mean([.. kind.Perplexities.Select(perplexity => DenseAffinities.Conditional(x, k, perplexity))]),
    };

    private static double[,] Rows(double[,] x, int k, Func<double, double> weight)
    {
        int points = x.GetLength(0);
        double[,] squared = Dense.SquaredDistances(x);
        double[,] conditional = new double[points, points];
        for (int i = 0; i < points; i++)
        {
            int[] nearest = Dense.OthersByDistance(squared, i)[..k];
            double sum = nearest.Sum(j => weight(squared[i, j]));
            foreach (int j in nearest)
            {
                conditional[i, j] = weight(squared[i, j]) / sum;
            }
        }

        return conditional;
    }

    private static double[,] Mean(double[][,] matrices)
    {
        double[,] mean = new double[matrices[0].GetLength(0), matrices[0].GetLength(1)];
        for (int i = 0; i < mean.GetLength(0); i++)
        {
            for (int j = 0; j < mean.GetLength(1); j++)
            {
                mean[i, j] = matrices.Average(matrix => matrix[i, j]);
            }
        }

        return mean;
    }
}
