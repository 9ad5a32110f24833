using BenchmarkDotNet.Attributes;
using BhTsne.Attraction;
using BhTsne.Kernels;
using BhTsne.Numerics;

namespace BhTsne.Benchmarks;

/// <summary>The attraction of a converged map over the sparse P, without and with the cost.</summary>
public class AttractionBenchmarks : KernelBenchmark
{
    private SparseMatrix _matrix = null!;
    private float[] _positions = [];
    private float[] _forces = [];
    private AttractiveForces<TwoDimensions, StudentKernel> _attraction = null!;

    [Benchmark(Baseline = true)]
    public void Forces() => _attraction.Compute(_matrix, _positions, _positions, _forces);

    [Benchmark]
    public int ForcesAndCosts() => _attraction.ComputeWithCosts(_matrix, _positions, _positions, _forces).Length;

    /// <inheritdoc/>
    protected override void Prepare()
    {
        (_positions, AffinityMatrix affinities) = BenchmarkData.Converged(Points);
        _forces = new float[_positions.Length];
        _matrix = affinities.Matrix;
        _attraction = new AttractiveForces<TwoDimensions, StudentKernel>(default, _matrix.Rows, Team);
    }
}
