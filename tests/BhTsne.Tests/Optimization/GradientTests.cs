using BhTsne.Attraction;
using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Optimization;
using BhTsne.Planning;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;
using BhTsne.Tests.Affinities;
using BhTsne.Tests.Oracles;
using BhTsne.Tests.Properties;
using BhTsne.Tests.Repulsion;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Tests.Optimization;

public sealed class GradientTests
{
    /// <summary>Rounding of P and of a few hundred terms to single precision.</summary>
    private const double Rounding = 3e-6;

    [Fact]
    public void Attraction_is_the_sum_over_p_in_one_dimension() => AttractionHolds<OneDimension>();

    [Fact]
    public void Attraction_is_the_sum_over_p_in_two_dimensions() => AttractionHolds<TwoDimensions>();

    [Fact]
    public void Attraction_is_the_sum_over_p_in_three_dimensions() => AttractionHolds<ThreeDimensions>();

    /// <summary>
    /// The whole chain: gradient and cost of the engine at θ = 0 are those of the definition, which finite differences confirm.
    /// </summary>
    [Fact]
    public void Gradient_and_cost_at_theta_zero_are_the_definitions_in_one_dimension() => GradientHolds<OneDimension>();

    [Fact]
    public void Gradient_and_cost_at_theta_zero_are_the_definitions_in_two_dimensions() => GradientHolds<TwoDimensions>();

    [Fact]
    public void Gradient_and_cost_at_theta_zero_are_the_definitions_in_three_dimensions() => GradientHolds<ThreeDimensions>();

    [Fact]
    public void The_engines_gradient_is_the_slope_of_the_cost() => Check.ForAll(Cases<TwoDimensions>(3, 30, [0.1, 1, 3]), input =>
    {
        double[,] p = input.P.ToDense(), y = input.Map.ToDense();
        double[,] slope = FiniteDifferences.Gradient(map => new DenseTsne().Cost(p, map), y, 1e-3 * input.Map.Spread);
        double size = Size<TwoDimensions>(p, y);
        double[,] gradient = Engine<TwoDimensions>(input).Gradient;
        Assert.True(Distance(gradient, slope) <= (Rounding * size) + 1e-6, $"{Distance(gradient, slope)} of {size}");
    }, 50);

