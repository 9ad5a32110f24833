using BhTsne.Kernels;
using BhTsne.Models;
using BhTsne.Numerics;
using BhTsne.Repulsion;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;
using BhTsne.Tests.EndToEnd;
using BhTsne.Tests.Oracles;

namespace BhTsne.Tests.Models;

/// <summary>The places of new points against the definition of their cost.</summary>
public sealed class PlacementTests
{
    private const int N = 70, Neighbors = 15, Perplexity = 5;

    public static TheoryData<string> Maps =>
    [
        .. from objective in ModelCases.Objectives
           from dimensions in Enumerable.Range(1, 3)
           select $"{objective} {dimensions}",
        "exact", "weights",
    ];

    /// <summary>With exact sums and steps enough, each place is one from which the cost rises in every direction.</summary>
    [Theory]
    [MemberData(nameof(Maps))]
    public void A_place_is_a_local_minimum_of_the_cost(string name)
    {
        (TsneModel model, TsneInput added) = ModelCases.Of(name);
        TransformResult result = model.Transform(added, new TransformOptions { Perplexity = Perplexity, Theta = 0, Iterations = 500 });
        PlacementOracle oracle = Oracle(model);
        double[,] map = Samples.ToDense(model.Embedding);
        double width = Width(map);
        int minima = 0, points = 0;
        foreach ((int point, double[] distances) in NewPoints(model, added))
        {
            if (distances.Min() == 0)
            {
                Assert.Equal(Row(map, Array.IndexOf(distances, 0.0)), Place(result, point));
                continue;
            }

            (int[] neighbors, double[] p) = OracleRow(model, distances);
            double[] y = Place(result, point);
            double size = oracle.AttractionSize(y, neighbors, p);
            double slope = Math.Sqrt(oracle.Gradient(y, neighbors, p).Sum(g => g * g));
            double cost = oracle.Cost(y, neighbors, p);
            Random random = new(point);
            double lowest = Enumerable.Range(0, 20).Min(_ => oracle.Cost(
                [.. y.Select(value => value + (1e-3 * width * Samples.Gaussian(random)))], neighbors, p));
            points++;
            minima += slope <= 2e-3 * size && lowest > cost - (2e-6 * Math.Max(1, Math.Abs(cost))) ? 1 : 0;
            Assert.True(slope <= 0.02 * size, $"point {point}: a slope of {slope} among attractions of {size}");
        }

        Assert.True(minima >= points - 1, $"{minima} of {points} are minima");
    }

    /// <summary>Without steps a point lies at the median of its neighbours' places.</summary>
    [Theory]
    [InlineData("plain")]
    [InlineData("SNE 3")]
    [InlineData("weights")]
    public void Without_iterations_a_place_is_the_weighted_median(string name)
    {
        (TsneModel model, TsneInput added) = ModelCases.Of(name);
        TransformResult result = model.Transform(added, new TransformOptions { Perplexity = Perplexity, Iterations = 0 });
        double[,] map = Samples.ToDense(model.Embedding);
        foreach ((int point, double[] distances) in NewPoints(model, added).Where(row => row.Distances.Min() > 0))
        {
            (int[] neighbors, double[] p) = OracleRow(model, distances);
            int best = neighbors.MinBy(j =>
                neighbors.Select((other, n) => p[n] * BruteForceNeighbors.Euclidean(Row(map, j), Row(map, other))).Sum());
            Assert.Equal(Row(map, best), Place(result, point));
        }
    }

    /// <summary>The default number of steps reaches the cost of many steps, but for a few points.</summary>
    [Fact]
    public void The_default_number_of_steps_is_enough()
    {
        (TsneModel model, TsneInput added) = ModelCases.Of("plain");
        double[,] few = Samples.ToDense(model.Transform(added).Embedding);
        double[,] many = Samples.ToDense(model.Transform(added, new TransformOptions { Iterations = 5000 }).Embedding);
        Assert.Equal(0, Dense.RelativeError(few, many), 1e-3);
    }

    [Fact]
    public void The_cost_and_its_slope_are_those_of_the_definition()
    {
        foreach (bool weighted in new[] { false, true })
        {
            CostHolds<OneDimension, StudentKernel>(default, 1, weighted);
            CostHolds<TwoDimensions, StudentKernel>(default, 1, weighted);
            CostHolds<ThreeDimensions, StudentKernel>(default, 1, weighted);
            CostHolds<OneDimension, GaussianKernel>(default, 0, weighted);
            CostHolds<TwoDimensions, GaussianKernel>(default, 0, weighted);
            CostHolds<ThreeDimensions, GaussianKernel>(default, 0, weighted);
            CostHolds<OneDimension, StudentTailKernel>(new StudentTailKernel(0.5), 0.5, weighted);
            CostHolds<TwoDimensions, StudentTailKernel>(new StudentTailKernel(3), 3, weighted);
            CostHolds<ThreeDimensions, StudentTailKernel>(new StudentTailKernel(0.5), 0.5, weighted);
        }
    }

