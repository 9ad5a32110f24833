using BhTsne.Tests.Oracles;

namespace BhTsne.Tests.EndToEnd;

/// <summary>Whole runs against the float64 definitions, from points to map and cost.</summary>
public sealed class OracleRunTests
{
    private const int Count = 220;

    private static readonly PointMatrix Points = PointMatrix.From(Samples.Clusters(Count, 9, 4, 8));

    /// <summary>All pairs are neighbours and no cell is summarised: dense affinities, dense gradient, dense descent.</summary>
    [Theory]
    [InlineData(RepulsionMethod.BarnesHut)]
    [InlineData(RepulsionMethod.Exact)]
    public void With_all_neighbours_and_theta_zero_the_run_is_the_dense_one(RepulsionMethod repulsion)
    {
        const int Early = 6, Late = 9;
        Embedding start = Samples.Cloud(Count, 1, 4);
        TsneOptions options = new()
        {
            Schedule = TsneSchedule.Classic,
            NeighborCount = Count - 1,
            Theta = 0,
            Repulsion = repulsion,
            Iterations = Early + Late,
            EarlyExaggerationIterations = Early,
            EarlyMomentum = 0.5,
        };
        TsneResult result = Tsne.Fit(new TsneInput(Points) { Start = start }, options);
        double[,] p = DenseAffinities.Joint(DenseAffinities.Conditional(Samples.ToDense(Points), Count - 1, 30));
        double[,] expected = DenseDescent.Run(p, Samples.ToDense(start), [(Early, 12, Count / 12.0, 0.5), (Late, 1, Count, 0.8)]);
        double error = Dense.RelativeError(Samples.ToDense(result.Embedding), expected);
        Assert.True(error < 1e-4, $"relative error {error}");
        Assert.Equal(new DenseTsne().Cost(p, expected), result.KlDivergence, 1e-4);
    }

    [Fact]
    public void The_result_says_what_was_made()
    {
        TsneOptions options =
            new() { Perplexity = 12, Iterations = 300, EarlyExaggerationIterations = 100, Threads = 2, PcaComponents = 8 };
        TsneResult result = Tsne.Fit(Points, options);
        Assert.Equal(Count, result.Embedding.Points);
        Assert.Equal(2, result.Embedding.Dimensions);
        Assert.Equal(300, result.Iterations);
        Assert.Equal(StopReason.IterationsDone, result.StopReason);
        Assert.Equal(2, result.Plan.Threads);
        StageSeconds seconds = result.Seconds;
        double[] stages = [seconds.Reduction, seconds.Neighbors, seconds.Affinities, seconds.Initialization, seconds.Optimization];
        Assert.All(stages, stage => Assert.True(stage > 0));
        Assert.Equal(stages.Sum(), seconds.Total, 12);

        // The cost is that of the returned map over the P of what the neighbours were searched in.
        double[,] reduced = Samples.ToDense(Tsne.Reduce(Points, options));
        double[,] p = DenseAffinities.Joint(DenseAffinities.Conditional(reduced, 36, 12));
        Assert.Equal(new DenseTsne().Cost(p, Samples.ToDense(result.Embedding)), result.KlDivergence, 1e-3);
    }

    [Fact]
    public void Stages_that_did_not_run_took_no_time()
    {
        TsneInput input = new(Points) { Start = Samples.Cloud(Count, 1, 1) };
        StageSeconds seconds = Tsne.Fit(input, new() { Iterations = 5, PcaComponents = 0 }).Seconds;
        Assert.Equal((0.0, 0.0), (seconds.Reduction, seconds.Initialization));
    }

    [Fact]
    public void A_run_that_may_stop_early_says_why_it_did()
    {
        TsneOptions options = new() { Iterations = 5000, EarlyExaggerationIterations = 50 };
        TsneResult still = Tsne.Fit(Points, options with { MinCostImprovement = 1e-3 });
        Assert.Equal(StopReason.CostConverged, still.StopReason);
        Assert.InRange(still.Iterations, 100, 4999);
        Assert.Equal(0, still.Iterations % 50);
        TsneResult flat = Tsne.Fit(Points, options with { MinGradientNorm = 1e-4 });
        Assert.Equal(StopReason.GradientVanished, flat.StopReason);
        Assert.InRange(flat.Iterations, 51, 4999);
    }
}
