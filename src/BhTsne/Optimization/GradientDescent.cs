using System.Numerics;
using BhTsne.Numerics;
using BhTsne.Scheduling;

namespace BhTsne.Optimization;

/// <summary>Why a descent ended.</summary>
internal enum DescentEnd
{
    /// <summary>All iterations were done.</summary>
    IterationsDone,

    /// <summary>The cost no longer fell.</summary>
    CostConverged,

    /// <summary>The gradient was tiny.</summary>
    GradientVanished,

    /// <summary>The caller asked to stop.</summary>
    Canceled,
}

/// <summary>Where a descent is.</summary>
/// <param name="Iteration">Iterations done.</param>
/// <param name="Cost">The last cost known, or NaN.</param>
internal readonly record struct DescentProgress(int Iteration, double Cost);

/// <summary>How a descent ended.</summary>
/// <param name="End">Why.</param>
/// <param name="Cost">The cost of the map as it is.</param>
internal readonly record struct DescentOutcome(DescentEnd End, double Cost);

/// <summary>Gradient descent with momentum, gains and phases (van der Maaten 2014). Allocates nothing after its first iteration.</summary>
internal sealed class GradientDescent<TSpace>
    where TSpace : struct, ISpace
{
    private readonly DescentState<TSpace> _state;
    private readonly IGradient _gradient;
    private readonly DescentSchedule _schedule;
    private readonly StepPass<TSpace> _step;
    private readonly int _iterations;

    public GradientDescent(DescentState<TSpace> state, IGradient gradient, DescentSchedule schedule, WorkerTeam team)
    {
        _state = state;
        _gradient = gradient;
        _schedule = schedule;
        _step = new StepPass<TSpace>(state, gradient, schedule.Step, team);
        _iterations = schedule.Iterations;
    }

    /// <summary>Descends to the end.</summary>
    /// <param name="progress">Told before each iteration and at the end; a cost that it is told of is new when the iteration is a multiple of the interval.</param>
    /// <param name="cancellation">Stops before the next iteration; the state then is the last iteration's.</param>
    /// <returns>Why it ended, and the cost.</returns>
    /// <exception cref="DescentDivergedException">The map is so large that no two points see each other.</exception>
    public DescentOutcome Run(IProgress<DescentProgress>? progress, CancellationToken cancellation)
    {
        DescentEnd? end = null;
        double cost = double.NaN;
        while (end is null)
        {
            end = cancellation.IsCancellationRequested ? DescentEnd.Canceled
                : _state.Iteration == _iterations ? DescentEnd.IterationsDone
                : Iterate(ref cost, progress);
        }

        _gradient.Coarse = false;
        cost = _gradient.ComputeWithCost(_state.Positions);
        RequireSight();
        progress?.Report(new DescentProgress(_state.Iteration, cost));
        return new DescentOutcome(end.Value, cost);
    }

    /// <summary>One iteration; returns why to stop, or null to go on.</summary>
    private DescentEnd? Iterate(ref double cost, IProgress<DescentProgress>? progress)
    {
        if (ReorderIsDue(_state.Iteration) && _gradient.SpatialOrder is { } order)
        {
            _state.Reorder(order);
            _gradient.Reorder(_state.Order);
        }

        DescentPhase phase = PhaseAt(_state.Iteration, out int sinceLastPhase);
        double lastCost = cost;
        bool costIsDue = _state.Iteration > 0 && _state.Iteration % _schedule.CostInterval == 0;

        // A cost that is told is as exact as the last one, whatever the phase.
        _gradient.Coarse = phase.Coarse && !costIsDue;
        if (costIsDue)
        {
            cost = _gradient.ComputeWithCost(_state.Positions);
        }
        else
        {
            _gradient.Compute(_state.Positions);
        }

        RequireSight();
        progress?.Report(new DescentProgress(_state.Iteration, cost));
        double least = _schedule.MinCostImprovement;
        if (least > 0 && costIsDue && sinceLastPhase >= _schedule.CostInterval && lastCost - cost < least * Math.Abs(lastCost))
        {
            return DescentEnd.CostConverged;
        }

        double norm = _step.Run(in phase);
        _state.Iteration++;
        return sinceLastPhase >= 0 && norm < _schedule.MinGradientNorm ? DescentEnd.GradientVanished : null;
    }

    /// <summary>Throws unless the map is finite and some two points see each other.</summary>
    private void RequireSight()
    {
        if (!(_gradient.Z > 0) || !double.IsFinite(1 / _gradient.Z) || !_state.IsFinite)
        {
            throw new DescentDivergedException(_state.Iteration);
        }
    }

    /// <summary>
    /// At 32 iterations, when clusters begin to show, and whenever their number has grown fourfold: 128, 512, .. Neighbours in P move together, so an
    /// order stays good for long; each costs as much as a few iterations (docs/performance.md).
    /// </summary>
    private static bool ReorderIsDue(int iteration) => iteration >= 32 && BitOperations.IsPow2(iteration) && (BitOperations.Log2((uint)iteration) & 1) == 1;

    /// <summary>The phase of an iteration, and how many iterations of the last phase lie before it (negative in earlier phases).</summary>
    private DescentPhase PhaseAt(int iteration, out int sinceLastPhase)
    {
        int phase = 0, first = 0;
        while (phase < _schedule.Phases.Count - 1 && iteration >= first + _schedule.Phases[phase].Iterations)
        {
            first += _schedule.Phases[phase++].Iterations;
        }

        sinceLastPhase = phase == _schedule.Phases.Count - 1 ? iteration - first : -1;
        return _schedule.Phases[phase];
    }
}
