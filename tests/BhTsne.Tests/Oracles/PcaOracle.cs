namespace BhTsne.Tests.Oracles;

/// <summary>PCA in double precision from its definition: the covariance matrix, and its eigenvectors by Jacobi's rotations.</summary>
internal static class PcaOracle
{
    public static double[] Mean(float[,] points)
    {
        int n = points.GetLength(0), d = points.GetLength(1);
        double[] mean = new double[d];
        for (int j = 0; j < d; j++)
        {
            for (int i = 0; i < n; i++)
            {
                mean[j] += points[i, j] / (double)n;
            }
        }

        return mean;
    }

    public static double[,] Covariance(float[,] points)
    {
        int n = points.GetLength(0), d = points.GetLength(1);
        double[] mean = Mean(points);
        double[,] covariance = new double[d, d];
        for (int a = 0; a < d; a++)
        {
            for (int b = 0; b <= a; b++)
            {
                double sum = 0;
                for (int i = 0; i < n; i++)
                {
                    sum += (points[i, a] - mean[a]) * (points[i, b] - mean[b]);
                }

                covariance[a, b] = covariance[b, a] = sum / Math.Max(n - 1, 1);
            }
        }

        return covariance;
    }

    /// <summary>Eigenvalues, the largest first, and eigenvectors as rows, each with its largest loading positive.</summary>
    public static (double[] Values, double[,] Vectors) Eigen(double[,] symmetric)
    {
        int n = symmetric.GetLength(0);
        double[,] a = (double[,])symmetric.Clone(), v = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            v[i, i] = 1;
        }

        // Jacobi's sweeps converge quadratically; a rotation that changes nothing is skipped, so the last ones are free.
        for (int sweep = 0; sweep < 30; sweep++)
        {
            for (int p = 0; p < n; p++)
            {
                for (int q = p + 1; q < n; q++)
                {
                    Rotate(a, v, p, q);
                }
            }
        }

        int[] order = [.. Enumerable.Range(0, n).OrderByDescending(i => a[i, i])];
        double[,] rows = new double[n, n];
        for (int k = 0; k < n; k++)
        {
            int largest = Enumerable.Range(0, n).MaxBy(i => Math.Abs(v[i, order[k]]));
            double sign = v[largest, order[k]] < 0 ? -1 : 1;
            for (int i = 0; i < n; i++)
            {
                rows[k, i] = sign * v[i, order[k]];
            }
        }

        return ([.. order.Select(i => a[i, i])], rows);
    }

    private static void Rotate(double[,] a, double[,] v, int p, int q)
    {
        if (Math.Abs(a[p, q]) <= 1e-18 * (Math.Abs(a[p, p]) + Math.Abs(a[q, q])))
        {
            return;
        }

        double theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        double t = (theta < 0 ? -1 : 1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        double c = 1 / Math.Sqrt((t * t) + 1), s = t * c;
        for (int k = 0; k < a.GetLength(0); k++)
        {
            (a[k, p], a[k, q]) = ((c * a[k, p]) - (s * a[k, q]), (s * a[k, p]) + (c * a[k, q]));
            (v[k, p], v[k, q]) = ((c * v[k, p]) - (s * v[k, q]), (s * v[k, p]) + (c * v[k, q]));
        }

        for (int k = 0; k < a.GetLength(0); k++)
        {
            (a[p, k], a[q, k]) = ((c * a[p, k]) - (s * a[q, k]), (s * a[p, k]) + (c * a[q, k]));
        }
    }
}
