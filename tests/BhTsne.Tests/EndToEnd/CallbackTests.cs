using BhTsne.Tests.Models;
using BhTsne.Tests.Oracles;

namespace BhTsne.Tests.EndToEnd;

/// <summary>What a program does in its callbacks: throws, cancels at any of them, begins another run, or has a bad metric.</summary>
public sealed class CallbackTests
{
    private const int N = 60;

    private static readonly float[,] Values = Samples.Clusters(N, 6, clusters: 3);

    private static readonly TsneOptions Quick = new()
    {
        Perplexity = 5,
        Iterations = 30,
        EarlyExaggerationIterations = 10,
        Threads = 2,
    };

    public static TheoryData<string> Kinds =>
    [
        "points", "PCA", "merged", "weights", "pinned", "start rows", "sparse", "distances", "sparse distances", "graph", "affinities",
        "own metric",
    ];

    /// <summary>At each report in turn: no result before the descent, and in it the map of the iterations that were done.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_run_is_canceled_at_any_report(string kind)
    {
        (TsneInput input, TsneOptions options) = Case(kind);
        int[][] maps = Maps(input, options);
        for (int nth = 1; ; nth++)
        {
            using CancellationTokenSource source = new();
            Counting progress = new(nth, source.Cancel);
            Exception? thrown = Record.Exception(() => Tsne.Fit(input, options, progress, source.Token));
            if (progress.Count < nth)
            {
                Assert.Null(thrown);
                Assert.True(nth > options.Iterations, $"only {nth - 1} reports");
                return;
            }

            // Of the last iteration nothing is left to be canceled.
            if (thrown is null)
            {
                Assert.True(progress.IsInDescent && progress.Iteration >= options.Iterations - 1, $"report {nth} was not heard");
                continue;
            }

            Assert.Equal(source.Token, Assert.IsAssignableFrom<OperationCanceledException>(thrown).CancellationToken);
            Assert.True(thrown is TsneCanceledException || !progress.IsInDescent, $"report {nth} has no map");
            if (thrown is TsneCanceledException canceled)
            {
                // After the last report of the stages before it the descent is begun, and ends at once.
                Assert.InRange(canceled.Result.Iterations - progress.Iteration, 0, progress.IsInDescent ? 1 : 0);
                Assert.Equal(StopReason.Canceled, canceled.Result.StopReason);
                Assert.Equal(maps[canceled.Result.Iterations], Samples.Bits(canceled.Result.Embedding));
            }
        }
    }

    /// <summary>The exception is that of the caller itself, from each report, and the next run is not disturbed.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_a_progress_throws_ends_the_run_and_is_thrown_as_it_is(string kind)
    {
        (TsneInput input, TsneOptions options) = Case(kind);
        int[] whole = Samples.Bits(Tsne.Fit(input, options).Embedding);
        for (int nth = 1; ; nth++)
        {
            InvalidTimeZoneException own = new("the caller's own");
            Counting progress = new(nth, () => throw own);
            Exception? thrown = Record.Exception(() => Tsne.Fit(input, options, progress));
            Assert.Same(progress.Count < nth ? null : own, thrown);
            if (progress.Count < nth)
            {
                Assert.True(nth > options.Iterations);
                break;
            }
        }

        Assert.Equal(whole, Samples.Bits(Tsne.Fit(input, options).Embedding));
    }

    /// <summary>A run whose progress has thrown can go on, to the bits of one that was not disturbed.</summary>
    [Fact]
    public void A_run_goes_on_after_its_progress_has_thrown()
    {
        (TsneInput input, TsneOptions options) = Case("points");
        int[] whole = Samples.Bits(Tsne.Fit(input, options).Embedding);
        for (int nth = 1; ; nth++)
        {
            Counting progress = new(nth, () => throw new InvalidTimeZoneException());
            using TsneRun run = Tsne.Start(input, options, progress);
            bool hasThrown = Record.Exception(() => run.Optimize()) is InvalidTimeZoneException;

            // The cost of the end may be reported when it is asked for, too.
            hasThrown |= Record.Exception(() => run.Optimize()) is InvalidTimeZoneException;
            hasThrown |= Record.Exception(() => run.Result) is InvalidTimeZoneException;
            Assert.Equal(whole, Samples.Bits(run.Result.Embedding));
            if (!hasThrown)
            {
                Assert.True(nth > options.Iterations);
                return;
            }
        }
    }

