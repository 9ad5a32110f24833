namespace BhTsne.Tests.EndToEnd;

/// <summary>A run ends by itself when its cost hardly falls, and says how far from flat it was.</summary>
public sealed class ConvergenceTests
{
    private const int Interval = 50;

    private static readonly PointMatrix Points = PointMatrix.From(Samples.Clusters(400, 10));

    private static readonly TsneOptions Options = new() { Perplexity = 15, Threads = 1 };

    [Theory]
    [InlineData(null, 0.002)]
    [InlineData(0.005, 0.005)]
    [InlineData(0.1, 0.1)]
    public void It_stops_at_the_first_interval_over_which_the_cost_falls_by_less_than_the_bound(double? given, double bound)
    {
        (TsneResult result, Dictionary<int, double> costs) = Run(Options with { MinCostImprovement = given });
        Assert.Equal(StopReason.CostConverged, result.StopReason);
        Assert.Equal(0, result.Iterations % Interval);
        Assert.InRange(result.Iterations, 250, 749);
        Assert.Equal(Improvement(costs, result.Iterations), result.CostImprovement);
        Assert.True(result.CostImprovement < bound, $"stopped at {result.CostImprovement}");
        for (int iteration = 250; iteration < result.Iterations; iteration += Interval)
        {
            Assert.True(Improvement(costs, iteration) >= bound, $"went on at {iteration} with {Improvement(costs, iteration)}");
        }
    }

    [Theory]
    [InlineData(TsneSchedule.Accelerated, 0.0)]
    [InlineData(TsneSchedule.Classic, 0.0)]
    [InlineData(TsneSchedule.Classic, null)]
    public void Without_a_bound_all_iterations_are_done(TsneSchedule schedule, double? bound)
    {
        (TsneResult result, Dictionary<int, double> costs) = Run(Options with { Schedule = schedule, MinCostImprovement = bound });
        Assert.Equal((StopReason.IterationsDone, 750), (result.StopReason, result.Iterations));

        // The end is at a multiple of 50, so its cost is that of the last interval.
        Assert.Equal(Improvement(costs, 750), result.CostImprovement);
    }

    /// <summary>A bound that no cost can keep ends a run at the first multiple of 50 from 50 iterations after the rise on.</summary>
    [Theory]
    [InlineData(TsneSchedule.Accelerated, null, 250)]
    [InlineData(TsneSchedule.Accelerated, 0, 150)]
    [InlineData(TsneSchedule.Accelerated, 20, 200)]
    [InlineData(TsneSchedule.Accelerated, 51, 250)]
    [InlineData(TsneSchedule.Accelerated, 100, 250)]
    [InlineData(TsneSchedule.Classic, null, 300)]
    [InlineData(TsneSchedule.Classic, 70, 150)]
    public void It_never_stops_before_the_rate_has_ceased_to_rise_for_an_interval(TsneSchedule schedule, int? early, int expected)
    {
        TsneResult result = Tsne.Fit(
            Points, Options with { Schedule = schedule, EarlyExaggerationIterations = early, MinCostImprovement = 1e9 });
        Assert.Equal((StopReason.CostConverged, expected), (result.StopReason, result.Iterations));
    }

    [Theory]
    [InlineData(TsneSchedule.Accelerated, 181)]
    [InlineData(TsneSchedule.Classic, 251)]
    public void Nor_by_its_gradient_before_the_rate_has_ceased_to_rise(TsneSchedule schedule, int expected)
    {
        TsneResult result = Tsne.Fit(Points, Options with { Schedule = schedule, MinGradientNorm = 1e9 });
        Assert.Equal((StopReason.GradientVanished, expected), (result.StopReason, result.Iterations));
    }

    [Fact]
    public void A_run_that_is_too_short_for_the_rule_does_all_its_iterations()
    {
        foreach (int iterations in new[] { 0, 1, 60, 99, 100, 101, 250 })
        {
            TsneResult result = Tsne.Fit(Points, Options with { Iterations = iterations, MinCostImprovement = 1e9 });
            Assert.Equal((StopReason.IterationsDone, iterations), (result.StopReason, result.Iterations));
            Assert.Equal(iterations >= 100, result.CostImprovement is not null);
        }
    }

    /// <summary>Whoever asks for iterations beyond the plan gets them: its rules ended with it.</summary>
    [Fact]
    public void Beyond_the_plan_no_rule_stops_it()
    {
        TsneOptions options = Options with { Iterations = 120, MinCostImprovement = 1e9, MinGradientNorm = 1e-30 };
        using TsneRun run = Tsne.Start(Points, options);
        run.Optimize();
        Assert.True(run.IsFinished);
        run.Optimize(200);
        Assert.Equal((StopReason.IterationsDone, 320), (run.Result.StopReason, run.Result.Iterations));
    }

    private static double Improvement(Dictionary<int, double> costs, int iteration) =>
        (costs[iteration - Interval] - costs[iteration]) / costs[iteration - Interval];

    /// <summary>A run, and the costs that it told at multiples of 50.</summary>
    private static (TsneResult Result, Dictionary<int, double> Costs) Run(TsneOptions options)
    {
        Dictionary<int, double> costs = [];
        TsneResult result = Tsne.Fit(Points, options, new Listener(news =>
        {
            if (news.Iteration % Interval == 0 && news.KlDivergence is { } cost)
            {
                costs.TryAdd(news.Iteration, cost);
            }
        }));
        return (result, costs);
    }

    private sealed class Listener(Action<TsneProgress> hear) : IProgress<TsneProgress>
    {
        public void Report(TsneProgress value) => hear(value);
    }
}
