namespace BhTsne.Tests.EndToEnd;

/// <summary>
/// The accelerated schedule, all of whose settings change on the way, has the same bits however a run is cut and on any number of threads.
/// </summary>
public sealed class AcceleratedBitsTests
{
    private static readonly PointMatrix Points = PointMatrix.From(Samples.Clusters(1500, 12));

    private static readonly TsneOptions Options = new() { Threads = 1 };

    private static readonly Lazy<TsneResult> Whole = new(() => Tsne.Fit(Points, Options));

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Threads_do_not_matter(int threads) => AssertSame(Whole.Value, Tsne.Fit(Points, Options with { Threads = threads }));

    /// <summary>With the step itself in several blocks: more than 4,096 points of a plane, or 2,048 in space.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Nor_where_the_step_has_several_blocks(int dimensions)
    {
        PointMatrix points = PointMatrix.From(Samples.Clusters(4500, 6));
        TsneOptions options = Options with { Iterations = 110, OutputDimensions = dimensions };
        TsneResult one = Tsne.Fit(points, options);
        AssertSame(one, Tsne.Fit(points, options with { Threads = 2 }));
        AssertSame(one, Tsne.Fit(points, options with { Threads = 3 }));
    }

    /// <summary>
    /// Cut within full and half exaggeration, at the new order, within the rise, at its end, within the fall, at costs, beside them, and in
    /// the tail.
    /// </summary>
    [Theory]
    [InlineData(1, 7, 41, 51, 79)]
    [InlineData(2, 39, 40, 50, 80, 100, 180, 200, 250)]
    [InlineData(1, 83, 101, 179, 181, 199, 249, 251)]
    [InlineData(3, 99, 131, 217, 299)]
    public void Nor_do_pieces_with_looks_in_between(int threads, params int[] cuts)
    {
        using TsneRun run = Tsne.Start(Points, Options with { Threads = threads });
        foreach (int cut in cuts)
        {
            run.Optimize(cut - run.Iteration);
            Assert.Equal(run.Iteration, run.Result.Iterations);
        }

        run.Optimize();
        AssertSame(Whole.Value, run.Result);
    }

    [Fact]
    public void Nor_do_cancellations()
    {
        using CancellationTokenSource first = new();
        Canceling listener = new(news => news.Stage == TsneStage.Optimization && news.Iteration == 133, first);
        using TsneRun run = Tsne.Start(Points, Options, listener);
        Assert.Throws<TsneCanceledException>(() => run.Optimize(first.Token));
        run.Optimize();
        AssertSame(Whole.Value, run.Result);
    }

    private static void AssertSame(TsneResult expected, TsneResult actual)
    {
        Assert.Equal((expected.Iterations, expected.StopReason), (actual.Iterations, actual.StopReason));
        Assert.Equal((expected.KlDivergence, expected.CostImprovement), (actual.KlDivergence, actual.CostImprovement));
        Assert.Equal(Samples.Bits(expected.Embedding), Samples.Bits(actual.Embedding));
    }
}
