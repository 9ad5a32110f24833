using BhTsne.Reduction;
using BhTsne.Scheduling;
using BhTsne.Tests.Oracles;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Tests.Reduction;

public sealed class LinearAutoencoderTests
{
    private static readonly Gen<(int N, int D, int K, int Seed)> Shapes =
        from n in Gen.Choose(1, 60)
        from d in Gen.Choose(1, 40)
        from k in Gen.Choose(1, d)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select (n, d, k, seed);

    /// <summary>Products of matrices of small whole numbers: rank and sums are exact, in single precision too.</summary>
    [Fact]
    public void The_error_is_zero_exactly_when_the_points_lie_in_a_subspace_of_K_dimensions()
    {
        Gen<(int N, int D, int R, int K, int Seed)> cases =
            from n in Gen.Choose(1, 14)
            from d in Gen.Choose(1, 9)
            from r in Gen.Choose(0, 9)
            from k in Gen.Choose(1, d)
            from seed in Gen.Choose(0, int.MaxValue - 1)
            select (n, d, r, k, seed);
        int zero = 0, positive = 0;
        Check.ForAll(
            Arb.From(cases),
            x =>
            {
                float[,] points = WholeProduct(x.N, x.D, x.R, x.Seed);
                double total = points.Cast<float>().Sum(value => (double)value * value);
                bool fits = LinearOracle.Rank(points) <= x.K;
                Assert.Equal(fits, Fit(points, x.K).ReconstructionError <= 1e-10 * total);
                _ = fits ? zero++ : positive++;
            },
            cases: 300);
        Assert.InRange(zero, 20, 280);
        Assert.InRange(positive, 20, 280);
    }

    [Fact]
    public void The_error_is_the_sum_of_the_squares_that_are_left_out()
    {
        Check.ForAll(Arb.From(Shapes), x =>
        {
            float[,] points = PcaClouds.Decaying(x.N, x.D, 0.8, 2, x.Seed);
            double[] squares = LinearOracle.SquaredSingularValues(points);
            LinearAutoencoder coder = Fit(points, x.K);
            Assert.Equal(squares.Skip(x.K).Sum(), coder.ReconstructionError, 1e-6 * squares.Sum());
            for (int k = 0; k < x.K; k++)
            {
                // The squares are summed in single precision: to about 1e-7 of the largest.
                double square = k < squares.Length ? squares[k] : 0;
                Assert.Equal(square, Math.Pow(coder.SingularValues[k], 2), 1e-6 * squares[0]);
            }
        }, cases: 50);
    }

    [Fact]
    public void Gradient_descent_ends_at_the_same_error()
    {
        Gen<(int N, int D, int K, int Seed)> cases =
            from n in Gen.Choose(4, 16)
            from d in Gen.Choose(2, 6)
            from k in Gen.Choose(1, 2)
            from seed in Gen.Choose(0, int.MaxValue - 1)
            select (n, d, k, seed);
        Check.ForAll(
            Arb.From(cases),
            x =>
            {
                float[,] points = PcaClouds.Decaying(x.N, x.D, 0.5, 0.3, x.Seed);
                double total = points.Cast<float>().Sum(value => (double)value * value);
                double closed = Fit(points, x.K).ReconstructionError, trained = LinearOracle.TrainedError(points, x.K, x.Seed);
                Assert.InRange(trained - closed, -1e-7 * total, 5e-3 * total);
            },
            cases: 15);
    }

    [Fact]
    public void Codes_decode_to_the_nearest_points_of_the_subspace()
    {
        Check.ForAll(Arb.From(Shapes), x =>
        {
            float[,] points = PcaClouds.Decaying(x.N, x.D, 0.7, 1, x.Seed);
            PointMatrix matrix = PointMatrix.From(points);
            LinearAutoencoder coder = Fit(points, x.K);
            Assert.Equal((x.K, x.D), (coder.Components, coder.Dimensions));
            for (int a = 0; a < x.K; a++)
            {
                ReadOnlySpan<double> row = coder.Decoder.Slice(a * x.D, x.D);
                double[] loadings = row.ToArray();
                Assert.True(loadings.First(value => Math.Abs(value) == loadings.Max(Math.Abs)) > 0);
                for (int b = 0; b < x.K; b++)
                {
                    double product = loadings.Zip(coder.Decoder.Slice(b * x.D, x.D).ToArray(), (p, q) => p * q).Sum();
                    Assert.Equal(a == b ? 1 : 0, product, 1e-9);
                }
            }

            PointMatrix codes = coder.Encode(matrix), decoded = coder.Decode(codes);
            double total = 0, error = 0;
            for (int i = 0; i < x.N; i++)
            {
                for (int k = 0; k < x.K; k++)
                {
                    double code = Enumerable.Range(0, x.D).Sum(j => points[i, j] * coder.Decoder[(k * x.D) + j]);
                    Assert.Equal(code, codes.Row(i)[k], 1e-5);
                }

                for (int j = 0; j < x.D; j++)
                {
                    total += (double)points[i, j] * points[i, j];
                    error += Math.Pow((double)points[i, j] - decoded.Row(i)[j], 2);
                }
            }

            Assert.Equal(coder.ReconstructionError, error, 1e-6 * total);
        }, cases: 25);
    }

