namespace BhTsne.Tests.Oracles;

/// <summary>
/// Both descents by their definitions (<see cref="DenseDescent"/>, <see cref="DenseNesterovDescent"/>) for any objective, but that some
/// points are held: only the others take steps, and no mean is removed.
/// </summary>
internal static class DensePinnedDescent
{
    /// <summary>Descends; the gradient is a share of the oracle's, and a quarter of that is what a step follows.</summary>
    public static double[,] Run(
        IOracleObjective objective, double share, double[,] p, double[,] start, bool[] isPinned, bool nesterov, DensePhase phase)
    {
        int points = start.GetLength(0), dimensions = start.GetLength(1);
        double[,] y = (double[,])start.Clone(), last = new double[points, dimensions], gains = new double[points, dimensions];
        double[,] exaggerated = (double[,])p.Clone();
        Dense.Flat(gains).Fill(1);
        foreach (ref double entry in Dense.Flat(exaggerated))
        {
            entry *= phase.Exaggeration;
        }

        for (int t = 0; t < phase.Iterations; t++)
        {
            double[,] gradient = objective.Gradient(exaggerated, y);
            for (int i = 0; i < points; i++)
            {
                if (!isPinned[i])
                {
                    Step(y, last, gains, i, [.. Enumerable.Range(0, dimensions).Select(d => share * gradient[i, d] / 4)], nesterov, phase);
                }
            }
        }

        return y;
    }

    private static void Step(double[,] y, double[,] last, double[,] gains, int i, double[] g, bool nesterov, DensePhase phase)
    {
        double agreement = Enumerable.Range(0, g.Length).Sum(d => g[d] * last[i, d]);
        double[] next = new double[g.Length];
        for (int d = 0; d < g.Length; d++)
        {
            bool overshot = nesterov ? agreement > 0 : Math.Sign(g[d]) == Math.Sign(last[i, d]);
            gains[i, d] = Math.Max(0.01, overshot ? gains[i, d] * 0.8 : gains[i, d] + 0.2);
            next[d] = (phase.Momentum * last[i, d]) - (phase.Rate * gains[i, d] * g[d]);
        }

        double length = Math.Sqrt(next.Sum(value => value * value));
        for (int d = 0; d < g.Length; d++)
        {
            next[d] *= length > 5 ? 5 / length : 1;
            y[i, d] += nesterov ? next[d] + (phase.Momentum * (next[d] - last[i, d])) : next[d];
            last[i, d] = next[d];
        }
    }
}
