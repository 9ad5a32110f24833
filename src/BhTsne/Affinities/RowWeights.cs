namespace BhTsne.Affinities;

/// <summary>Makes what an <see cref="AffinityKind"/> asks for.</summary>
internal static class RowWeights
{
    /// <summary>The computation of rows of k neighbours, for one worker.</summary>
    public static IRowWeights Of(AffinityKind kind, int neighbors) => kind.Form switch
    {
        AffinityForm.Perplexity when kind.Perplexities.Count == 1 => new PerplexitySearch(kind.Perplexities[0], neighbors),
        AffinityForm.Perplexity => new AveragedRows([.. kind.Perplexities.Select(perplexity => new PerplexitySearch(perplexity, neighbors))], neighbors),
        AffinityForm.Uniform => new UniformRows(),
        _ => new FixedBandwidthRows(kind.Bandwidth, neighbors),
    };

    /// <summary>The neighbours that have a weight at all: of a uniform row the nearest, otherwise all.</summary>
    public static NeighborGraph Neighborhood(this AffinityKind kind, NeighborGraph graph) =>
        kind.Form == AffinityForm.Uniform ? graph.Nearest(kind.Neighbors) : graph;

    /// <summary>Equal weights.</summary>
    private sealed class UniformRows : IRowWeights
    {
        public void Row(ReadOnlySpan<float> distances, Span<float> probabilities) => probabilities.Fill(1f / probabilities.Length);
    }
}
