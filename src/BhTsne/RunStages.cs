using BhTsne.Affinities;
using BhTsne.Data;
using BhTsne.Initialization;
using BhTsne.Models;
using BhTsne.Neighbors;
using BhTsne.Optimization;
using BhTsne.Planning;
using BhTsne.Reduction;
using BhTsne.Scheduling;

namespace BhTsne;

/// <summary>
/// The worker threads and the clock of a run. Each stage is a method that reports its progress and notes how long it took.
/// </summary>
internal sealed class RunStages(TsnePlan plan, IProgress<TsneProgress>? progress) : IDisposable
{
    private WorkerTeam? _team;

    /// <summary>What is done.</summary>
    public TsnePlan Plan { get; set; } = plan;

    /// <summary>Where the time went so far.</summary>
    public StageSeconds Seconds { get; set; } = new();

    /// <summary>How points were reduced, once they are.</summary>
    public PointReduction Reduction { get; private set; } = PointReduction.None;

    /// <summary>Cancels the stages before the descent within a block of work.</summary>
    public CancellationToken Cancellation
    {
        set => Team.Cancellation = value;
    }

    private TsneOptions Options => Plan.Options;

    /// <summary>The worker threads; started when they are first needed.</summary>
    private WorkerTeam Team => _team ??= new WorkerTeam(Plan.Threads);

    /// <inheritdoc/>
    public void Dispose() => _team?.Dispose();

    /// <summary>Merges equal points.</summary>
    /// <exception cref="TsneInputException">There are too few different points.</exception>
    public Duplicates MergeDuplicates(PointMatrix points, PointWeights? weights)
    {
        StageClock clock = Begin(TsneStage.Reduction, "merging duplicates");
        Duplicates duplicates = Duplicates.Merge(points, weights?.Values, Team);
        Seconds = Seconds with { Reduction = clock.Finish(Merged(duplicates)) };
        return duplicates.Points.Rows >= InputRules.MinPoints
            ? duplicates
            : throw new TsneInputException(
                $"A map needs at least {InputRules.MinPoints} different points, but of {points.Rows} only {duplicates.Points.Rows} "
                + "remain when duplicates are merged; leave MergeDuplicates off, or give more points.");
    }

    /// <summary>Reduces points to the plan's components; the points themselves where it has none.</summary>
    /// <param name="input">Dense or sparse points.</param>
    /// <param name="merged">The duplicates that were merged before, or null.</param>
    public PointMatrix Reduce(TsneInput input, Duplicates? merged = null)
    {
        if (Plan.Components is not { } components)
        {
            return input.Dense!;
        }

        PointWeights? weights = Neighborhood.Weights(input);
        string what = input.Sparse is null ? "PCA" : "truncated SVD";
        StageClock clock = Begin(TsneStage.Reduction, $"{(merged is null ? "" : $"{Merged(merged)}, ")}{what} to {components} components");
        Reduction = input.Sparse is { } sparse
            ? new PointReduction(null, TruncatedSvd.Fit(sparse, weights, components, Options.Seed, TruncatedSvd.PowerIterations, Team))
            : new PointReduction(PrincipalComponents.Fit(input.Dense!, weights, components, Options.Seed, Team), null);
        PointMatrix reduced = Reduction.Transform(input, Team);
        Seconds = Seconds with { Reduction = Seconds.Reduction + clock.Finish() };
        return reduced;
    }

    /// <summary>What the reduction typically leaves out of a point; 0 without one.</summary>
    public double TypicalResidual(TsneInput input, PointMatrix reduced) =>
        Reduction.Residuals(input, reduced, Options.Metric, Team) is { } residuals ? TypicalDistance.Of(residuals) : 0;

    /// <summary>Makes the start.</summary>
    /// <param name="input">With a start of its own, or not.</param>
    /// <param name="points">The (reduced) points; null where there are none.</param>
    public Embedding Initialize(TsneInput input, PointMatrix? points)
    {
        if (input.Start is { } start)
        {
            return input.StartRows is { } rows ? Complete(start, rows.ToArray(), points!) : start;
        }

        bool byComponents = points is not null && Options.Initialization == InitializationMethod.Pca;
        StageClock clock = Begin(TsneStage.Initialization, byComponents ? "principal components" : "random");
        double deviation = TsneDefaults.InitialStandardDeviation;
        Embedding made = byComponents
            ? PcaStart.Create(points!, Options.OutputDimensions, deviation, Options.Seed, Team, Neighborhood.Weights(input))
            : RandomStart.Create(input.Points, Options.OutputDimensions, deviation, Options.Seed, Team);
        Seconds = Seconds with { Initialization = clock.Finish() };
        return made;
    }

    /// <summary>Finds neighbours among (reduced) points.</summary>
    public ChunkedRows FindNeighbors(PointMatrix points)
    {
        NeighborChoice choice = NeighborSearches.Choose(Plan.Neighbors!.Value, points.Rows, points.Columns, Options.Metric);
        INeighborSearch search = NeighborSearches.Create(choice, Options.NeighborRecall, Options.Seed);
        StageClock clock = new(progress, TsneStage.Neighbors, () => search.Description, Options.Iterations);
        ChunkedRows rows = search.FindNeighbors(points, Options.Metric, Places(points.Rows), Team, clock);
        Seconds = Seconds with { Neighbors = clock.Finish() };
        return rows;
    }

