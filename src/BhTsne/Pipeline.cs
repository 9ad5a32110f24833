using System.Diagnostics;
using BhTsne.Affinities;
using BhTsne.Initialization;
using BhTsne.Neighbors;
using BhTsne.Numerics;
using BhTsne.Optimization;
using BhTsne.Reduction;
using BhTsne.Scheduling;

namespace BhTsne;

/// <summary>One run: its options, its threads and its clock. Each stage is a method that tells where it is and notes how long it took.</summary>
internal sealed class Pipeline : IDisposable
{
    private readonly IProgress<TsneProgress>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly WorkerTeam _team;
    private StageSeconds _seconds;
    private Duplicates? _duplicates;

    public Pipeline(TsneOptions? options, IProgress<TsneProgress>? progress, CancellationToken cancellation, bool sparse = false)
    {
        Options = options ?? new TsneOptions();
        ((Action)(sparse ? Options.ValidateForSparse : Options.Validate))();
        _progress = progress;
        _cancellation = cancellation;
        _team = new WorkerTeam(Options.Threads, cancellation);
    }

    /// <summary>What to do; valid in itself, not yet checked against the points.</summary>
    public TsneOptions Options { get; private set; }

    /// <summary>How often each point counts; null for once each.</summary>
    private float[]? Weights =>
        Options.Weights is { } weights && weights.Span.ContainsAnyExcept(1) ? weights.ToArray() : null;

    /// <inheritdoc/>
    public void Dispose() => _team.Dispose();

    /// <summary>Merges equal points, where the options ask for it: later stages see the different ones, the result all again.</summary>
    /// <exception cref="ArgumentException">There are too few different points.</exception>
    public PointMatrix MergeDuplicates(PointMatrix points)
    {
        if (!Options.MergeDuplicates)
        {
            return points;
        }

        StageClock clock = Begin(TsneStage.Reduction, "merging duplicates");
        _duplicates = Duplicates.Merge(points, Weights, _team);
        _seconds = _seconds with { Reduction = clock.Finish(Merged()) };
        if (_duplicates.Points.Rows < 3)
        {
            throw new ArgumentException(
                $"Points: a map needs at least 3 different points, but of {points.Rows} only {_duplicates.Points.Rows} remain when duplicates are merged.");
        }

        Options = Options with
        {
            Weights = _duplicates.Weights,
            InitialEmbedding = Options.InitialEmbedding is { } start ? _duplicates.Pick(start) : null,
        };
        return _duplicates.Points;
    }

    public PointMatrix Reduce(PointMatrix points)
    {
        int? components = Options.EffectivePcaComponents(points.Columns);
        if (components is null)
        {
            return points;
        }

        StageClock clock = Begin(TsneStage.Reduction, $"{(_duplicates is null ? "" : $"{Merged()}, ")}PCA to {components} components");
        PcaResult pca = Weights is { } weights
            ? WeightedComponents.Fit(points, weights, components.Value, Options.Seed, _team)
            : PrincipalComponents.Fit(points, components.Value, Options.Seed, _team);
        PointMatrix reduced = pca.Transform(points, _team);
        _seconds = _seconds with { Reduction = _seconds.Reduction + clock.Finish() };
        return reduced;
    }

    public PointMatrix Reduce(SparseMatrix points)
    {
        int components = Options.EffectiveSvdComponents(points.Columns);
        StageClock clock = Begin(TsneStage.Reduction, $"truncated SVD to {components} components");
        SparseMatrix counted = Weights is { } weights ? WeightedComponents.Scaled(points, weights) : points;
        PointMatrix reduced = TruncatedSvd.Fit(counted, components, Options.Seed, TruncatedSvd.PowerIterations, _team)
            .Transform(points, _team);
        _seconds = _seconds with { Reduction = clock.Finish() };
        return reduced;
    }

