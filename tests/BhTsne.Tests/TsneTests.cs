using BhTsne.Tests.EndToEnd;

namespace BhTsne.Tests;

/// <summary>What the facade promises of every run.</summary>
public sealed class TsneTests
{
    /// <summary>Enough points for several blocks of every stage, enough dimensions for the reduction.</summary>
    private static readonly PointMatrix Points = PointMatrix.From(Samples.Clusters(1300, 60));

    private static readonly TsneOptions Quick = new() { Iterations = 60, EarlyExaggerationIterations = 30, Perplexity = 15, Threads = 1 };

    public static TheoryData<string, TsneOptions> Ways => new()
    {
        { "defaults", Quick },
        { "random start", Quick with { Initialization = InitializationMethod.Random } },
        { "no reduction", Quick with { PcaComponents = 0 } },
        { "few components", Quick with { PcaComponents = 4 } },
        { "exact repulsion", Quick with { Repulsion = RepulsionMethod.Exact } },
        { "theta 0", Quick with { Theta = 0, Iterations = 20 } },
        { "cosine", Quick with { Metric = Metric.Cosine, Neighbors = NeighborMethod.Exact } },
        {
            "own metric",
            Quick with { Metric = Metric.Custom("largest gap", LargestGap), Neighbors = NeighborMethod.VantagePointTree, Iterations = 10 }
        },
        {
            "rates and moments",
            Quick with { LearningRate = 100, EarlyMomentum = 0.5, Momentum = 0.7, EarlyExaggeration = 4, MaxStepLength = 0.1 }
        },
        { "one dimension", Quick with { OutputDimensions = 1 } },
        { "three dimensions", Quick with { OutputDimensions = 3 } },
        { "heavy tails", Quick with { DegreesOfFreedom = 0.5 } },
        { "symmetric SNE", Quick with { Objective = TsneObjective.SymmetricSne } },
        { "SNE in three dimensions", Quick with { Objective = TsneObjective.Sne, OutputDimensions = 3 } },
        { "stops by itself", Quick with { Iterations = 1000, MinCostImprovement = 0.5 } },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void One_call_and_the_stages_one_by_one_give_the_same_bits_on_any_number_of_threads(string way, TsneOptions options)
    {
        TsneResult whole = Tsne.Fit(Points, options);
        Assert.True(whole.Embedding.Points == Points.Rows, way);
        AssertSame(whole, Staged(options));
        foreach (int threads in new[] { 2, 3 })
        {
            AssertSame(whole, Tsne.Fit(Points, options with { Threads = threads }));
            AssertSame(whole, Staged(options with { Threads = threads }));
        }

        TsneResult Staged(TsneOptions options)
        {
            PointMatrix reduced = Tsne.Reduce(Points, options);
            AffinityMatrix affinities = Tsne.ComputeAffinities(Tsne.FindNeighbors(reduced, options), options);
            return Tsne.Fit(new TsneInput(affinities) { Start = Tsne.Initialize(reduced, options) }, options);
        }
    }

    [Fact]
    public void Threads_do_not_matter_where_the_descent_itself_has_several_blocks()
    {
        PointMatrix points = PointMatrix.From(Samples.Clusters(5000, 6));
        TsneOptions options = Quick with { Iterations = 12, EarlyExaggerationIterations = 6 };
        TsneResult one = Tsne.Fit(points, options);
        AssertSame(one, Tsne.Fit(points, options with { Threads = 2 }));
        AssertSame(one, Tsne.Fit(points, options with { Threads = 3 }));
    }

    [Fact]
    public void Every_exact_search_leads_to_the_same_map()
    {
        TsneOptions options = Quick with { PcaComponents = 5, Iterations = 20 };
        TsneResult auto = Tsne.Fit(Points, options);
        foreach (NeighborMethod method in Enum.GetValues<NeighborMethod>())
        {
            AssertSame(auto, Tsne.Fit(Points, options with { Neighbors = method }));
        }
    }

    [Theory]
    [InlineData(InitializationMethod.Pca)]
    [InlineData(InitializationMethod.Random)]
    public void The_same_seed_gives_the_same_map_and_another_seed_another(InitializationMethod start)
    {
        TsneOptions options = Quick with { Initialization = start };
        TsneResult first = Tsne.Fit(Points, options);
        AssertSame(first, Tsne.Fit(Points, options));
        AssertSame(first, Tsne.Fit(Points, options with { Seed = 42 }));
        Assert.NotEqual(Samples.Bits(first.Embedding), Samples.Bits(Tsne.Fit(Points, options with { Seed = 43 }).Embedding));
    }

    [Fact]
    public void The_input_is_never_changed()
    {
        float[] memory = [.. Points.Values];
        PointMatrix points = PointMatrix.From(memory, Points.Rows, Points.Columns);
        Embedding start = Samples.Cloud(Points.Rows, 1e-4, 3);
        int[] startBits = Samples.Bits(start);
        Tsne.Fit(new TsneInput(points) { Start = start }, Quick with { Threads = 2 });
        Tsne.Fit(points, Quick with { Metric = Metric.Cosine });
        Assert.True(memory.AsSpan().SequenceEqual(Points.Values));
        Assert.Equal(startBits, Samples.Bits(start));
    }

    [Fact]
    public void A_start_of_ones_own_is_used_as_it_is()
    {
        Embedding start = Samples.Cloud(Points.Rows, 2, 3);
        TsneOptions options = Quick with { Iterations = 0 };
        TsneInput input = new(Points) { Start = start };
        TsneResult none = Tsne.Fit(input, options);
        Assert.Equal(Samples.Bits(start), Samples.Bits(none.Embedding));
        Assert.Equal(0, none.Iterations);
        Assert.Equal(StopReason.IterationsDone, none.StopReason);
        Assert.True(double.IsFinite(none.KlDivergence));

        // Whatever else is said of the start.
        TsneResult some = Tsne.Fit(input, options with { Iterations = 10 });
        AssertSame(some, Tsne.Fit(input, options with { Iterations = 10, Seed = 7, Initialization = InitializationMethod.Random }));
        Assert.NotEqual(Samples.Bits(start), Samples.Bits(some.Embedding));
    }

    [Fact]
    public void Rows_of_the_map_are_rows_of_the_input()
    {
        // The same points and start in another order end up at the same places, in that order. A few iterations: rounding grows.
        float[,] points = Samples.Clusters(400, 7);
        Embedding start = Samples.Cloud(400, 1, 5);
        int[] order = [.. Enumerable.Range(0, 400)];
        new Random(2).Shuffle(order);
        float[,] moved = new float[400, 7];
        float[] movedStart = new float[800];
        for (int i = 0; i < 400; i++)
        {
            for (int j = 0; j < 7; j++)
            {
                moved[i, j] = points[order[i], j];
            }

            start.Values.Slice(2 * order[i], 2).CopyTo(movedStart.AsSpan(2 * i));
        }

        TsneOptions options = Quick with { Theta = 0, Iterations = 8 };
        Embedding map = Tsne.Fit(new TsneInput(PointMatrix.From(points)) { Start = start }, options).Embedding;
        Embedding movedMap = Tsne.Fit(new TsneInput(PointMatrix.From(moved)) { Start = new Embedding(movedStart, 2) }, options).Embedding;
        for (int i = 0; i < 400; i++)
        {
            Assert.Equal(map[order[i], 0], movedMap[i, 0], 2e-3f);
            Assert.Equal(map[order[i], 1], movedMap[i, 1], 2e-3f);
        }

        Assert.True(Enumerable.Range(0, 400).Count(i => Math.Abs(map[i, 0] - movedMap[i, 0]) > 0.1) > 300);
    }

    [Fact]
    public void Points_and_threads_of_a_run_do_not_disturb_another_at_the_same_time()
    {
        TsneResult alone = Tsne.Fit(Points, Quick);
        TsneResult[] together = new TsneResult[4];
        Parallel.For(0, together.Length, i => together[i] = Tsne.Fit(Points, Quick with { Threads = 1 + (i % 2) }));
        Assert.All(together, result => AssertSame(alone, result));
    }

    /// <summary>A coarse tree in the first phase: where it is asked for, by default, and nowhere else.</summary>
    [Fact]
    public void The_early_theta_is_that_of_the_first_phase()
    {
        TsneOptions early = Quick with { Iterations = 30 };
        float[] fine = Map(early with { EarlyTheta = 0.5 }), coarse = Map(early with { EarlyTheta = 1 });
        Assert.NotEqual(fine, coarse);
        Assert.Equal(coarse, Map(early));
        Assert.Equal(fine, Map(early with { Theta = 1, EarlyTheta = 0.5 }));

        // Without exaggeration the classic schedule has no such phase, and the accelerated one that in which the rate rises.
        TsneOptions late = Quick with { Schedule = TsneSchedule.Classic, EarlyExaggerationIterations = 0, Iterations = 30 };
        Assert.Equal(Map(late with { EarlyTheta = 0.2 }), Map(late with { EarlyTheta = 2 }));
        TsneOptions rising = late with { Schedule = TsneSchedule.Accelerated };
        Assert.NotEqual(Map(rising with { EarlyTheta = 0.2 }), Map(rising with { EarlyTheta = 2 }));

        static float[] Map(TsneOptions options) => Tsne.Fit(Points, options).Embedding.Values.ToArray();
    }

    private static float LargestGap(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        float largest = 0;
        for (int i = 0; i < a.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(a[i] - b[i]));
        }

        return largest;
    }

    private static void AssertSame(TsneResult expected, TsneResult actual)
    {
        Assert.Equal(expected.Iterations, actual.Iterations);
        Assert.Equal(expected.StopReason, actual.StopReason);
        Assert.Equal(expected.KlDivergence, actual.KlDivergence);
        Assert.Equal(Samples.Bits(expected.Embedding), Samples.Bits(actual.Embedding));
    }
}
