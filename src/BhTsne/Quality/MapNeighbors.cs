using BhTsne.Scheduling;

namespace BhTsne.Quality;

/// <summary>The nearest points in a map of some of its points: which neighbours a map keeps.</summary>
internal sealed class MapNeighbors
{
    private readonly Embedding _map;
    private readonly int[] _points;
    private readonly int[][] _nearest;

    /// <summary>Finds them.</summary>
    /// <param name="map">N x d.</param>
    /// <param name="points">m of its points.</param>
    /// <param name="k">The most neighbours, 1 to N - 1.</param>
    /// <param name="team">The worker threads.</param>
    public MapNeighbors(Embedding map, int[] points, int k, WorkerTeam team)
    {
        (_map, _points) = (map, points);
        PointMatrix all = PointMatrix.From(map.Memory, map.Points, map.Dimensions);
        _nearest = NearestOthers.Of(all, Metric.Euclidean, points, k, team);
    }

    /// <summary>The distance (not squared) from a point of the sample to its k-th neighbour in the map.</summary>
    public double Distance(int i, int k) => Math.Sqrt(Squared(_points[i], _nearest[i][k - 1]));

    /// <summary>
    /// The share of the first k of some neighbours that are among the k nearest in the map. As near as the k-th counts as among them.
    /// </summary>
    public double Kept(int i, int k, ReadOnlySpan<int> neighbors)
    {
        double farthest = Squared(_points[i], _nearest[i][k - 1]);
        int kept = 0;
        foreach (int neighbor in neighbors[..k])
        {
            kept += Squared(_points[i], neighbor) <= farthest ? 1 : 0;
        }

        return (double)kept / k;
    }

    private double Squared(int a, int b) => MapDistance.Squared(_map, a, b);
}
