using BhTsne.Numerics;

namespace BhTsne.Benchmarks.Support;

/// <summary>
/// Points to benchmark on where there are no real data: ten Gaussian clusters whose variances fall as those of principal components do.
/// </summary>
public static class GaussianMixture
{
    private const int Clusters = 10;

    /// <summary>Creates points, the same on every machine.</summary>
    /// <param name="rows">N.</param>
    /// <param name="columns">D.</param>
    public static PointMatrix Create(int rows, int columns)
    {
        CounterRandom random = new(1, RandomStream.Start);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.Length; i++)
        {
            int column = i % columns, cluster = i / columns % Clusters;
            double centre = 2 * random.Gaussian((long)values.Length + (cluster * columns) + column);
            values[i] = (float)((random.Gaussian(i) + centre) / Math.Sqrt(1 + column));
        }

        return PointMatrix.From(values, rows, columns);
    }
}
