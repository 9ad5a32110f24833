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

    /// <summary>
    /// The shares of neighbours that the map keeps: for 10, 30 and 90 neighbours where these are fewer than half of the points, for half of
    /// the points in smaller maps. Points of which fewer neighbours are known do not count.
    /// </summary>
    public IReadOnlyList<NeighborShare> Kept()
    {
        int[][] neighbors = _truth ?? _sample.Neighbors;
        int[] sizes = [.. _sizes.Where(k => 2 * k < _points)];
        sizes = sizes.Length > 0 ? sizes : [Math.Max(1, (_points - 1) / 2)];
        return
        [
            .. from k in sizes
               let rows = Enumerable.Range(0, neighbors.Length).Where(i => neighbors[i].Length >= k).ToArray()
               where rows.Length > 0
               select new NeighborShare(k, Mean([.. rows.Select(i => _near.Kept(i, k, neighbors[i]))])),
        ];
    }

    /// <summary>The share of true neighbours that the search found; null where it was none.</summary>
    public Estimate? Recall() => _truth is null ? null : Mean([.. Enumerable.Range(0, _truth.Length).Select(i =>
    {
        HashSet<int> found = [.. _sample.Neighbors[i]];
        int most = Math.Min(found.Count, _truth[i].Length);
        return (double)_truth[i].AsSpan(0, most).ToArray().Count(found.Contains) / most;
    })]);

    /// <summary>The share of the points that moved farther than their 10th neighbour is away.</summary>
    public Estimate Moved(DescentView view, PositionTrail.Snapshot before)
    {
        int neighbor = Math.Min(Movement.Neighbor, _most);
        double[] limits = [.. Enumerable.Range(0, _sample.Points.Length).Select(i => _near.Distance(i, neighbor))];
        double[] moved = Movement.Of(view, before, _sample.Points, limits);
        return moved.Length >= _points ? Mean(moved) : Estimates.Share(moved.Average(), moved.Length);
    }

    private Estimate Mean(double[] values) => Estimates.MeanWithin(values, _points, 0, 1);
}
