using BenchmarkDotNet.Attributes;
using BhTsne.Affinities;
using BhTsne.Benchmarks.Support;
using BhTsne.Data;

namespace BhTsne.Benchmarks;

/// <summary>From k = 90 neighbours to P at perplexity 30: the perplexity search alone, and with the symmetrisation.</summary>
public class AffinityBenchmarks : KernelBenchmark
{
    private NeighborGraph _graph = null!;

    [Benchmark(Baseline = true)]
    public AffinityMatrix Whole() =>
        new JointAffinities(_graph, null).Compute(AffinityKind.Perplexity(TsneDefaults.Perplexity), 0, Team);

    [Benchmark]
    public object Rows()
    {
        UnitWeights weights = new(_graph.Points);
        AffinityKind kind = AffinityKind.Perplexity(TsneDefaults.Perplexity);
        ConditionalRows rows = ConditionalRows.Create(_graph.Rows, overwrite: false, kind, weights, 0);
        rows.Compute(_graph.Rows, kind, weights, Team);
        return rows;
    }

    /// <inheritdoc/>
    protected override void Prepare() => _graph = Stages.Of(Points).Graph();
}
