namespace BhTsne.Tests.EndToEnd;

/// <summary>A run that calls a function on the way.</summary>
public sealed class RunInStepsTests
{
    private static readonly PointMatrix Points = PointMatrix.From(Samples.Clusters(200, 6));

    private static readonly TsneOptions Quick = new() { Perplexity = 8, Iterations = 107, EarlyExaggerationIterations = 30, Threads = 1 };

    [Theory]
    [InlineData(1)]
    [InlineData(25)]
    [InlineData(107)]
    [InlineData(1000)]
    public void The_function_is_called_at_multiples_and_at_the_end_and_changes_no_bit(int every)
    {
        TsneResult whole = Tsne.Fit(Points, Quick);
        using TsneRun run = Tsne.Start(Points, Quick);
        List<int> calls = [];
        run.OptimizeInSteps(every, at =>
        {
            Assert.Same(run, at);
            Assert.Equal(at.Iteration, at.Result.Iterations);
            Assert.Equal(Samples.Bits(at.Snapshot()), Samples.Bits(at.Result.Embedding));
            calls.Add(at.Iteration);
            return true;
        });
        Assert.Equal([.. Enumerable.Range(1, 106).Where(iteration => iteration % every == 0), 107], calls);
        Assert.True(run.IsFinished);
        Assert.Equal(Samples.Bits(whole.Embedding), Samples.Bits(run.Result.Embedding));
        Assert.Equal(whole.KlDivergence, run.Result.KlDivergence);
        run.OptimizeInSteps(every, _ => throw new InvalidOperationException("Nothing is left."));
    }

    [Fact]
    public void Multiples_count_from_the_beginning_of_the_run_and_false_stops_it_there()
    {
        using TsneRun run = Tsne.Start(Points, Quick);
        List<int> calls = [];
        run.Optimize(33);
        run.OptimizeInSteps(10, at =>
        {
            calls.Add(at.Iteration);
            return at.Iteration < 60;
        });
        Assert.Equal([40, 50, 60], calls);
        Assert.Equal((60, false), (run.Iteration, run.IsFinished));
        run.OptimizeInSteps(50, at =>
        {
            calls.Add(at.Iteration);
            return false;
        });
        Assert.Equal(100, calls[^1]);
        run.Optimize();
        Assert.Equal(Samples.Bits(Tsne.Fit(Points, Quick).Embedding), Samples.Bits(run.Snapshot()));
    }

    [Fact]
    public void A_stopping_rule_ends_it_with_a_call()
    {
        TsneOptions options = Quick with { Iterations = 3000, MinCostImprovement = 0.02 };
        TsneResult whole = Tsne.Fit(Points, options);
        Assert.Equal(StopReason.CostConverged, whole.StopReason);
        using TsneRun run = Tsne.Start(Points, options);
        int last = 0;
        run.OptimizeInSteps(70, at =>
        {
            last = at.Iteration;
            return true;
        });
        Assert.Equal(whole.Iterations, last);
        Assert.Equal(Samples.Bits(whole.Embedding), Samples.Bits(run.Result.Embedding));
        Assert.Equal(StopReason.CostConverged, run.Result.StopReason);
    }

    [Fact]
    public void An_exception_of_the_function_is_passed_on_and_the_run_can_go_on()
    {
        using TsneRun run = Tsne.Start(Points, Quick);
        Assert.Throws<NotSupportedException>(() => run.OptimizeInSteps(20, _ => throw new NotSupportedException()));
        Assert.Equal(20, run.Iteration);
        run.Optimize();
        Assert.Equal(Samples.Bits(Tsne.Fit(Points, Quick).Embedding), Samples.Bits(run.Snapshot()));
    }

    [Fact]
    public void A_cancellation_between_two_calls_can_be_gone_on_from()
    {
        using CancellationTokenSource source = new();
        using TsneRun run = Tsne.Start(Points, Quick);
        TsneCanceledException error = Assert.Throws<TsneCanceledException>(() => run.OptimizeInSteps(
            30,
            _ =>
            {
                source.Cancel();
                return true;
            },
            source.Token));
        Assert.Equal(30, error.Result.Iterations);
        run.OptimizeInSteps(30, _ => true);
        Assert.Equal(Samples.Bits(Tsne.Fit(Points, Quick).Embedding), Samples.Bits(run.Snapshot()));
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        using TsneRun run = Tsne.Start(Points, Quick);
        Assert.Throws<ArgumentOutOfRangeException>(() => run.OptimizeInSteps(0, _ => true));
        Assert.Throws<ArgumentOutOfRangeException>(() => run.OptimizeInSteps(-5, _ => true));
        Assert.Throws<ArgumentNullException>(() => run.OptimizeInSteps(5, null!));
        Assert.Equal(0, run.Iteration);
    }
}
