using BhTsne.Affinities;
using BhTsne.Planning;

namespace BhTsne;

/// <summary>
/// Makes maps: in one call (<see cref="Fit"/>), driven (<see cref="Start(TsneInput, TsneOptions, IProgress{TsneProgress})"/>), or stage by
/// stage. All give the same bits.
/// </summary>
/// <remarks>
/// All methods are pure: they change nothing that they are given, and may be called from several threads at once. Options are checked
/// before any work. Van der Maaten, "Accelerating t-SNE using tree-based algorithms", JMLR 2014.
/// </remarks>
public static class Tsne
{
    /// <summary>Makes a map.</summary>
    /// <param name="input">Points, sparse points, distances, a neighbour graph or affinities; each converts by itself.</param>
    /// <param name="options">How; null for the defaults. Options of stages that the input makes unnecessary are ignored.</param>
    /// <param name="progress">Receives where the run is, at least once a stage and an iteration, on the calling thread.</param>
    /// <param name="cancellation">Cancels: within one iteration once the descent has begun, within a block of work before.</param>
    /// <returns>The map and how it was made.</returns>
    /// <exception cref="TsneOptionsException">An option does not fit the input; all faults are named.</exception>
    /// <exception cref="TsneInputException">
    /// The data are at fault in a way that only a run can find, for instance a row of zeros with the cosine.
    /// </exception>
    /// <exception cref="TsneCanceledException">It was canceled during the descent; the exception has the map reached.</exception>
    /// <exception cref="OperationCanceledException">It was canceled before the descent.</exception>
    /// <exception cref="DescentDivergedException">
    /// All kernel weights underflow to 0: by the caller's own start, or by steps without a limit.
    /// </exception>
    public static TsneResult Fit(
        TsneInput input, TsneOptions? options = null, IProgress<TsneProgress>? progress = null, CancellationToken cancellation = default)
    {
        using TsneRun run = Start(input, options, progress);
        run.KeepsPoints = run.HashesInput = false;

        // The run has it now, and releases what later stages do not need.
        input = null!;
        run.Optimize(cancellation);
        return run.Result;
    }

    /// <summary>
    /// Says what a run would do, before any thread starts: every "auto" with its reason, every fault, the memory of each stage.
    /// </summary>
    /// <param name="input">What the map is to be made of.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>The plan. It may have faults: see <see cref="TsnePlan.Faults"/>.</returns>
    public static TsnePlan Plan(TsneInput input, TsneOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Planner.Plan(input, options ?? new TsneOptions());
    }

    /// <summary>Starts a run that the caller drives. No work is done yet.</summary>
    /// <param name="input">What the map is to be made of.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Receives where the run is, at least once a stage and an iteration, on the calling thread.</param>
    /// <returns>The run; dispose it.</returns>
    /// <exception cref="TsneOptionsException">An option does not fit the input; all faults are named.</exception>
    public static TsneRun Start(TsneInput input, TsneOptions? options = null, IProgress<TsneProgress>? progress = null) =>
        Start(Plan(input, options), input, progress);

    /// <summary>Starts a run by a plan that was made before.</summary>
    /// <param name="plan">Made by <see cref="Plan"/> for this input.</param>
    /// <param name="input">What the map is to be made of.</param>
    /// <param name="progress">Receives where the run is, at least once a stage and an iteration, on the calling thread.</param>
    /// <returns>The run; dispose it.</returns>
    /// <exception cref="TsneOptionsException">The plan has faults.</exception>
    /// <exception cref="ArgumentException">The plan was made for an input of another kind or shape.</exception>
    public static TsneRun Start(TsnePlan plan, TsneInput input, IProgress<TsneProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(input);
        if (!plan.Fits(input))
        {
            throw new ArgumentException("The plan was made for an input of another kind or shape; make one for this input.", nameof(plan));
        }

        plan.ThrowIfInvalid();
        return new TsneRun(plan, input, progress);
    }

