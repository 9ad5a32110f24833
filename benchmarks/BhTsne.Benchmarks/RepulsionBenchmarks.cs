using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Repulsion;
using BhTsne.SpaceTrees;

namespace BhTsne.Benchmarks;

/// <summary>
/// The repulsion and Z of a converged map at several θ: refit and walk, as in almost every iteration (SpaceTreeBenchmarks has the build).
/// The column "Relative error" is against exact sums in double over a sample of 1000 points.
/// </summary>
[Config(typeof(ErrorColumn))]
public class RepulsionBenchmarks : KernelBenchmark
{
    private float[] _positions = [];
    private float[] _repulsion = [];
    private BarnesHutRepulsion<TwoDimensions, StudentKernel> _barnesHut = null!;

    [Params(0.3, 0.5, 0.8, 1.0)]
    public double Theta { get; set; }

    [Benchmark]
    public double Pass()
    {
        _barnesHut.SetSources(_positions, null, Theta);
        return _barnesHut.ComputeAtSources(_repulsion, null);
    }

    /// <inheritdoc/>
    protected override void Prepare()
    {
        (_positions, _) = BenchmarkData.Converged(Points);
        _repulsion = new float[_positions.Length];
        _barnesHut = new BarnesHutRepulsion<TwoDimensions, StudentKernel>(default, new TreeState(Points), Team);
    }

    private sealed class ErrorColumn : ManualConfig
    {
        public ErrorColumn() => AddColumn(new RepulsionErrorColumn());
    }
}