    [Fact]
    public void The_mean_is_not_taken_off()
    {
        // Equal points lie on a line through the origin; PCA would see nothing.
        LinearAutoencoder coder = Fit(PcaClouds.Map(new float[9, 3], (_, column) => column == 1 ? 4 : 0), 1);
        Assert.Equal(12, coder.SingularValues[0], 1e-6);
        Assert.Equal(0, coder.ReconstructionError);
        Assert.Equal([0, 1, 0], coder.Decoder.ToArray().Select(value => Math.Round(value, 9)));
    }

    [Theory]
    [InlineData(PcaMethod.Gram)]
    [InlineData(PcaMethod.Randomized)]
    internal void Every_method_finds_the_same(PcaMethod method)
    {
        float[,] points = PcaClouds.Decaying(130, 150, 0.6, 2, 4);
        LinearAutoencoder expected = Fit(points, 6, PcaMethod.Covariance), actual = Fit(points, 6, method);
        for (int k = 0; k < 6; k++)
        {
            double square = Math.Pow(expected.SingularValues[k], 2);
            Assert.Equal(square, Math.Pow(actual.SingularValues[k], 2), 1e-6 * Math.Pow(expected.SingularValues[0], 2));
        }

        Assert.Equal(1, actual.ReconstructionError / expected.ReconstructionError, 1e-3);
    }

    [Theory]
    [InlineData(1e20f)]
    [InlineData(1e-20f)]
    public void The_unit_of_the_input_does_not_matter(float unit)
    {
        float[,] points = PcaClouds.Decaying(40, 12, 0.7, 1, 2);
        LinearAutoencoder plain = Fit(points, 3), scaled = Fit(PcaClouds.Scaled(points, unit), 3);
        Assert.Equal(1, scaled.ReconstructionError / plain.ReconstructionError / unit / unit, 1e-5);
        Assert.Equal(1, scaled.SingularValues[2] / plain.SingularValues[2] / unit, 1e-5);
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        PointMatrix points = PointMatrix.From(PcaClouds.Decaying(700, 50, 0.9, 1, 9));
        LinearAutoencoder one = LinearAutoencoder.Fit(points, 9, 1, threads: 1), three = LinearAutoencoder.Fit(points, 9, 1, threads: 3);
        Assert.Equal(one.Decoder, three.Decoder);
        Assert.Equal(one.ReconstructionError, three.ReconstructionError);
        PointMatrix codes = one.Encode(points, 1);
        Assert.Equal(codes.Values, one.Encode(points, 3).Values);
        Assert.Equal(one.Decode(codes, 1).Values, one.Decode(codes, 2).Values);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        PointMatrix points = PointMatrix.From(new float[4, 3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => LinearAutoencoder.Fit(points, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LinearAutoencoder.Fit(points, 4, 1));
        LinearAutoencoder coder = LinearAutoencoder.Fit(points, 2, 1);
        Assert.Contains(
            "3 dimensions",
            Assert.Throws<ArgumentException>(() => coder.Encode(PointMatrix.From(new float[1, 2]))).Message,
            StringComparison.Ordinal);
        Assert.Contains("2 components", Assert.Throws<ArgumentException>(() => coder.Decode(points)).Message, StringComparison.Ordinal);
    }

    private static float[,] WholeProduct(int n, int d, int rank, int seed)
    {
        Random random = new(seed);
        float[,] product = new float[n, d];
        for (int r = 0; r < rank; r++)
        {
            float[] left = [.. Enumerable.Range(0, n).Select(_ => (float)random.Next(-2, 3))];
            float[] right = [.. Enumerable.Range(0, d).Select(_ => (float)random.Next(-2, 3))];
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < d; j++)
                {
                    product[i, j] += left[i] * right[j];
                }
            }
        }

        return product;
    }

    private static LinearAutoencoder Fit(float[,] points, int components, PcaMethod method = PcaMethod.Covariance)
    {
        using WorkerTeam team = new(1);
        return LinearAutoencoder.Fit(PointMatrix.From(points), components, method, 5, team);
    }
}
