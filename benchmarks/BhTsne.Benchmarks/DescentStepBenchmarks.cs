using BenchmarkDotNet.Attributes;
using BhTsne.Benchmarks.Support;
using BhTsne.Numerics;
using BhTsne.Optimization;
using BhTsne.Planning;

namespace BhTsne.Benchmarks;

/// <summary>
/// One step of all points, alone and with its gradient: a whole iteration. The learning rate is zero, so that every call finds the same
/// converged map; the operations are those of any other rate.
/// </summary>
public class DescentStepBenchmarks : KernelBenchmark
{
    private DescentState<TwoDimensions> _state = null!;
    private IGradient _gradient = null!;
    private StepPass<TwoDimensions, NesterovWithPointGains> _step = null!;
    private StepSettings _settings;

    [Benchmark]
    public double Step() => _step.Run(new DescentPhase(1, 1, 0, TsneDefaults.AcceleratedMomentum, TsneDefaults.Theta), _settings);

    [Benchmark(Baseline = true)]
    public double Iteration()
    {
        _gradient.Compute(_state.Positions, TsneDefaults.Theta);
        return Step();
    }

    /// <inheritdoc/>
    protected override void Prepare()
    {
        (Embedding map, AffinityMatrix affinities) = Stages.Of(Points).InMapOrder();
        TsneOptions options = new();
        _state = DescentState<TwoDimensions>.Create<NesterovWithPointGains>(map);
        _gradient = DescentFactory.Gradient<TwoDimensions>(affinities, new PointLayout(affinities, Team), _state.Tree, options, Team);
        _gradient.Compute(_state.Positions, TsneDefaults.Theta);
        _step = new StepPass<TwoDimensions, NesterovWithPointGains>(_state, _gradient, Team);
        _settings = DescentFactory.Schedule(Tsne.Plan(affinities, options)).Step;
    }
}