    /// <summary>Reduces points by PCA, or sparse points by a truncated SVD: X V = U Σ, neither centred nor made dense on the way.</summary>
    /// <param name="input">Points, N x D.</param>
    /// <param name="options">The number of components, and the seed; null for the defaults.</param>
    /// <param name="cancellation">Cancels within a block of work.</param>
    /// <returns>
    /// N x K, dense: what the other stages take. Dense points themselves where the options ask for no reduction. <see
    /// cref="PrincipalComponents"/> and <see cref="TruncatedSvd"/> also give axes.
    /// </returns>
    /// <exception cref="ArgumentException">An option does not fit the points, or the input has none.</exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public static PointMatrix Reduce(TsneInput input, TsneOptions? options = null, CancellationToken cancellation = default)
    {
        Require(input, "points", TsneInputKind.Points, TsneInputKind.SparsePoints);
        using RunStages stages = Stages(input, options, cancellation);
        return stages.Reduce(input);
    }

    /// <summary>Makes the start of the descent: from (reduced) points, at random where there are none, or the input's own.</summary>
    /// <param name="input">Any input; points are taken as they are.</param>
    /// <param name="options">Which start, and the seed; null for the defaults.</param>
    /// <param name="cancellation">Cancels within a block of work.</param>
    /// <returns>N x d.</returns>
    /// <exception cref="ArgumentException">An option does not fit the input, or the points are sparse: reduce them first.</exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public static Embedding Initialize(TsneInput input, TsneOptions? options = null, CancellationToken cancellation = default)
    {
        Require(input, "dense points or none", TsneInputKind.Points, TsneInputKind.Distances, TsneInputKind.Neighbors,
            TsneInputKind.Affinities);
        using RunStages stages = Stages(input, (options ?? new()) with { PcaComponents = 0 }, cancellation);
        return stages.Initialize(input, input.Dense);
    }

    /// <summary>Finds the nearest neighbours of every point, among the points as they are (not reduced), or by given distances.</summary>
    /// <param name="input">Points, N x D, or distances between N points.</param>
    /// <param name="options">The search, the metric and the number of neighbours; null for the defaults.</param>
    /// <param name="cancellation">Cancels within a block of work.</param>
    /// <returns>
    /// The graph: the same bits from every exact search; where two distances of a row are equal, the smaller index is the nearer.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// An option does not fit the input, or the input has neither dense points nor distances.
    /// </exception>
    /// <exception cref="TsneInputException">
    /// The data are at fault, for instance a row of zeros with the cosine, or too few distances in a row.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public static NeighborGraph FindNeighbors(TsneInput input, TsneOptions? options = null, CancellationToken cancellation = default)
    {
        Require(input, "dense points or distances", TsneInputKind.Points, TsneInputKind.Distances);
        using RunStages stages = Stages(input, (options ?? new()) with { PcaComponents = 0 }, cancellation);
        return NeighborGraph.Adopt(
            input.Distances is { } distances ? stages.FindNeighbors(distances) : stages.FindNeighbors(input.Dense!));
    }

    /// <summary>Turns a neighbour graph into the sparse joint P, which serves every objective.</summary>
    /// <param name="input">
    /// A neighbour graph, N x k, with the weights of its points. k is the graph's whatever the options say, except with weights, where it
    /// counts equal points.
    /// </param>
    /// <param name="options">The perplexity, or another kind of affinities; null for the defaults.</param>
    /// <param name="cancellation">Cancels within a block of work.</param>
    /// <returns>P.</returns>
    /// <exception cref="ArgumentException">
    /// The perplexity cannot be reached with k neighbours, another option does not fit, or the input is no graph.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    public static AffinityMatrix ComputeAffinities(TsneInput input, TsneOptions? options = null, CancellationToken cancellation = default)
    {
        Require(input, "a neighbour graph", TsneInputKind.Neighbors);
        using RunStages stages = Stages(input, options, cancellation);
        return stages.ComputeAffinities(new JointAffinities(input.Graph!, Neighborhood.Weights(input)));
    }

    private static void Require(TsneInput input, string what, params ReadOnlySpan<TsneInputKind> kinds)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!kinds.Contains(input.Kind))
        {
            throw new ArgumentException($"The input is {input.Kind}, but this stage takes {what}.", nameof(input));
        }
    }

    private static RunStages Stages(TsneInput input, TsneOptions? options, CancellationToken cancellation)
    {
        TsnePlan plan = Plan(input, options);
        plan.ThrowIfInvalid();
        return new RunStages(plan, null) { Cancellation = cancellation };
    }
}
