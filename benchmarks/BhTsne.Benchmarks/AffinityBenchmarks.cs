using BenchmarkDotNet.Attributes;
using BhTsne.Affinities;
using BhTsne.Benchmarks.Support;

namespace BhTsne.Benchmarks;

/// <summary>From k = 90 neighbours to P at perplexity 30: the search of each row's precision, and all of it with the symmetrisation.</summary>
public class AffinityBenchmarks : KernelBenchmark
{
    private NeighborGraph _graph = null!;

    [Benchmark(Baseline = true)]
    public AffinityMatrix Whole() => PerplexityAffinities.Compute(_graph, takeGraph: false, AffinityKind.Perplexity(TsneDefaults.Perplexity), Team);

    [Benchmark]
    public object Rows() => ConditionalRows.Compute(_graph, takeGraph: false, AffinityKind.Perplexity(TsneDefaults.Perplexity), Team);

    /// <inheritdoc/>
    protected override void Prepare() => _graph = Stages.Of(Points).Graph();
}
