using BhTsne.Data;
using BhTsne.Neighbors;
using BhTsne.Optimization;
using BhTsne.Scheduling;

namespace BhTsne.Quality;

/// <summary>Puts the scores of all points together.</summary>
internal static class Diagnostics
{
    /// <summary>The most neighbours that are compared: the default perplexity.</summary>
    public const int MostNeighbors = 30;

    private const int PointsPerBlock = 1024;

    /// <summary>Computes the scores.</summary>
    /// <param name="view">The map.</param>
    /// <param name="map">The same in the caller's order.</param>
    /// <param name="neighbors">Of each point its nearest in the input.</param>
    /// <param name="theta">The accuracy of passes.</param>
    /// <param name="exaggeration">Of the objective that the map is a minimum of.</param>
    /// <param name="team">The worker threads.</param>
    public static TsneDiagnostics Of(
        DescentView view, Embedding map, int[][] neighbors, double theta, double exaggeration, WorkerTeam team)
    {
        float[] singularities = PointScores.Singularities(view, theta, exaggeration);
        return new TsneDiagnostics
        {
            NeighborsKept = Kept(map, neighbors, team),
            Neighbors = Math.Min(neighbors.Max(row => row.Length), map.Points - 1),
            CostContributions = PointScores.CostContributions(view, theta, team),
            Singularities = singularities,
            UnconvergedPoints = singularities.Count(float.IsNaN),
        };
    }

    /// <summary>The scores of the original points, where equal ones were merged.</summary>
    /// <param name="scores">Of the different points.</param>
    /// <param name="places">Of each original point the different one that it equals.</param>
    public static TsneDiagnostics Expand(TsneDiagnostics scores, int[] places)
    {
        float[] singularities = All(scores.Singularities);
        return scores with
        {
            NeighborsKept = All(scores.NeighborsKept),
            CostContributions = All(scores.CostContributions),
            Singularities = singularities,
            UnconvergedPoints = singularities.Count(float.IsNaN),
        };

        float[] All(ReadOnlyMemory<float> values) => Array.ConvertAll(places, place => values.Span[place]);
    }

    /// <summary>The nearest points of each point.</summary>
    /// <param name="points">N x D.</param>
    /// <param name="options">Metric, search, recall and seed.</param>
    /// <param name="team">The worker threads.</param>
    public static ChunkedRows Nearest(PointMatrix points, TsneOptions options, WorkerTeam team)
    {
        NeighborChoice choice = NeighborSearches.Choose(options.Neighbors, points.Rows, points.Columns, options.Metric);
        int most = Math.Min(MostNeighbors, points.Rows - 1);
        INeighborSearch search = NeighborSearches.Create(choice, options.NeighborRecall, options.Seed);
        return search.FindNeighbors(points, options.Metric, most, team, null);
    }

    /// <summary>A list for each point.</summary>
    public static int[][] Lists(int points, Func<int, int[]> list)
    {
        int[][] lists = new int[points][];
        for (int point = 0; point < points; point++)
        {
            lists[point] = list(point);
        }

        return lists;
    }

    /// <summary>The share of each point's neighbours that are among as many nearest in the map.</summary>
    private static float[] Kept(Embedding map, int[][] neighbors, WorkerTeam team)
    {
        int most = Math.Min(neighbors.Max(row => row.Length), map.Points - 1);
        PointMatrix places = PointMatrix.From(map.Memory, map.Points, map.Dimensions);
        NeighborChoice choice = NeighborSearches.Choose(NeighborMethod.Auto, map.Points, map.Dimensions, Metric.Euclidean);
        ChunkedRows nearest = NeighborSearches.Create(choice).FindNeighbors(places, Metric.Euclidean, most, team, null);
        float[] kept = new float[map.Points];
        team.Run(
            (map.Points + PointsPerBlock - 1) / PointsPerBlock,
            (block, _) =>
            {
                for (int point = block * PointsPerBlock; point < Math.Min((block + 1) * PointsPerBlock, map.Points); point++)
                {
                    kept[point] = Share(map, point, neighbors[point], nearest.IndicesOf(point));
                }
            });
        return kept;
    }

    private static float Share(Embedding map, int point, int[] neighbors, ReadOnlySpan<int> nearest)
    {
        if (neighbors.Length == 0)
        {
            return float.NaN;
        }

        double farthest = MapDistance.Squared(map, point, nearest[Math.Min(neighbors.Length, nearest.Length) - 1]);
        return (float)neighbors.Count(neighbor => MapDistance.Squared(map, point, neighbor) <= farthest) / neighbors.Length;
    }
}
