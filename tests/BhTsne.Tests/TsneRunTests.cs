using BhTsne.Tests.EndToEnd;

namespace BhTsne.Tests;

/// <summary>A run in one call, in pieces, with looks at the map in between, and after cancellations: the same bits.</summary>
public sealed class TsneRunTests
{
    private const int N = 300;
    private static readonly PointMatrix Points = PointMatrix.From(Samples.Clusters(N, 8));

    private static readonly TsneOptions Quick = new() { Perplexity = 8, Iterations = 170, EarlyExaggerationIterations = 70, Threads = 1 };

    public static TheoryData<TsneObjective, int, double> Objectives => new()
    {
        { TsneObjective.TSne, 1, 1 },
        { TsneObjective.TSne, 2, 1 },
        { TsneObjective.TSne, 2, 0.6 },
        { TsneObjective.SymmetricSne, 3, 1 },
        { TsneObjective.Sne, 2, 1 },
    };

    [Theory]
    [MemberData(nameof(Objectives))]
    public void One_call_and_pieces_with_looks_in_between_give_the_same_bits(TsneObjective objective, int dimensions, double alpha)
    {
        TsneOptions options = Quick with { Objective = objective, OutputDimensions = dimensions, DegreesOfFreedom = alpha };
        TsneResult whole = Tsne.Fit(Points, options);
        using TsneRun run = Tsne.Start(Points, options);
        int[] pieces = [1, 30, 2, 33, 17, 50, 1000];
        foreach (int piece in pieces)
        {
            run.Optimize(Math.Min(piece, options.Iterations - run.Iteration));
            Assert.Equal(Samples.Bits(run.Snapshot()), Samples.Bits(run.Result.Embedding));
            Assert.Equal(run.Iteration == options.Iterations, run.IsFinished);
        }

        AssertSame(whole, run.Result);
    }

    [Fact]
    public void Without_looks_too()
    {
        // Whose last phase is the longer, the more iterations there are, and nothing else.
        TsneOptions classic = Quick with { Schedule = TsneSchedule.Classic };
        TsneResult whole = Tsne.Fit(Points, classic);
        using TsneRun run = Tsne.Start(Points, classic);
        run.Prepare();
        while (!run.IsFinished)
        {
            run.Optimize(13);
        }

        Assert.Equal(182, run.Iteration);
        TsneResult beyond = Tsne.Fit(Points, classic with { Iterations = 182 });
        AssertSame(beyond, run.Result);
        using TsneRun rest = Tsne.Start(Points, classic);
        rest.Optimize(13);
        rest.Optimize();
        AssertSame(whole, rest.Result);
        rest.Optimize();
        AssertSame(whole, rest.Result);
    }

    [Fact]
    public void A_phase_of_ones_own_with_the_numbers_of_the_plan_is_the_plan()
    {
        TsneOptions one = Quick with { Schedule = TsneSchedule.Classic, EarlyExaggerationIterations = 0, Iterations = 60 };
        using TsneRun run = Tsne.Start(Points, one);
        run.Optimize(new TsnePhase { Iterations = 60 });
        AssertSame(Tsne.Fit(Points, one), run.Result);

        run.Optimize(new TsnePhase { Iterations = 20, Exaggeration = 4, Theta = 0.3, Momentum = 0.5, LearningRate = 10 });
        Assert.Equal(80, run.Iteration);
        TsneOptionsException error = Assert.Throws<TsneOptionsException>(
            () => run.Optimize(new TsnePhase { Iterations = -1, Exaggeration = 0.5, Theta = 3, Momentum = 1, LearningRate = 0 }));
        Assert.Equal(
            ["Exaggeration", "Iterations", "LearningRate", "Momentum", "Theta"], error.Faults.Select(fault => fault.Option).Order());
        Assert.Equal(80, run.Iteration);
    }