    private static void CostHolds<TSpace, TKernel>(TKernel kernel, double alpha, bool weighted)
        where TSpace : struct, ISpace
        where TKernel : struct, IKernel
    {
        Random random = new(3);
        int d = TSpace.Dimensions;
        float[] map = [.. Enumerable.Range(0, N * d).Select(_ => (float)(2 * Samples.Gaussian(random)))];
        float[]? weights = weighted ? ModelCases.Weights(N) : null;
        using WorkerTeam team = new(1);
        SpaceTree<TSpace> tree = new(new TreeState(N), team);
        float[] positions = Repulsion.Maps.Positions<TSpace>(map, N);
        tree.Build(positions);
        tree.Refit(positions, 0, weights);
        const double Exaggeration = 1.7;
        PlacementCost<TSpace, TKernel> cost = new(kernel, new FrozenMap<TSpace, TKernel>(kernel, tree, weighted), Exaggeration, 40);
        PlacementOracle oracle = new(Dense.From(map, N, d), alpha, Exaggeration, weights?.Select(w => (double)w).ToArray());

        // Rows of several lengths one after another: nothing of a longer one is left.
        foreach (int length in new[] { 40, 1, 16, 17, 5 })
        {
            int[] neighbors = [.. Enumerable.Range(0, N).OrderBy(_ => random.Next()).Take(length)];
            double[] p = [.. neighbors.Select(_ => random.NextDouble())];
            double sum = p.Sum();
            p = [.. p.Select(value => value / sum)];
            cost.SetRow([.. neighbors.SelectMany(j => map[(j * d)..((j + 1) * d)])], p);
            float[] place = [.. Enumerable.Range(0, d).Select(_ => (float)(2 * Samples.Gaussian(random)))];
            double[] gradient = new double[d], at = [.. place.Select(value => (double)value)];
            double value = cost.Compute(place, gradient), expected = oracle.Cost(at, neighbors, p);
            Assert.Equal(expected, value, 1e-5 * Math.Max(1, Math.Abs(expected)));
            double size = oracle.AttractionSize(at, neighbors, p);
            double[] slopes = oracle.Gradient(at, neighbors, p);
            for (int axis = 0; axis < d; axis++)
            {
                Assert.Equal(slopes[axis], gradient[axis], 1e-4 * size);
            }

            Assert.True(cost.Curvature > 0 && double.IsFinite(cost.Curvature));
        }
    }

    private static PlacementOracle Oracle(TsneModel model) => new(
        Samples.ToDense(model.Embedding),
        model.Options.Objective == TsneObjective.TSne ? model.Options.DegreesOfFreedom : 0,
        model.Options.LateExaggeration,
        model.Content.Weights?.Values.Select(weight => (double)weight).ToArray());

    /// <summary>The row with the model's weights: an entry of weight v is v equal points.</summary>
    private static (int[] Neighbors, double[] Probabilities) OracleRow(TsneModel model, double[] distances)
    {
        if (model.Content.Weights is not { } weights)
        {
            return PlacementOracle.Row(distances, Neighbors, Perplexity);
        }

        int[] nearest = BruteForceNeighbors.Nearest(distances, Neighbors);
        double[] squares = [.. nearest.Select(j => distances[j] * distances[j])], p = [];
        double low = -60, high = 60;
        for (int step = 0; step < 200; step++)
        {
            double beta = Math.Exp((low + high) / 2);
            double[] each = [.. squares.Select(s => Math.Exp(-beta * (s - squares[0])))];
            double sum = each.Zip(nearest, (e, j) => e * weights.Values[j]).Sum();

            // Of one point of an entry; the entry has as many as its weight.
            p = [.. each.Select(e => e / sum)];
            double entropy = -p.Zip(nearest, (q, j) => q > 0 ? weights.Values[j] * q * Math.Log(q) : 0).Sum();
            (low, high) = Math.Exp(entropy) > Perplexity ? ((low + high) / 2, high) : (low, (low + high) / 2);
        }

        return (nearest, [.. p.Zip(nearest, (q, j) => q * weights.Values[j])]);
    }

    /// <summary>Of each new point the distances to all points of the map.</summary>
    private static IEnumerable<(int Point, double[] Distances)> NewPoints(TsneModel model, TsneInput added)
    {
        double[,] old = Samples.ToDense(model.Content.Points), points = Samples.ToDense(added.Dense!);
        for (int point = 0; point < added.Points; point++)
        {
            double[] own = Row(points, point);
            yield return (point, [.. Enumerable.Range(0, old.GetLength(0)).Select(j => BruteForceNeighbors.Euclidean(own, Row(old, j)))]);
        }
    }

    private static double[] Place(TransformResult result, int point) => Row(Samples.ToDense(result.Embedding), point);

    private static double[] Row(double[,] values, int row) =>
        [.. Enumerable.Range(0, values.GetLength(1)).Select(column => values[row, column])];

    private static double Width(double[,] map) => Enumerable.Range(0, map.GetLength(1)).Max(axis =>
        Enumerable.Range(0, map.GetLength(0)).Max(i => map[i, axis]) - Enumerable.Range(0, map.GetLength(0)).Min(i => map[i, axis]));
}
