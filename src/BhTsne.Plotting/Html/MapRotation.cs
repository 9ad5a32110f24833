namespace BhTsne.Plotting.Html;

/// <summary>
/// The rotation or reflection that lays a map as nearly as possible on another one of the same points: the orthogonal Procrustes problem
/// (Schönemann 1966). Neither distances nor sizes change.
/// </summary>
internal static class MapRotation
{
    // Of matrices of at most 3 x 3, each sweep of Jacobi's method squares the error of the last.
    private const int Sweeps = 20;

    /// <summary>
    /// The orthogonal D x D matrix R that makes the sum of |R (x - mean of x) - T (y - mean of y)|² least.
    /// </summary>
    /// <param name="map">The points x, N x D.</param>
    /// <param name="target">The points y.</param>
    /// <param name="targetRotation">The matrix T of the target itself.</param>
    public static double[,] Find(Embedding map, Embedding target, double[,] targetRotation)
    {
        int d = map.Dimensions;
        double[,] products = Products(target, map), matrix = new double[d, d];

        // R maximises the trace of R · (sum of x yᵀ) · Tᵀ: it is the orthogonal factor of T · (sum of y xᵀ).
        for (int a = 0; a < d; a++)
        {
            for (int b = 0; b < d; b++)
            {
                for (int c = 0; c < d; c++)
                {
                    matrix[a, b] += targetRotation[a, c] * products[c, b];
                }
            }
        }

        return OrthogonalFactor(matrix);
    }

    /// <summary>The matrix that changes nothing.</summary>
    public static double[,] Identity(int dimensions)
    {
        double[,] identity = new double[dimensions, dimensions];
        for (int a = 0; a < dimensions; a++)
        {
            identity[a, a] = 1;
        }

        return identity;
    }

    /// <summary>A map whose rows are multiplied by a matrix.</summary>
    public static Embedding Apply(double[,] rotation, Embedding map)
    {
        int d = map.Dimensions;
        float[] turned = new float[map.Values.Length];
        for (int i = 0; i < turned.Length; i++)
        {
            double sum = 0;
            for (int b = 0; b < d; b++)
            {
                sum += rotation[i % d, b] * map.Values[(i / d * d) + b];
            }

            turned[i] = (float)sum;
        }

        return new Embedding(turned, d);
    }

    private static double[,] Products(Embedding left, Embedding right)
    {
        int d = left.Dimensions;
        double[] meanLeft = Mean(left), meanRight = Mean(right);
        double[,] sums = new double[d, d];
        for (int i = 0; i < left.Points; i++)
        {
            for (int a = 0; a < d; a++)
            {
                for (int b = 0; b < d; b++)
                {
                    sums[a, b] += (left.Values[(i * d) + a] - meanLeft[a]) * (right.Values[(i * d) + b] - meanRight[b]);
                }
            }
        }

        return sums;
    }

    private static double[] Mean(Embedding map)
    {
        double[] mean = new double[map.Dimensions];
        for (int i = 0; i < map.Values.Length; i++)
        {
            mean[i % mean.Length] += map.Values[i];
        }

        return Array.ConvertAll(mean, sum => sum / map.Points);
    }

    /// <summary>U Vᵀ of the singular value decomposition U S Vᵀ, by the one-sided method of Jacobi.</summary>
    private static double[,] OrthogonalFactor(double[,] matrix)
    {
        int d = matrix.GetLength(0);
        double[][] columns = [.. Enumerable.Range(0, d).Select(c => Enumerable.Range(0, d).Select(r => matrix[r, c]).ToArray())];
        double[][] v = [.. Enumerable.Range(0, d).Select(c => Enumerable.Range(0, d).Select(r => r == c ? 1.0 : 0).ToArray())];
        for (int sweep = 0; sweep < Sweeps; sweep++)
        {
            for (int p = 0; p < d; p++)
            {
                for (int q = p + 1; q < d; q++)
                {
                    (double cosine, double sine) = Rotation(columns[p], columns[q]);
                    Turn(columns[p], columns[q], cosine, sine);
                    Turn(v[p], v[q], cosine, sine);
                }
            }
        }

        double[][] u = Orthonormal(columns);
        double[,] factor = new double[d, d];
        for (int a = 0; a < d; a++)
        {
            for (int b = 0; b < d; b++)
            {
                factor[a, b] = Enumerable.Range(0, d).Sum(k => u[k][a] * v[k][b]);
            }
        }

        return factor;
    }

    /// <summary>The angle that makes two columns orthogonal.</summary>
    private static (double Cosine, double Sine) Rotation(double[] p, double[] q)
    {
        double product = Dot(p, q);
        if (product == 0)
        {
            return (1, 0);
        }

        double zeta = (Dot(q, q) - Dot(p, p)) / (2 * product);
        double tangent = (zeta >= 0 ? 1 : -1) / (Math.Abs(zeta) + Math.Sqrt(1 + (zeta * zeta)));
        double cosine = 1 / Math.Sqrt(1 + (tangent * tangent));
        return (cosine, cosine * tangent);
    }

    private static void Turn(double[] p, double[] q, double cosine, double sine)
    {
        for (int r = 0; r < p.Length; r++)
        {
            (p[r], q[r]) = ((cosine * p[r]) - (sine * q[r]), (sine * p[r]) + (cosine * q[r]));
        }
    }

    /// <summary>
    /// Columns of unit length. One whose length is next to nothing says nothing about a direction, and is replaced by one at right angles
    /// to the others.
    /// </summary>
    private static double[][] Orthonormal(double[][] columns)
    {
        const double Negligible = 1e-12;
        int d = columns.Length;
        double most = columns.Max(column => Dot(column, column));
        double[][] unit = new double[d][];
        List<double[]> found = [];
        foreach (int c in Enumerable.Range(0, d).OrderByDescending(c => Dot(columns[c], columns[c])))
        {
            double[] candidate = Dot(columns[c], columns[c]) > most * Negligible
                ? columns[c]
                : Enumerable.Range(0, d).Select(a => Without(Axis(a, d), found)).MaxBy(axis => Dot(axis, axis))!;
            double[] rest = Without(candidate, found);
            double length = Math.Sqrt(Dot(rest, rest));
            unit[c] = Array.ConvertAll(rest, value => value / length);
            found.Add(unit[c]);
        }

        return unit;
    }

    private static double[] Axis(int axis, int d) => [.. Enumerable.Range(0, d).Select(a => a == axis ? 1.0 : 0)];

    private static double[] Without(double[] vector, List<double[]> directions)
    {
        double[] rest = [.. vector];
        foreach (double[] direction in directions)
        {
            double share = Dot(rest, direction);
            rest = [.. rest.Select((value, a) => value - (share * direction[a]))];
        }

        return rest;
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
