using BhTsne.Affinities;
using BhTsne.Data;
using BhTsne.Models;
using BhTsne.Optimization;
using BhTsne.Planning;
using BhTsne.Reduction;

namespace BhTsne;

/// <summary>
/// A run that can be driven: it owns the threads, the graph, P and the descent, and releases what later stages do not need. One call of
/// <see cref="Optimize(CancellationToken)"/> and any number of pieces give the same bits.
/// </summary>
/// <remarks>
/// Made by <see cref="Tsne.Start(TsneInput, TsneOptions, IProgress{TsneProgress})"/>. For one thread at a time, and not to be driven from
/// what receives its progress, which throws <see cref="InvalidOperationException"/>. Dispose it to end its threads. The stages before the
/// descent run at the first call that needs them; after a cancellation they continue at the stage that was canceled.
/// </remarks>
public sealed partial class TsneRun : IDisposable
{
    private readonly RunStages _stages;
    private TsneInput? _input;
    private PointWeights? _weights;
    private ReadOnlyMemory<int> _pinned;
    private PointMatrix? _reduced;
    private Embedding? _start;
    private JointAffinities? _joint;
    private AffinityMatrix? _affinities;
    private Duplicates? _duplicates;
    private IDescent? _descent;
    private TsneMapView? _view;
    private DescentSchedule? _schedule;
    private StopReason? _stopped;
    private double? _cost;
    private TsneResult? _result;
    private PointMatrix? _kept;
    private double _typicalDistance, _typicalResidual;
    private bool _isWorking;

    internal TsneRun(TsnePlan plan, TsneInput input, IProgress<TsneProgress>? progress)
    {
        _stages = new RunStages(plan, progress);
        _input = input;
    }

    /// <summary>What is done. Made again for the points that remain after duplicates are merged.</summary>
    public TsnePlan Plan => _stages.Plan;

    /// <summary>
    /// Whether the run keeps the points after the reduction, N x K values, for <see cref="ToModel"/>. Set it before the first stage;
    /// <see cref="TsnePlan.Memory"/> does not count them.
    /// </summary>
    public bool KeepsPoints { get; set; } = true;

    /// <summary>Iterations done.</summary>
    public int Iteration => _descent?.Iteration ?? 0;

    /// <summary>Whether the plan is carried out, or a stopping rule of the options has ended it.</summary>
    public bool IsFinished => _stopped is not null || (_descent is not null && Iteration >= Plan.Options.Iterations);

    /// <summary>
    /// The map as it is, with its cost. The cost takes about the time of an iteration when it is computed for the first time after one; it
    /// changes nothing.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The descent has not begun: call <see cref="Optimize(CancellationToken)"/> or <see cref="Prepare"/>.
    /// </exception>
    /// <exception cref="DescentDivergedException">All kernel weights underflow to 0, or a position is not finite.</exception>
    public TsneResult Result
    {
        get
        {
            if (_cost is null)
            {
                _stages.Optimize(ComputeCost, View);
            }

            return _result ??= new TsneResult
            {
                Embedding = Snapshot(),
                KlDivergence = _cost!.Value,
                Iterations = Iteration,
                StopReason = _stopped ?? StopReason.IterationsDone,
                CostImprovement = Improvement(_cost!.Value),
                Seconds = _stages.Seconds,
                Plan = Plan,
            };
        }
    }

    /// <summary>Runs all stages before the descent: reduction, start, neighbours, affinities. Does nothing when they are done.</summary>
    /// <param name="cancellation">Cancels within a block of work.</param>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    /// <exception cref="TsneInputException">
    /// The data are at fault in a way that only a run can find, for instance a row of zeros with the cosine.
    /// </exception>
    public void Prepare(CancellationToken cancellation = default)
    {
        if (_descent is not null)
        {
            // A run that was resumed may need its input for a model.
            _input = KeepsPoints ? _input : null;
            return;
        }

        BeginWork();
        try
        {
            PrepareDescent(cancellation);
        }
        finally
        {
            _isWorking = false;
        }
    }

    /// <summary>Carries out what is left of the plan.</summary>
    /// <param name="cancellation">Cancels: within a block of work before the descent, before the next iteration in it.</param>
    /// <exception cref="TsneCanceledException">
    /// It was canceled during the descent; the exception has the map reached. The run can go on.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was canceled before the descent. The run can go on.</exception>
    /// <exception cref="TsneInputException">The data are at fault in a way that only a run can find.</exception>
    /// <exception cref="DescentDivergedException">All kernel weights underflow to 0, or a position is not finite.</exception>
    public void Optimize(CancellationToken cancellation = default)
    {
        Prepare(cancellation);
        Optimize(Math.Max(0, Plan.Options.Iterations - Iteration), cancellation);
    }