    public NeighborGraph FindNeighbors(PointMatrix points)
    {
        INeighborSearch search = NeighborSearches.Create(
            NeighborSearches.Choose(Options.Neighbors, points.Rows, points.Columns, Options.Metric), Options.NeighborRecall, Options.Seed);
        StageClock clock = new(_progress, TsneStage.Neighbors, () => search.Description, Options.Iterations);
        NeighborGraph graph = search.FindNeighbors(points, Options.Metric, NeighborPlaces(points.Rows), _team, clock);
        _seconds = _seconds with { Neighbors = clock.Finish() };
        return graph;
    }

    public NeighborGraph FindNeighbors(DistanceMatrix distances)
    {
        StageClock clock = Begin(TsneStage.Neighbors, "precomputed distances");
        NeighborGraph graph = DistanceSearch.FindNeighbors(distances, NeighborPlaces(distances.Points), _team);
        _seconds = _seconds with { Neighbors = clock.Finish() };
        return graph;
    }

    /// <param name="graph">N x k.</param>
    /// <param name="takeGraph">Whether the graph is this run's own and may be written over.</param>
    public AffinityMatrix ComputeAffinities(NeighborGraph graph, bool takeGraph)
    {
        AffinityKind kind = Options.EffectiveAffinities();
        StageClock clock = Begin(TsneStage.Affinities, kind.ToString());
        AffinityMatrix affinities = Weights is { } weights
            ? WeightedAffinities.Compute(graph, weights, Options.EffectiveNeighborCount(graph.Points), kind, _team)
            : PerplexityAffinities.Compute(graph, takeGraph, kind, _team);
        _seconds = _seconds with { Affinities = clock.Finish() };
        return affinities;
    }

