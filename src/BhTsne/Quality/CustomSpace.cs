using BhTsne.Neighbors;
using BhTsne.Scheduling;

namespace BhTsne.Quality;

/// <summary>Points of which nothing is known but the distances that a caller's function returns: 2 N calls for each query.</summary>
internal sealed class CustomSpace(PointMatrix points, Metric metric) : PointSpace
{
    private const int CallsPerCancellationCheck = 1024;
    private readonly CustomDistance _distance = new(ScaledPoints.For(points, metric), metric);
    private readonly int _points = points.Rows;

    /// <inheritdoc/>
    public override int[] Neighbors(int[] queries, int k, WorkerTeam team, IProgress<double>? progress)
    {
        int[] neighbors = new int[queries.Length * k];
        NearestList?[] lists = new NearestList[team.Threads];
        team.Run(
            queries.Length,
            (query, worker) =>
            {
                NearestList list = lists[worker] ??= new NearestList(k, _points);
                list.Clear();
                ForOthers(queries[query], list.Add, team.Cancellation);
                ReadOnlySpan<ulong> sorted = list.Sorted();
                for (int i = 0; i < k; i++)
                {
                    neighbors[(query * k) + i] = Candidates.Index(sorted[i]);
                }

                Report(progress, query, queries.Length, worker);
            });
        return neighbors;
    }

    /// <inheritdoc/>
    public override int[] Ranks(int[] queries, int[] targets, WorkerTeam team, IProgress<double>? progress)
    {
        int k = targets.Length / queries.Length;
        int[] ranks = new int[targets.Length];
        team.Run(
            queries.Length,
            (query, worker) =>
            {
                // Sorted thresholds: a nearer point counts for all thresholds above it, which the running sum adds up.
                int first = query * k;
                float[] thresholds = new float[k];
                int[] places = new int[k], counts = new int[k + 1];
                for (int i = 0; i < k; i++)
                {
                    (thresholds[i], places[i]) = (_distance.Between(queries[query], targets[first + i]), first + i);
                }

                Array.Sort(thresholds, places);
                ForOthers(queries[query], (distance, _) => counts[FirstAbove(thresholds, distance)]++, team.Cancellation);
                for (int i = 0, nearer = 0; i < k; i++)
                {
                    nearer += counts[i];
                    ranks[places[i]] = nearer + 1;
                }

                Report(progress, query, queries.Length, worker);
            });
        return ranks;
    }

    private static void Report(IProgress<double>? progress, int done, int all, int worker)
    {
        if (worker == 0)
        {
            progress?.Report((double)done / all);
        }
    }

    /// <summary>The first of sorted values that is above a value, or their number.</summary>
    private static int FirstAbove(float[] sorted, float value)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = sorted[middle] > value ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private void ForOthers(int query, Action<float, int> use, CancellationToken cancellation)
    {
        for (int other = 0; other < _points; other++)
        {
            if (other % CallsPerCancellationCheck == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            if (other != query)
            {
                use(_distance.Between(query, other), other);
            }
        }
    }
}
