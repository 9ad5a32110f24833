using BhTsne.Optimization;
using BhTsne.Planning;
using BhTsne.Quality;
using BhTsne.Scheduling;
using BhTsne.Tests.Oracles;
using BhTsne.Tests.Properties;
using BhTsne.Tests.Repulsion;

namespace BhTsne.Tests.Quality;

/// <summary>The cost with its interval, and the error of the gradient, against the definitions in double.</summary>
public sealed class SampledSumsTests
{
    private const int Points = 260;

    public static TheoryData<string, int> Cases => ObjectiveCase.InEachDimension;

    [Theory]
    [MemberData(nameof(Cases))]
    public void On_all_points_cost_and_errors_are_those_by_definition(string name, int dimensions)
    {
        // At a θ as large as this the tree is wrong by far more than rounding.
        (ObjectiveCase objective, PointCloud map, double[,] conditional) = Case(name, dimensions);
        const double Theta = 1.5;
        (double[,] exact, double cost) = objective.Definition(conditional, map.ToDense());
        (double[,] engine, double[,] repulsion, double treeCost) = dimensions switch
        {
            1 => objective.Engine<BhTsne.Numerics.OneDimension>(ObjectiveCase.Affinities(conditional), map, Theta),
            2 => objective.Engine<BhTsne.Numerics.TwoDimensions>(ObjectiveCase.Affinities(conditional), map, Theta),
            _ => objective.Engine<BhTsne.Numerics.ThreeDimensions>(ObjectiveCase.Affinities(conditional), map, Theta),
        };
        double error = Dense.RelativeError(engine, exact);
        SampledSums sums = Measure(objective, conditional, map, Theta, Points);
        Assert.True(sums.Cost.IsExact);
        Assert.Equal(cost, sums.Cost.Value, 2e-5 * (1 + Math.Abs(cost)));
        Assert.True(
            Math.Abs(sums.Cost.Value - cost) < 0.2 * Math.Abs(treeCost - cost) || Math.Abs(treeCost - cost) < 1e-4,
            $"{sums.Cost.Value} is no better than the tree's {treeCost}, right is {cost}");
        Assert.Equal(error, sums.GradientError, (0.02 * error) + 1e-4);
        double norm = Math.Sqrt(engine.Cast<double>().Sum(value => value * value));
        Assert.Equal(norm, sums.GradientNorm, 1e-4 * norm);
        Assert.True(sums.RepulsionError < sums.GradientError * 100 && sums.RepulsionError > 0);
        Assert.NotEmpty(repulsion.Cast<double>());
    }

    /// <summary>Over many seeds the interval holds the cost by definition about as often as it says.</summary>
    [Theory]
    [InlineData("t-SNE")]
    [InlineData("SNE")]
    public void The_interval_holds_the_cost(string name)
    {
        const int Seeds = 200, All = 1500;
        ObjectiveCase objective = ObjectiveCase.All[name];
        PointCloud map = new(CloudShape.Uniform, All, 2, objective.Options.Objective == TsneObjective.TSne ? 25 : 4, 17);
        using WorkerTeam team = new(1);
        TsneOptions options = objective.Options with { OutputDimensions = 2 };
        IDescent descent = DescentFactory.Create(
            ObjectiveCase.Ring(All), new Embedding(map.Values(), map.Dimensions), options, team);
        double cost = descent.Measure(view => SampledSums.Of(view, 1, 1, All, 0)).Cost.Value;
        int held = 0;
        for (ulong seed = 0; seed < Seeds; seed++)
        {
            Estimate estimate = descent.Measure(view => SampledSums.Of(view, 1, 1, All / 4, seed)).Cost;
            Assert.False(estimate.IsExact);
            held += estimate.Low <= cost && cost <= estimate.High ? 1 : 0;
        }

        Assert.InRange(held, (int)(0.9 * Seeds), Seeds - 1);
    }

    [Fact]
    public void With_weights_the_cost_is_that_of_the_repeated_points()
    {
        Copies copies = Copies.Random(60, 8);
        PointCloud map = new(CloudShape.Uniform, 60, 2, 6, 3);
        int all = copies.Of.Length;
        float[] values = copies.Repeat(map.Values());
        AffinityMatrix repeated = Tsne.ComputeAffinities(
            Tsne.FindNeighbors(PointMatrix.From(values, all, 2), new TsneOptions { Perplexity = 10 }), new TsneOptions { Perplexity = 10 });
        Embedding y = new(copies.Repeat(new PointCloud(CloudShape.Clusters, 60, 2, 8, 9).Values()), 2);
        double expected = MapQuality.KlDivergence(repeated, y, new TsneOptions { Theta = 0 }).Value;
        Embedding one = new(new PointCloud(CloudShape.Clusters, 60, 2, 8, 9).Values(), 2);
        TsneInput weighted = new(PointMatrix.From(map.Values(), 60, 2)) { Weights = copies.Weights, Start = one };
        using TsneRun run = Tsne.Start(weighted, new TsneOptions { Perplexity = 10, Iterations = 0 });
        run.Prepare();
        Assert.Equal(expected, run.Certify().KlDivergence.Value, 1e-3);
    }

