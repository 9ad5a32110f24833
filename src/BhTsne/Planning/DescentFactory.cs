using BhTsne.Kernels;
using BhTsne.Numerics;
using BhTsne.Optimization;
using BhTsne.Repulsion;
using BhTsne.Scheduling;
using BhTsne.SpaceTrees;

namespace BhTsne.Planning;

/// <summary>Turns options into a descent: dimension, kernel and step rule become types, phases become a schedule.</summary>
internal static class DescentFactory
{
    /// <summary>Creates a descent at its start.</summary>
    /// <param name="affinities">P.</param>
    /// <param name="start">N x d.</param>
    /// <param name="options">Objective and repulsion.</param>
    /// <param name="team">The worker threads.</param>
    /// <param name="pinned">The points that stay where the start puts them.</param>
    public static IDescent Create(
        AffinityMatrix affinities, Embedding start, TsneOptions options, WorkerTeam team, ReadOnlyMemory<int> pinned = default) =>
        options.Schedule == TsneSchedule.Classic
            ? Create<MomentumWithGains>(affinities, start, options, team, pinned.Span)
            : Create<NesterovWithPointGains>(affinities, start, options, team, pinned.Span);

    /// <summary>The schedule of a plan.</summary>
    public static DescentSchedule Schedule(TsnePlan plan) => Schedule(plan, plan.Phases) with
    {
        FirstStoppingIteration = SchedulePhases.FirstStoppingIteration(plan),
        EndOfStopping = plan.Options.Iterations,
        MinCostImprovement = plan.MinCostImprovement,
        MinGradientNorm = plan.Options.MinGradientNorm,
    };

    /// <summary>The schedule of a single phase, without stopping rules.</summary>
    /// <param name="plan">All that the phase does not say.</param>
    /// <param name="phase">What to do.</param>
    /// <param name="iteration">The iterations done before it.</param>
    public static DescentSchedule Schedule(TsnePlan plan, TsnePhase phase, int iteration) =>
        Schedule(plan, [phase]) with
        {
            FirstIteration = iteration,
            IsOwnPhase = true,
            Objective = PhaseObjective.Of(phase, plan.Options) is var own && own != PhaseObjective.Of(plan.Options) ? own : null,
        };

    /// <summary>Creates the gradient of an objective over a layout.</summary>
    /// <param name="affinities">P, of which the layout is made.</param>
    /// <param name="layout">P and the weights in the order of the positions.</param>
    /// <param name="tree">What the tree of the repulsion keeps.</param>
    /// <param name="options">Objective and repulsion.</param>
    /// <param name="team">The worker threads.</param>
    public static IGradient Gradient<TSpace>(
        AffinityMatrix affinities, PointLayout layout, TreeState tree, TsneOptions options, WorkerTeam team)
        where TSpace : struct, ISpace => options.Objective switch
        {
            TsneObjective.SymmetricSne => Joint<TSpace, GaussianKernel>(default, affinities, layout, tree, options, team),
            TsneObjective.Sne => Conditional<TSpace, GaussianKernel>(default, affinities, layout, tree, options, team),
            _ when options.DegreesOfFreedom != 1 =>
                Joint<TSpace, StudentTailKernel>(new(options.DegreesOfFreedom), affinities, layout, tree, options, team),
            _ => Joint<TSpace, StudentKernel>(default, affinities, layout, tree, options, team),
        };

    /// <summary>Continues a descent from a state.</summary>
    /// <param name="affinities">P.</param>
    /// <param name="state">What <see cref="IDescent.WriteState"/> wrote for as many points.</param>
    /// <param name="options">Objective, repulsion, schedule and dimensions.</param>
    /// <param name="team">The worker threads.</param>
    /// <param name="pinned">The points that stay where they are.</param>
    /// <param name="fault">What is wrong with the state, or null.</param>
    /// <returns>The descent; null where the bytes are no state.</returns>
    public static IDescent? Resume(
        AffinityMatrix affinities,
        ReadOnlySpan<byte> state,
        TsneOptions options,
        WorkerTeam team,
        ReadOnlyMemory<int> pinned,
        out string? fault) => (options.Schedule, options.OutputDimensions) switch
        {
            (TsneSchedule.Classic, 1) => Resume<OneDimension, MomentumWithGains>(affinities, state, options, team, pinned.Span, out fault),
            (TsneSchedule.Classic, 2) => Resume<TwoDimensions, MomentumWithGains>(affinities, state, options, team, pinned.Span, out fault),
            (TsneSchedule.Classic, _) =>
                Resume<ThreeDimensions, MomentumWithGains>(affinities, state, options, team, pinned.Span, out fault),
            (_, 1) => Resume<OneDimension, NesterovWithPointGains>(affinities, state, options, team, pinned.Span, out fault),
            (_, 2) => Resume<TwoDimensions, NesterovWithPointGains>(affinities, state, options, team, pinned.Span, out fault),
            _ => Resume<ThreeDimensions, NesterovWithPointGains>(affinities, state, options, team, pinned.Span, out fault),
        };

