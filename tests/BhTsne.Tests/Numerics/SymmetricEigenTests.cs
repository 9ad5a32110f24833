using BhTsne.Numerics;
using BhTsne.Scheduling;
using BhTsne.Tests.Oracles;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Tests.Numerics;

public class SymmetricEigenTests
{
    [Fact]
    public void Random_matrices_equal_the_sum_of_their_eigenpairs()
    {
        Gen<(int Order, int Seed)> gen = from order in Gen.Choose(1, 70) from seed in Gen.Choose(0, int.MaxValue - 1) select (order, seed);
        Check.ForAll(Arb.From(gen), x => AssertDecomposes(Random(x.Order, x.Seed)));
    }

    [Fact]
    public void Matrices_with_few_distinct_eigenvalues_have_orthonormal_eigenvectors()
    {
        Gen<(int Order, int Distinct, int Seed)> gen =
            from order in Gen.Choose(2, 60)
            from distinct in Gen.Choose(1, 3)
            from seed in Gen.Choose(0, int.MaxValue - 1)
            select (order,
                distinct, seed);
        Check.ForAll(Arb.From(gen), x => AssertDecomposes(WithSpectrum(x.Order, k => 1 + (k % x.Distinct), x.Seed)));
    }

    [Theory]
    [InlineData(1e200)]
    [InlineData(1e-200)]
    [InlineData(1e-310)]
    [InlineData(1.0)]
    public void Any_scale_is_decomposed(double scale)
    {
        double[,] matrix = Random(20, 5);
        for (int i = 0; i < 20; i++)
        {
            for (int j = 0; j < 20; j++)
            {
                matrix[i, j] *= scale;
            }
        }

        // At 1e-310 the matrix itself has only some 13 digits left; they are its entries nevertheless, and exact.
        AssertDecomposes(matrix);
    }