    /// <summary>The sum of a caller's P may be off by 1e-4; each unit of it has its share of ln Z.</summary>
    [Theory]
    [InlineData(1.00009f)]
    [InlineData(0.99991f)]
    public void The_cost_of_a_sum_of_p_that_is_not_quite_1_is_that_of_its_entries(float scale)
    {
        const int Points = 80;
        SparseMatrix one = new SparseAffinities(Points, 0.2, 3).ToAffinities().Matrix;
        float[] values = [.. one.Values.ToArray().Select(value => scale * value)];
        AffinityMatrix p = new(new SparseMatrix(one.RowOffsets, one.ColumnIndices, values, Points));
        PointCloud map = new(CloudShape.Uniform, Points, 2, 3, 4);
        using WorkerTeam team = new(1);
        IGradient gradient = DescentFactory.Gradient<TwoDimensions>(p, new PointLayout(p, team), new TreeState(Points), new(), team);
        double[,] dense = Graphs.ToDense(p.Matrix), y = map.ToDense(), w = DenseTsne.Weights(y);
        double z = DenseTsne.Z(y), expected = 0;
        for (int i = 0; i < Points; i++)
        {
            for (int j = 0; j < Points; j++)
            {
                expected += dense[i, j] > 0 ? dense[i, j] * Math.Log(dense[i, j] * z / w[i, j]) : 0;
            }
        }

        Assert.Equal(expected, gradient.ComputeWithCost(Maps.Positions<TwoDimensions>(map), 0), 2e-5);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void The_bits_do_not_depend_on_the_number_of_threads(int threads)
    {
        SparseAffinities affinities = new(1500, 0.05, 5);
        PointCloud map = new(CloudShape.Clusters, 1500, 2, 30, 6);
        (double[,] gradient, double cost) = Engine<TwoDimensions>(new Case(affinities, map));
        (double[,] otherGradient, double otherCost) = Engine<TwoDimensions>(new Case(affinities, map), threads);
        Assert.Equal(cost, otherCost);
        Assert.Equal(gradient.Cast<double>(), otherGradient.Cast<double>());
    }

    private static void AttractionHolds<TSpace>()
        where TSpace : struct, ISpace => Check.ForAll(Cases<TSpace>(2, 150, null), input =>
        {
            using WorkerTeam team = new(1);
            float[] positions = Maps.Positions<TSpace>(input.Map), attraction = new float[positions.Length];
            new AttractiveForces<TSpace, StudentKernel>(default, input.P.Points, team)
                .Compute(input.P.ToAffinities().Matrix, positions, positions, attraction);
            double[,] p = input.P.ToDense(), y = input.Map.ToDense();
            double[,] actual = Maps.Dense<TSpace>(attraction, input.Map.Points);
            double size = AttractionSize(p, y);
            Assert.True(Distance(actual, DenseTsne.Attraction(p, y)) <= Rounding * size);
        });

    private static void GradientHolds<TSpace>()
        where TSpace : struct, ISpace => Check.ForAll(Cases<TSpace>(2, 150, null), input =>
        {
            double[,] p = input.P.ToDense(), y = input.Map.ToDense();
            (double[,] gradient, double cost) = Engine<TSpace>(input);
            DenseTsne oracle = new();
            double expected = oracle.Cost(p, y);
            Assert.True(
                Math.Abs(cost - expected) <= Rounding * (1 + Math.Abs(expected) + Math.Log(input.Map.Points)),
                $"cost {cost}, not {expected}");
            Assert.True(Distance(gradient, oracle.Gradient(p, y)) <= Rounding * Size<TSpace>(p, y));
        });

    private static Arbitrary<Case> Cases<TSpace>(int least, int most, double[]? spreads)
        where TSpace : struct, ISpace =>
        (from p in SparseAffinities.Of(least, most).Generator
         from map in Clouds.Of((least, most), (TSpace.Dimensions, TSpace.Dimensions), spreads).Generator
         select new Case(p, map with { Points = p.Points })).ToArbitrary();

    private static (double[,] Gradient, double Cost) Engine<TSpace>(Case input, int threads = 1)
        where TSpace : struct, ISpace
    {
        using WorkerTeam team = new(threads);
        int points = input.Map.Points;
        AffinityMatrix p = input.P.ToAffinities();
        IGradient gradient = DescentFactory.Gradient<TSpace>(p, new PointLayout(p, team), new TreeState(points), new TsneOptions(), team);
        double cost = gradient.ComputeWithCost(Maps.Positions<TSpace>(input.Map), 0);
        double[,] attraction = Maps.Dense<TSpace>(gradient.Attraction, points), repulsion = Maps.Dense<TSpace>(gradient.Repulsion, points);
        double[,] whole = new double[points, TSpace.Dimensions];
        for (int i = 0; i < points; i++)
        {
            for (int axis = 0; axis < TSpace.Dimensions; axis++)
            {
                whole[i, axis] = 4 * (attraction[i, axis] - (repulsion[i, axis] / gradient.Z));
            }
        }

        return (whole, cost);
    }

    /// <summary>What is summed before signs cancel: rounding is a share of it.</summary>
    private static double Size<TSpace>(double[,] p, double[,] y)
        where TSpace : struct, ISpace
    {
        double repulsion = Math.Sqrt(Maps.Magnitudes(y).Cast<double>().Sum(m => m * m)) / DenseTsne.Z(y);
        return 4 * (AttractionSize(p, y) + repulsion);
    }

    private static double AttractionSize(double[,] p, double[,] y)
    {
        double[,] w = DenseTsne.Weights(y), s = Dense.SquaredDistances(y);
        double sum = 0;
        for (int i = 0; i < y.GetLength(0); i++)
        {
            double row = 0;
            for (int j = 0; j < y.GetLength(0); j++)
            {
                row += p[i, j] * w[i, j] * Math.Sqrt(s[i, j]);
            }

            sum += row * row;
        }

        return Math.Sqrt(sum);
    }

    private static double Distance(double[,] a, double[,] b) =>
        Math.Sqrt(a.Cast<double>().Zip(b.Cast<double>(), (x, y) => (x - y) * (x - y)).Sum());

    private sealed record Case(SparseAffinities P, PointCloud Map);
}
