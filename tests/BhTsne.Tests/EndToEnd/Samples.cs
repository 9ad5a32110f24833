using BhTsne.IO;
using BhTsne.Tests.Oracles;

namespace BhTsne.Tests.EndToEnd;

/// <summary>Points for whole runs, and what is looked at in every map.</summary>
internal static class Samples
{
    /// <summary>1,797 handwritten digits of 64 pixels: the sample that ships with the tool.</summary>
    public static string DigitsPath { get; } = Repository.PathOf("src", "BhTsne.Cli", "Samples", "digits.csv.gz");

    /// <summary>The digits with their labels.</summary>
    public static Table Digits { get; } = TableReader.Read(DigitsPath, new TableReadOptions { LabelColumn = "digit" });

    /// <summary>Gaussian clusters of variance 1 around centres of variance 9; point i is of cluster i modulo their number.</summary>
    public static float[,] Clusters(int points, int dimensions, int clusters = 6, int seed = 1)
    {
        Random random = new(seed);
        double[,] centres = new double[clusters, dimensions];
        foreach (ref double centre in Dense.Flat(centres))
        {
            centre = 3 * Gaussian(random);
        }

        float[,] values = new float[points, dimensions];
        for (int i = 0; i < points; i++)
        {
            for (int j = 0; j < dimensions; j++)
            {
                values[i, j] = (float)(centres[i % clusters, j] + Gaussian(random));
            }
        }

        return values;
    }

    /// <summary>A Gaussian cloud as a start.</summary>
    public static Embedding Cloud(int points, double deviation, int seed)
    {
        Random random = new(seed);
        return new Embedding([.. Enumerable.Range(0, 2 * points).Select(_ => (float)(deviation * Gaussian(random)))], 2);
    }

    public static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>What a run has reached after some of its iterations.</summary>
    public static TsneResult After(int iterations, TsneInput input, TsneOptions options)
    {
        using TsneRun run = Tsne.Start(input, options);
        run.Optimize(iterations);
        return run.Result;
    }

    /// <summary>The bits of a map.</summary>
    public static int[] Bits(Embedding map) => [.. map.Values.ToArray().Select(BitConverter.SingleToInt32Bits)];

    /// <summary>The map as the oracles take it.</summary>
    public static double[,] ToDense(Embedding map) => Dense.From(map.Values, map.Points, map.Dimensions);

    /// <summary>The points as the oracles take them.</summary>
    public static double[,] ToDense(PointMatrix points) => Dense.From(points.Values, points.Rows, points.Columns);
}
