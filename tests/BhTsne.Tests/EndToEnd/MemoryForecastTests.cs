namespace BhTsne.Tests.EndToEnd;

/// <summary>What a plan counts as memory. How near it comes to what runs take is measured, not tested (docs/performance.md).</summary>
public sealed class MemoryForecastTests
{
    [Fact]
    public void Points_with_weights_are_counted_once_more_for_their_reduction()
    {
        const int Rows = 200, Columns = 60;
        float[] values = [.. Enumerable.Range(0, Rows * Columns).Select(i => (float)((i * 7919) % 1013))];
        PointMatrix points = PointMatrix.From(values, Rows, Columns);
        TsneOptions options = new() { Perplexity = 5 };
        float[] weights = [.. Enumerable.Repeat(1f, Rows - 1), 2f];
        Assert.Equal(
            Reduction(Tsne.Plan(points, options)) + ((long)Rows * Columns * sizeof(float)),
            Reduction(Tsne.Plan(new TsneInput(points) { Weights = weights }, options)));
    }

    /// <summary>The entries of P are not known before the search: 1.3 for each edge up to ten columns, then 1.45.</summary>
    [Theory]
    [InlineData(10, 0, 1.3)]
    [InlineData(11, 0, 1.45)]
    [InlineData(60, 10, 1.3)]
    [InlineData(60, 11, 1.45)]
    public void P_has_more_entries_where_the_search_has_more_columns(int columns, int components, double entriesPerEdge)
    {
        const int Rows = 24_000;
        PointMatrix points = PointMatrix.From(new float[Rows * columns], Rows, columns);
        TsneOptions options = new() { PcaComponents = components, NeighborCount = 90 };
        Assert.Equal(OfAffinities(Rows, 90, entriesPerEdge), Affinities(Tsne.Plan(points, options)));
    }

    [Fact]
    public void P_of_a_graph_whose_points_are_not_known_has_the_larger_number()
    {
        const int Rows = 100, Neighbors = 3;
        int[] indices = [.. Enumerable.Range(0, Rows * Neighbors).Select(i => ((i / Neighbors) + (i % Neighbors) + 1) % Rows)];
        NeighborGraph graph = new(indices, [.. Enumerable.Repeat(1f, Rows * Neighbors)], Neighbors);
        Assert.Equal(
            OfAffinities(Rows, Neighbors, 1.45),
            Affinities(Tsne.Plan(graph, new TsneOptions { Perplexity = 1 })));
    }

    /// <summary>8 MiB, the graph, edges by where they end and their counts, and P with 8 bytes an entry.</summary>
    private static long OfAffinities(long points, long neighbors, double entriesPerEdge) =>
        (8 << 20) + (points * neighbors * (8 + 4)) + (points * 64) + (long)(points * neighbors * entriesPerEdge * 8);

    private static long Affinities(TsnePlan plan) => plan.Memory.Single(stage => stage.Stage == TsneStage.Affinities).Bytes;

    private static long Reduction(TsnePlan plan) => plan.Memory.Single(stage => stage.Stage == TsneStage.Reduction).Bytes;
}
