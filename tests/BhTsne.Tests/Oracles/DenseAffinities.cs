namespace BhTsne.Tests.Oracles;

/// <summary>
/// Input similarities by their definition: p_{j|i} = exp(−β_i d_ij²) / Σ_k exp(−β_i d_ik²) over the k nearest neighbours of i, β_i =
/// 1/2σ_i² found by bisection so that exp(−Σ_j p_{j|i} ln p_{j|i}) is the perplexity; P = (p_{j|i} + p_{i|j}) / 2N.
/// </summary>
/// <remarks>
/// d_ij are those of a neighbour graph, which has them in single precision. That matters: where two of them are nearly equal, a row depends
/// on their difference, of which rounding changes much more than 1e-7.
/// </remarks>
internal static class DenseAffinities
{
    /// <summary>p_{j|i} in row i of an N x N matrix, zero beyond the k nearest (by distance, then index).</summary>
    /// <param name="x">N x D.</param>
    /// <param name="k">Neighbours kept.</param>
    /// <param name="perplexity">Below k.</param>
    public static double[,] Conditional(double[,] x, int k, double perplexity)
    {
        int points = x.GetLength(0);
        double[,] squared = Dense.SquaredDistances(x);
        double[,] conditional = new double[points, points];
        for (int i = 0; i < points; i++)
        {
            int[] nearest = Dense.OthersByDistance(squared, i)[..k];
            double[] row = Row([.. nearest.Select(j => InGraph(squared[i, j]))], perplexity);
            for (int n = 0; n < k; n++)
            {
                conditional[i, nearest[n]] = row[n];
            }
        }

        return conditional;
    }

    /// <summary>
    /// One row of p_{j|i} for squared distances to the neighbours of i, whatever their scale; uniform where all are equal.
    /// </summary>
    public static double[] Row(double[] squaredDistances, double perplexity)
    {
        // Neither a shift nor a scale of the distances changes the row that has a given perplexity.
        double smallest = squaredDistances.Min();
        double scale = squaredDistances.Max() - smallest;
        double[] shifted = [.. squaredDistances.Select(d => scale > 0 ? (d - smallest) / scale : 0)];
        double low = -60, high = 700;
        for (int step = 0; step < 200; step++)
        {
            double middle = (low + high) / 2;
            if (Perplexity(Softmin(shifted, Math.Exp(middle))) > perplexity)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return Softmin(shifted, Math.Exp((low + high) / 2));
    }

    /// <summary>H = −Σ p ln p, in nats.</summary>
    public static double Entropy(IEnumerable<double> probabilities) => -probabilities.Where(p => p > 0).Sum(p => p * Math.Log(p));

    /// <summary>exp(H).</summary>
    public static double Perplexity(IEnumerable<double> probabilities) => Math.Exp(Entropy(probabilities));

    /// <summary>P = (p_{j|i} + p_{i|j}) / 2N.</summary>
    public static double[,] Joint(double[,] conditional)
    {
        int points = conditional.GetLength(0);
        double[,] joint = new double[points, points];
        for (int i = 0; i < points; i++)
        {
            for (int j = 0; j < points; j++)
            {
                joint[i, j] = (conditional[i, j] + conditional[j, i]) / (2.0 * points);
            }
        }

        return joint;
    }

    private static double InGraph(double squared) => Math.Pow((float)Math.Sqrt(squared), 2);

    private static double[] Softmin(double[] shifted, double beta)
    {
        double[] weights = [.. shifted.Select(d => Math.Exp(-beta * d))];
        double sum = weights.Sum();
        return [.. weights.Select(w => w / sum)];
    }
}
