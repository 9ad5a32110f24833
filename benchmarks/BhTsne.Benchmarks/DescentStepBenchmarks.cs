using BenchmarkDotNet.Attributes;
using BhTsne.Benchmarks.Support;
using BhTsne.Numerics;
using BhTsne.Optimization;

namespace BhTsne.Benchmarks;

/// <summary>
/// One step of all points, alone and with its gradient: a whole iteration. The learning rate is zero, so that every call finds the same converged map; the
/// operations are those of any other rate.
/// </summary>
public class DescentStepBenchmarks : KernelBenchmark
{
    private DescentState<TwoDimensions> _state = null!;
    private IGradient _gradient = null!;
    private StepPass<TwoDimensions> _step = null!;

    [Benchmark]
    public double Step() => _step.Run(new DescentPhase(1, 1, 0, TsneDefaults.Momentum));

    [Benchmark(Baseline = true)]
    public double Iteration()
    {
        _gradient.Compute(_state.Positions);
        return Step();
    }

    /// <inheritdoc/>
    protected override void Prepare()
    {
        (Embedding map, AffinityMatrix affinities) = Stages.Of(Points).InMapOrder();
        TsneOptions options = new();
        _state = new DescentState<TwoDimensions>(map);
        _gradient = Objective.Gradient<TwoDimensions>(affinities, options, Team);
        _gradient.Compute(_state.Positions);
        _step = new StepPass<TwoDimensions>(_state, _gradient, Objective.Schedule(options, Points).Step, Team);
    }
}
