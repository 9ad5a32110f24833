using BhTsne.Models;
using FsCheck;
using FsCheck.Fluent;

namespace BhTsne.Tests.Models;

/// <summary>Minima of functions whose minimum is known.</summary>
public sealed class QuasiNewtonTests
{
    [Fact]
    public void It_finds_the_minimum_of_quadratic_functions()
    {
        Gen<(int Dimensions, double Condition, int Seed)> gen =
            from dimensions in Gen.Choose(1, 3)
            from condition in Gen.Elements(1.0, 10, 1000)
            from seed in Gen.Choose(0, int.MaxValue - 1)
            select (dimensions, condition, seed);
        Check.ForAll(
            Arb.From(gen),
            x =>
            {
                Random random = new(x.Seed);
                double[] minimum = Vector(x.Dimensions, random);
                double[] stretch = [.. Enumerable.Range(0, x.Dimensions).Select(i => Math.Pow(x.Condition, (double)i / x.Dimensions))];
                double[] tilt = Vector(x.Dimensions, random);

                // ½ Σ stretch_i (y_i − m_i)² + ½ (tilt · (y − m))²: convex, with axes that are no coordinates.
                Cost cost = new((y, gradient) =>
                {
                    double along = Enumerable.Range(0, y.Length).Sum(i => tilt[i] * (y[i] - minimum[i])), value = along * along / 2;
                    for (int i = 0; i < y.Length; i++)
                    {
                        gradient[i] = (stretch[i] * (y[i] - minimum[i])) + (along * tilt[i]);
                        value += stretch[i] * (y[i] - minimum[i]) * (y[i] - minimum[i]) / 2;
                    }

                    return value;
                })
                {
                    Curvature = x.Condition,
                };
                float[] place = [.. Vector(x.Dimensions, random).Select(value => (float)value)];
                Minimiser(cost, x.Dimensions, 60).Minimise(place);
                Assert.All(place.Zip(minimum), pair => Assert.Equal(pair.Second, pair.First, 1e-3));
            },
            cases: 300);
    }

    /// <summary>The curved valley of Rosenbrock (1960), and its form in space; on a line a function with a flat stretch.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void It_follows_a_curved_valley(int dimensions)
    {
        Cost cost = new((y, gradient) =>
        {
            double value = Math.Pow(y[0] - 1, 2);
            gradient[0] = 2 * (y[0] - 1);
            for (int i = 1; i < y.Length; i++)
            {
                double off = y[i] - (y[i - 1] * y[i - 1]);
                value += 20 * off * off;
                gradient[i] = 40 * off;
                gradient[i - 1] += -80 * off * y[i - 1];
            }

            return value;
        });
        float[] place = [.. new float[] { -1.2f, 1, 1 }[..dimensions]];
        Minimiser(cost, dimensions, 300).Minimise(place);
        Assert.All(place, value => Assert.Equal(1, value, 0.02));
    }

    [Fact]
    public void The_cost_never_rises_by_more_than_rounding_and_no_step_is_longer_than_allowed()
    {
        Gen<(int Dimensions, int Seed)> gen =
            from dimensions in Gen.Choose(1, 3)
            from seed in Gen.Choose(0, int.MaxValue - 1)
            select (dimensions, seed);
        Check.ForAll(Arb.From(gen), x =>
        {
            Random random = new(x.Seed);
            double[] centre = Vector(x.Dimensions, random);

            // Not convex: waves on a bowl.
            Cost cost = new((y, gradient) =>
            {
                double value = 0;
                for (int i = 0; i < y.Length; i++)
                {
                    double at = y[i] - centre[i];
                    value += (at * at / 4) + Math.Cos(3 * at);
                    gradient[i] = (at / 2) - (3 * Math.Sin(3 * at));
                }

                return value;
            });
            float[] place = [.. Vector(x.Dimensions, random).Select(value => (float)(5 * value))];
            double last = double.PositiveInfinity;
            for (int iterations = 0; iterations < 12; iterations++)
            {
                float[] reached = [.. place];
                Minimiser(cost, x.Dimensions, iterations).Minimise(reached);
                double value = cost.Compute(reached, new double[x.Dimensions]);
                Assert.True(value <= last + (1e-5 * Math.Abs(last)), $"{value} after {last}");
                last = value;
                double length = Math.Sqrt(reached.Zip(place).Sum(pair => Math.Pow(pair.First - pair.Second, 2)));
                Assert.True(length <= (iterations * 0.5 * 1.0001) + 1e-6, $"{length} in {iterations} steps");
            }

            double[] slope = new double[x.Dimensions];
            float[] end = [.. place];
            Minimiser(cost, x.Dimensions, 200).Minimise(end);
            cost.Compute(end, slope);
            Assert.All(slope, value => Assert.Equal(0, value, 0.02));
        });
    }

    /// <summary>Beyond a border the cost is not a number, infinite, or minus infinity as the logarithm of a sum that vanished.</summary>
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void It_does_not_go_where_the_cost_is_not_defined(double beyond)
    {
        Cost cost = new((y, gradient) =>
        {
            gradient[0] = y[0] < 2 ? -1 : double.NaN;
            return y[0] < 2 ? -y[0] : beyond;
        });
        float[] place = [0];
        Minimiser(cost, 1, 100).Minimise(place);
        Assert.InRange(place[0], 1.9, 2);
    }

    [Fact]
    public void Without_iterations_or_a_slope_it_stays()
    {
        Cost bowl = new((y, gradient) =>
        {
            gradient[0] = 2 * y[0];
            return y[0] * y[0];
        });
        float[] place = [3];
        Minimiser(bowl, 1, 0).Minimise(place);
        Assert.Equal(3, place[0]);
        Cost flat = new((_, gradient) => gradient[0] = 0) { Curvature = 0 };
        Minimiser(flat, 1, 10).Minimise(place);
        Assert.Equal(3, place[0]);
    }

    private static QuasiNewton<Cost> Minimiser(Cost cost, int dimensions, int iterations) =>
        new(cost, dimensions) { MaxIterations = iterations, LongestStep = 0.5, ShortestStep = 1e-6 };

    private static double[] Vector(int dimensions, Random random) =>
        [.. Enumerable.Range(0, dimensions).Select(_ => (4 * random.NextDouble()) - 2)];

    private sealed class Cost(Func<float[], double[], double> function) : ICost
    {
        public double Curvature { get; init; } = 1;

        public double Compute(ReadOnlySpan<float> place, Span<double> gradient)
        {
            double[] own = new double[gradient.Length];
            double value = function(place.ToArray(), own);
            own.CopyTo(gradient);
            return value;
        }
    }
}
