using BhTsne.Data;

namespace BhTsne;

/// <summary>Makes maps: from points in one call (<see cref="Fit"/>), or stage by stage. Both give the same bits.</summary>
/// <remarks>All methods are pure and may be called from several threads at once.</remarks>
public static class Tsne
{
    /// <summary>Makes a map of points.</summary>
    /// <param name="points">N x D.</param>
    /// <param name="options">What to do; null for the defaults.</param>
    /// <param name="progress">Told where the run is, at least once a stage and an iteration.</param>
    /// <param name="cancellation">Stops the run within one iteration.</param>
    /// <returns>The map and how it was made.</returns>
    /// <exception cref="ArgumentException">An option does not fit the points; the message has a line for each fault.</exception>
    /// <exception cref="TsneCanceledException">It was stopped during the descent; the exception has what was reached.</exception>
    /// <exception cref="OperationCanceledException">It was stopped before the descent.</exception>
    public static TsneResult Fit(
        PointMatrix points, TsneOptions? options = null, IProgress<TsneProgress>? progress = null, CancellationToken cancellation = default) =>
        throw new NotImplementedException();

    /// <summary>Reduces points by PCA as the options say; returns the same object where they say nothing is to be done.</summary>
    public static PointMatrix Reduce(PointMatrix points, TsneOptions? options = null, CancellationToken cancellation = default) =>
        throw new NotImplementedException();

    /// <summary>Finds the neighbours of (reduced) points.</summary>
    public static NeighborGraph FindNeighbors(PointMatrix points, TsneOptions? options = null, CancellationToken cancellation = default) =>
        throw new NotImplementedException();

    /// <summary>Turns a neighbour graph into P.</summary>
    public static AffinityMatrix ComputeAffinities(NeighborGraph graph, TsneOptions? options = null, CancellationToken cancellation = default) =>
        throw new NotImplementedException();

    /// <summary>Makes the start of the descent.</summary>
    public static Embedding Initialize(PointMatrix points, TsneOptions? options = null, CancellationToken cancellation = default) =>
        throw new NotImplementedException();

    /// <summary>Descends from a start.</summary>
    public static TsneResult Embed(
        AffinityMatrix affinities,
        Embedding start,
        TsneOptions? options = null,
        IProgress<TsneProgress>? progress = null,
        CancellationToken cancellation = default) => throw new NotImplementedException();
}
