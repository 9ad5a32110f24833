namespace BhTsne.Tests.Oracles;

/// <summary>Seeded clouds of points for the tests of PCA and what builds on it.</summary>
internal static class PcaClouds
{
    /// <summary>
    /// N points of D dimensions: standard deviation decay^k along the k-th of D axes, which Gram and Schmidt made of random vectors, around
    /// a random centre of about the size given.
    /// </summary>
    public static float[,] Decaying(int n, int d, double decay, double centre, int seed)
    {
        Random random = new(seed);
        double[][] axes = new double[d][];
        for (int k = 0; k < d; k++)
        {
            axes[k] = [.. Enumerable.Range(0, d).Select(_ => Gaussian(random))];
            for (int pass = 0; pass < 2; pass++)
            {
                for (int other = 0; other < k; other++)
                {
                    double overlap = axes[k].Zip(axes[other], (x, y) => x * y).Sum();
                    axes[k] = [.. axes[k].Zip(axes[other], (x, y) => x - (overlap * y))];
                }
            }

            double length = Math.Sqrt(axes[k].Sum(x => x * x));
            axes[k] = [.. axes[k].Select(x => x / length)];
        }

        double[] middle = [.. Enumerable.Range(0, d).Select(_ => centre * Gaussian(random))];
        float[,] points = new float[n, d];
        for (int i = 0; i < n; i++)
        {
            double[] point = [.. middle];
            for (int k = 0; k < d; k++)
            {
                double score = Math.Pow(decay, k) * Gaussian(random);
                for (int j = 0; j < d; j++)
                {
                    point[j] += score * axes[k][j];
                }
            }

            for (int j = 0; j < d; j++)
            {
                points[i, j] = (float)point[j];
            }
        }

        return points;
    }

    /// <summary>The same points times a factor, in single precision.</summary>
    public static float[,] Scaled(float[,] points, float factor) => Map(points, (value, _) => value * factor);

    /// <summary>Each value and its column through a function.</summary>
    public static float[,] Map(float[,] points, Func<float, int, float> change)
    {
        float[,] result = (float[,])points.Clone();
        for (int i = 0; i < result.GetLength(0); i++)
        {
            for (int j = 0; j < result.GetLength(1); j++)
            {
                result[i, j] = change(result[i, j], j);
            }
        }

        return result;
    }

    public static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
