using BhTsne.Initialization;
using BhTsne.Scheduling;
using BhTsne.Tests.Oracles;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Tests.Initialization;

public class StartTests
{
    [Fact]
    public void A_pca_start_is_the_first_components_on_one_scale_but_for_a_jitter()
    {
        Gen<(int N, int D, int Dimensions, int Seed)> gen =
            from n in Gen.Choose(100, 300)
            from d in Gen.Choose(3, 20)
            from dimensions in Gen.Choose(1, 3)
            from seed in Gen.Choose(0, int.MaxValue - 1)
            select (n, d, dimensions, seed);
        Check.ForAll(Arb.From(gen), x =>
        {
            float[,] points = PcaClouds.Decaying(x.N, x.D, 0.5, 4, x.Seed);
            Embedding start = Start(points, x.Dimensions, 11);
            (double[] values, double[,] axes) = PcaOracle.Eigen(PcaOracle.Covariance(points));
            double[] mean = PcaOracle.Mean(points);
            double unit = Math.Sqrt(values[0] * (x.N - 1) / x.N);
            Assert.Equal((x.N, x.Dimensions), (start.Points, start.Dimensions));
            Assert.Equal(1e-4, Deviation(start, 0), 1e-10);
            for (int axis = 0; axis < x.Dimensions; axis++)
            {
                double[] expected = new double[x.N];
                for (int i = 0; i < x.N; i++)
                {
                    expected[i] = Enumerable.Range(0, x.D).Sum(j => (points[i, j] - mean[j]) * axes[axis, j]) / unit;
                }

                // Where two loadings are nearly the largest, rounding may choose the other sign than the oracle.
                double sign = Enumerable.Range(0, x.N).Sum(i => expected[i] * start[i, axis]) < 0 ? -1 : 1;
                double[] jitter = [.. Enumerable.Range(0, x.N).Select(i => (start[i, axis] / 1e-4) - (sign * expected[i]))];
                Assert.All(jitter, value => Assert.InRange(Math.Abs(value), 0, 0.06));
                Assert.InRange(Math.Sqrt(jitter.Sum(value => value * value) / x.N), 0.005, 0.02);
            }
        });
    }

    [Fact]
    public void Equal_points_start_apart()
    {
        float[,] heavy = PcaClouds.Decaying(400, 5, 0.7, 1, 3);
        for (int i = 0; i < 200; i++)
        {
            for (int j = 0; j < 5; j++)
            {
                heavy[i, j] = heavy[0, j];
            }
        }

        AssertDistinct(Start(heavy, 2, 5));
        AssertDistinct(Start(new float[300, 4], 2, 5));
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 3)]
    [InlineData(6, 3)]
    public void Axes_that_points_do_not_have_or_do_not_use_are_gaussian(int columns, int dimensions)
    {
        // The points lie on one line, so one axis at most carries them.
        float[,] line = new float[3000, columns];
        Random random = new(1);
        for (int i = 0; i < 3000; i++)
        {
            double position = PcaClouds.Gaussian(random);
            for (int j = 0; j < columns; j++)
            {
                line[i, j] = (float)((j + 1) * position);
            }
        }

        Embedding start = Start(line, dimensions, 6);
        Assert.Equal(1e-4, Deviation(start, 0), 1e-10);
        for (int axis = 1; axis < dimensions; axis++)
        {
            Assert.InRange(Deviation(start, axis), 0.9e-4, 1.1e-4);
        }
    }

    [Theory]
    [InlineData(1e20f)]
    [InlineData(1e-20f)]
    public void Extreme_units_give_an_ordinary_start(float unit)
    {
        Embedding start = Start(PcaClouds.Scaled(PcaClouds.Decaying(50, 6, 0.6, 1, 2), unit), 2, 1);
        Assert.Equal(1e-4, Deviation(start, 0), 1e-10);
    }

    [Fact]
    public void Equal_or_single_points_give_a_start_too()
    {
        Assert.Equal(1e-4, Deviation(Start(PcaClouds.Map(new float[50, 3], (_, _) => 7), 2, 1), 0), 1e-10);
        Embedding single = Start(new float[1, 3], 2, 1);
        Assert.Equal((1, 2), (single.Points, single.Dimensions));
        Assert.InRange(Math.Abs(single[0, 0]), 0, 1e-3);
    }

    [Fact]
    public void Threads_do_not_change_a_bit_and_the_seed_does()
    {
        float[,] points = PcaClouds.Decaying(9000, 4, 0.8, 1, 2);
        float[] one = Start(points, 2, 1, 1).Values.ToArray();
        Assert.Equal(one, Start(points, 2, 1, 2).Values.ToArray());
        Assert.Equal(one, Start(points, 2, 1, 3).Values.ToArray());
        Assert.NotEqual(one, Start(points, 2, 2, 1).Values.ToArray());
        float[] random = Random(9000, 2, 1, 1).Values.ToArray();
        Assert.Equal(random, Random(9000, 2, 1, 2).Values.ToArray());
        Assert.Equal(random, Random(9000, 2, 1, 3).Values.ToArray());
        Assert.NotEqual(random, Random(9000, 2, 2, 1).Values.ToArray());
    }

    [Fact]
    public void A_random_start_depends_on_seed_point_and_dimension_alone()
    {
        Embedding large = Random(5000, 3, 4), small = Random(100, 2, 4);
        for (int point = 0; point < 100; point++)
        {
            Assert.Equal(large[point, 0], small[point, 0]);
            Assert.Equal(large[point, 1], small[point, 1]);
        }
    }

    [Fact]
    public void A_random_start_is_gaussian_in_every_dimension()
    {
        Embedding start = Random(20000, 3, 9);
        AssertDistinct(start);
        for (int dimension = 0; dimension < 3; dimension++)
        {
            double[] values = [.. Enumerable.Range(0, start.Points).Select(i => start[i, dimension] / 1e-4)];
            Assert.Equal(0, values.Average(), 0.03);
            Assert.Equal(1, values.Average(v => v * v), 0.05);
            Assert.Equal(3, values.Average(v => v * v * v * v), 0.3);
            double other = Enumerable.Range(0, start.Points).Average(i => values[i] * start[i, (dimension + 1) % 3] / 1e-4);
            Assert.Equal(0, other, 0.03);
        }
    }

    private static Embedding Start(float[,] points, int dimensions, ulong seed, int threads = 1)
    {
        using WorkerTeam team = new(threads);
        return PcaStart.Create(PointMatrix.From(points), dimensions, 1e-4, seed, team);
    }

    private static Embedding Random(int points, int dimensions, ulong seed, int threads = 1)
    {
        using WorkerTeam team = new(threads);
        return RandomStart.Create(points, dimensions, 1e-4, seed, team);
    }

    private static void AssertDistinct(Embedding start)
    {
        var rows = Enumerable.Range(0, start.Points).Select(i => (start[i, 0], start[i, 1]));
        Assert.Equal(start.Points, rows.Distinct().Count());
    }

    private static double Deviation(Embedding start, int dimension)
    {
        double[] values = [.. Enumerable.Range(0, start.Points).Select(i => (double)start[i, dimension])];
        double mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