    /// <summary>
    /// Carries out the next iterations of the plan. Beyond its end they continue with its last phase, and without its stopping rules.
    /// </summary>
    /// <param name="iterations">How many; fewer where a stopping rule ends the plan.</param>
    /// <param name="cancellation">Cancels: within a block of work before the descent, before the next iteration in it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    /// <exception cref="TsneCanceledException">
    /// It was canceled during the descent; the exception has the map reached. The run can go on.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was canceled before the descent. The run can go on.</exception>
    /// <exception cref="TsneInputException">The data are at fault in a way that only a run can find.</exception>
    /// <exception cref="DescentDivergedException">All kernel weights underflow to 0, or a position is not finite.</exception>
    public void Optimize(int iterations, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(iterations);
        Prepare(cancellation);
        if (_stopped is null)
        {
            Descend(_schedule!, iterations, cancellation);
        }
    }

    /// <summary>
    /// Carries out a phase of the caller's own, without stopping rules, perhaps with an objective of its own. The iterations count: the
    /// plan goes on after them, with its own objective, whose cost <see cref="Result"/> has in any case. A further phase of the same
    /// objective builds nothing anew.
    /// </summary>
    /// <param name="phase">What to do.</param>
    /// <param name="cancellation">Cancels: within a block of work before the descent, before the next iteration in it.</param>
    /// <exception cref="TsneOptionsException">A number of the phase is out of its range, or its objective lacks what it needs.</exception>
    /// <exception cref="TsneCanceledException">
    /// It was canceled during the descent; the exception has the map reached. The run can go on.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was canceled before the descent. The run can go on.</exception>
    /// <exception cref="TsneInputException">The data are at fault in a way that only a run can find.</exception>
    /// <exception cref="DescentDivergedException">All kernel weights underflow to 0, or a position is not finite.</exception>
    public void Optimize(TsnePhase phase, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(phase);
        PhaseRules.Require(phase, Plan);
        Prepare(cancellation);
        Descend(DescentFactory.Schedule(Plan, phase, Iteration), phase.Iterations, cancellation);
    }

