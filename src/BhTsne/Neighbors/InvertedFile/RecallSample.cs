using BhTsne.Numerics;

namespace BhTsne.Neighbors;

/// <summary>
/// A random sample of queries with their true neighbours: how many points a query has to be compared with for a recall, and what recall a
/// search reaches.
/// </summary>
internal sealed class RecallSample
{
    // A standard error of the recall of about 0.001 (each query's own share of found neighbours varies by some 0.03).
    private const int Queries = 1024;

    // Few enough that the sample occupies many threads.
    private const int QueriesPerBlock = 64;
    private readonly NeighborProblem _problem;
    private readonly int[] _points;
    private readonly int[][] _truth;

    private RecallSample(NeighborProblem problem, int[] points, int[][] truth) => (_problem, _points, _truth) = (problem, points, truth);

    /// <summary>The number of queries.</summary>
    public int Count => _points.Length;

    /// <summary>Draws queries and finds their true neighbours.</summary>
    /// <param name="work">The problem and the worker threads.</param>
    /// <param name="scan">The references.</param>
    /// <param name="seed">The seed of the draw.</param>
    public static RecallSample Draw<TMetric>(NeighborWork work, CandidateScan<TMetric> scan, ulong seed)
        where TMetric : struct, IMetricKernel
    {
        NeighborProblem problem = work.Problem;
        int[] points = Sampling.Stratified(
            problem.Queries, Math.Min(Queries, problem.Queries.Length), new CounterRandom(seed, RandomStream.RecallSample));
        HashSet<int> drawn = [.. points];
        int[] slots = [.. Enumerable.Range(0, scan.Panels.Order.Length).Where(slot => drawn.Contains(scan.Panels.Order[slot]))];
        scan.AnswerSample(new ExhaustiveScan<TMetric>(work, scan.Panels, slots, QueriesPerBlock));
        return new RecallSample(problem, points, Array.ConvertAll(points, point => problem.NeighborsOf(point).ToArray()));
    }

    /// <summary>The fewest lists that a query has to be compared with (<see cref="Probes"/>) for a recall on the sample.</summary>
    /// <remarks>
    /// A true neighbour is found once its list is among those probed. So each true neighbour takes a certain number of probes to find, and
    /// the answer is the quantile of these numbers: no search has to be tried.
    /// </remarks>
    /// <param name="recall">The share of true neighbours to find, above 0 to 1.</param>
    /// <param name="file">The references.</param>
    /// <param name="work">The worker threads.</param>
    public int ProbesFor(double recall, InvertedFile file, NeighborWork work)
    {
        int k = _problem.Neighbors;
        int[] needed = new int[_points.Length * k];
        Ranks?[] ranks = new Ranks[work.Team.Threads];
        work.Team.Run(
            _points.Length,
            (query, worker) =>
            {
                ReadOnlySpan<int> probes = (ranks[worker] ??= new Ranks(file, _problem.Points)).Of(_points[query]);
                for (int i = 0; i < k; i++)
                {
                    needed[(query * k) + i] = probes[file.ListOf(_truth[query][i])];
                }
            });
        Array.Sort(needed);
        return needed[Math.Clamp((int)Math.Ceiling(recall * needed.Length) - 1, 0, needed.Length - 1)];
    }

    /// <summary>The share of the sample's true neighbours among the answers.</summary>
    public double Recall()
    {
        long found = 0;
        for (int query = 0; query < _points.Length; query++)
        {
            HashSet<int> answers = [.. _problem.NeighborsOf(_points[query])];
            found += _truth[query].Count(answers.Contains);
        }

        return (double)found / ((long)_points.Length * _problem.Neighbors);
    }

    /// <summary>How many probes it takes to reach each list. One thread at a time.</summary>
    private sealed class Ranks(InvertedFile file, ScaledPoints points)
    {
        private readonly CentroidDistances _distances = new(file, points);
        private readonly ulong[] _around = new ulong[file.Lists];
        private readonly ulong[] _keys = new ulong[file.Lists];
        private readonly int[] _probes = new int[file.Lists];

        /// <summary>For each list, enough probes that it is looked at and is among those nearest to the query.</summary>
        /// <param name="query">The query, as a point.</param>
        public ReadOnlySpan<int> Of(int query)
        {
            int own = file.ListOf(query);
            ReadOnlySpan<ulong> around = file.Around(own, file.Lists, _around);
            _distances.Take(own, around);
            _distances.Compute([query]);
            ReadOnlySpan<float> distances = _distances.Of(0);
            for (int place = 0; place < around.Length; place++)
            {
                _keys[place] = Candidates.Key(distances[place], place);
            }

            _keys.AsSpan().Sort();
            for (int rank = 0; rank < _keys.Length; rank++)
            {
                int place = Candidates.Index(_keys[rank]);
                _probes[Candidates.Index(around[place])] = Math.Max(rank + 1, (place + Probes.Spread) / Probes.Spread);
            }

            return _probes;
        }
    }
}