    [Fact]
    public void A_progress_that_makes_another_map_disturbs_neither()
    {
        (TsneInput input, TsneOptions options) = Case("points");
        (TsneInput other, TsneOptions otherOptions) = Case("graph");
        int[] whole = Samples.Bits(Tsne.Fit(input, options).Embedding), inner = Samples.Bits(Tsne.Fit(other, otherOptions).Embedding);
        List<int[]> maps = [];
        Every progress = new(() => maps.Add(Samples.Bits(Tsne.Fit(other, otherOptions).Embedding)));
        Assert.Equal(whole, Samples.Bits(Tsne.Fit(input, options, progress).Embedding));
        Assert.True(maps.Count > options.Iterations);
        Assert.All(maps, map => Assert.Equal(inner, map));
    }

    /// <summary>Iterations within an iteration would be lost or counted twice.</summary>
    [Fact]
    public void A_run_is_not_driven_from_its_own_progress()
    {
        (TsneInput input, TsneOptions options) = Case("points");
        int[] whole = Samples.Bits(Tsne.Fit(input, options).Embedding);
        TsneRun? run = null;
        int refused = 0;
        Every progress = new(() =>
        {
            Action[] calls = [() => run!.Optimize(1), () => run!.Prepare(), () => run!.OptimizeInSteps(1, _ => true)];
            foreach (Action drive in calls)
            {
                if (Record.Exception(drive) is { } exception)
                {
                    Assert.Contains(
                        "OptimizeInSteps", Assert.IsType<InvalidOperationException>(exception).Message, StringComparison.Ordinal);
                    refused++;
                }
            }
        });
        using (run = Tsne.Start(input, options, progress))
        {
            run.Optimize();
            Assert.Equal((whole.Length, options.Iterations), (Samples.Bits(run.Result.Embedding).Length, run.Iteration));
            Assert.Equal(whole, Samples.Bits(run.Result.Embedding));
        }

        Assert.True(refused > options.Iterations, $"only {refused} calls were refused");
    }

    /// <summary>A call in the middle of the search that throws or gives no distance: both rows are named.</summary>
    [Theory]
    [InlineData("throws", "no way")]
    [InlineData("nan", "NaN")]
    [InlineData("negative", "-1")]
    public void A_metric_that_fails_in_a_run_is_named_with_both_rows(string how, string words)
    {
        for (int at = 1; at < 3000; at = (3 * at) + 1)
        {
            int calls = 0;
            Metric metric = Metric.Custom("mine", (a, b) =>
                Interlocked.Increment(ref calls) != at ? ModelCases.Custom.Function!(a, b)
                : how switch
                {
                    "throws" => throw new InvalidTimeZoneException(words),
                    "nan" => float.NaN,
                    _ => -1,
                });
            Exception? thrown = Record.Exception(() => Tsne.Fit(Values, Quick with { Metric = metric }));
            Assert.True(thrown is not null || calls < at, $"call {at} was not seen");
            if (thrown is not null)
            {
                Assert.Matches("'mine'.*rows \\d+ and \\d+", Assert.IsType<TsneInputException>(thrown).Message);
                Assert.Contains(words, thrown.Message, StringComparison.Ordinal);
                Assert.Equal(how == "throws", thrown.InnerException is InvalidTimeZoneException);
            }
        }
    }

    /// <summary>The distances from each point to the others count as they are; the same map comes out on any number of threads.</summary>
    [Fact]
    public void A_metric_that_is_not_symmetric_makes_a_map()
    {
        Func<float[], float[], float> oneWay = (a, b) => ModelCases.Custom.Function!(a, b) * (a[0] < b[0] ? 1 : 1.25f);
        Metric metric = Metric.Custom("one way", (a, b) => oneWay(a.ToArray(), b.ToArray()));
        NeighborGraph graph = Tsne.FindNeighbors(Values, Quick with { Metric = metric, Neighbors = NeighborMethod.Exact });
        float[][] rows = [.. Enumerable.Range(0, N).Select(i => Enumerable.Range(0, 6).Select(j => Values[i, j]).ToArray())];
        for (int i = 0; i < N; i++)
        {
            IEnumerable<(float Distance, int Point)> nearest = Enumerable.Range(0, N).Where(j => j != i)
                .Select(j => (oneWay(rows[i], rows[j]), j)).Order().Take(graph.NeighborsPerPoint);
            Assert.Equal(nearest, graph.DistancesOf(i).ToArray().Zip(graph.NeighborsOf(i).ToArray()));
        }

        foreach (NeighborMethod method in new[] { NeighborMethod.Auto, NeighborMethod.Exact })
        {
            TsneOptions options = Quick with { Metric = metric, Neighbors = method };
            TsneResult one = Tsne.Fit(Values, options with { Threads = 1 }), three = Tsne.Fit(Values, options with { Threads = 3 });
            Assert.All(one.Embedding.Values.ToArray(), value => Assert.True(float.IsFinite(value)));
            Assert.Equal(Samples.Bits(one.Embedding), Samples.Bits(three.Embedding));
        }
    }