    private static Descent<TSpace, TRule>? Resume<TSpace, TRule>(
        AffinityMatrix affinities,
        ReadOnlySpan<byte> bytes,
        TsneOptions options,
        WorkerTeam team,
        ReadOnlySpan<int> pinned,
        out string? fault)
        where TSpace : struct, ISpace
        where TRule : struct, IStepRule<TRule>
    {
        if (bytes.Length != DescentStateBytes.Length<TSpace>(affinities.Points))
        {
            fault = $"it has {bytes.Length} bytes, which are no state of {affinities.Points} points.";
            return null;
        }

        DescentState<TSpace> state = new(affinities.Points);
        fault = DescentStateBytes.Read(state, bytes);
        return fault is null ? Create<TSpace, TRule>(state, affinities, options, team, pinned) : null;
    }

    private static IDescent Create<TRule>(
        AffinityMatrix affinities, Embedding start, TsneOptions options, WorkerTeam team, ReadOnlySpan<int> pinned)
        where TRule : struct, IStepRule<TRule> => start.Dimensions switch
        {
            1 => Create<OneDimension, TRule>(affinities, start, options, team, pinned),
            2 => Create<TwoDimensions, TRule>(affinities, start, options, team, pinned),
            _ => Create<ThreeDimensions, TRule>(affinities, start, options, team, pinned),
        };

    private static Descent<TSpace, TRule> Create<TSpace, TRule>(
        AffinityMatrix affinities, Embedding start, TsneOptions options, WorkerTeam team, ReadOnlySpan<int> pinned)
        where TSpace : struct, ISpace
        where TRule : struct, IStepRule<TRule>
    {
        DescentState<TSpace> state = DescentState<TSpace>.Create<TRule>(start);
        state.Tree.PredictsBuilds = options.Schedule != TsneSchedule.Classic;
        return Create<TSpace, TRule>(state, affinities, options, team, pinned);
    }

    private static Descent<TSpace, TRule> Create<TSpace, TRule>(
        DescentState<TSpace> state, AffinityMatrix affinities, TsneOptions options, WorkerTeam team, ReadOnlySpan<int> pinned)
        where TSpace : struct, ISpace
        where TRule : struct, IStepRule<TRule>
    {
        PointLayout layout = new(affinities, team, Pins.Of<TSpace>(pinned, affinities.Points));
        return new(state, layout, Gradient<TSpace>(affinities, layout, state.Tree, options, team), team);
    }

    private static DescentSchedule Schedule(TsnePlan plan, IReadOnlyList<TsnePhase> phases) => new()
    {
        Phases =
        [
            .. phases.Select(phase => new DescentPhase(
                phase.Iterations,
                phase.Exaggeration,
                phase.LearningRate ?? (plan.TotalWeight / phase.Exaggeration),
                phase.Momentum,
                phase.Theta ?? plan.Options.Theta)
            {
                FinalLearningRate = phase.FinalLearningRate,
                MomentumGrows = phase.MomentumGrows,
            }),
        ],
        Reordering = plan.Options.Schedule == TsneSchedule.Classic ? Reordering.Classic : Reordering.Accelerated(plan.Points),
        CostInterval = TsneDefaults.CostInterval,
        CostTheta = plan.Options.Theta,
        GradientError = plan.Options.GradientError is { } bound
            ? new GradientErrorBound(bound, plan.Options.Theta, plan.Options.Seed)
            : null,
        MinCostImprovement = 0,
        MinGradientNorm = 0,
        Step = new StepSettings(TsneDefaults.GainIncrease, TsneDefaults.GainDecrease, TsneDefaults.MinGain, plan.Options.MaxStepLength),
    };

    /// <summary>One normaliser for all pairs.</summary>
    private static Gradient<TSpace, TKernel> Joint<TSpace, TKernel>(
        TKernel kernel, AffinityMatrix affinities, PointLayout layout, TreeState tree, TsneOptions options, WorkerTeam team)
        where TSpace : struct, ISpace
        where TKernel : struct, IKernel
    {
        JointRepulsion<TSpace> repulsion = new(Pairs<TSpace, TKernel>(kernel, tree, options, team), affinities.Points);
        return new(kernel, layout, repulsion, affinities.SumOfP, affinities.SumOfPLogP, team);
    }

    /// <summary>A normaliser for each point.</summary>
    private static Gradient<TSpace, TKernel> Conditional<TSpace, TKernel>(
        TKernel kernel, AffinityMatrix affinities, PointLayout layout, TreeState tree, TsneOptions options, WorkerTeam team)
        where TSpace : struct, ISpace
        where TKernel : struct, IKernel
    {
        ConditionalRepulsion<TSpace> repulsion = new(Pairs<TSpace, TKernel>(kernel, tree, options, team), affinities.Points);
        return new(kernel, layout, repulsion, affinities.SumOfP, -affinities.ConditionalEntropy!.Value, team);
    }

    private static IPairSums Pairs<TSpace, TKernel>(TKernel kernel, TreeState tree, TsneOptions options, WorkerTeam team)
        where TSpace : struct, ISpace
        where TKernel : struct, IKernel => options.Repulsion == RepulsionMethod.Exact
            ? new ExactRepulsion<TSpace, TKernel>(kernel, tree.Order.Length, team)
            : new BarnesHutRepulsion<TSpace, TKernel>(kernel, tree, team);
}
