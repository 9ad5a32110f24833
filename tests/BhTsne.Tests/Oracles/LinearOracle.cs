using System.Numerics;

namespace BhTsne.Tests.Oracles;

/// <summary>What the linear reductions must reach, in double precision from the definitions.</summary>
internal static class LinearOracle
{
    /// <summary>
    /// All squared singular values, the largest first: the eigenvalues of the smaller of XᵀX and XXᵀ, X as it is, by Jacobi's rotations.
    /// </summary>
    public static double[] SquaredSingularValues(float[,] x)
    {
        bool wide = x.GetLength(1) > x.GetLength(0);
        int order = Math.Min(x.GetLength(0), x.GetLength(1)), depth = Math.Max(x.GetLength(0), x.GetLength(1));
        double[,] gram = new double[order, order];
        for (int a = 0; a < order; a++)
        {
            int[] present = [.. Enumerable.Range(0, depth).Where(k => (wide ? x[a, k] : x[k, a]) != 0)];
            for (int b = 0; b <= a; b++)
            {
                foreach (int k in present)
                {
                    gram[a, b] += wide ? (double)x[a, k] * x[b, k] : (double)x[k, a] * x[k, b];
                }

                gram[b, a] = gram[a, b];
            }
        }

        return [.. PcaOracle.Eigen(gram).Values.Select(value => Math.Max(value, 0))];
    }

    /// <summary>The rank of a matrix of whole numbers, exactly: Bareiss' elimination.</summary>
    public static int Rank(float[,] whole)
    {
        int rows = whole.GetLength(0), columns = whole.GetLength(1), rank = 0;
        BigInteger[,] a = new BigInteger[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                a[i, j] = (BigInteger)whole[i, j];
            }
        }

        for (int column = 0; column < columns && rank < rows; column++)
        {
            int pivot = Enumerable.Range(rank, rows - rank).FirstOrDefault(i => !a[i, column].IsZero, -1);
            if (pivot < 0)
            {
                continue;
            }

            for (int j = 0; j < columns; j++)
            {
                (a[rank, j], a[pivot, j]) = (a[pivot, j], a[rank, j]);
            }

            for (int i = rank + 1; i < rows; i++)
            {
                BigInteger factor = a[i, column];
                for (int j = 0; j < columns; j++)
                {
                    a[i, j] = (a[i, j] * a[rank, column]) - (a[rank, j] * factor);
                }
            }

            rank++;
        }

        return rank;
    }

    /// <summary>
    /// The error ‖X - X W₁ W₂‖² of an autoencoder that gradient descent trained from random weights, its step halved where it would climb.
    /// It ends where the gradient does: a descent with a number of steps may end far above, where two singular values are nearly equal.
    /// </summary>
    public static double TrainedError(float[,] points, int components, int seed)
    {
        double[,] x = Dense.From(
            System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref points[0, 0], points.Length),
            points.GetLength(0),
            points.GetLength(1));
        Random random = new(seed);
        double[,] w1 = RandomMatrix(x.GetLength(1), components, random), w2 = RandomMatrix(components, x.GetLength(1), random);
        (double error, double[,] residual) = Error(x, w1, w2);
        double step = 1e-3;
        double total = Dense.Flat(x).ToArray().Sum(value => value * value);
        while (true)
        {
            double[,] g1 = Times(Transposed(x), Times(residual, Transposed(w2))), g2 = Times(Transposed(Times(x, w1)), residual);
            double norm = Math.Sqrt(
                Dense.Flat(g1).ToArray().Sum(value => value * value) + Dense.Flat(g2).ToArray().Sum(value => value * value));
            if (norm < 1e-6 * total)
            {
                return error;
            }

            while (true)
            {
                double[,] next1 = Moved(w1, g1, step), next2 = Moved(w2, g2, step);
                (double nextError, double[,] nextResidual) = Error(x, next1, next2);
                if (nextError <= error)
                {
                    (w1, w2, error, residual) = (next1, next2, nextError, nextResidual);
                    step *= 1.3;
                    break;
                }

                step /= 2;
                if (step < 1e-20)
                {
                    return error;
                }
            }
        }
    }

    private static (double Error, double[,] Residual) Error(double[,] x, double[,] w1, double[,] w2)
    {
        double[,] residual = Times(Times(x, w1), w2);
        double sum = 0;
        for (int i = 0; i < x.GetLength(0); i++)
        {
            for (int j = 0; j < x.GetLength(1); j++)
            {
                residual[i, j] -= x[i, j];
                sum += residual[i, j] * residual[i, j];
            }
        }

        return (sum, residual);
    }

    private static double[,] RandomMatrix(int rows, int columns, Random random)
    {
        double[,] values = new double[rows, columns];
        foreach (ref double value in Dense.Flat(values))
        {
            value = PcaClouds.Gaussian(random);
        }

        return values;
    }

    private static double[,] Times(double[,] a, double[,] b)
    {
        double[,] product = new double[a.GetLength(0), b.GetLength(1)];
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int k = 0; k < b.GetLength(0); k++)
            {
                for (int j = 0; j < b.GetLength(1); j++)
                {
                    product[i, j] += a[i, k] * b[k, j];
                }
            }
        }

        return product;
    }

    private static double[,] Transposed(double[,] a)
    {
        double[,] transposed = new double[a.GetLength(1), a.GetLength(0)];
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++)
            {
                transposed[j, i] = a[i, j];
            }
        }

        return transposed;
    }

    private static double[,] Moved(double[,] weights, double[,] gradient, double step)
    {
        double[,] moved = new double[weights.GetLength(0), weights.GetLength(1)];
        for (int i = 0; i < moved.Length; i++)
        {
            Dense.Flat(moved)[i] = Dense.Flat(weights)[i] - (step * Dense.Flat(gradient)[i]);
        }

        return moved;
    }
}
