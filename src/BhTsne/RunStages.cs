using BhTsne.Affinities;
using BhTsne.Initialization;
using BhTsne.Neighbors;
using BhTsne.Optimization;
using BhTsne.Planning;
using BhTsne.Reduction;
using BhTsne.Scheduling;

namespace BhTsne;

/// <summary>The worker threads and the clock of a run. Each stage is a method that reports its progress and notes how long it took.</summary>
internal sealed class RunStages(TsnePlan plan, IProgress<TsneProgress>? progress) : IDisposable
{
    private WorkerTeam? _team;

    /// <summary>What is done.</summary>
    public TsnePlan Plan { get; set; } = plan;

    /// <summary>Where the time went so far.</summary>
    public StageSeconds Seconds { get; private set; } = new();

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
    public Duplicates MergeDuplicates(PointMatrix points, float[]? weights)
    {
        StageClock clock = Begin(TsneStage.Reduction, "merging duplicates");
        Duplicates duplicates = Duplicates.Merge(points, weights, Team);
        Seconds = Seconds with { Reduction = clock.Finish(Merged(duplicates)) };
        return duplicates.Points.Rows >= InputRules.MinPoints
            ? duplicates
            : throw new TsneInputException(
                $"A map needs at least {InputRules.MinPoints} different points, but of {points.Rows} only {duplicates.Points.Rows} remain when duplicates "
                + "are merged; leave MergeDuplicates off, or give more points.");
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

        float[]? weights = Neighborhood.Weights(input);
        string what = input.Sparse is null ? "PCA" : "truncated SVD";
        StageClock clock = Begin(TsneStage.Reduction, $"{(merged is null ? "" : $"{Merged(merged)}, ")}{what} to {components} components");
        PointMatrix reduced = input.Sparse is { } sparse ? ReduceSparse(sparse, weights, components) : ReduceDense(input.Dense!, weights, components);
        Seconds = Seconds with { Reduction = Seconds.Reduction + clock.Finish() };
        return reduced;
    }

    /// <summary>Makes the start.</summary>
    /// <param name="input">With a start of its own, or not.</param>
    /// <param name="points">The (reduced) points; null where there are none.</param>
    public Embedding Initialize(TsneInput input, PointMatrix? points)
    {
        if (input.Start is { } start)
        {
            return start;
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
    public NeighborGraph FindNeighbors(PointMatrix points)
    {
        NeighborChoice choice = NeighborSearches.Choose(Plan.Neighbors!.Value, points.Rows, points.Columns, Options.Metric);
        INeighborSearch search = NeighborSearches.Create(choice, Options.NeighborRecall, Options.Seed);
        StageClock clock = new(progress, TsneStage.Neighbors, () => search.Description, Options.Iterations);
        NeighborGraph graph = search.FindNeighbors(points, Options.Metric, Places(points.Rows), Team, clock);
        Seconds = Seconds with { Neighbors = clock.Finish() };
        return graph;
    }

    /// <summary>Finds neighbours by given distances.</summary>
    public NeighborGraph FindNeighbors(DistanceMatrix distances)
    {
        StageClock clock = Begin(TsneStage.Neighbors, "precomputed distances");
        NeighborGraph graph = DistanceSearch.FindNeighbors(distances, Places(distances.Points), Team);
        Seconds = Seconds with { Neighbors = clock.Finish() };
        return graph;
    }

    /// <summary>Computes P.</summary>
    /// <param name="graph">N x k.</param>
    /// <param name="weights">The weights, or null for 1 each.</param>
    /// <param name="takeGraph">Whether the graph is this run's own and may be written over.</param>
    public AffinityMatrix ComputeAffinities(NeighborGraph graph, float[]? weights, bool takeGraph)
    {
        AffinityKind kind = Plan.Affinities!;
        StageClock clock = Begin(TsneStage.Affinities, kind.ToString());
        AffinityMatrix affinities = weights is not null
            ? WeightedAffinities.Compute(graph, weights, Plan.NeighborCount!.Value, kind, Team)
            : PerplexityAffinities.Compute(graph, takeGraph, kind, Team);
        Seconds = Seconds with { Affinities = clock.Finish() };
        return affinities;
    }

    /// <summary>Begins the descent.</summary>
    public IDescent CreateDescent(AffinityMatrix affinities, Embedding start) =>
        DescentFactory.Create(affinities, start, Options, Team);

    /// <summary>Descends, and computes the cost at the end where that is asked for.</summary>
    /// <param name="work">What to do.</param>
    public void Optimize(Action<IProgress<DescentProgress>?> work)
    {
        // An iteration must not end half-done: the descent checks the token itself.
        Team.Cancellation = CancellationToken.None;
        StageClock clock = Begin(TsneStage.Optimization, Options.Repulsion == RepulsionMethod.Exact ? "exact repulsion, quadratic" : null);
        try
        {
            work(progress is null ? null : new DescentReporter(progress, Options.Iterations));
        }
        finally
        {
            Seconds = Seconds with { Optimization = Seconds.Optimization + clock.Seconds };
        }
    }

    private static string Merged(Duplicates duplicates) => FormattableString.Invariant($"{duplicates.Merged:N0} duplicates merged");

    private PointMatrix ReduceDense(PointMatrix points, float[]? weights, int components)
    {
        PcaResult pca = weights is null
            ? PrincipalComponents.Fit(points, components, Options.Seed, Team)
            : WeightedComponents.Fit(points, weights, components, Options.Seed, Team);
        return pca.Transform(points, Team);
    }

    private PointMatrix ReduceSparse(SparseMatrix points, float[]? weights, int components)
    {
        SparseMatrix scaled = weights is null ? points : WeightedComponents.Scaled(points, weights);
        return TruncatedSvd.Fit(scaled, components, Options.Seed, TruncatedSvd.PowerIterations, Team).Transform(points, Team);
    }

    /// <summary>How many neighbours are searched: k equal points are in as many different ones at most.</summary>
    private int Places(int points) => Math.Min(Plan.NeighborCount!.Value, points - 1);

    private StageClock Begin(TsneStage stage, string? detail) => new(progress, stage, () => detail, Options.Iterations);

    /// <summary>Passes on the progress of the descent.</summary>
    private sealed class DescentReporter(IProgress<TsneProgress> progress, int iterations) : IProgress<DescentProgress>
    {
        public void Report(DescentProgress value) => progress.Report(new TsneProgress
        {
            Stage = TsneStage.Optimization,
            Fraction = iterations == 0 ? 1 : Math.Min(1, (double)value.Iteration / iterations),
            Iteration = value.Iteration,
            Iterations = iterations,
            KlDivergence = double.IsNaN(value.Cost) ? null : value.Cost,
        });
    }
}
