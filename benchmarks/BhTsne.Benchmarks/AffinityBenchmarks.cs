using BenchmarkDotNet.Attributes;
using BhTsne.Affinities;
using BhTsne.Benchmarks.Support;
using BhTsne.Data;

namespace BhTsne.Benchmarks;

/// <summary>From k = 90 neighbours to P at perplexity 30: the search of each row's precision, and all of it with the symmetrisation.</summary>
public class AffinityBenchmarks : KernelBenchmark
{
    private NeighborGraph _graph = null!;

    [Benchmark(Baseline = true)]
    public AffinityMatrix Whole() => JointAffinities.Compute(_graph, AffinityKind.Perplexity(TsneDefaults.Perplexity), null, 0, Team);

    [Benchmark]
    public object Rows() => ConditionalRows.Compute(
        _graph.Rows, overwrite: false, AffinityKind.Perplexity(TsneDefaults.Perplexity), new UnitWeights(_graph.Points), 0, Team);

    /// <inheritdoc/>
    protected override void Prepare() => _graph = Stages.Of(Points).Graph();
}
