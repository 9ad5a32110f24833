namespace BhTsne.Tests.Oracles;

/// <summary>Nearest neighbours in float64, pair by pair and fully sorted; shares no code with the engine.</summary>
internal static class BruteForceNeighbors
{
    /// <summary>All distances of one point; the point itself is at infinity.</summary>
    public static double[] Distances(float[,] points, int from, Func<double[], double[], double> distance)
    {
        double[] origin = Row(points, from), result = new double[points.GetLength(0)];
        for (int to = 0; to < result.Length; to++)
        {
            result[to] = to == from ? double.PositiveInfinity : distance(origin, Row(points, to));
        }

        return result;
    }

    /// <summary>The k smallest of the distances, ties by the smaller index.</summary>
    public static int[] Nearest(double[] distances, int k) =>
        [.. Enumerable.Range(0, distances.Length).OrderBy(i => distances[i]).ThenBy(i => i).Take(k)];

    public static double Euclidean(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }

        return Math.Sqrt(sum);
    }

    public static double Manhattan(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += Math.Abs(a[i] - b[i]);
        }

        return sum;
    }

    public static double Chebyshev(double[] a, double[] b)
    {
        double largest = 0;
        for (int i = 0; i < a.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(a[i] - b[i]));
        }

        return largest;
    }

    public static double Cosine(double[] a, double[] b)
    {
        double lengthA = Math.Sqrt(a.Sum(x => x * x)), lengthB = Math.Sqrt(b.Sum(x => x * x));
        return Euclidean([.. a.Select(x => x / lengthA)], [.. b.Select(x => x / lengthB)]);
    }

    private static double[] Row(float[,] points, int row)
    {
        double[] values = new double[points.GetLength(1)];
        for (int column = 0; column < values.Length; column++)
        {
            values[column] = points[row, column];
        }

        return values;
    }
}
