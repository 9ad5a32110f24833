using BhTsne.Numerics;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;

namespace BhTsne.Optimization;

/// <summary>Where a descent is.</summary>
/// <param name="Iteration">Iterations done.</param>
/// <param name="Cost">The last cost known, or NaN.</param>
internal readonly record struct DescentProgress(int Iteration, double Cost);

/// <summary>A descent that can be driven in pieces.</summary>
internal interface IDescent
{
    /// <summary>Iterations done.</summary>
    int Iteration { get; }

    /// <summary>The last cost that was computed on the way, or NaN.</summary>
    double Cost { get; }

    /// <summary>
    /// The share by which the cost fell from the last but one to the last that was computed on the way; NaN before the second.
    /// </summary>
    double CostImprovement { get; }

    /// <summary>Descends.</summary>
    /// <param name="schedule">What to do at each iteration, by its number.</param>
    /// <param name="iterations">At most so many.</param>
    /// <param name="progress">
    /// Receives the progress before each iteration. Its cost is new when the iteration is a multiple of the schedule's interval.
    /// </param>
    /// <param name="cancellation">Checked before each iteration.</param>
    /// <returns>Why it stopped early, or null when all iterations asked for were done.</returns>
    /// <exception cref="DescentDivergedException">All kernel weights underflow to 0, or a position is not finite.</exception>
    StopReason? Run(DescentSchedule schedule, int iterations, IProgress<DescentProgress>? progress, CancellationToken cancellation);

    /// <summary>
    /// The cost of the map as it is. Changes nothing: a descent goes on to the same bits, whether or not this was called.
    /// </summary>
    /// <param name="theta">The accuracy θ of the repulsion.</param>
    double ComputeCost(double theta);

    /// <summary>The map as it is, in the caller's order.</summary>
    Embedding Snapshot();
}

/// <summary>Gradient descent by a step rule, in phases (van der Maaten 2014). Allocates nothing after its first iteration.</summary>
internal sealed class Descent<TSpace, TRule> : IDescent
    where TSpace : struct, ISpace
    where TRule : struct, IStepRule<TRule>
{
    private readonly DescentState<TSpace> _state;
    private readonly PointLayout _layout;
    private readonly IGradient _gradient;
    private readonly StepPass<TSpace, TRule> _step;

    /// <summary>Begins or continues a descent.</summary>
    /// <param name="state">Where it is; changed by every iteration.</param>
    /// <param name="layout">P and the weights, in any order; brought into the state's order here.</param>
    /// <param name="gradient">Over the layout; its repulsion keeps the state's tree.</param>
    /// <param name="team">The worker threads.</param>
    public Descent(DescentState<TSpace> state, PointLayout layout, IGradient gradient, WorkerTeam team)
    {
        _state = state;
        _layout = layout;
        _gradient = gradient;
        _step = new StepPass<TSpace, TRule>(state, gradient, team);
        if (state.Iteration > 0)
        {
            layout.Follow(state.Order);
        }
    }

    /// <inheritdoc/>
    public int Iteration => _state.Iteration;

    /// <inheritdoc/>
    public double Cost => _state.Cost;

    /// <inheritdoc/>
    public double CostImprovement => _state.CostImprovement;

    /// <inheritdoc/>
    public StopReason? Run(DescentSchedule schedule, int iterations, IProgress<DescentProgress>? progress, CancellationToken cancellation)
    {
        for (int done = 0; done < iterations; done++)
        {
            StopReason? reason = cancellation.IsCancellationRequested ? StopReason.Canceled : Iterate(schedule, progress);
            if (reason is not null)
            {
                return reason;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public double ComputeCost(double theta)
    {
        TreeState tree = new(_state.Points);
        _state.Tree.CopyTo(tree);
        double cost = _gradient.ComputeWithCost(_state.Positions, theta);
        tree.CopyTo(_state.Tree);
        RequireFinite();
        return cost;
    }

    /// <inheritdoc/>
    public Embedding Snapshot() => _state.ToEmbedding();

    /// <summary>One iteration; returns why to stop, or null to go on.</summary>
    private StopReason? Iterate(DescentSchedule schedule, IProgress<DescentProgress>? progress)
    {
        if (schedule.Reordering.IsDue(_state.Iteration) && _state.Tree.Build > 0)
        {
            _state.Reorder(_state.Tree.Order);
            _layout.Follow(_state.Order);
        }

        DescentPhase phase = schedule.PhaseAt(_state.Iteration);
        bool costIsDue = schedule.CostIsDue(_state.Iteration);
        int stoppable = _state.Iteration < schedule.EndOfStopping ? _state.Iteration - schedule.FirstStoppingIteration : -1;

        // Where θ stays the same this build is not needed; it is kept so that maps keep their bits.
        _state.Tree.RebuildIsDue |= _state.Iteration > 0 && schedule.IsCoarse(_state.Iteration) != schedule.IsCoarse(_state.Iteration - 1);
        if (costIsDue)
        {
            double lastCost = _state.Cost;
            _state.Cost = _gradient.ComputeWithCost(_state.Positions, schedule.CostTheta);
            _state.CostImprovement = (lastCost - _state.Cost) / Math.Abs(lastCost);
        }
        else
        {
            _gradient.Compute(_state.Positions, phase.Theta);
        }

        RequireFinite();
        progress?.Report(new DescentProgress(_state.Iteration, _state.Cost));
        double least = schedule.MinCostImprovement;
        if (least > 0 && costIsDue && stoppable >= schedule.CostInterval && _state.CostImprovement < least)
        {
            return StopReason.CostConverged;
        }

        double norm = _step.Run(phase, schedule.Step);
        _state.Iteration++;
        return stoppable >= 0 && norm < schedule.MinGradientNorm ? StopReason.GradientVanished : null;
    }

    /// <summary>Throws unless the map is finite and some kernel weight is above 0.</summary>
    private void RequireFinite()
    {
        if (!(_gradient.Z > 0) || !double.IsFinite(1 / _gradient.Z) || !_state.IsFinite)
        {
            throw new DescentDivergedException(_state.Iteration);
        }
    }
}
