namespace BhTsne.Tests.EndToEnd;

/// <summary>Pinned rows keep their bits in every kind of run, the others move, and threads and pieces do not matter.</summary>
public sealed class PinnedRunTests
{
    private const int N = 130;

    private static readonly PointMatrix Points = PointMatrix.From(Samples.Clusters(N, 6));

    private static readonly int[] Pinned = [129, 0, 7, 64, 65, 66, 31];

    private static readonly float[] Weights = [.. Enumerable.Range(0, N).Select(i => 1 + (i % 3 * 0.75f))];

    /// <summary>Long enough for a new order of the points, an odd length of the last phase, and costs on the way.</summary>
    private static TsneOptions Quick => new() { Perplexity = 8, Iterations = 61, EarlyExaggerationIterations = 20, Threads = 1 };

    public static TheoryData<TsneSchedule, TsneObjective, double, int> Runs
    {
        get
        {
            TheoryData<TsneSchedule, TsneObjective, double, int> runs = [];
            foreach (TsneSchedule schedule in Enum.GetValues<TsneSchedule>())
            {
                for (int dimensions = 1; dimensions <= 3; dimensions++)
                {
                    runs.Add(schedule, TsneObjective.TSne, 1, dimensions);
                    runs.Add(schedule, TsneObjective.TSne, 0.5, dimensions);
                    runs.Add(schedule, TsneObjective.SymmetricSne, 1, dimensions);
                    runs.Add(schedule, TsneObjective.Sne, 1, dimensions);
                }
            }

            return runs;
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Pinned_rows_keep_their_bits_and_the_others_move(
        TsneSchedule schedule, TsneObjective objective, double alpha, int dimensions)
    {
        TsneOptions options = Quick with
        {
            Schedule = schedule,
            Objective = objective,
            DegreesOfFreedom = alpha,
            OutputDimensions = dimensions,
        };
        foreach (RepulsionMethod repulsion in Enum.GetValues<RepulsionMethod>())
        {
            Keeps(Input(dimensions), options with { Repulsion = repulsion });
            Keeps(Input(dimensions, Weights), options with { Repulsion = repulsion });
        }
    }

    [Fact]
    public void A_list_of_nobody_is_no_list()
    {
        TsneResult none = Tsne.Fit(Input(2, pinned: null), Quick);
        Assert.Equal(Samples.Bits(none.Embedding), Samples.Bits(Tsne.Fit(Input(2, pinned: []), Quick).Embedding));
        Assert.Null(Input(2, pinned: []).Pinned);
        Assert.NotEqual(Samples.Bits(none.Embedding), Samples.Bits(Tsne.Fit(Input(2), Quick).Embedding));
    }

    [Fact]
    public void The_order_in_which_rows_are_named_does_not_matter() => Assert.Equal(
        Samples.Bits(Tsne.Fit(Input(2), Quick).Embedding),
        Samples.Bits(Tsne.Fit(Input(2, pinned: [.. Pinned.Order()]), Quick).Embedding));

    /// <summary>The start that the engine makes counts as well, and every kind of input can have pins.</summary>
    [Fact]
    public void Every_kind_of_input_keeps_its_pins_where_its_start_puts_them()
    {
        NeighborGraph graph = Tsne.FindNeighbors(Points, Quick);
        AffinityMatrix affinities = Tsne.ComputeAffinities(graph, Quick);
        AssertPinned(Tsne.Initialize(Points, Quick), Tsne.Fit(new TsneInput(Points) { Pinned = Pinned }, Quick).Embedding);
        AssertPinned(Tsne.Initialize(graph, Quick), Tsne.Fit(new TsneInput(graph) { Pinned = Pinned }, Quick).Embedding);
        AssertPinned(Tsne.Initialize(affinities, Quick), Tsne.Fit(new TsneInput(affinities) { Pinned = Pinned }, Quick).Embedding);
    }

    /// <summary>With the step in several blocks, padding at the end, and pins in each.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Threads_do_not_matter_where_the_step_has_several_blocks(int dimensions)
    {
        const int Many = 4503;
        PointMatrix points = PointMatrix.From(Samples.Clusters(Many, 4));
        TsneOptions options = Quick with { OutputDimensions = dimensions, Iterations = 50 };
        TsneInput input = new(points) { Pinned = Enumerable.Range(0, Many).Where(i => i % 5 == 0).ToArray() };
        TsneResult one = Tsne.Fit(input, options);
        Assert.Equal(Samples.Bits(one.Embedding), Samples.Bits(Tsne.Fit(input, options with { Threads = 3 }).Embedding));
        Embedding start = Tsne.Initialize(points, options);
        for (int row = 0; row < Many; row += 5)
        {
            Assert.Equal(Row(start, row), Row(one.Embedding, row));
        }
    }

    /// <summary>Three pinned points that pull on others far from the origin: a mean taken away would move them or the others.</summary>
    [Fact]
    public void The_others_gather_about_pins_that_are_far_from_the_origin()
    {
        float[] values = [.. Enumerable.Range(0, 2 * N).Select(i => 100 + (i * 7919 % 101 / 1000f))];
        TsneInput input = new(Points) { Start = new Embedding(values, 2), Pinned = new[] { 0, 1, 2 } };
        Embedding map = Tsne.Fit(input, Quick).Embedding;
        for (int axis = 0; axis < 2; axis++)
        {
            Assert.InRange(Enumerable.Range(0, N).Average(i => map[i, axis]), 80, 120);
        }
    }

    private static void Keeps(TsneInput input, TsneOptions options)
    {
        TsneResult whole = Tsne.Fit(input, options);
        AssertPinned(input.Start!, whole.Embedding);
        for (int row = 0; row < N; row++)
        {
            bool stayed = Row(input.Start!, row).SequenceEqual(Row(whole.Embedding, row));
            Assert.True(stayed == Pinned.Contains(row), $"row {row} did not move");
        }

        using TsneRun run = Tsne.Start(input, options with { Threads = 3 });
        foreach (int piece in new[] { 0, 1, 12, 20, 9, 1000 })
        {
            run.Optimize(Math.Min(piece, options.Iterations - run.Iteration));
            AssertPinned(input.Start!, run.Snapshot());
            Assert.Equal(Samples.Bits(run.Snapshot()), Samples.Bits(run.Result.Embedding));
        }

        Assert.Equal(Samples.Bits(whole.Embedding), Samples.Bits(run.Result.Embedding));
        Assert.Equal(whole.KlDivergence, run.Result.KlDivergence);
    }

    private static void AssertPinned(Embedding start, Embedding map) =>
        Assert.All(Pinned, row => Assert.Equal(Row(start, row), Row(map, row)));

    private static int[] Row(Embedding map, int row) => Samples.Bits(map)[(row * map.Dimensions)..((row + 1) * map.Dimensions)];

    private static TsneInput Input(int dimensions, float[]? weights = null) => Input(dimensions, Pinned, weights);

    /// <summary>A start beside the origin, with a -0 at a pinned row.</summary>
    private static TsneInput Input(int dimensions, int[]? pinned, float[]? weights = null)
    {
        Random random = new(5);
        float[] values = [.. Enumerable.Range(0, N * dimensions).Select(_ => (float)(0.5 + (0.2 * Samples.Gaussian(random))))];
        values[7 * dimensions] = -0f;
        return new TsneInput(Points) { Start = new Embedding(values, dimensions), Pinned = pinned, Weights = weights };
    }
}