    /// <summary>A phase begins where the run is: its rate and momentum change from its own first iteration on.</summary>
    [Theory]
    [InlineData(TsneSchedule.Accelerated)]
    [InlineData(TsneSchedule.Classic)]
    public void The_phases_of_the_plan_as_ones_own_are_the_plan(TsneSchedule schedule)
    {
        // The tree of the other repulsion is built anew where θ changes within a plan.
        TsneOptions exact = Quick with { Schedule = schedule, Repulsion = RepulsionMethod.Exact };
        using TsneRun run = Tsne.Start(Points, exact);
        foreach (TsnePhase phase in run.Plan.Phases)
        {
            run.Optimize(phase);
        }

        Assert.Equal(
            Samples.Bits(Tsne.Fit(Points, exact with { MinCostImprovement = 0 }).Embedding), Samples.Bits(run.Result.Embedding));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_final_learning_rate_is_held_to_the_range_of_the_first(double rate)
    {
        using TsneRun run = Tsne.Start(Points, Quick);
        TsneOptionsException error = Assert.Throws<TsneOptionsException>(
            () => run.Optimize(new TsnePhase { Iterations = 1, FinalLearningRate = rate }));
        Assert.Equal("FinalLearningRate", Assert.Single(error.Faults).Option);
        error = Assert.Throws<TsneOptionsException>(
            () => run.Optimize(new TsnePhase { Iterations = 1, LearningRate = rate, FinalLearningRate = rate }));
        Assert.Equal(["FinalLearningRate", "LearningRate"], error.Faults.Select(fault => fault.Option).Order());
    }

    [Fact]
    public void A_late_exaggeration_is_that_of_the_second_phase()
    {
        TsneOptions classic = Quick with { Schedule = TsneSchedule.Classic }, late = classic with { LateExaggeration = 4 };
        Assert.Equal([12, 4], Tsne.Plan(Points, late).Phases.Select(phase => phase.Exaggeration));
        Assert.Equal([N / 12.0, N / 4.0], Tsne.Plan(Points, late).Phases.Select(phase => phase.LearningRate!.Value));
        using TsneRun run = Tsne.Start(Points, classic);
        run.Optimize(classic.EarlyExaggerationIterations!.Value);
        run.Optimize(new TsnePhase { Iterations = 100, Exaggeration = 4 });
        AssertSame(Tsne.Fit(Points, late), run.Result);
    }

    [Fact]
    public void A_stopping_rule_ends_the_plan_in_pieces_as_in_one_call()
    {
        TsneOptions options = Quick with { Iterations = 3000, MinCostImprovement = 0.02 };
        TsneResult whole = Tsne.Fit(Points, options);
        Assert.Equal(StopReason.CostConverged, whole.StopReason);
        using TsneRun run = Tsne.Start(Points, options);
        while (!run.IsFinished)
        {
            run.Optimize(7);
        }

        Assert.Equal(whole.Iterations, run.Iteration);
        AssertSame(whole, run.Result);
        Assert.Equal(StopReason.CostConverged, run.Result.StopReason);
        run.Optimize(5);
        Assert.Equal(whole.Iterations, run.Iteration);
    }

    [Theory]
    [InlineData(TsneStage.Reduction)]
    [InlineData(TsneStage.Neighbors)]
    [InlineData(TsneStage.Affinities)]
    [InlineData(TsneStage.Optimization)]
    public void A_run_goes_on_after_a_cancellation_to_the_same_bits(TsneStage stage)
    {
        using CancellationTokenSource source = new();
        CancelAt listener = new(stage, source);
        TsneOptions options = Quick with { PcaComponents = 4 };
        using TsneRun run = Tsne.Start(Points, options, listener);
        OperationCanceledException error = Assert.ThrowsAny<OperationCanceledException>(() => run.Optimize(source.Token));
        Assert.Equal(stage == TsneStage.Optimization, error is TsneCanceledException);
        run.Optimize();
        AssertSame(Tsne.Fit(Points, options), run.Result);
    }

    [Fact]
    public void Duplicates_are_merged_and_come_out_at_one_place_in_pieces_too()
    {
        float[] values = [.. Points.Values, .. Points.Values[..(8 * 100)]];
        PointMatrix repeated = PointMatrix.From(values, N + 100, 8);
        TsneOptions options = Quick with { MergeDuplicates = true };
        TsneResult whole = Tsne.Fit(repeated, options);
        using TsneRun run = Tsne.Start(repeated, options);
        run.Optimize(100);
        run.Optimize();
        AssertSame(whole, run.Result);
        Assert.Equal(N + 100, run.Result.Embedding.Points);
        Assert.Equal(N, run.Result.Plan.Points);
    }

    [Fact]
    public void A_map_before_the_descent_is_an_error_and_the_start_after_its_preparation()
    {
        using TsneRun run = Tsne.Start(Points, Quick);
        Assert.Contains("has not begun", Assert.Throws<InvalidOperationException>(run.Snapshot).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => run.Result);
        run.Prepare();
        Assert.Equal(Samples.Bits(Tsne.Initialize(Points, Quick)), Samples.Bits(run.Snapshot()));
        Assert.Equal(0, run.Result.Iterations);
    }

    [Fact]
    public void A_plan_serves_its_input_alone()
    {
        TsnePlan plan = Tsne.Plan(Points, Quick);
        Assert.Throws<ArgumentException>(() => Tsne.Start(plan, PointMatrix.From(new float[80], 10, 8)));
        Assert.Throws<TsneOptionsException>(() => Tsne.Start(Tsne.Plan(Points, Quick with { Theta = 3 }), Points));
        using TsneRun run = Tsne.Start(plan, Points);
        run.Optimize();
        AssertSame(Tsne.Fit(Points, Quick), run.Result);
        Assert.Same(plan, run.Result.Plan);
    }

    private static void AssertSame(TsneResult expected, TsneResult actual)
    {
        Assert.Equal(expected.Iterations, actual.Iterations);
        Assert.Equal(Samples.Bits(expected.Embedding), Samples.Bits(actual.Embedding));
        Assert.Equal(expected.KlDivergence, actual.KlDivergence);
    }

    private sealed class CancelAt(TsneStage stage, CancellationTokenSource source) : IProgress<TsneProgress>
    {
        public void Report(TsneProgress value)
        {
            if (value.Stage == stage && (stage != TsneStage.Optimization || value.Iteration == 42))
            {
                source.Cancel();
            }
        }
    }
}
