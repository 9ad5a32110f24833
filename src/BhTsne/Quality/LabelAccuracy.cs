using BhTsne.Data;
using BhTsne.Scheduling;

namespace BhTsne.Quality;

/// <summary>How often the neighbours of a point agree on its label.</summary>
internal static class LabelAccuracy
{
    private const int PointsPerBlock = 1024;

    /// <summary>Measures on all points.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="neighbors">The nearest other points of every point, the nearest first.</param>
    /// <param name="team">The worker threads.</param>
    public static Estimate Measure(LabelIndex labels, ChunkedRows neighbors, WorkerTeam team)
    {
        int points = neighbors.Rows;
        int[]?[] votes = new int[team.Threads][];
        long right = 0;
        team.Run(
            (points + PointsPerBlock - 1) / PointsPerBlock,
            (block, worker) =>
            {
                int[] own = votes[worker] ??= new int[labels.Count];
                int found = 0;
                for (int point = block * PointsPerBlock; point < Math.Min(points, (block + 1) * PointsPerBlock); point++)
                {
                    found += Winner(labels.OfPoints, neighbors.IndicesOf(point), own) == labels.OfPoints[point] ? 1 : 0;
                }

                Interlocked.Add(ref right, found);
            });
        return Estimate.Exact((double)right / points, points);
    }

    /// <summary>The most frequent label; of several that are equally frequent, the one that comes first.</summary>
    private static int Winner(int[] labels, ReadOnlySpan<int> neighbors, int[] votes)
    {
        foreach (int neighbor in neighbors)
        {
            votes[labels[neighbor]]++;
        }

        int winner = labels[neighbors[0]];
        foreach (int neighbor in neighbors)
        {
            winner = votes[labels[neighbor]] > votes[winner] ? labels[neighbor] : winner;
        }

        foreach (int neighbor in neighbors)
        {
            votes[labels[neighbor]] = 0;
        }

        return winner;
    }
}
