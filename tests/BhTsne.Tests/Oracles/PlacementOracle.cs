namespace BhTsne.Tests.Oracles;

/// <summary>
/// The cost of a new point's place by its definition: C(y) = ρ Σ_j p_j (−ln w(s_j)) + ln Σ_j v_j w(s_j), s_j = ‖y − y_j‖², the second sum
/// over all points of the map with their weights v, the first over the neighbours of the new point.
/// </summary>
/// <param name="Map">N x d.</param>
/// <param name="Alpha">Of the kernel (1 + s/α)^−α; 0 for exp(−s).</param>
/// <param name="Exaggeration">ρ.</param>
/// <param name="Weights">v; null for 1 each.</param>
internal sealed record PlacementOracle(double[,] Map, double Alpha, double Exaggeration = 1, double[]? Weights = null)
{
    private int Points => Map.GetLength(0);

    /// <summary>The row of a new point: neighbours, the nearest first, and their probabilities.</summary>
    public static (int[] Neighbors, double[] Probabilities) Row(double[] distances, int k, double perplexity)
    {
        int[] nearest = BruteForceNeighbors.Nearest(distances, k);
        return (nearest, DenseAffinities.Row([.. nearest.Select(j => distances[j] * distances[j])], perplexity));
    }

    /// <summary>C(y).</summary>
    public double Cost(double[] y, int[] neighbors, double[] p)
    {
        double attraction = neighbors.Select((j, n) => p[n] * NegativeLogWeight(Squared(y, j))).Sum();
        return (Exaggeration * attraction)
            + Dense.LogSumExp(Enumerable.Range(0, Points).Select(j => Math.Log(Weights?[j] ?? 1) - NegativeLogWeight(Squared(y, j))));
    }

    /// <summary>The derivative of C(y), by differences.</summary>
    public double[] Gradient(double[] y, int[] neighbors, double[] p)
    {
        double[,] at = new double[1, y.Length];
        for (int axis = 0; axis < y.Length; axis++)
        {
            at[0, axis] = y[axis];
        }

        double[,] gradient = FiniteDifferences.Gradient(
            place => Cost([.. Enumerable.Range(0, y.Length).Select(axis => place[0, axis])], neighbors, p), at, 1e-4);
        return [.. gradient.Cast<double>()];
    }

    /// <summary>The sum of the sizes of the attractions, before their directions cancel.</summary>
    public double AttractionSize(double[] y, int[] neighbors, double[] p) => Exaggeration * neighbors.Select((j, n) =>
        2 * p[n] * Math.Sqrt(Squared(y, j)) / (Alpha > 0 ? 1 + (Squared(y, j) / Alpha) : 1)).Sum();

    private double NegativeLogWeight(double s) => Alpha > 0 ? Alpha * Math.Log(1 + (s / Alpha)) : s;

    private double Squared(double[] y, int j)
    {
        double sum = 0;
        for (int axis = 0; axis < y.Length; axis++)
        {
            sum += (y[axis] - Map[j, axis]) * (y[axis] - Map[j, axis]);
        }

        return sum;
    }
}