    [Fact]
    public void Graded_spectra_over_sixteen_decades_are_decomposed()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            AssertDecomposes(WithSpectrum(40, k => Math.Pow(10, -0.4 * k), seed));
            AssertDecomposes(WithSpectrum(40, k => Math.Pow(10, -0.4 * k) * (k % 2 == 0 ? 1 : -1), seed));
        }
    }

    /// <summary>
    /// The scatter matrix of fewer images than pixels, many pixels always black: most eigenvalues are zero, and what rounding leaves of
    /// them must not keep the iteration busy for ever.
    /// </summary>
    [Theory]
    [InlineData(300, 60, 1)]
    [InlineData(400, 150, 2)]
    [InlineData(784, 300, 3)]
    public void Matrices_of_low_rank_converge(int order, int rank, int seed)
    {
        Random random = new(seed);
        double[,] matrix = new double[order, order];
        for (int row = 0; row < rank; row++)
        {
            // Strokes: few large values that overlap from one image to the next, as the pixels of digits do.
            float[] image = new float[order];
            for (int stroke = 0; stroke < 6; stroke++)
            {
                int centre = (order / 8) + random.Next(order / 2);
                for (int pixel = centre; pixel < Math.Min(centre + 12, order); pixel++)
                {
                    image[pixel] = random.Next(256) / 65536f;
                }
            }

            for (int i = 0; i < order; i++)
            {
                for (int j = 0; j < order && image[i] != 0; j++)
                {
                    matrix[i, j] += image[i] * image[j];
                }
            }
        }

        (double[] values, double[,] vectors) = Solve(matrix, 20, 2);
        for (int k = 0; k < 20; k++)
        {
            for (int i = 0; i < order; i++)
            {
                double product = 0;
                for (int j = 0; j < order; j++)
                {
                    product += matrix[i, j] * vectors[k, j];
                }

                Assert.Equal(values[k] * vectors[k, i], product, 1e-12 * values[0]);
            }
        }
    }

    [Fact]
    public void Diagonal_tridiagonal_zero_and_tiny_matrices_are_decomposed()
    {
        AssertDecomposes(new double[7, 7]);
        AssertDecomposes(new double[1, 1]);
        AssertDecomposes(new double[,] { { -3 } });
        AssertDecomposes(new double[,] { { 1, 2 }, { 2, 1 } });
        AssertDecomposes(new double[,] { { 0, 1 }, { 1, 0 } });
        AssertDecomposes(new double[,] { { 2, 0 }, { 0, 2 } });
        AssertDecomposes(new double[,] { { 1, 1e-170, 0 }, { 1e-170, 1, 1e-170 }, { 0, 1e-170, 1 } });

        double[,] diagonal = new double[30, 30], second = new double[30, 30], wilkinson = new double[21, 21];
        for (int i = 0; i < 30; i++)
        {
            diagonal[i, i] = i % 4;
            second[i, i] = 2;
            if (i > 0)
            {
                second[i, i - 1] = second[i - 1, i] = -1;
            }
        }

        // Wilkinson's W21: pairs of eigenvalues that agree to fifteen digits without being equal.
        for (int i = 0; i < 21; i++)
        {
            wilkinson[i, i] = Math.Abs(i - 10);
            if (i > 0)
            {
                wilkinson[i, i - 1] = wilkinson[i - 1, i] = 1;
            }
        }

        AssertDecomposes(diagonal);
        AssertDecomposes(second);
        AssertDecomposes(wilkinson);
        (double[] values, _) = Solve(second, 30, 1);
        for (int k = 0; k < 30; k++)
        {
            Assert.Equal(2 + (2 * Math.Cos((k + 1) * Math.PI / 31)), values[k], 1e-13);
        }
    }

    [Fact]
    public void The_first_pairs_do_not_depend_on_how_many_are_wanted()
    {
        double[,] matrix = Random(45, 3);
        (double[] all, double[,] vectors) = Solve(matrix, 45, 1);
        (double[] few, double[,] fewVectors) = Solve(matrix, 11, 1);
        Assert.Equal(all[..11], few);
        for (int k = 0; k < 11; k++)
        {
            for (int i = 0; i < 45; i++)
            {
                Assert.Equal(vectors[k, i], fewVectors[k, i]);
            }
        }
    }

    [Theory]
    [InlineData(150)]
    [InlineData(1100)]
    public void Threads_do_not_change_a_bit(int order)
    {
        double[,] matrix = Random(order, 8);
        (double[] values, double[,] vectors) = Solve(matrix, 20, 1);
        foreach (int threads in new[] { 2, 3 })
        {
            (double[] others, double[,] otherVectors) = Solve(matrix, 20, threads);
            Assert.Equal(values, others);
            Assert.Equal(vectors, otherVectors);
        }
    }

    private static void AssertDecomposes(double[,] matrix)
    {
        int n = matrix.GetLength(0);
        (double[] values, double[,] vectors) = Solve(matrix, n, 1);
        double norm = matrix.Cast<double>().Max(Math.Abs), unit = norm == 0 ? 1 : norm;
        for (int a = 0; a < n; a++)
        {
            Assert.True(a == 0 || values[a] <= values[a - 1], "The eigenvalues must fall.");
            for (int b = 0; b < n; b++)
            {
                double overlap = 0, entry = 0;
                for (int k = 0; k < n; k++)
                {
                    overlap += vectors[a, k] * vectors[b, k];
                    entry += values[k] / unit * vectors[k, a] * vectors[k, b];
                }

                Assert.Equal(a == b ? 1 : 0, overlap, 1e-12);
                Assert.Equal(matrix[a, b] / unit, entry, 1e-12 * Math.Max(n, 10));
            }
        }
    }

    private static (double[] Values, double[,] Vectors) Solve(double[,] matrix, int count, int threads)
    {
        int n = matrix.GetLength(0), stride = DoubleLanes.RoundUp(n);
        double[] padded = new double[n * stride];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                padded[(i * stride) + j] = matrix[i, j];
            }
        }

        using WorkerTeam team = new(threads);
        SymmetricEigen eigen = SymmetricEigen.Largest(padded, n, stride, count, team);
        double[,] vectors = new double[count, n];
        Buffer.BlockCopy(eigen.Vectors, 0, vectors, 0, eigen.Vectors.Length * sizeof(double));
        return (eigen.Values, vectors);
    }

    private static double[,] Random(int order, int seed)
    {
        Random random = new(seed);
        double[,] matrix = new double[order, order];
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                matrix[i, j] = matrix[j, i] = PcaClouds.Gaussian(random);
            }
        }

        return matrix;
    }

    /// <summary>A matrix with given eigenvalues: a diagonal one between random reflections.</summary>
    private static double[,] WithSpectrum(int order, Func<int, double> eigenvalue, int seed)
    {
        Random random = new(seed);
        double[,] matrix = new double[order, order];
        for (int i = 0; i < order; i++)
        {
            matrix[i, i] = eigenvalue(i);
        }

        for (int reflection = 0; reflection < 3; reflection++)
        {
            double[] u = [.. Enumerable.Range(0, order).Select(_ => PcaClouds.Gaussian(random))];
            double square = u.Sum(x => x * x);
            double[] mu = new double[order];
            for (int i = 0; i < order; i++)
            {
                for (int j = 0; j < order; j++)
                {
                    mu[i] += matrix[i, j] * u[j];
                }
            }

            double umu = u.Zip(mu, (x, y) => x * y).Sum();
            for (int i = 0; i < order; i++)
            {
                for (int j = 0; j < order; j++)
                {
                    matrix[i, j] += (-2 / square * ((u[i] * mu[j]) + (mu[i] * u[j]))) + (4 / square / square * umu * u[i] * u[j]);
                }
            }
        }

        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j < i; j++)
            {
                matrix[i, j] = matrix[j, i];
            }
        }

        return matrix;
    }
}
