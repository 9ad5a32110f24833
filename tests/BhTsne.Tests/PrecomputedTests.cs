using BhTsne.Tests.EndToEnd;

namespace BhTsne.Tests;

/// <summary>Runs that begin with distances, a graph or P in place of points.</summary>
public sealed class PrecomputedTests
{
    private const int N = 400;
    private static readonly PointMatrix Points = PointMatrix.From(Samples.Clusters(N, 6));

    private static readonly TsneOptions Quick = new()
    {
        Iterations = 40,
        EarlyExaggerationIterations = 20,
        Perplexity = 8,
        Threads = 1,
        Initialization = InitializationMethod.Random,
    };

    private static readonly DistanceMatrix Distances = AllDistances();

    public static TheoryData<AffinityKind?> Kinds =>
        [null, AffinityKind.Multiscale(4, 40), AffinityKind.Uniform(12), AffinityKind.FixedBandwidth(1.5)];

    [Theory]
    [MemberData(nameof(Kinds), DisableDiscoveryEnumeration = true)]
    public void Points_their_distances_and_their_graph_make_the_same_map_bit_for_bit(AffinityKind? kind)
    {
        TsneOptions options = Quick with { Affinities = kind };
        TsneResult expected = Tsne.Fit(Points, options);
        NeighborGraph graph = Tsne.FindNeighbors(Distances, options);
        AssertSame(expected, Tsne.Fit(Distances, options));
        AssertSame(expected, Tsne.Fit(Distances, options with { Threads = 3 }));
        AssertSame(expected, Tsne.Fit(graph, options));
        AssertSame(expected, Tsne.Fit(Tsne.ComputeAffinities(graph, options), options));
        AffinityMatrix p = Tsne.ComputeAffinities(graph, options);
        AssertSame(expected, Tsne.Fit(new TsneInput(p) { Start = Tsne.Initialize(p, options) }, options));
        Assert.NotEqual(
            Samples.Bits(Tsne.Fit(Points, Quick with { Affinities = AffinityKind.Perplexity(9) }).Embedding),
            Samples.Bits(expected.Embedding));
    }

    [Fact]
    public void A_kind_of_one_perplexity_is_the_option_perplexity() =>
        AssertSame(Tsne.Fit(Points, Quick), Tsne.Fit(Points, Quick with { Perplexity = 100, Affinities = AffinityKind.Multiscale(8) }));

    [Fact]
    public void Without_points_the_start_is_random_or_given()
    {
        TsneOptions byPca = Quick with { Initialization = InitializationMethod.Pca };
        AssertSame(Tsne.Fit(Distances, Quick), Tsne.Fit(Distances, byPca));
        Embedding given = Samples.Cloud(N, 1, 4);
        TsneOptions none = Quick with { Iterations = 0 };
        Assert.Equal(Samples.Bits(given), Samples.Bits(Tsne.Fit(new TsneInput(Distances) { Start = given }, none).Embedding));
        NeighborGraph graph = Tsne.FindNeighbors(Distances, none);
        Assert.Equal(Samples.Bits(given), Samples.Bits(Tsne.Fit(new TsneInput(graph) { Start = given }, none).Embedding));
    }

    [Fact]
    public void Conditional_rows_of_ones_own_become_the_P_of_the_engine()
    {
        NeighborGraph graph = Tsne.FindNeighbors(Points, Quick);
        TsneOptions uniform = Quick with { Affinities = AffinityKind.Uniform(graph.NeighborsPerPoint) };
        SparseMatrix expected = Tsne.ComputeAffinities(graph, uniform).Matrix;
        int[][] rows = [.. Enumerable.Range(0, N).Select(i => graph.NeighborsOf(i).ToArray().Order().ToArray())];
        long[] offsets = [.. Enumerable.Range(0, N + 1).Select(i => (long)i * graph.NeighborsPerPoint)];
        int[] columns = [.. rows.SelectMany(row => row)];
        float[] ones = [.. columns.Select(_ => 1f)];
        SparseMatrix actual = AffinityMatrix.Symmetrized(new SparseMatrix(offsets, columns, ones, N)).Matrix;
        Assert.Equal(expected.RowOffsets.ToArray(), actual.RowOffsets.ToArray());
        Assert.Equal(expected.ColumnIndices.ToArray(), actual.ColumnIndices.ToArray());
        Assert.All(
            expected.Values.ToArray().Zip(actual.Values.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-6f * pair.First));
    }

