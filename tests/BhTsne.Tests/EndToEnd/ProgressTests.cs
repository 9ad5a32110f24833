namespace BhTsne.Tests.EndToEnd;

/// <summary>What a run tells on its way, and how it stops when it is asked to.</summary>
public sealed class ProgressTests
{
    private static readonly PointMatrix Points = PointMatrix.From(Samples.Clusters(700, 60));
    private static readonly TsneOptions Options = new() { Iterations = 130, EarlyExaggerationIterations = 70, Perplexity = 15 };

    [Fact]
    public void Stages_come_in_order_each_from_nothing_to_all_of_it()
    {
        List<TsneProgress> told = [];
        Tsne.Fit(Points, Options, new Listener(told.Add));
        TsneStage[] order = [.. told.Select(news => news.Stage)];
        Assert.Equal(order.Order(), order);
        Assert.Equal(Enum.GetValues<TsneStage>(), order.Distinct());
        foreach (IGrouping<TsneStage, TsneProgress> stage in told.GroupBy(news => news.Stage))
        {
            double[] fractions = [.. stage.Select(news => news.Fraction)];
            Assert.Equal(fractions.Order(), fractions);
            Assert.Equal(0, fractions[0]);
            Assert.Equal(1, fractions[^1]);
        }

        Assert.All(told, news => Assert.Equal(130, news.Iterations));
        Assert.All(
            told.Where(news => news.Stage != TsneStage.Optimization),
            news => Assert.True(news.Iteration == 0 && news.KlDivergence is null));
        Assert.Contains(told, news => news.Stage == TsneStage.Neighbors && news.Detail?.Length > 0);
        Assert.Equal(
            Enumerable.Range(0, 131), told.Where(news => news.Stage == TsneStage.Optimization).Select(news => news.Iteration).Distinct());
    }

    [Fact]
    public void News_come_on_the_thread_that_called()
    {
        HashSet<int> threads = [];
        Tsne.Fit(Points, Options with { Threads = 3 }, new Listener(_ => threads.Add(Environment.CurrentManagedThreadId)));
        Assert.Equal([Environment.CurrentManagedThreadId], threads);
    }

    [Fact]
    public void The_cost_is_told_anew_every_50_iterations_and_at_the_end_and_is_that_of_a_run_that_ends_there()
    {
        List<TsneProgress> told = [];
        TsneResult result = Tsne.Fit(Points, Options, new Listener(told.Add));
        TsneProgress[] descent = [.. told.Where(news => news.Stage == TsneStage.Optimization)];
        Assert.All(descent.Where(news => news.Iteration < 50), news => Assert.Null(news.KlDivergence));
        foreach (int iterations in new[] { 50, 100 })
        {
            double expected = Samples.After(iterations, Points, Options).KlDivergence;
            TsneProgress[] since =
                [.. descent.Where(news => news.Iteration >= iterations && news.Iteration < Math.Min(iterations + 50, 130))];
            Assert.Equal(Math.Min(50, 130 - iterations), since.Length);
            Assert.All(since, news => Assert.Equal(expected, news.KlDivergence));
        }

        Assert.Equal(result.KlDivergence, descent[^1].KlDivergence);
        Assert.Equal(130, descent[^1].Iteration);
    }

    [Theory]
    [InlineData(TsneStage.Reduction)]
    [InlineData(TsneStage.Neighbors)]
    [InlineData(TsneStage.Affinities)]
    [InlineData(TsneStage.Initialization)]
    public void A_run_that_is_stopped_before_the_descent_has_no_result(TsneStage stage)
    {
        using CancellationTokenSource source = new();
        TsneProgress last = default;
        Listener listener = new(news =>
        {
            last = news;
            if (news.Stage == stage)
            {
                source.Cancel();
            }
        });
        OperationCanceledException exception = Assert.Throws<OperationCanceledException>(
            () => Tsne.Fit(Points, Options, listener, source.Token));
        Assert.Equal(source.Token, exception.CancellationToken);
        Assert.Equal(stage, last.Stage);
        Assert.True(last.Fraction < 1, "a stage that was stopped was told as done");
    }

    [Fact]
    public void A_run_that_is_stopped_before_it_begins_does_nothing()
    {
        CancellationToken stopped = new(canceled: true);
        Assert.Throws<OperationCanceledException>(() => Tsne.Fit(Points, Options, null, stopped));
        Assert.Throws<OperationCanceledException>(
            () => Tsne.Fit(new TsneInput(Points) { Start = Samples.Cloud(700, 1, 1) }, Options with { PcaComponents = 0 }, null, stopped));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(37)]
    [InlineData(101)]
    public void A_descent_that_is_stopped_hands_over_what_it_reached_within_one_iteration(int when)
    {
        using CancellationTokenSource source = new();
        Listener listener = new(news =>
        {
            if (news.Stage == TsneStage.Optimization && news.Iteration == when)
            {
                source.Cancel();
            }
        });
        TsneCanceledException exception = Assert.Throws<TsneCanceledException>(() => Tsne.Fit(Points, Options, listener, source.Token));
        Assert.Equal(source.Token, exception.CancellationToken);
        TsneResult reached = exception.Result;
        Assert.Equal(StopReason.Canceled, reached.StopReason);
        Assert.InRange(reached.Iterations, when, when + 1);

        // The map of a run that was asked to go so far.
        TsneResult shorter = Samples.After(reached.Iterations, Points, Options);
        Assert.Equal(Samples.Bits(shorter.Embedding), Samples.Bits(reached.Embedding));
        Assert.Equal(shorter.KlDivergence, reached.KlDivergence);
        Assert.True(reached.Seconds.Optimization > 0);
    }

    private sealed class Listener(Action<TsneProgress> hear) : IProgress<TsneProgress>
    {
        public void Report(TsneProgress value) => hear(value);
    }
}
