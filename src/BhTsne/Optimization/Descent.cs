using BhTsne.Numerics;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;

namespace BhTsne.Optimization;

/// <summary>
/// Gradient descent by a step rule, in phases (van der Maaten 2014). Allocates nothing after its first iteration, except where the error of
/// the gradient is measured.
/// </summary>
internal sealed class Descent<TSpace, TRule> : IDescent
    where TSpace : struct, ISpace
    where TRule : struct, IStepRule<TRule>
{
    private readonly DescentState<TSpace> _state;
    private readonly PointLayout _layout;
    private readonly WorkerTeam _team;
    private readonly GradientStep _own;
    private readonly GradientErrorControl _errors;
    private readonly PositionTrail _trail;
    private GradientStep? _other;

    /// <summary>Begins or continues a descent.</summary>
    /// <param name="state">Where it is; changed by every iteration.</param>
    /// <param name="layout">P, the weights and the pins, in any order; brought into the state's order here.</param>
    /// <param name="gradient">Over the layout; its repulsion keeps the state's tree.</param>
    /// <param name="team">The worker threads.</param>
    public Descent(DescentState<TSpace> state, PointLayout layout, IGradient gradient, WorkerTeam team)
    {
        _state = state;
        _layout = layout;
        _team = team;
        _own = new GradientStep(null, gradient, new StepPass<TSpace, TRule>(state, gradient, team, layout.Pins));
        _trail = new PositionTrail(state.Positions.Length, state.Points);
        _errors = new GradientErrorControl(state.Points, TSpace.Dimensions, TSpace.Stride);
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
    public IReadOnlyList<GradientErrorSample> GradientErrors => _errors.Samples;

    /// <inheritdoc/>
    public StopReason? Run(DescentSchedule schedule, int iterations, IProgress<DescentProgress>? progress, CancellationToken cancellation)
    {
        GradientStep step = StepOf(schedule.Objective);
        StopReason? reason = null;
        for (int done = 0; done < iterations && reason is null; done++)
        {
            reason = cancellation.IsCancellationRequested ? StopReason.Canceled : Iterate(step, schedule, progress);
        }

        if (schedule.IsOwnPhase)
        {
            // What follows has another gradient: its error is measured before its first step.
            _state.ControlledTheta = -Math.Abs(_state.ControlledTheta);
        }

        return reason;
    }

    /// <inheritdoc/>
    public double ComputeCost(double theta)
    {
        double cost = Measure(view => view.Gradient.ComputeWithCost(view.Positions, theta));
        RequireFinite(_own.Gradient);
        return cost;
    }

    /// <inheritdoc/>
    public T Measure<T>(Func<DescentView, T> measure)
    {
        TreeState tree = new(_state.Points);
        _state.Tree.CopyTo(tree);
        DescentView view = new(
            _own.Gradient,
            _state.Positions,
            TSpace.Stride,
            TSpace.Dimensions,
            _state.Order,
            _layout.Affinities,
            _layout.Weights,
            _state.Iteration,
            _trail,
            Math.Abs(_state.ControlledTheta),
            _layout.Pins?.Free);
        try
        {
            return measure(view);
        }
        finally
        {
            Restore(tree);
        }
    }

    /// <summary>Takes back what a measurement did to the tree.</summary>
    private void Restore(TreeState tree)
    {
        long builds = _state.Tree.Build;
        tree.CopyTo(_state.Tree);
        if (tree.Build > 0 && builds != tree.Build)
        {
            // Trees of several gradients share the state, and know by the number of the build whether their cells belong to its order. So
            // no number is given to two orders: the next build has one above that of the build for the cost.
            _state.Tree.Build = builds + 1;
        }
    }

    /// <inheritdoc/>
    public Embedding Snapshot() => _state.ToEmbedding(IsCentred);

    /// <inheritdoc/>
    public void CopyMap(Span<float> coordinates) => _state.CopyTo(coordinates, IsCentred);

    /// <summary>Whether the map is moved so that its mean is 0: not where points are pinned.</summary>
    private bool IsCentred => _layout.Pins is null;

    /// <inheritdoc/>
    public long StateBytes => DescentStateBytes.Length<TSpace>(_state.Points);

    /// <inheritdoc/>
    public void WriteState(Span<byte> bytes) => DescentStateBytes.Write(_state, bytes);

    /// <summary>The gradient of an objective and its step; built where the last other objective was not equal to it.</summary>
    private GradientStep StepOf(IPhaseObjective? objective)
    {
        if (objective is null)
        {
            return _own;
        }

        if (!objective.Equals(_other?.Objective))
        {
            IGradient gradient = objective.CreateGradient<TSpace>(_layout, _state.Tree, _team);
            _other = new GradientStep(objective, gradient, new StepPass<TSpace, TRule>(_state, gradient, _team, _layout.Pins));
        }

        return _other!;
    }

    /// <summary>One iteration; returns why to stop, or null to go on.</summary>
    private StopReason? Iterate(GradientStep step, DescentSchedule schedule, IProgress<DescentProgress>? progress)
    {
        if (schedule.Reordering.IsDue(_state.Iteration) && _state.Tree.Build > 0)
        {
            _state.Reorder(_state.Tree.Order);
            _layout.Follow(_state.Order);
        }

        if (schedule.CostIsDue(_state.Iteration) || _trail.IsEmpty)
        {
            _trail.Note(_state.Iteration, _state.Positions, _state.Order);
        }

        IGradient gradient = step.Gradient;
        DescentPhase phase = schedule.PhaseAt(_state.Iteration);
        bool isOwn = ReferenceEquals(step, _own), costIsDue = isOwn && schedule.CostIsDue(_state.Iteration);
        int stoppable = _state.Iteration < schedule.EndOfStopping ? _state.Iteration - schedule.FirstStoppingIteration : -1;

        // Where θ stays the same this build is not needed; it is kept so that maps keep their bits.
        _state.Tree.RebuildIsDue |= _state.Iteration > 0 && schedule.IsCoarse(_state.Iteration) != schedule.IsCoarse(_state.Iteration - 1);
        double lastCost = _state.Cost;
        if (schedule.GradientError is not { } bound)
        {
            Compute(step, costIsDue, costIsDue ? schedule.CostTheta : phase.Theta);
        }
        else if (_state.ControlledTheta > 0 && !schedule.ErrorIsDue(_state.Iteration))
        {
            Compute(step, costIsDue, _state.ControlledTheta);
        }
        else
        {
            ComputeWithin(bound, step, costIsDue, phase.Exaggeration);
        }

        if (costIsDue)
        {
            _state.CostImprovement = (lastCost - _state.Cost) / Math.Abs(lastCost);
        }

        RequireFinite(gradient);
        progress?.Report(new DescentProgress(_state.Iteration, _state.Cost));
        double least = schedule.MinCostImprovement;
        if (least > 0 && costIsDue && stoppable >= schedule.CostInterval && _state.CostImprovement < least)
        {
            return StopReason.CostConverged;
        }

        double norm = step.Step.Run(phase, schedule.Step);
        _state.Iteration++;
        return stoppable >= 0 && norm < schedule.MinGradientNorm ? StopReason.GradientVanished : null;
    }

    /// <summary>Computes the gradient with a θ whose error is within the bound, and chooses the θ of the next iterations.</summary>
    private void ComputeWithin(GradientErrorBound bound, GradientStep step, bool costIsDue, double exaggeration) =>
        _state.ControlledTheta = _errors.Choose(
            bound,
            step.Gradient,
            _state.Positions,
            _layout.Weights,
            _layout.Pins?.Free,
            theta => Compute(step, costIsDue, theta),
            exaggeration,
            _state.Iteration,
            Math.Abs(_state.ControlledTheta));

    /// <summary>Computes the gradient, and the cost where it is due.</summary>
    private void Compute(GradientStep step, bool costIsDue, double theta)
    {
        if (costIsDue)
        {
            _state.Cost = step.Gradient.ComputeWithCost(_state.Positions, theta);
            return;
        }

        step.Gradient.Compute(_state.Positions, theta);
        if (!ReferenceEquals(step, _own))
        {
            (_state.Cost, _state.CostImprovement) = (double.NaN, double.NaN);
        }
    }

    /// <summary>Throws unless the map is finite and some kernel weight is above 0.</summary>
    private void RequireFinite(IGradient gradient)
    {
        if (!(gradient.Z > 0) || !double.IsFinite(1 / gradient.Z) || !_state.IsFinite)
        {
            throw new DescentDivergedException(_state.Iteration);
        }
    }

    /// <summary>A gradient and the step that follows it.</summary>
    /// <param name="Objective">Null for the descent's own.</param>
    /// <param name="Gradient">Over the layout and the state's tree.</param>
    /// <param name="Step">By the gradient.</param>
    private sealed record GradientStep(IPhaseObjective? Objective, IGradient Gradient, StepPass<TSpace, TRule> Step);
}
