using System.Runtime.InteropServices;

namespace BhTsne.Tests.Oracles;

/// <summary>Small dense helpers that all oracles share: double[,] with one row a point.</summary>
internal static class Dense
{
    /// <summary>Widens row-major single-precision values to N x D doubles (exactly).</summary>
    public static double[,] From(ReadOnlySpan<float> values, int rows, int columns)
    {
        double[,] wide = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                wide[i, j] = values[(i * columns) + j];
            }
        }

        return wide;
    }

    /// <summary>s_ij = ‖y_i − y_j‖², N x N.</summary>
    public static double[,] SquaredDistances(double[,] y)
    {
        int points = y.GetLength(0);
        double[,] squared = new double[points, points];
        for (int i = 0; i < points; i++)
        {
            for (int j = 0; j < points; j++)
            {
                for (int d = 0; d < y.GetLength(1); d++)
                {
                    squared[i, j] += (y[i, d] - y[j, d]) * (y[i, d] - y[j, d]);
                }
            }
        }

        return squared;
    }

    /// <summary>g_i = Σ_j c_ij (y_i − y_j), N x d: every force and gradient has this shape.</summary>
    public static double[,] WeightedDifferences(double[,] y, Func<int, int, double> coefficient)
    {
        int points = y.GetLength(0), dimensions = y.GetLength(1);
        double[,] sum = new double[points, dimensions];
        for (int i = 0; i < points; i++)
        {
            for (int j = 0; j < points; j++)
            {
                if (i == j)
                {
                    continue;
                }

                double c = coefficient(i, j);
                for (int d = 0; d < dimensions; d++)
                {
                    sum[i, d] += c * (y[i, d] - y[j, d]);
                }
            }
        }

        return sum;
    }

    /// <summary>ln Σ exp(z), shifted by the largest so that it neither overflows nor vanishes.</summary>
    public static double LogSumExp(IEnumerable<double> logarithms)
    {
        double[] all = [.. logarithms];
        double largest = all.Max();
        return largest + Math.Log(all.Sum(z => Math.Exp(z - largest)));
    }

    /// <summary>‖a − b‖ / ‖b‖ over all entries (Frobenius); ‖a‖ where b is zero.</summary>
    public static double RelativeError(double[,] actual, double[,] expected)
    {
        double difference = 0, size = 0;
        ReadOnlySpan<double> a = Flat(actual), b = Flat(expected);
        for (int i = 0; i < b.Length; i++)
        {
            difference += (a[i] - b[i]) * (a[i] - b[i]);
            size += b[i] * b[i];
        }

        return Math.Sqrt(difference) / (size > 0 ? Math.Sqrt(size) : 1);
    }

    /// <summary>All entries, row after row.</summary>
    public static Span<double> Flat(double[,] values) => MemoryMarshal.CreateSpan(ref values[0, 0], values.Length);

    /// <summary>The other points of point i by (distance, index), the nearest first.</summary>
    public static int[] OthersByDistance(double[,] squaredDistances, int i) =>
        [.. Enumerable.Range(0, squaredDistances.GetLength(0)).Where(j => j != i).OrderBy(j => squaredDistances[i, j]).ThenBy(j => j)];
}
