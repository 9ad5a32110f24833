using BhTsne.Numerics;
using BhTsne.Tests.Oracles;
using BhTsne.Tests.Properties;
using BhTsne.Tests.Repulsion;
using Xunit.Abstractions;

namespace BhTsne.Tests.Optimization;

/// <summary>
/// Every objective in one, two and three dimensions: the engine's gradient and cost against the definitions, which finite differences
/// confirm.
/// </summary>
public sealed class ObjectiveGradientTests(ITestOutputHelper output)
{
    /// <summary>Rounding of P, of exponents and of a hundred terms to single precision.</summary>
    private const double Rounding = 6e-6;

    public static TheoryData<string, int> Cases => ObjectiveCase.InEachDimension;

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_exact_gradient_and_cost_are_the_definitions(string name, int dimensions) => Holds(name, dimensions, exact: true);

    [Theory]
    [MemberData(nameof(Cases))]
    public void At_theta_zero_the_trees_are_too(string name, int dimensions) => Holds(name, dimensions, exact: false);

    /// <summary>Not by way of the formula of the gradient: the engine's gradient is the slope of the cost.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void The_gradient_is_the_slope_of_the_cost(string name, int dimensions)
    {
        ObjectiveCase objective = ObjectiveCase.All[name];
        PointCloud map = new(CloudShape.Uniform, 25, dimensions, 1.5, 5);
        double[,] y = map.ToDense(), conditional = OracleTests.Similarities(map, conditional: true);
        double[,] slope = FiniteDifferences.Gradient(moved => objective.Definition(conditional, moved).Cost, y);
        double[,] gradient = Engine(objective, ObjectiveCase.Affinities(conditional), map, 0, exact: true).Gradient;
        Assert.True(Dense.RelativeError(gradient, slope) < 1e-5, $"{Dense.RelativeError(gradient, slope)}");
    }

    /// <summary>
    /// Third order: from θ = 0.8 to 0.2, a factor of 4, the error falls by 4^2.5 at least, and at 0.5 it is small against the force.
    /// </summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void The_error_falls_with_the_third_power_of_theta(string name, int dimensions)
    {
        ObjectiveCase objective = ObjectiveCase.All[name];
        const int Points = 1500;
        double radius = (objective.Options.Objective == TsneObjective.TSne, dimensions) switch
        {
            (true, 1) => 150,
            (true, 2) => 35,
            (true, _) => 12,
            (false, 1) => 12,
            (false, 2) => 6,
            _ => 4,
        };
        PointCloud map = new(CloudShape.Uniform, Points, dimensions, radius, 29);
        AffinityMatrix p = ObjectiveCase.Ring(Points);
        double[,] exact = Engine(objective, p, map, 0, exact: true).Repulsion;
        double Error(double theta) => Dense.RelativeError(Engine(objective, p, map, theta, exact: false).Repulsion, exact);
        double wide = Error(0.8), half = Error(0.5), narrow = Error(0.2);
        output.WriteLine($"{name}, {dimensions}: {wide:0.0e0} at 0.8, {half:0.0e0} at 0.5, {narrow:0.0e0} at 0.2");
        Assert.True(half < 5e-3, $"error {half} at theta 0.5");
        Assert.True(Math.Log(wide / narrow) / Math.Log(4) > 2.5, $"errors {wide} at 0.8, {half} at 0.5, {narrow} at 0.2");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_bits_do_not_depend_on_the_number_of_threads(string name, int dimensions)
    {
        ObjectiveCase objective = ObjectiveCase.All[name];
        PointCloud map = new(CloudShape.Clusters, 1000, dimensions, 8, 6);
        (double[,] gradient, _, double cost) = Engine(objective, ObjectiveCase.Ring(1000), map, 0.5, exact: false);
        (double[,] otherGradient, _, double otherCost) = Engine(objective, ObjectiveCase.Ring(1000), map, 0.5, exact: false, threads: 3);
        Assert.Equal(cost, otherCost);
        Assert.Equal(gradient.Cast<double>(), otherGradient.Cast<double>());
    }

    private static void Holds(string name, int dimensions, bool exact)
    {
        ObjectiveCase objective = ObjectiveCase.All[name];
        Check.ForAll(Clouds.Of((3, 90), (dimensions, dimensions), spreads: [1e-3, 0.3, 1, 3]), map =>
        {
            double[,] y = map.ToDense(), conditional = OracleTests.Similarities(map, conditional: true);
            (double[,] gradient, _, double cost) = Engine(objective, ObjectiveCase.Affinities(conditional), map, 0, exact);
            (double[,] expected, double expectedCost) = objective.Definition(conditional, y);
            double size = objective.Size(conditional, y), error = Distance(gradient, expected);
            Assert.True(error <= Rounding * size, $"error {error} of {size}");
            Assert.Equal(expectedCost, cost, Rounding * (1 + Math.Abs(expectedCost) + Math.Log(map.Points)));
        }, 15);
    }

    private static (double[,] Gradient, double[,] Repulsion, double Cost) Engine(
        ObjectiveCase objective, AffinityMatrix p, PointCloud map, double theta, bool exact, int threads = 1) => map.Dimensions switch
        {
            1 => objective.Engine<OneDimension>(p, map, theta, threads, exact),
            2 => objective.Engine<TwoDimensions>(p, map, theta, threads, exact),
            _ => objective.Engine<ThreeDimensions>(p, map, theta, threads, exact),
        };

    private static double Distance(double[,] a, double[,] b) =>
        Math.Sqrt(a.Cast<double>().Zip(b.Cast<double>(), (x, y) => (x - y) * (x - y)).Sum());
}
