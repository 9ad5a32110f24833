using BhTsne.Data;
using BhTsne.Scheduling;

namespace BhTsne.Models;

/// <summary>Finds places in a map that does not change, for points that are not in it. Safe to use from several threads at once.</summary>
internal interface IPlacement
{
    /// <summary>Places points.</summary>
    /// <param name="neighbors">Of each new point its nearest points of the map, the nearest first, and the distances (not squared).</param>
    /// <param name="settings">How.</param>
    /// <param name="team">The worker threads.</param>
    /// <param name="progress">Receives the completed share, 0 to 1, on the calling thread.</param>
    /// <returns>M x d coordinates. Each point's depend on that point alone.</returns>
    float[] Place(ChunkedRows neighbors, PlacementSettings settings, WorkerTeam team, IProgress<double>? progress);
}
