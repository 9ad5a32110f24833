using BenchmarkDotNet.Attributes;
using BhTsne.Data;
using BhTsne.Gradients;
using BhTsne.Numerics;
using BhTsne.Objectives;

namespace BhTsne.Benchmarks;

/// <summary>The attraction of a converged map over the sparse P, without and with the cost.</summary>
public class AttractionBenchmarks : KernelBenchmark
{
    private float[] _positions = [];
    private float[] _forces = [];
    private Attraction<TwoDimensions, StudentKernel> _attraction = null!;

    [Benchmark(Baseline = true)]
    public void Forces() => _attraction.Compute(_positions, _forces);

    [Benchmark]
    public int ForcesAndCosts() => _attraction.ComputeWithCosts(_positions, _forces).Length;

    /// <inheritdoc/>
    protected override void Prepare()
    {
        (_positions, AffinityMatrix affinities) = BenchmarkData.Converged(Points);
        _forces = new float[_positions.Length];
        _attraction = new Attraction<TwoDimensions, StudentKernel>(default, affinities.Matrix, Team);
    }
}
