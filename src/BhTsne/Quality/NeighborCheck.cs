using BhTsne.Optimization;
using BhTsne.Scheduling;

namespace BhTsne.Quality;

/// <summary>
/// Compares the neighbours of a sample of points in the input, as the search found them and as they are, with those in the map.
/// </summary>
internal sealed class NeighborCheck
{
    private static readonly int[] _sizes = [10, 30, 90];

    private readonly NeighborSample _sample;
    private readonly int[][]? _truth;
    private readonly MapNeighbors _near;
    private readonly int _points;
    private readonly int _most;

    /// <summary>Finds the neighbours in the map.</summary>
    /// <param name="sample">Of the points, with the neighbours that are known.</param>
    /// <param name="truth">Their true neighbours; null where they were not searched.</param>
    /// <param name="map">N x d.</param>
    /// <param name="team">The worker threads.</param>
    public NeighborCheck(NeighborSample sample, int[][]? truth, Embedding map, WorkerTeam team)
    {
        (_sample, _truth, _points) = (sample, truth, map.Points);
        _most = MostOf(map.Points);
        _near = new MapNeighbors(map, sample.Points, _most, team);
    }

    /// <summary>The true neighbours of a sample.</summary>
    /// <param name="sample">Of the points.</param>
    /// <param name="points">N x D, as they were searched.</param>
    /// <param name="metric">Of the search.</param>
    /// <param name="team">The worker threads.</param>
    public static int[][] TrueNeighbors(NeighborSample sample, PointMatrix points, Metric metric, WorkerTeam team) =>
        NearestOthers.Of(points, metric, sample.Points, MostOf(points.Rows), team);

    private static int MostOf(int points) => Math.Min(_sizes[^1], points - 1);

    /// <summary>The shares of neighbours that the map keeps, for each number of neighbours that half of the points have.</summary>
    public IReadOnlyList<NeighborShare> Kept()
    {
        int[][] neighbors = _truth ?? _sample.Neighbors;
        int known = neighbors.Length == 0 ? 0 : neighbors.Min(row => row.Length);
        return
        [
            .. _sizes
                .Where(k => k <= known && 2 * k < _points)
                .Select(k => new NeighborShare(k, Mean(i => _near.Kept(i, k, neighbors[i])))),
        ];
    }

    /// <summary>The share of true neighbours that the search found; null where it was none.</summary>
    public Estimate? Recall() => _truth is null ? null : Mean(i =>
    {
        HashSet<int> found = [.. _sample.Neighbors[i]];
        int most = Math.Min(found.Count, _truth[i].Length);
        return (double)_truth[i].AsSpan(0, most).ToArray().Count(found.Contains) / most;
    });

    /// <summary>The share of the points that moved farther than their 10th neighbour is away.</summary>
    public Estimate Moved(DescentView view, PositionTrail.Snapshot before)
    {
        int neighbor = Math.Min(Movement.Neighbor, _most);
        double[] limits = [.. Enumerable.Range(0, _sample.Points.Length).Select(i => _near.Distance(i, neighbor))];
        double[] moved = Movement.Of(view, before, _sample.Points, limits);
        return Estimate.MeanOf(moved, _points);
    }

    private Estimate Mean(Func<int, double> value) =>
        Estimate.MeanOf([.. Enumerable.Range(0, _sample.Points.Length).Select(value)], _points);
}