    /// <summary>
    /// Cochran's difference estimate (section 7.2) by plain loops: the mean difference times N, its error with m - 1 and without
    /// replacement, each difference times its weight.
    /// </summary>
    [Theory]
    [InlineData("t-SNE", false)]
    [InlineData("t-SNE", true)]
    [InlineData("SNE", false)]
    [InlineData("SNE", true)]
    public void The_normaliser_is_estimated_by_the_differences_of_the_sample(string name, bool weighted)
    {
        (ObjectiveCase objective, PointCloud map, double[,] conditional) = Case(name, 2);
        using WorkerTeam team = new(1);
        IDescent descent = DescentFactory.Create(
            ObjectiveCase.Affinities(conditional), new Embedding(map.Values(), 2), objective.Options with { OutputDimensions = 2 }, team);
        float[]? weights = weighted ? [.. Enumerable.Range(0, Points).Select(i => 1 + (i % 4 * 0.5f))] : null;
        int[] sample = [3, 17, 40, 99, 250];
        double[] shares = [1.01, 0.98, 1.05, 1.02, 0.97];
        bool isJoint = name == "t-SNE";
        _ = descent.Measure(view =>
        {
            IGradient gradient = view.Gradient;
            gradient.RepulsionTerm.KeepsSums = true;
            gradient.ComputeWithCost(view.Positions, 0.5);
            float[] tree = gradient.RepulsionTerm.Sums.ToArray();
            double[] exact = [.. sample.Select((place, i) => tree[place] * shares[i])];
            double[] differences =
            [
                .. sample.Select((place, i) =>
                    (weights?[place] ?? 1) * (isJoint ? exact[i] - tree[place] : Math.Log(exact[i] / tree[place]))),
            ];
            double mean = differences.Average(), variance = differences.Sum(value => (value - mean) * (value - mean)) / 4;
            double error = Points * Math.Sqrt(variance / 5 * (1 - (5.0 / Points)));
            NormalizerEstimate estimate = NormalizerEstimate.Of(gradient, weights, sample, exact, Points);
            double z = isJoint ? gradient.Z + (Points * mean) : gradient.Z, divisor = isJoint ? z : gradient.Z / 2;
            Assert.Equal(z, estimate.Z, 1e-9 * z);
            double logZ = isJoint ? Math.Log(z) : gradient.RepulsionTerm.LogZ + (Points * mean / divisor);
            Assert.Equal(logZ, estimate.LogZ, 1e-9);
            Assert.Equal(error / divisor, estimate.LogZError, 1e-9 * error / divisor);
            return 0;
        });
    }

    [Fact]
    public void A_map_of_another_number_of_points_is_refused()
    {
        AffinityMatrix ring = ObjectiveCase.Ring(10);
        ArgumentException fault = Assert.Throws<ArgumentException>(() => MapQuality.KlDivergence(ring, new Embedding(new float[18], 2)));
        Assert.Contains("10", fault.Message, StringComparison.Ordinal);
        Assert.Contains("9", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => MapQuality.Diagnose(ring, new Embedding(new float[18], 2)));
    }

    private static (ObjectiveCase Objective, PointCloud Map, double[,] Conditional) Case(string name, int dimensions)
    {
        ObjectiveCase objective = ObjectiveCase.All[name];
        double spread = objective.Options.Objective == TsneObjective.TSne ? 12 : 3;
        PointCloud map = new(CloudShape.Uniform, Points, dimensions, spread, 17);
        return (objective, map, OracleTests.Similarities(map, conditional: true));
    }

    private static SampledSums Measure(
        ObjectiveCase objective, double[,] conditional, PointCloud map, double theta, int size, ulong seed = 1)
    {
        using WorkerTeam team = new(1);
        TsneOptions options = objective.Options with { OutputDimensions = map.Dimensions };
        IDescent descent = DescentFactory.Create(
            ObjectiveCase.Affinities(conditional), new Embedding(map.Values(), map.Dimensions), options, team);
        return descent.Measure(view => SampledSums.Of(view, theta, 1, size, seed));
    }
}
