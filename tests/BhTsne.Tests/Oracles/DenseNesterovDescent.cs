namespace BhTsne.Tests.Oracles;

/// <summary>
/// The accelerated descent by its definition, with g a quarter of the gradient of a point and v its last velocity, as vectors: its gain
/// += 0.2 where g·v ≤ 0, otherwise x 0.8, at least 0.01; w = momentum x v − rate x gain x g, no longer than 5; y += w + momentum x (w − v);
/// then the mean is removed, and v = w.
/// </summary>
internal static class DenseNesterovDescent
{
    public static double[,] Run(double[,] p, double[,] start, params DensePhase[] phases)
    {
        int points = start.GetLength(0), dimensions = start.GetLength(1);
        double[,] y = (double[,])start.Clone(), velocities = new double[points, dimensions];
        double[] gains = [.. Enumerable.Repeat(1.0, points)], next = new double[dimensions], gradient = new double[dimensions];
        foreach (DensePhase phase in phases)
        {
            for (int t = 0; t < phase.Iterations; t++)
            {
                double rate = phase.Rate * Math.Exp(Math.Log(phase.FinalRate / phase.Rate) * t / phase.Iterations);
                double momentum = phase.Grows ? Math.Min(phase.Momentum, (t + 12.0) / (t + 15.0)) : phase.Momentum;
                double[,] attraction = DenseTsne.Attraction(p, y), repulsion = DenseTsne.Repulsion(y);
                double z = DenseTsne.Z(y);
                for (int i = 0; i < points; i++)
                {
                    double agreement = 0, length = 0;
                    for (int d = 0; d < dimensions; d++)
                    {
                        gradient[d] = (phase.Exaggeration * attraction[i, d]) - (repulsion[i, d] / z);
                        agreement += gradient[d] * velocities[i, d];
                    }

                    gains[i] = Math.Max(0.01, agreement <= 0 ? gains[i] + 0.2 : gains[i] * 0.8);
                    for (int d = 0; d < dimensions; d++)
                    {
                        next[d] = (momentum * velocities[i, d]) - (rate * gains[i] * gradient[d]);
                        length += next[d] * next[d];
                    }

                    for (int d = 0; d < dimensions; d++)
                    {
                        next[d] *= length > 25 ? 5 / Math.Sqrt(length) : 1;
                        y[i, d] += next[d] + (momentum * (next[d] - velocities[i, d]));
                        velocities[i, d] = next[d];
                    }
                }

                Centre(y);
            }
        }

        return y;
    }

    private static void Centre(double[,] y)
    {
        for (int d = 0; d < y.GetLength(1); d++)
        {
            double mean = 0;
            for (int i = 0; i < y.GetLength(0); i++)
            {
                mean += y[i, d] / y.GetLength(0);
            }

            for (int i = 0; i < y.GetLength(0); i++)
            {
                y[i, d] -= mean;
            }
        }
    }
}