    /// <summary>Four runs of one input at once, all in their descent, of which two are canceled.</summary>
    [Fact]
    public async Task Two_of_four_parallel_runs_are_canceled_and_the_others_are_not_disturbed()
    {
        (TsneInput input, TsneOptions options) = Case("points");
        int[][] maps = Maps(input, options);
        using Barrier all = new(4);
        using CancellationTokenSource source = new();
        Task<Exception?>[] runs = [.. Enumerable.Range(0, 4).Select(number => Task.Factory.StartNew<Exception?>(
            () => Record.Exception(() =>
            {
                Canceling progress = new(
                    news =>
                    {
                        bool isMeeting = news.Stage == TsneStage.Optimization && news.Iteration == 12;
                        return isMeeting && all.SignalAndWait(TimeSpan.FromMinutes(1)) && number == 0;
                    },
                    source);
                TsneResult result = Tsne.Fit(input, options, progress, number < 2 ? source.Token : default);
                Assert.Equal(maps[^1], Samples.Bits(result.Embedding));
            }),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        Exception?[] ends = await Task.WhenAll(runs);
        TsneCanceledException first = Assert.IsType<TsneCanceledException>(ends[0]);
        Assert.Equal(maps[first.Result.Iterations], Samples.Bits(first.Result.Embedding));

        // The second may be through before it hears of it.
        Assert.True(ends[1] is null or TsneCanceledException, $"{ends[1]}");
        Assert.Null(ends[2]);
        Assert.Null(ends[3]);
    }

    /// <summary>The maps after each iteration, that of the start first.</summary>
    private static int[][] Maps(TsneInput input, TsneOptions options)
    {
        using TsneRun run = Tsne.Start(input, options);
        run.Prepare();
        List<int[]> maps = [Samples.Bits(run.Snapshot())];
        while (!run.IsFinished)
        {
            run.Optimize(1);
            maps.Add(Samples.Bits(run.Snapshot()));
        }

        return [.. maps];
    }

    private static (TsneInput Input, TsneOptions Options) Case(string kind)
    {
        PointMatrix points = PointMatrix.From(Values);
        NeighborGraph Graph() => Tsne.FindNeighbors(points, Quick);
        return kind switch
        {
            "PCA" => (points, Quick with { PcaComponents = 3 }),
            "merged" => (Twice(), Quick with { MergeDuplicates = true }),
            "weights" => (new TsneInput(points) { Weights = ModelCases.Weights(N) }, Quick),
            "pinned" => (new TsneInput(points) { Start = Samples.Cloud(N, 1, 3), Pinned = new[] { 3, 4 } }, Quick),
            "start rows" => (new TsneInput(points) { Start = Samples.Cloud(4, 1, 3), StartRows = new[] { 0, 9, 31, 58 } }, Quick),
            "sparse" => (SparseCloud.Sparse(Values), Quick with { PcaComponents = 3 }),
            "distances" => (DistanceMatrix.From(PointMatrix.From(Distances())), Quick),
            "sparse distances" => (DistanceMatrix.From(SparseCloud.Sparse(Distances())), Quick),
            "graph" => (Graph(), Quick),
            "affinities" => (Tsne.ComputeAffinities(Graph(), Quick), Quick),
            "own metric" => (points, Quick with { Metric = ModelCases.Custom }),
            _ => (points, Quick),
        };
    }

    private static PointMatrix Twice()
    {
        float[,] values = new float[2 * N, 6];
        for (int i = 0; i < 2 * N; i++)
        {
            for (int j = 0; j < 6; j++)
            {
                values[i, j] = Values[i % N, j];
            }
        }

        return PointMatrix.From(values);
    }

    private static float[,] Distances()
    {
        double[,] squared = Dense.SquaredDistances(Samples.ToDense(PointMatrix.From(Values)));
        float[,] distances = new float[N, N];
        for (int i = 0; i < N; i++)
        {
            for (int j = 0; j < N; j++)
            {
                distances[i, j] = (float)Math.Sqrt(squared[i, j]);
            }
        }

        return distances;
    }

    /// <summary>Does something at the n-th report.</summary>
    private sealed class Counting(int nth, Action act) : IProgress<TsneProgress>
    {
        public int Count { get; private set; }

        /// <summary>Whether the n-th report came from the descent.</summary>
        public bool IsInDescent { get; private set; }

        /// <summary>The iterations done before the n-th report.</summary>
        public int Iteration { get; private set; }

        public void Report(TsneProgress value)
        {
            if (++Count == nth)
            {
                (IsInDescent, Iteration) = (value.Stage == TsneStage.Optimization, value.Iteration);
                act();
            }
        }
    }

    /// <summary>Does something at each report.</summary>
    private sealed class Every(Action act) : IProgress<TsneProgress>
    {
        public void Report(TsneProgress value) => act();
    }
}