    /// <summary>Options of the stages that made P do not matter: a ring of twelve points reaches no perplexity of 30.</summary>
    [Fact]
    public void A_small_P_of_ones_own_makes_a_map_from_a_random_or_given_start()
    {
        const int Ring = 12;
        AffinityMatrix p = AffinityMatrix.Symmetrized(new SparseMatrix(
            [.. Enumerable.Range(0, Ring + 1).Select(i => (long)i)],
            [.. Enumerable.Range(0, Ring).Select(i => (i + 1) % Ring)],
            [.. Enumerable.Repeat(1f, Ring)],
            Ring));
        TsneOptions options = new() { Iterations = 40, EarlyExaggerationIterations = 20, NeighborCount = 50 };
        AssertSame(
            Tsne.Fit(new TsneInput(p) { Start = Tsne.Initialize(p, new TsneOptions { Perplexity = 2 }) }, options), Tsne.Fit(p, options));
        Embedding given = Samples.Cloud(Ring, 1, 4);
        TsneResult none = Tsne.Fit(new TsneInput(p) { Start = given }, options with { Iterations = 0 });
        Assert.Equal(Samples.Bits(given), Samples.Bits(none.Embedding));
    }

    [Fact]
    public void What_does_not_fit_is_refused_before_any_work()
    {
        NeighborGraph graph = Tsne.FindNeighbors(Distances, Quick with { NeighborCount = 7, Perplexity = 2 });
        Assert.Contains(
            "Perplexity: 8 cannot be reached with 7 neighbours of each of 400",
            Refused(() => Tsne.Fit(graph, Quick)),
            StringComparison.Ordinal);
        Assert.Contains(
            "NeighborCount: 400 ", Refused(() => Tsne.Fit(Distances, Quick with { NeighborCount = 400 })), StringComparison.Ordinal);
        Assert.Contains("Theta: 3 ", Refused(() => Tsne.FindNeighbors(Distances, Quick with { Theta = 3 })), StringComparison.Ordinal);
        Assert.Contains(
            "Affinities.Neighbors: a uniform row over 8 neighbours needs as many, but 7 ",
            Refused(() => Tsne.ComputeAffinities(graph, new TsneOptions { Affinities = AffinityKind.Uniform(8) })),
            StringComparison.Ordinal);
        List<TsneProgress> reports = [];
        AffinityMatrix p = new(Tsne.ComputeAffinities(graph, new TsneOptions { Perplexity = 2 }).Matrix);
        TsneOptions sne = Quick with { Objective = TsneObjective.Sne };
        TsneInput started = new(p) { Start = Samples.Cloud(N, 1, 4) };
        Assert.Contains(
            "Objective: SNE needs the entropy", Refused(() => Tsne.Fit(started, sne, new Reports(reports))), StringComparison.Ordinal);
        Assert.Contains(
            "Objective: SNE needs the entropy", Refused(() => Tsne.Fit(p, sne, new Reports(reports))), StringComparison.Ordinal);
        Assert.Empty(reports);
        TsneInput elsewhere = new(p) { Start = Samples.Cloud(N - 1, 1, 4) };
        Assert.Contains("Start: it has 399 points, but there are 400", Refused(() => Tsne.Fit(elsewhere, Quick)), StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => Tsne.Fit((AffinityMatrix)null!));
        Assert.Throws<ArgumentNullException>(() => Tsne.Fit((DistanceMatrix)null!));
        Assert.Throws<ArgumentNullException>(() => Tsne.Fit((NeighborGraph)null!));
        Assert.Throws<ArgumentNullException>(() => Tsne.FindNeighbors((DistanceMatrix)null!));
    }

    private sealed class Reports(List<TsneProgress> list) : IProgress<TsneProgress>
    {
        public void Report(TsneProgress value) => list.Add(value);
    }

    private static string Refused(Action run) => Assert.Throws<TsneOptionsException>(run).Message;

    private static void AssertSame(TsneResult expected, TsneResult actual)
    {
        Assert.Equal(Samples.Bits(expected.Embedding), Samples.Bits(actual.Embedding));
        Assert.Equal(expected.KlDivergence, actual.KlDivergence);
    }

    /// <summary>All that the engine's own search says.</summary>
    private static DistanceMatrix AllDistances()
    {
        NeighborGraph all = Tsne.FindNeighbors(Points, Quick with { NeighborCount = N - 1 });
        float[,] distances = new float[N, N];
        for (int i = 0; i < N; i++)
        {
            for (int rank = 0; rank < N - 1; rank++)
            {
                distances[i, all.NeighborsOf(i)[rank]] = all.DistancesOf(i)[rank];
            }
        }

        return DistanceMatrix.From(PointMatrix.From(distances));
    }
}