    /// <summary>
    /// Carries out what is left of the plan, and calls a function on the way: whenever the iterations done are a multiple of a number, and
    /// at the end. The map gets the same bits as by <see cref="Optimize(CancellationToken)"/>. Where nothing is left nothing is called.
    /// </summary>
    /// <param name="iterations">The number of iterations between two calls, at least 1.</param>
    /// <param name="afterEach">
    /// Receives this run, on the calling thread; it may take <see cref="Snapshot"/> and <see cref="Result"/>. Returns whether to go on: if
    /// not, the run stops here, and can go on later.
    /// </param>
    /// <param name="cancellation">Cancels: within a block of work before the descent, before the next iteration in it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    /// <exception cref="TsneCanceledException">
    /// It was canceled during the descent; the exception has the map reached. The run can go on.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was canceled before the descent. The run can go on.</exception>
    /// <exception cref="TsneInputException">The data are at fault in a way that only a run can find.</exception>
    /// <exception cref="DescentDivergedException">All kernel weights underflow to 0, or a position is not finite.</exception>
    public void OptimizeInSteps(int iterations, Func<TsneRun, bool> afterEach, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, 1);
        ArgumentNullException.ThrowIfNull(afterEach);
        Prepare(cancellation);
        bool goesOn = true;
        while (goesOn && !IsFinished)
        {
            int before = Iteration, toNext = iterations - (before % iterations);
            Optimize(Math.Min(toNext, Plan.Options.Iterations - before), cancellation);
            goesOn = Iteration == before || afterEach(this);
        }
    }

    /// <summary>The map as it is, in the order of the input. It changes nothing.</summary>
    /// <returns>N x d.</returns>
    /// <exception cref="InvalidOperationException">
    /// The descent has not begun: call <see cref="Optimize(CancellationToken)"/> or <see cref="Prepare"/>.
    /// </exception>
    public Embedding Snapshot()
    {
        Embedding map = Begun().Snapshot();
        return _duplicates is null ? map : _duplicates.Expand(map);
    }

    /// <summary>The map as it is, as a model that takes new points and can be saved. It changes nothing.</summary>
    /// <returns>The model. It shares the run's points, which are not copied.</returns>
    /// <exception cref="InvalidOperationException">
    /// The descent has not begun, the input has no points (but distances, a graph or affinities), or <see cref="KeepsPoints"/> was off.
    /// </exception>
    public TsneModel ToModel()
    {
        Embedding map = Begun().Snapshot();
        if (Plan.Dimensions is not { } dimensions)
        {
            throw new InvalidOperationException(
                $"A model needs points, to which new points are compared, but the input is {Plan.InputKind}.");
        }

        PointMatrix points = _kept ?? ReducedAgain()
            ?? throw new InvalidOperationException($"The points were released; set {nameof(KeepsPoints)} before the run.");
        return new TsneModel(new ModelContent
        {
            EngineVersion = EngineVersion.Current,
            Options = Plan.Options,
            Dimensions = dimensions,
            Reduction = _stages.Reduction,
            Points = points,
            Weights = _weights,
            Map = map,
            Places = _duplicates?.Places,
            TypicalDistance = _typicalDistance,
            TypicalResidual = _typicalResidual,
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stages.Dispose();

        // A state that is being written becomes whole; how that ended is known to those who wait for it.
        _saver?.Join();
    }

    /// <summary>The points of a run that was resumed: the reduction gives the bits that it gave before.</summary>
    private PointMatrix? ReducedAgain() => _input is null || !KeepsPoints ? null : _kept = _stages.Reduce(_input, _duplicates);

    private IDescent Begun() =>
        _descent ?? throw new InvalidOperationException($"The descent has not begun; call {nameof(Optimize)} or {nameof(Prepare)} first.");

    private TsneMapView View => _view ??= new TsneMapView(Begun(), Plan.Points, Plan.Options.OutputDimensions, _duplicates);

    private void Descend(DescentSchedule schedule, int iterations, CancellationToken cancellation)
    {
        StopReason? reason = null;
        bool isPlan = ReferenceEquals(schedule, _schedule);
        BeginWork();
        try
        {
            _stages.Optimize(Iterate, View);
        }
        finally
        {
            _isWorking = false;
        }

        if (reason == StopReason.Canceled)
        {
            throw new TsneCanceledException(Result with { StopReason = StopReason.Canceled }, cancellation);
        }

        void Iterate(IProgress<DescentProgress>? progress)
        {
            (_cost, _result) = (null, null);
            reason = _descent!.Run(schedule, iterations, progress, cancellation);
            _stopped = reason is StopReason.Canceled ? null : reason ?? _stopped;
            if (reason is not null || (isPlan && IsFinished))
            {
                ComputeCost(progress);
            }
        }
    }

    /// <summary>Refuses work within work: iterations that a report began would be counted twice, or move what is being computed.</summary>
    /// <exception cref="InvalidOperationException">The run is at work, and its own progress calls it.</exception>
    private void BeginWork()
    {
        if (_isWorking)
        {
            throw new InvalidOperationException(
                $"This run is at work, and cannot be driven from what receives its progress; use {nameof(OptimizeInSteps)}.");
        }

        _isWorking = true;
    }

    private void PrepareDescent(CancellationToken cancellation)
    {
        _stages.Cancellation = cancellation;
        if (_affinities is null)
        {
            PreparePoints();
            PrepareNeighbors();
            PrepareAffinities();
        }

        // The descent keeps P in its own order beside the one here, which a checkpoint has to hold.
        _descent = _stages.CreateDescent(_affinities!, _start!, _pinned);
        _start = null;
        _schedule = DescentFactory.Schedule(Plan);
    }

    /// <summary>The share by which the cost fell over the last whole interval between costs.</summary>
    /// <param name="cost">Of the map as it is.</param>
    private double? Improvement(double cost)
    {
        // At a multiple of the interval the last cost on the way is one interval old, unless the run was ended by it.
        IDescent descent = Begun();
        bool isWhole = _stopped != StopReason.CostConverged && Iteration % TsneDefaults.CostInterval == 0;
        double improvement = isWhole ? (descent.Cost - cost) / Math.Abs(descent.Cost) : descent.CostImprovement;
        return double.IsFinite(improvement) ? improvement : null;
    }

    private void ComputeCost(IProgress<DescentProgress>? progress)
    {
        double cost = Begun().ComputeCost(Plan.Options.Theta);
        _cost = cost;
        progress?.Report(new DescentProgress(Iteration, cost));
    }
}
