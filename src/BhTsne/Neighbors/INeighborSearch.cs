using BhTsne.Data;
using BhTsne.Scheduling;

namespace BhTsne.Neighbors;

/// <summary>A search for the k nearest neighbours of every point.</summary>
/// <remarks>
/// Every exact search returns the same graph, bit for bit: distances by <see cref="Metric"/>'s one formula, ordered by (distance, index).
/// </remarks>
internal interface INeighborSearch
{
    /// <summary>
    /// A few words for a person, for instance "k-d tree, exact". An approximate search says at the end what it has reached, or why it
    /// turned exact.
    /// </summary>
    string Description { get; }

    /// <summary>Finds the k nearest other points of every point.</summary>
    /// <param name="points">N x D.</param>
    /// <param name="metric">The distance between two points.</param>
    /// <param name="k">The number of neighbours, 1 to N - 1.</param>
    /// <param name="team">The worker threads.</param>
    /// <param name="progress">Receives the completed share, 0 to 1.</param>
    /// <returns>The graph, the same for any number of threads.</returns>
    /// <exception cref="ArgumentException"><see cref="NeighborRules"/> refuses the metric, or k is out of range.</exception>
    ChunkedRows FindNeighbors(PointMatrix points, Metric metric, int k, WorkerTeam team, IProgress<double>? progress);
}
