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

    /// <summary>Places points of the map anew, each in the map without itself.</summary>
    /// <param name="points">
    /// Of each row the point of the map that is left out. Of a point of weight w one of w equal points is left out, and w − 1 stay.
    /// </param>
    /// <param name="neighbors">
    /// Of each row its nearest other points of the map, the nearest first, and the distances (not squared). The point that is left out is
    /// among them where its weight is above 1.
    /// </param>
    /// <param name="settings">How.</param>
    /// <param name="team">The worker threads.</param>
    /// <returns>
    /// M x d coordinates. Each row's depend on that row alone. A row has one more start than a new point, the place that its point has in
    /// the map: it moves only where another place costs less.
    /// </returns>
    float[] PlaceWithout(ReadOnlySpan<int> points, ChunkedRows neighbors, PlacementSettings settings, WorkerTeam team);
}
