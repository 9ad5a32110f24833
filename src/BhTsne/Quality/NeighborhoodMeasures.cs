using BhTsne.Scheduling;

namespace BhTsne.Quality;

/// <summary>Preservation, trustworthiness and continuity for several numbers of neighbours at once.</summary>
/// <param name="input">The input.</param>
/// <param name="map">The map.</param>
/// <param name="points">N.</param>
/// <param name="neighbors">The numbers of neighbours, ascending, below N / 2.</param>
/// <param name="mostQueries">The most queries at a time, which bounds the memory for their neighbours.</param>
internal sealed class NeighborhoodMeasures(PointSpace input, PointSpace map, int points, int[] neighbors, int mostQueries = 4096)
{
    private const int MostNeighbors = 1 << 22;

    private readonly int _largest = neighbors[^1];

    /// <summary>Measures.</summary>
    /// <param name="queries">Query points, drawn without replacement or all.</param>
    /// <param name="team">The worker threads.</param>
    /// <param name="progress">Receives the completed share, 0 to 1.</param>
    public NeighborhoodQuality[] Measure(int[] queries, WorkerTeam team, IProgress<double>? progress)
    {
        Values[] values = Array.ConvertAll(neighbors, _ => new Values(queries.Length));
        int size = Math.Max(1, Math.Min(MostNeighbors / _largest, mostQueries));
        for (int first = 0; first < queries.Length; first += size)
        {
            int[] some = queries[first..Math.Min(first + size, queries.Length)];
            SharedProgress? own = SharedProgress.Part(
                progress, (double)first / queries.Length, (double)(first + some.Length) / queries.Length);
            int[] near = input.Neighbors(some, _largest, team, own?.Part(0, 0.3));
            int[] mapRanks = map.Ranks(some, near, team, own?.Part(0.3, 0.5));
            near = map.Neighbors(some, _largest, team, own?.Part(0.5, 0.6));
            int[] inputRanks = input.Ranks(some, near, team, own?.Part(0.6, 1));
            for (int query = 0; query < some.Length; query++)
            {
                ReadOnlySpan<int> inMap = mapRanks.AsSpan(query * _largest, _largest);
                ReadOnlySpan<int> inInput = inputRanks.AsSpan(query * _largest, _largest);
                for (int which = 0; which < neighbors.Length; which++)
                {
                    values[which].Set(first + query, neighbors[which], points, inMap, inInput);
                }
            }
        }

        return [.. neighbors.Zip(values, (k, own) => own.Mean(k, points))];
    }

    /// <summary>The measures of each query for one number of neighbours, such that their means are the measures of the map.</summary>
    private sealed class Values(int queries)
    {
        private readonly double[] _preservation = new double[queries];
        private readonly double[] _trustworthiness = new double[queries];
        private readonly double[] _continuity = new double[queries];

        public void Set(int query, int k, int points, ReadOnlySpan<int> mapRanks, ReadOnlySpan<int> inputRanks)
        {
            int kept = 0;
            foreach (int rank in mapRanks[..k])
            {
                kept += rank <= k ? 1 : 0;
            }

            _preservation[query] = (double)kept / k;
            _trustworthiness[query] = WithoutBeyond(inputRanks[..k], k, points);
            _continuity[query] = WithoutBeyond(mapRanks[..k], k, points);
        }

        public NeighborhoodQuality Mean(int k, int points) => new()
        {
            Neighbors = k,
            Preservation = Estimates.MeanWithin(_preservation, points, 0, 1),
            Trustworthiness = Estimates.MeanWithin(_trustworthiness, points, 0, 1),
            Continuity = Estimates.MeanWithin(_continuity, points, 0, 1),
        };

        private static double WithoutBeyond(ReadOnlySpan<int> ranks, int k, int points)
        {
            long beyond = 0;
            foreach (int rank in ranks)
            {
                beyond += Math.Max(0, rank - k);
            }

            return 1 - (2.0 * beyond / (k * ((2.0 * points) - (3.0 * k) - 1)));
        }
    }
}
