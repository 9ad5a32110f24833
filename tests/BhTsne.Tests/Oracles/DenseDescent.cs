namespace BhTsne.Tests.Oracles;

/// <summary>
/// The descent by its definition (van der Maaten 2014): gain += 0.2 where the signs of gradient and last step differ, otherwise x 0.8, at
/// least 0.01; step = momentum x step − rate x gain x gradient / 4, no longer than 5; then the mean is removed.
/// </summary>
internal static class DenseDescent
{
    public static double[,] Run(double[,] p, double[,] start, (int Iterations, double Exaggeration, double Rate, double Momentum)[] phases)
    {
        int points = start.GetLength(0), dimensions = start.GetLength(1);
        double[,] y = (double[,])start.Clone(), steps = new double[points, dimensions], gains = new double[points, dimensions];
        Dense.Flat(gains).Fill(1);
        foreach ((int iterations, double exaggeration, double rate, double momentum) in phases)
        {
            for (int iteration = 0; iteration < iterations; iteration++)
            {
                double[,] attraction = DenseTsne.Attraction(p, y), repulsion = DenseTsne.Repulsion(y);
                double z = DenseTsne.Z(y);
                for (int i = 0; i < points; i++)
                {
                    double length = 0;
                    for (int d = 0; d < dimensions; d++)
                    {
                        double gradient = (exaggeration * attraction[i, d]) - (repulsion[i, d] / z);
                        bool agrees = Math.Sign(gradient) != Math.Sign(steps[i, d]);
                        gains[i, d] = Math.Max(0.01, agrees ? gains[i, d] + 0.2 : gains[i, d] * 0.8);
                        steps[i, d] = (momentum * steps[i, d]) - (rate * gains[i, d] * gradient);
                        length += steps[i, d] * steps[i, d];
                    }

                    for (int d = 0; d < dimensions && length > 25; d++)
                    {
                        steps[i, d] *= 5 / Math.Sqrt(length);
                    }
                }

                for (int d = 0; d < dimensions; d++)
                {
                    double mean = 0;
                    for (int i = 0; i < points; i++)
                    {
                        y[i, d] += steps[i, d];
                        mean += y[i, d] / points;
                    }

                    for (int i = 0; i < points; i++)
                    {
                        y[i, d] -= mean;
                    }
                }
            }
        }

        return y;
    }
}
