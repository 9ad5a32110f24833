using BhTsne.Tests.Properties;

namespace BhTsne.Tests.Oracles;

/// <summary>Weighted points and the repeated points that they mean.</summary>
/// <param name="Weights">Whole numbers.</param>
internal sealed record Copies(float[] Weights)
{
    /// <summary>The point of each copy; copies of a point lie together.</summary>
    public int[] Of { get; } = [.. Enumerable.Range(0, Weights.Length).SelectMany(i => Enumerable.Repeat(i, (int)Weights[i]))];

    /// <summary>Weights of 1 to a most, the same for the same seed.</summary>
    public static Copies Random(int points, int seed, int most = 4)
    {
        Random random = new(seed);
        return new Copies([.. Enumerable.Range(0, points).Select(_ => (float)random.Next(1, most + 1))]);
    }

    /// <summary>Rows of values, each as often as it weighs.</summary>
    public float[] Repeat(ReadOnlySpan<float> values)
    {
        int columns = values.Length / Weights.Length;
        float[] repeated = new float[Of.Length * columns];
        for (int copy = 0; copy < Of.Length; copy++)
        {
            values.Slice(Of[copy] * columns, columns).CopyTo(repeated.AsSpan(copy * columns));
        }

        return repeated;
    }

    /// <summary>The repeated points of a cloud.</summary>
    public double[,] Repeat(PointCloud cloud) => Dense.From(Repeat(cloud.Values()), Of.Length, cloud.Dimensions);

    /// <summary>A matrix over pairs of copies, summed over the copies of both.</summary>
    public double[,] Sum(double[,] pairs)
    {
        double[,] sums = new double[Weights.Length, Weights.Length];
        for (int a = 0; a < Of.Length; a++)
        {
            for (int b = 0; b < Of.Length; b++)
            {
                sums[Of[a], Of[b]] += pairs[a, b];
            }
        }

        return sums;
    }
}
