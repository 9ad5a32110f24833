using BenchmarkDotNet.Attributes;
using BhTsne.Numerics;
using BhTsne.Optimization;
using BhTsne.Planning;
using BhTsne.SpaceTrees;

namespace BhTsne.Benchmarks;

/// <summary>A full gradient of a converged map, repulsion and attraction, on one thread and on two.</summary>
public class GradientBenchmarks : KernelBenchmark
{
    private float[] _positions = [];
    private IGradient _gradient = null!;

    [Params(0.5, 1.0)]
    public double Theta { get; set; }

    [Params(1, 2)]
    public int ThreadCount { get; set; }

    /// <inheritdoc/>
    protected override int Threads => ThreadCount;

    [Benchmark]
    public double Gradient()
    {
        _gradient.Compute(_positions, Theta);
        return _gradient.Z;
    }

    /// <inheritdoc/>
    protected override void Prepare()
    {
        (_positions, AffinityMatrix affinities) = BenchmarkData.Converged(Points);
        _gradient = DescentFactory.Gradient<TwoDimensions>(
            affinities, new PointLayout(affinities, Team), new TreeState(Points), new TsneOptions(), Team);
    }
}
