using BenchmarkDotNet.Attributes;
using BhTsne.Attraction;
using BhTsne.Kernels;
using BhTsne.Numerics;

namespace BhTsne.Benchmarks;

/// <summary>The attraction of a converged map over the sparse P, without and with the cost.</summary>
public class AttractionBenchmarks : KernelBenchmark
{
    private float[] _positions = [];
    private float[] _forces = [];
    private AttractiveForces<TwoDimensions, StudentKernel> _attraction = null!;

    [Benchmark(Baseline = true)]
    public void Forces() => _attraction.Compute(_positions, _forces);

    [Benchmark]
    public int ForcesAndCosts() => _attraction.ComputeWithCosts(_positions, _forces).Length;

    /// <inheritdoc/>
    protected override void Prepare()
    {
        (_positions, AffinityMatrix affinities) = BenchmarkData.Converged(Points);
        _forces = new float[_positions.Length];
        _attraction = new AttractiveForces<TwoDimensions, StudentKernel>(default, affinities.Matrix, Team);
    }
}
