using BhTsne.Data;
using BhTsne.Scheduling;

namespace BhTsne.Neighbors;

/// <summary>A way to find the k nearest neighbours of every point.</summary>
/// <remarks>
/// Every exact search returns the same graph, bit for bit: distances by <see cref="Metric"/>'s one formula, ordered by (distance, index).
/// </remarks>
internal interface INeighborSearch
{
    /// <summary>Finds the k nearest other points of every point.</summary>
    /// <param name="points">N x D.</param>
    /// <param name="metric">How far apart two points are.</param>
    /// <param name="k">How many neighbours, 1 to N - 1.</param>
    /// <param name="team">Who works.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <returns>Neighbours and distances of all points, which belong to the caller; the same for any number of threads.</returns>
    ChunkedRows FindNeighbors(PointMatrix points, Metric metric, int k, WorkerTeam team, IProgress<double>? progress);
}
