using BhTsne.Neighbors;
using BhTsne.Tests.Neighbors;
using BhTsne.Tests.Oracles;

namespace BhTsne.Tests.Quality;

/// <summary>Random inputs and maps with many ties and duplicates, on which single precision loses nothing.</summary>
internal static class QualityCases
{
    public static Metric[] Metrics => [.. NeighborCases.Metrics, Metric.InnerProduct];

    /// <summary>Points of small whole coordinates; for the cosine powers of two along an axis, so that nothing is rounded.</summary>
    public static float[,] Points(Random random, int rows, int columns, Metric metric)
    {
        float[,] points = new float[rows, columns];
        int range = random.Next(2, 30);
        for (int i = 0; i < rows; i++)
        {
            int original = random.Next(4) == 0 && i > 0 ? random.Next(i) : i;
            int axis = random.Next(columns);
            for (int j = 0; j < columns; j++)
            {
                points[i, j] = original < i
                    ? points[original, j]
                    : metric.Kind == MetricKind.Cosine
                        ? j == axis ? MathF.ScaleB(random.Next(2) == 0 ? 1 : -1, random.Next(5)) : 0
                        : random.Next(range) - (range / 4);
            }
        }

        return points;
    }

    /// <summary>The distances that a metric means, in float64.</summary>
    public static double[,] Distances(float[,] points, Metric metric)
    {
        if (metric.Kind == MetricKind.InnerProduct)
        {
            double[,] products = DenseQuality.Distances(points, (a, b) => a.Zip(b, (x, y) => x * y).Sum());
            double longest = Enumerable.Range(0, products.GetLength(0)).Max(i => Math.Sqrt(products[i, i]));
            double[,] all = new double[products.GetLength(0), products.GetLength(0)];
            for (int i = 0; i < products.GetLength(0); i++)
            {
                for (int j = 0; j < products.GetLength(0); j++)
                {
                    all[i, j] = (Math.Sqrt(products[i, i]) * longest) - products[i, j];
                }
            }

            return all;
        }

        return DenseQuality.Distances(points, metric.Kind switch
        {
            MetricKind.Euclidean => BruteForceNeighbors.Euclidean,
            MetricKind.Manhattan => BruteForceNeighbors.Manhattan,
            MetricKind.Chebyshev => BruteForceNeighbors.Chebyshev,
            MetricKind.Cosine => BruteForceNeighbors.Cosine,
            _ => (a, b) => metric.Function!(Array.ConvertAll(a, x => (float)x), Array.ConvertAll(b, x => (float)x)),
        });
    }

    /// <summary>A map as the engine takes it.</summary>
    public static Embedding Map(float[,] map) => new([.. map.Cast<float>()], map.GetLength(1));
}
