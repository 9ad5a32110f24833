using BhTsne.Data;
using BhTsne.Neighbors;
using BhTsne.Scheduling;

namespace BhTsne.Quality;

/// <summary>The nearest other points of some points, among all of them: exact.</summary>
internal static class NearestOthers
{
    /// <summary>Finds them.</summary>
    /// <param name="all">N x D.</param>
    /// <param name="metric">The distance.</param>
    /// <param name="points">m of the N points.</param>
    /// <param name="k">The number of neighbours, 1 to N - 1.</param>
    /// <param name="team">The worker threads.</param>
    /// <returns>m x k, the nearest first, ties to the smaller index.</returns>
    public static int[][] Of(PointMatrix all, Metric metric, int[] points, int k, WorkerTeam team)
    {
        ChunkedRows rows = new ReferenceSearch(all, metric).Find(all.Pick(points), k + 1, team);
        int[][] nearest = new int[points.Length][];
        for (int i = 0; i < points.Length; i++)
        {
            // The point itself is left out; where more than k others are equal to it, it may not be among the nearest.
            ReadOnlySpan<int> row = rows.IndicesOf(i);
            int self = row.IndexOf(points[i]);
            nearest[i] = self < 0 ? row[..k].ToArray() : [.. row[..self], .. row[(self + 1)..]];
        }

        return nearest;
    }
}
