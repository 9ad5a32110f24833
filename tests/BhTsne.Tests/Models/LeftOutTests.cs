using BhTsne.Data;
using BhTsne.Kernels;
using BhTsne.Models;
using BhTsne.Numerics;
using BhTsne.Planning;
using BhTsne.Repulsion;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;
using BhTsne.Tests.EndToEnd;
using BhTsne.Tests.Oracles;

namespace BhTsne.Tests.Models;

/// <summary>Places in a map without one of its points, against the definition over the other points.</summary>
public sealed class LeftOutTests
{
    private const int N = 90;

    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(0.5, false)]
    [InlineData(0.5, true)]
    public void The_cost_and_its_slope_are_those_over_the_other_points(double theta, bool weighted)
    {
        CostHolds<OneDimension, StudentKernel>(default, 1, theta, weighted);
        CostHolds<TwoDimensions, StudentKernel>(default, 1, theta, weighted);
        CostHolds<ThreeDimensions, StudentKernel>(default, 1, theta, weighted);
        CostHolds<OneDimension, GaussianKernel>(default, 0, theta, weighted);
        CostHolds<TwoDimensions, GaussianKernel>(default, 0, theta, weighted);
        CostHolds<ThreeDimensions, GaussianKernel>(default, 0, theta, weighted);
        CostHolds<OneDimension, StudentTailKernel>(new StudentTailKernel(0.5), 0.5, theta, weighted);
        CostHolds<TwoDimensions, StudentTailKernel>(new StudentTailKernel(3), 3, theta, weighted);
        CostHolds<ThreeDimensions, StudentTailKernel>(new StudentTailKernel(0.5), 0.5, theta, weighted);
    }

    /// <summary>
    /// At the place of a point that lies far from all others its own weight of 1 is all but the whole sum: a difference of two sums would
    /// have no digit left.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void What_is_left_is_exact_where_the_point_itself_was_nearly_all(double theta)
    {
        float[] map = [0, 0, 5, 1, 5, 0, 5.5f, 0.5f];
        using WorkerTeam team = new(1);
        SpaceTree<TwoDimensions> tree = new(new TreeState(4), team);
        float[] positions = Repulsion.Maps.Positions<TwoDimensions>(map, 4);
        tree.Build(positions);
        tree.Refit(positions, theta);
        FrozenMap<TwoDimensions, GaussianKernel> field = new(default, tree, false);
        double expected = Math.Exp(-26) + Math.Exp(-25) + Math.Exp(-30.5);
        Assert.Equal(expected, field.ComputeWithout(field.CreateWalk(), 0, 0, 0, 0), 1e-5 * expected);
    }

    /// <summary>Coincident points, at any number of which the tree is cut by numbers alone: one of them is left out.</summary>
    [Fact]
    public void One_of_many_points_at_one_place_is_left_out()
    {
        const int Points = 200;
        float[] map = [.. Enumerable.Range(0, 2 * Points).Select(i => i < 2 * (Points - 1) ? 1f : -3f)];
        using WorkerTeam team = new(1);
        SpaceTree<TwoDimensions> tree = new(new TreeState(Points), team);
        float[] positions = Repulsion.Maps.Positions<TwoDimensions>(map, Points);
        tree.Build(positions);
        foreach (double theta in new[] { 0, 0.5, 2 })
        {
            tree.Refit(positions, theta);
            FrozenMap<TwoDimensions, StudentKernel> field = new(default, tree, false);
            foreach (int point in new[] { 0, 100, 198, 199 })
            {
                double expected = point < 199 ? Points - 2 + (1 / 33.0) : Points - 1;
                Assert.Equal(expected, field.ComputeWithout(field.CreateWalk(), point, 1, 1, 0), 1e-4 * expected);
            }
        }
    }

    /// <summary>Each place is one from which the cost over the other points rises, and costs no more than the place in the map.</summary>
    [Theory]
    [InlineData("plain")]
    [InlineData("SNE 2")]
    [InlineData("heavy tails 1")]
    [InlineData("symmetric SNE 3")]
    [InlineData("weights")]
    public void A_place_is_a_minimum_of_the_cost_over_the_other_points(string name)
    {
        const int Neighbors = 15, Perplexity = 5;
        (TsneModel model, _) = ModelCases.Of(name);
        ModelContent content = model.Content;
        int points = content.Points.Rows;
        double[,] map = Samples.ToDense(content.Map), input = Samples.ToDense(content.Points);
        int[] all = [.. Enumerable.Range(0, points)];
        ChunkedRows rows = ChunkedRows.Allocate(points, Neighbors);
        foreach (int i in all)
        {
            bool stays = content.Weights?.Values[i] > 1;
            double[] distances =
            [
                .. all.Select(j => j == i && !stays ? double.PositiveInfinity : BruteForceNeighbors.Euclidean(Row(input, i), Row(input, j))),
            ];
            int[] nearest = BruteForceNeighbors.Nearest(distances, Neighbors);
            nearest.CopyTo(rows.IndicesOf(i));
            nearest.Select(j => (float)distances[j]).ToArray().CopyTo(rows.ValuesOf(i));
        }

        TransformOptions placing = new() { Iterations = 500 };
        using WorkerTeam team = new(2);
        float[] places = PlacementFactory.Create(content.Map, content.Weights, content.Options, 0, team).PlaceWithout(
            all, rows, PlacementFactory.Settings(content.Options, placing, Perplexity) with { EqualPointsShareAPlace = false }, team);
        int d = map.GetLength(1), minima = 0;
        foreach (int i in all)
        {
            double[] weights = [.. all.Select(j => (double)(content.Weights?.Values[j] ?? 1) - (j == i ? 1 : 0))];
            PlacementOracle oracle = new(
                map,
                content.Options.Objective == TsneObjective.TSne ? content.Options.DegreesOfFreedom : 0,
                content.Options.LateExaggeration,
                weights);
            int[] neighbors = rows.IndicesOf(i).ToArray();
            double[] p = OracleRow(rows.ValuesOf(i).ToArray(), [.. neighbors.Select(j => weights[j])], Perplexity);
            double[] y = [.. places.AsSpan(i * d, d).ToArray().Select(value => (double)value)];
            double cost = oracle.Cost(y, neighbors, p), size = oracle.AttractionSize(y, neighbors, p);
            minima += Math.Sqrt(oracle.Gradient(y, neighbors, p).Sum(g => g * g)) <= 5e-3 * size ? 1 : 0;
            Assert.True(cost <= oracle.Cost(Row(map, i), neighbors, p) + 1e-4, $"point {i} goes where it costs more");
        }

        Assert.True(minima >= points - 2, $"{minima} of {points} are minima");
    }

    /// <summary>
    /// A point with thirteen of its fifteen neighbours in one cluster goes there, whether its place in the map is there or in the other cluster,
    /// where the cost has a minimum, too.
    /// </summary>
    [Theory]
    [InlineData(-20)]
    [InlineData(20)]
    public void The_cheaper_of_two_minima_is_taken(float own)
    {
        const int Each = 30;
        Random random = new(4);
        float[] map =
        [
            .. Enumerable.Range(0, 4 * Each).Select(i => (float)(Samples.Gaussian(random) + (i % 2 > 0 ? 0 : i < 2 * Each ? -20 : 20))),
            own,
            1,
        ];
        ChunkedRows rows = ChunkedRows.Allocate(1, 15);
        Enumerable.Range(0, 15).Select(n => n < 13 ? n : Each + n).ToArray().CopyTo(rows.IndicesOf(0));
        rows.ValuesOf(0).Fill(1);
        using WorkerTeam team = new(1);
        PlacementSettings settings = new(10, 1, 200, 5, EqualPointsShareAPlace: false);
        IPlacement placement = PlacementFactory.Create(new Embedding(map, 2), null, new TsneOptions(), 0, team);
        float[] place = placement.PlaceWithout([2 * Each], rows, settings, team);
        Assert.InRange(place[0], -25, -12);
        Enumerable.Range(0, 15).Select(n => n < 2 ? n : Each + n).ToArray().CopyTo(rows.IndicesOf(0));
        Assert.InRange(placement.PlaceWithout([2 * Each], rows, settings, team)[0], 12, 25);
    }

    private static double[] OracleRow(float[] distances, double[] weights, double perplexity)
    {
        double low = -60, high = 60;
        double[] p = [];
        for (int step = 0; step < 200; step++)
        {
            double beta = Math.Exp((low + high) / 2);
            double[] each = [.. distances.Select(s => Math.Exp(-beta * (((double)s * s) - ((double)distances[0] * distances[0]))))];
            double sum = each.Zip(weights, (e, w) => e * w).Sum();
            p = [.. each.Select(e => e / sum)];
            double entropy = -p.Zip(weights, (q, w) => q > 0 ? w * q * Math.Log(q) : 0).Sum();
            (low, high) = Math.Exp(entropy) > perplexity ? ((low + high) / 2, high) : (low, (low + high) / 2);
        }

        return [.. p.Zip(weights, (q, w) => q * w)];
    }

    private static void CostHolds<TSpace, TKernel>(TKernel kernel, double alpha, double theta, bool weighted)
        where TSpace : struct, ISpace
        where TKernel : struct, IKernel
    {
        Random random = new(5);
        int d = TSpace.Dimensions;
        float[] map = [.. Enumerable.Range(0, N * d).Select(_ => (float)(2 * Samples.Gaussian(random)))];
        float[]? weights = weighted ? ModelCases.Weights(N) : null;
        using WorkerTeam team = new(1);
        SpaceTree<TSpace> tree = new(new TreeState(N), team);
        float[] positions = Repulsion.Maps.Positions<TSpace>(map, N);
        tree.Build(positions);
        tree.Refit(positions, theta, weights);
        PlacementCost<TSpace, TKernel> cost = new(kernel, new FrozenMap<TSpace, TKernel>(kernel, tree, weighted), 1.3, 20);
        for (int leftOut = 0; leftOut < N; leftOut += 7)
        {
            double[] others = [.. Enumerable.Range(0, N).Select(j => (weights?[j] ?? 1.0) - (j == leftOut ? 1 : 0))];
            PlacementOracle oracle = new(Dense.From(map, N, d), alpha, 1.3, others);
            int[] neighbors = [.. Enumerable.Range(0, N).Where(j => j != leftOut).OrderBy(_ => random.Next()).Take(20)];
            double[] p = [.. neighbors.Select(_ => 1.0 / 20)];
            cost.SetRow([.. neighbors.SelectMany(j => map[(j * d)..((j + 1) * d)])], p);
            cost.LeftOut = leftOut;

            // At the point's own place, where its own part would be the largest, near it, and far from it.
            foreach (float distance in new[] { 0, 0.3f, 4 })
            {
                float[] place = [.. Enumerable.Range(0, d).Select(axis => map[(leftOut * d) + axis] + distance)];
                double[] gradient = new double[d], at = [.. place.Select(value => (double)value)];
                double value = cost.Compute(place, gradient), expected = oracle.Cost(at, neighbors, p);
                double slack = theta == 0 ? 1e-5 : alpha == 0 ? 0.2 : 5e-3;
                Assert.Equal(expected, value, slack * Math.Max(1, Math.Abs(expected)));
                double size = oracle.AttractionSize(at, neighbors, p);
                double[] slopes = oracle.Gradient(at, neighbors, p);
                for (int axis = 0; axis < d; axis++)
                {
                    Assert.Equal(slopes[axis], gradient[axis], (theta == 0 ? 1e-4 : alpha == 0 ? 0.2 : 2e-2) * size);
                }
            }
        }
    }

    private static double[] Row(double[,] values, int row) =>
        [.. Enumerable.Range(0, values.GetLength(1)).Select(column => values[row, column])];
}