    /// <summary>
    /// Frees what P was made of before the descent makes room for P once more, and hands the memory back: without it a run of a million points peaked at
    /// 3,057 MiB, with an ordinary collection as well, because what that frees stays with the process; so at 2,140 (docs/performance.md, "Memory"). Small runs
    /// are left to the collector.
    /// </summary>
    public static void FreeMemory(AffinityMatrix affinities)
    {
        const long WorthACollection = 1L << 28;
        if (affinities.Matrix.EntryCount * (sizeof(int) + sizeof(float)) >= WorthACollection)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        }
    }

    public Embedding Initialize(PointMatrix points)
    {
        if (Options.InitialEmbedding is not null || Options.Initialization == InitializationMethod.Random)
        {
            return InitializeRandomly(points.Rows);
        }

        StageClock clock = Begin(TsneStage.Initialization, "principal components");
        Embedding start = PcaStart.Create(
            points, Options.OutputDimensions, TsneDefaults.InitialStandardDeviation, Options.Seed, _team, Weights);
        _seconds = _seconds with { Initialization = clock.Finish() };
        return start;
    }

    /// <summary>The start that needs no points: the caller's own if there is one.</summary>
    public Embedding InitializeRandomly(int points)
    {
        if (Options.InitialEmbedding is not null)
        {
            return Options.InitialEmbedding;
        }

        StageClock clock = Begin(TsneStage.Initialization, "random");
        Embedding start = RandomStart.Create(
            points, Options.OutputDimensions, TsneDefaults.InitialStandardDeviation, Options.Seed, _team);
        _seconds = _seconds with { Initialization = clock.Finish() };
        return start;
    }

    /// <summary>
    /// Refuses a P of the caller's own that does not have what the options need: for SNE the entropy, and their weights, which act by way of P and would be
    /// passed over.
    /// </summary>
    public void RequireFitting(AffinityMatrix affinities)
    {
        if (Options.Objective == TsneObjective.Sne && affinities.ConditionalEntropy is null)
        {
            throw new ArgumentException(
                "SNE needs to know the entropy of the conditional rows that P was made of; give it to the AffinityMatrix.", nameof(affinities));
        }

        if (Weights is { } weights && affinities.Copies?.Weights.AsSpan().SequenceEqual(weights) != true)
        {
            throw new ArgumentException("Weights: P was not computed with them; compute it by ComputeAffinities with the same weights.");
        }
    }

    public TsneResult Descend(AffinityMatrix affinities, Embedding start) => start.Dimensions switch
    {
        1 => Descend<OneDimension>(affinities, start),
        2 => Descend<TwoDimensions>(affinities, start),
        _ => Descend<ThreeDimensions>(affinities, start),
    };

    private TsneResult Descend<TSpace>(AffinityMatrix affinities, Embedding start)
        where TSpace : struct, ISpace
    {
        _team.Cancellation = CancellationToken.None;
        StageClock clock = Begin(TsneStage.Optimization, Options.Repulsion == RepulsionMethod.Exact ? "exact repulsion, quadratic" : null);
        DescentState<TSpace> state = new(start);
        GradientDescent<TSpace> descent = new(
            state,
            Objective.Gradient<TSpace>(affinities, Options, _team),
            Objective.Schedule(Options, affinities.Copies?.Sum ?? start.Points),
            _team);
        DescentOutcome outcome = descent.Run(_progress is null ? null : new DescentReporter(_progress, Options.Iterations), _cancellation);
        TsneResult result = new(
            Expanded(state.ToEmbedding()),
            outcome.Cost,
            state.Iteration,
            Reason(outcome.End),
            _seconds with { Optimization = clock.Seconds },
            _team.Threads,
            PeakMemory());
        return outcome.End == DescentEnd.Canceled ? throw new TsneCanceledException(result, _cancellation) : result;
    }

    /// <summary>How many neighbours are searched: k copies are in as many points at most.</summary>
    private int NeighborPlaces(int points) => Math.Min(Options.EffectiveNeighborCount(points), points - 1);

    private string Merged() => FormattableString.Invariant($"{_duplicates!.Merged:N0} duplicates merged");

    /// <summary>The map of all points that the caller gave.</summary>
    private Embedding Expanded(Embedding map) => _duplicates is null ? map : _duplicates.Expand(map);

    private static StopReason Reason(DescentEnd end) => end switch
    {
        DescentEnd.IterationsDone => StopReason.IterationsDone,
        DescentEnd.CostConverged => StopReason.CostConverged,
        DescentEnd.GradientVanished => StopReason.GradientVanished,
        _ => StopReason.Canceled,
    };

    private StageClock Begin(TsneStage stage, string? detail) => new(_progress, stage, () => detail, Options.Iterations);

    private static long PeakMemory()
    {
        using Process process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    /// <summary>Times a stage and passes on its progress.</summary>
    private sealed class StageClock : IProgress<double>
    {
        private readonly IProgress<TsneProgress>? _progress;
        private readonly TsneStage _stage;
        private Func<string?> _detail;
        private readonly int _iterations;
        private readonly long _start = Stopwatch.GetTimestamp();

        public StageClock(IProgress<TsneProgress>? progress, TsneStage stage, Func<string?> detail, int iterations)
        {
            (_progress, _stage, _detail, _iterations) = (progress, stage, detail, iterations);
            Report(0);
        }

        public double Seconds => Stopwatch.GetElapsedTime(_start).TotalSeconds;

        public void Report(double value) => _progress?.Report(new TsneProgress(_stage, value, 0, _iterations, null, _detail()));

        /// <summary>Tells that all of the stage is done, and returns how long it took. A stage that fails or is stopped never comes here.</summary>
        /// <param name="outcome">What to say of it from now on; null for what was said before.</param>
        public double Finish(string? outcome = null)
        {
            double seconds = Seconds;
            _detail = outcome is null ? _detail : () => outcome;
            Report(1);
            return seconds;
        }
    }

    /// <summary>Passes on the descent's progress.</summary>
    private sealed class DescentReporter(IProgress<TsneProgress> progress, int iterations) : IProgress<DescentProgress>
    {
        public void Report(DescentProgress value) => progress.Report(
            new TsneProgress(
                TsneStage.Optimization,
                iterations == 0 ? 1 : (double)value.Iteration / iterations,
                value.Iteration,
                iterations,
                double.IsNaN(value.Cost) ? null : value.Cost,
                null));
    }
}