    /// <summary>Finds neighbours by given distances.</summary>
    public ChunkedRows FindNeighbors(DistanceMatrix distances)
    {
        StageClock clock = Begin(TsneStage.Neighbors, "precomputed distances");
        ChunkedRows rows = DistanceSearch.FindNeighbors(distances, Places(distances.Points), Team);
        Seconds = Seconds with { Neighbors = clock.Finish() };
        return rows;
    }

    /// <summary>Computes P.</summary>
    /// <param name="joint">From a graph of the caller, or from the rows of this run's own search.</param>
    public AffinityMatrix ComputeAffinities(JointAffinities joint)
    {
        StageClock clock = Begin(TsneStage.Affinities, Plan.Affinities!.ToString());
        AffinityMatrix affinities = joint.Compute(Plan.Affinities, Plan.NeighborCount!.Value, Team);
        Seconds = Seconds with { Affinities = clock.Finish() };
        return affinities;
    }

    /// <summary>The hash of an input.</summary>
    public string Hash(TsneInput input) => InputHash.Of(input, Team);

    /// <summary>Continues a descent from a state.</summary>
    /// <returns>Null where the bytes are no state; the fault says why.</returns>
    public IDescent? ResumeDescent(AffinityMatrix affinities, ReadOnlySpan<byte> state, ReadOnlyMemory<int> pinned, out string? fault) =>
        DescentFactory.Resume(affinities, state, Options, Team, pinned, out fault);

    /// <summary>Begins the descent.</summary>
    /// <param name="affinities">P.</param>
    /// <param name="start">N x d.</param>
    /// <param name="pinned">The rows that stay where the start puts them.</param>
    public IDescent CreateDescent(AffinityMatrix affinities, Embedding start, ReadOnlyMemory<int> pinned) =>
        DescentFactory.Create(affinities, start, Options, Team, pinned);

    /// <summary>Descends, and computes the cost at the end where that is asked for.</summary>
    /// <param name="work">What to do.</param>
    /// <param name="map">The map, which comes with the progress.</param>
    public void Optimize(Action<IProgress<DescentProgress>?> work, TsneMapView map)
    {
        // An iteration must not end half-done: the descent checks the token itself.
        Team.Cancellation = CancellationToken.None;
        StageClock clock = Begin(TsneStage.Optimization, Options.Repulsion == RepulsionMethod.Exact ? "exact repulsion, quadratic" : null);
        try
        {
            work(progress is null ? null : new DescentReporter(progress, Options.Iterations, map));
        }
        finally
        {
            Seconds = Seconds with { Optimization = Seconds.Optimization + clock.Seconds };
        }
    }

    /// <summary>Measures what was made; the time does not count.</summary>
    /// <param name="measure">Receives the plan and the worker threads.</param>
    /// <param name="cancellation">Cancels within a block of work.</param>
    public T Measure<T>(Func<TsnePlan, WorkerTeam, T> measure, CancellationToken cancellation)
    {
        CancellationToken before = Team.Cancellation;
        Team.Cancellation = cancellation;
        try
        {
            return measure(Plan, Team);
        }
        finally
        {
            Team.Cancellation = before;
        }
    }

    /// <summary>Measures within a stage, and is canceled with it.</summary>
    public T Measure<T>(Func<TsnePlan, WorkerTeam, T> measure) => measure(Plan, Team);

    /// <summary>From a start of some rows one of all.</summary>
    private Embedding Complete(Embedding start, int[] rows, PointMatrix points)
    {
        StageClock clock = Begin(TsneStage.Initialization, "places of neighbours");
        Embedding made = RowStart.Create(points, Options.Metric, start, rows, Team);
        Seconds = Seconds with { Initialization = clock.Finish() };
        return made;
    }

    private static string Merged(Duplicates duplicates) => FormattableString.Invariant($"{duplicates.Merged:N0} duplicates merged");

    /// <summary>How many neighbours are searched: a weight of k is in k points at most.</summary>
    private int Places(int points) => Math.Min(Plan.NeighborCount!.Value, points - 1);

    private StageClock Begin(TsneStage stage, string? detail) => new(progress, stage, () => detail, Options.Iterations);

    /// <summary>Passes on the progress of the descent.</summary>
    private sealed class DescentReporter(IProgress<TsneProgress> progress, int iterations, TsneMapView map)
        : IProgress<DescentProgress>
    {
        public void Report(DescentProgress value) => progress.Report(new TsneProgress
        {
            Stage = TsneStage.Optimization,
            Fraction = iterations == 0 ? 1 : Math.Min(1, (double)value.Iteration / iterations),
            Iteration = value.Iteration,
            Iterations = iterations,
            KlDivergence = double.IsNaN(value.Cost) ? null : value.Cost,
            Map = map,
        });
    }
}
