using System.Runtime.CompilerServices;

namespace BhTsne;

/// <summary>
/// Makes maps: in one call (<see cref="Fit(PointMatrix, TsneOptions, IProgress{TsneProgress}, CancellationToken)"/>), or stage by stage. Both give the same
/// bits.
/// </summary>
/// <remarks>
/// All methods are pure: they change nothing that they are given, and may be called from several threads at once. Options are checked before any
/// work. Van der Maaten, "Accelerating t-SNE using tree-based algorithms", JMLR 2014.
/// </remarks>
public static class Tsne
{
    /// <summary>Makes a map of points.</summary>
    /// <param name="points">N x D.</param>
    /// <param name="options">What to do; null for the defaults.</param>
    /// <param name="progress">Told where the run is, at least once a stage and an iteration, on the thread that works.</param>
    /// <param name="cancellation">Stops the run: within one iteration once the descent has begun, within a block of work before.</param>
    /// <returns>The map and how it was made.</returns>
    /// <exception cref="ArgumentException">An option does not fit the points; the message has a line for each fault.</exception>
    /// <exception cref="TsneCanceledException">It was stopped during the descent; the exception has what was reached.</exception>
    /// <exception cref="OperationCanceledException">It was stopped before the descent.</exception>
    /// <exception cref="DescentDivergedException">The points are out of each other's sight: by the caller's own start, or by steps without a limit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static TsneResult Fit(
        PointMatrix points, TsneOptions? options = null, IProgress<TsneProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        using Pipeline pipeline = new(options, progress, cancellation);
        pipeline.Options.Validate(points.Rows, points.Columns);
        return Fit(pipeline, pipeline.Reduce(pipeline.MergeDuplicates(points)));
    }

    /// <summary>Makes a map of sparse points, for instance counts or TF-IDF weights of words: as of dense points, but first reduced by a truncated SVD.</summary>
    /// <param name="points">N x D. It is never made dense.</param>
    /// <param name="options">
    /// What to do; null for the defaults. <see cref="TsneOptions.PcaComponents"/> is the number of components of the truncated SVD. The metric may be
    /// Euclidean or the cosine: it is that of the reduced points.
    /// </param>
    /// <param name="progress">Told where the run is, at least once a stage and an iteration, on the thread that works.</param>
    /// <param name="cancellation">Stops the run: within one iteration once the descent has begun, within a block of work before.</param>
    /// <returns>The map and how it was made.</returns>
    /// <exception cref="ArgumentException">An option does not fit the points; the message has a line for each fault.</exception>
    /// <exception cref="TsneCanceledException">It was stopped during the descent; the exception has what was reached.</exception>
    /// <exception cref="OperationCanceledException">It was stopped before the descent.</exception>
    /// <exception cref="DescentDivergedException">The points are out of each other's sight: by the caller's own start, or by steps without a limit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static TsneResult Fit(
        SparseMatrix points, TsneOptions? options = null, IProgress<TsneProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        using Pipeline pipeline = new(options, progress, cancellation, sparse: true);
        pipeline.Options.ValidateForSparse(points.Rows, points.Columns);
        return Fit(pipeline, pipeline.Reduce(points));
    }

    /// <summary>Makes a map of points of which only distances are known. It starts at random, or at the options' own start.</summary>
    /// <param name="distances">Between N points.</param>
    /// <param name="options">What to do; null for the defaults. Those of points (reduction, metric, search, a start by PCA) do not matter.</param>
    /// <param name="progress">Told where the run is, as by <see cref="Fit(PointMatrix, TsneOptions, IProgress{TsneProgress}, CancellationToken)"/>.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <returns>The map and how it was made.</returns>
    /// <exception cref="ArgumentException">An option does not fit, or a point has too few distances; the message names it.</exception>
    /// <exception cref="TsneCanceledException">It was stopped during the descent; the exception has what was reached.</exception>
    /// <exception cref="OperationCanceledException">It was stopped before the descent.</exception>
    /// <exception cref="DescentDivergedException">The points of the caller's own start are out of each other's sight.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static TsneResult Fit(
        DistanceMatrix distances, TsneOptions? options = null, IProgress<TsneProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(distances);
        using Pipeline pipeline = new(options, progress, cancellation);
        pipeline.Options.Validate(distances.Points);
        Embedding start = pipeline.InitializeRandomly(distances.Points);
        AffinityMatrix affinities = pipeline.ComputeAffinities(pipeline.FindNeighbors(distances));
        Pipeline.FreeMemory(affinities);
        return pipeline.Descend(affinities, start);
    }

    /// <summary>Makes a map from a neighbour graph. It starts at random, or at the options' own start.</summary>
    /// <param name="graph">N x k neighbours; k serves whatever the options say, but where <see cref="TsneOptions.Weights"/> let it count copies.</param>
    /// <param name="options">What to do; null for the defaults. Those of points (reduction, metric, search, a start by PCA) do not matter.</param>
    /// <param name="progress">Told where the run is, as by <see cref="Fit(PointMatrix, TsneOptions, IProgress{TsneProgress}, CancellationToken)"/>.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <returns>The map and how it was made.</returns>
    /// <exception cref="ArgumentException">An option does not fit, for instance a perplexity that k neighbours cannot reach.</exception>
    /// <exception cref="TsneCanceledException">It was stopped during the descent; the exception has what was reached.</exception>
    /// <exception cref="OperationCanceledException">It was stopped before the descent.</exception>
    /// <exception cref="DescentDivergedException">The points of the caller's own start are out of each other's sight.</exception>
    public static TsneResult Fit(
        NeighborGraph graph, TsneOptions? options = null, IProgress<TsneProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        using Pipeline pipeline = new(ForGraph(options, graph), progress, cancellation);
        pipeline.Options.Validate(graph.Points);
        Embedding start = pipeline.InitializeRandomly(graph.Points);
        return pipeline.Descend(pipeline.ComputeAffinities(graph), start);
    }

    /// <summary>Makes a map from a P of the caller's own. It starts at random, or at the options' own start.</summary>
    /// <param name="affinities">P, N x N.</param>
    /// <param name="options">What to do; null for the defaults. Those of points and of neighbours (perplexity, affinities and their number) do not matter.</param>
    /// <param name="progress">Told where the run is, as by <see cref="Fit(PointMatrix, TsneOptions, IProgress{TsneProgress}, CancellationToken)"/>.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <returns>The map and how it was made.</returns>
    /// <exception cref="ArgumentException">
    /// An option does not fit, the objective is SNE and P has no <see cref="AffinityMatrix.ConditionalEntropy"/>, or there are weights that P was not
    /// computed with.
    /// </exception>
    /// <exception cref="TsneCanceledException">It was stopped during the descent; the exception has what was reached.</exception>
    /// <exception cref="OperationCanceledException">It was stopped before the descent.</exception>
    /// <exception cref="DescentDivergedException">The points of the caller's own start are out of each other's sight.</exception>
    public static TsneResult Fit(
        AffinityMatrix affinities, TsneOptions? options = null, IProgress<TsneProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(affinities);
        using Pipeline pipeline = new(ForAffinities(options), progress, cancellation);
        pipeline.Options.Validate(affinities.Points);
        pipeline.RequireFitting(affinities);
        return pipeline.Descend(affinities, pipeline.InitializeRandomly(affinities.Points));
    }

    /// <summary>Reduces points by PCA.</summary>
    /// <param name="points">N x D.</param>
    /// <param name="options">How many components; null for the defaults.</param>
    /// <param name="cancellation">Stops within a block of work.</param>
    /// <returns>N x K scores; the points themselves where the options ask for no reduction.</returns>
    /// <exception cref="ArgumentException">An option does not fit the points.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static PointMatrix Reduce(PointMatrix points, TsneOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        using Pipeline pipeline = new(options, null, cancellation);
        pipeline.Options.Validate(points.Rows, points.Columns);
        return pipeline.Reduce(points);
    }

    /// <summary>Reduces sparse points by a truncated SVD: X V = U Σ, neither centred nor made dense on the way.</summary>
    /// <param name="points">N x D.</param>
    /// <param name="options">How many components, and the seed; null for the defaults.</param>
    /// <param name="cancellation">Stops within a block of work.</param>
    /// <returns>N x K, dense: what the other stages take. <see cref="TruncatedSvd"/> also gives axes and singular values.</returns>
    /// <exception cref="ArgumentException">An option does not fit the points.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static PointMatrix Reduce(SparseMatrix points, TsneOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        using Pipeline pipeline = new(options, null, cancellation, sparse: true);
        pipeline.Options.ValidateForSparse(points.Rows, points.Columns);
        return pipeline.Reduce(points);
    }

    /// <summary>Makes the start of the descent from (reduced) points.</summary>
    /// <param name="points">N x D.</param>
    /// <param name="options">Which start, and the seed; null for the defaults.</param>
    /// <param name="cancellation">Stops within a block of work.</param>
    /// <returns>N x d.</returns>
    /// <exception cref="ArgumentException">An option does not fit the points.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Embedding Initialize(PointMatrix points, TsneOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        using Pipeline pipeline = new(options, null, cancellation);
        pipeline.Options.Validate(points.Rows);
        return pipeline.Initialize(points);
    }

    /// <summary>Makes a start for callers who have no points (only a graph or P): a Gaussian one, or the options' own.</summary>
    /// <param name="points">N.</param>
    /// <param name="options">The seed; null for the defaults.</param>
    /// <returns>N x d.</returns>
    /// <exception cref="ArgumentException">An option does not fit N points.</exception>
    public static Embedding Initialize(int points, TsneOptions? options = null)
    {
        using Pipeline pipeline = new(options, null, CancellationToken.None);
        pipeline.Options.Validate(points);
        return pipeline.InitializeRandomly(points);
    }

    /// <summary>Finds the nearest neighbours of every point, as it is given (not reduced).</summary>
    /// <param name="points">N x D.</param>
    /// <param name="options">The search, the metric and the number of neighbours; null for the defaults.</param>
    /// <param name="cancellation">Stops within a block of work.</param>
    /// <returns>The graph, bit for bit the same from every exact search.</returns>
    /// <exception cref="ArgumentException">An option does not fit the points.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static NeighborGraph FindNeighbors(PointMatrix points, TsneOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        using Pipeline pipeline = new(options, null, cancellation);
        pipeline.Options.Validate(points.Rows);
        return NeighborGraph.Adopt(pipeline.FindNeighbors(points));
    }

    /// <summary>Picks the nearest neighbours of every point from distances that are known.</summary>
    /// <param name="distances">Between N points.</param>
    /// <param name="options">The number of neighbours; null for the defaults.</param>
    /// <param name="cancellation">Stops within a block of work.</param>
    /// <returns>The graph; where two distances of a row are equal, the smaller index is the nearer.</returns>
    /// <exception cref="ArgumentException">An option does not fit, or a point has fewer distances than neighbours are to be kept; the message names it.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static NeighborGraph FindNeighbors(DistanceMatrix distances, TsneOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(distances);
        using Pipeline pipeline = new(options, null, cancellation);
        pipeline.Options.Validate(distances.Points);
        return NeighborGraph.Adopt(pipeline.FindNeighbors(distances));
    }

    /// <summary>Turns a neighbour graph into the sparse joint P, which serves every objective.</summary>
    /// <param name="graph">N x k neighbours; k serves whatever the options say, but where <see cref="TsneOptions.Weights"/> let it count copies.</param>
    /// <param name="options">The perplexity, or another kind of affinities; null for the defaults.</param>
    /// <param name="cancellation">Stops within a block of work.</param>
    /// <returns>P.</returns>
    /// <exception cref="ArgumentException">The perplexity cannot be reached with k neighbours, or another option is out of its range.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static AffinityMatrix ComputeAffinities(NeighborGraph graph, TsneOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(graph);
        using Pipeline pipeline = new(ForGraph(options, graph), null, cancellation);
        pipeline.Options.Validate(graph.Points);
        return pipeline.ComputeAffinities(graph);
    }

    /// <summary>Descends from a start.</summary>
    /// <param name="affinities">P, N x N.</param>
    /// <param name="start">N x d.</param>
    /// <param name="options">How to descend; null for the defaults. Options of the stages before do not matter.</param>
    /// <param name="progress">Told where the descent is, once an iteration, on the thread that works.</param>
    /// <param name="cancellation">Stops within one iteration.</param>
    /// <returns>The map and how it was made.</returns>
    /// <exception cref="ArgumentException">
    /// An option is out of its range, the start does not fit P, the objective is SNE and P has no <see cref="AffinityMatrix.ConditionalEntropy"/>, or there
    /// are weights that P was not computed with.
    /// </exception>
    /// <exception cref="TsneCanceledException">It was stopped; the exception has what was reached.</exception>
    /// <exception cref="DescentDivergedException">The points are out of each other's sight: by the start, or by steps without a limit.</exception>
    public static TsneResult Embed(
        AffinityMatrix affinities,
        Embedding start,
        TsneOptions? options = null,
        IProgress<TsneProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(affinities);
        ArgumentNullException.ThrowIfNull(start);
        if (start.Points != affinities.Points)
        {
            throw new ArgumentException($"The start has {start.Points} points, but P is of {affinities.Points}.", nameof(start));
        }

        using Pipeline pipeline = new((options ?? new TsneOptions()) with { OutputDimensions = start.Dimensions, InitialEmbedding = null }, progress, cancellation);
        pipeline.Options.Validate();
        pipeline.RequireFitting(affinities);
        return pipeline.Descend(affinities, start);
    }

    /// <summary>k is the graph's, but where k counts copies: there rows take of the graph what they need.</summary>
    private static TsneOptions ForGraph(TsneOptions? options, NeighborGraph graph) =>
        options?.Weights is null ? (options ?? new TsneOptions()) with { NeighborCount = graph.NeighborsPerPoint } : options;

    /// <summary>Rows are given: there is no perplexity that few points could not reach.</summary>
    private static TsneOptions ForAffinities(TsneOptions? options) =>
        (options ?? new TsneOptions()) with { Affinities = AffinityKind.Uniform(1), NeighborCount = null };

    /// <summary>
    /// All after the reduction. Points are garbage once the graph is there, the graph once P is: this method is optimised from its first call because quickly
    /// compiled code keeps all that it ever held alive until it returns.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static TsneResult Fit(Pipeline pipeline, PointMatrix reduced)
    {
        Embedding start = pipeline.Initialize(reduced);
        AffinityMatrix affinities = pipeline.ComputeAffinities(pipeline.FindNeighbors(reduced));
        Pipeline.FreeMemory(affinities);
        return pipeline.Descend(affinities, start);
    }
}
