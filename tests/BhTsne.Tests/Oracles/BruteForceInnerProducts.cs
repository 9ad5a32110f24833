namespace BhTsne.Tests.Oracles;

/// <summary>Largest inner products in float64, pair by pair and fully sorted; shares no code with the engine.</summary>
internal static class BruteForceInnerProducts
{
    /// <summary>The inner products of one point with all others; that with itself is minus infinity.</summary>
    public static double[] Of(float[,] points, int from)
    {
        double[] products = new double[points.GetLength(0)];
        for (int to = 0; to < products.Length; to++)
        {
            products[to] = to == from ? double.NegativeInfinity : Product(points, from, to);
        }

        return products;
    }

    /// <summary>The k largest, ties by the smaller index.</summary>
    public static int[] Largest(double[] products, int k) =>
        [.. Enumerable.Range(0, products.Length).OrderByDescending(i => products[i]).ThenBy(i => i).Take(k)];

    /// <summary>The length of a point.</summary>
    public static double Length(float[,] points, int row) => Math.Sqrt(Product(points, row, row));

    private static double Product(float[,] points, int a, int b)
    {
        double sum = 0;
        for (int column = 0; column < points.GetLength(1); column++)
        {
            sum += (double)points[a, column] * points[b, column];
        }

        return sum;
    }
}
