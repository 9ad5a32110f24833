using BenchmarkDotNet.Attributes;
using BhTsne.Numerics;
using BhTsne.SpaceTrees;

namespace BhTsne.Benchmarks;

/// <summary>Building the tree of a converged map, and refitting it to points that moved. Neither depends on θ.</summary>
public class SpaceTreeBenchmarks : KernelBenchmark
{
    private float[] _positions = [];
    private SpaceTree<TwoDimensions> _tree = null!;

    [Benchmark]
    public int Build()
    {
        _tree.Build(_positions);
        return _tree.CellCount;
    }

    [Benchmark]
    public void Refit() => _tree.Refit(_positions, TsneDefaults.Theta);

    /// <inheritdoc/>
    protected override void Prepare()
    {
        (_positions, _) = BenchmarkData.Converged(Points);
        _tree = new SpaceTree<TwoDimensions>(new TreeState(Points), Team);
        _tree.Build(_positions);
    }
}
