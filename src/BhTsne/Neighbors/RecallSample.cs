using BhTsne.Numerics;

namespace BhTsne.Neighbors;

/// <summary>
/// A random sample of queries with their true neighbours: how many points have to be looked at for a recall, and what recall a search has reached.
/// </summary>
internal sealed class RecallSample
{
    // A standard error of the recall of about 0.001 (each query's own share of found neighbours varies by some 0.03).
    private const int Queries = 1024;
    private readonly NeighborProblem _problem;
    private readonly int[] _points;
    private readonly int[][] _truth;

    private RecallSample(NeighborProblem problem, int[] points, int[][] truth) => (_problem, _points, _truth) = (problem, points, truth);

    /// <summary>How many queries it has.</summary>
    public int Count => _points.Length;

    /// <summary>Draws queries and finds their true neighbours.</summary>
    /// <param name="work">The problem, and who works.</param>
    /// <param name="cells">The references.</param>
    /// <param name="scan">Filled panels.</param>
    /// <param name="seed">The seed of the draw.</param>
    public static RecallSample Draw<TMetric>(NeighborWork work, Cells cells, CellScan<TMetric> scan, ulong seed)
        where TMetric : struct, IMetricKernel
    {
        NeighborProblem problem = work.Problem;
        int[] points = Sampling.Stratified(problem.Queries, Math.Min(Queries, problem.Queries.Length), new CounterRandom(seed, RandomStream.RecallSample));
        HashSet<int> drawn = [.. points];
        scan.AnswerExactly([.. Enumerable.Range(0, cells.Panels.Order.Length).Where(slot => drawn.Contains(cells.Panels.Order[slot]))]);
        return new RecallSample(problem, points, Array.ConvertAll(points, point => problem.NeighborsOf(point).ToArray()));
    }

    /// <summary>The fewest points to look at, in the nearest cells, for a recall on the sample.</summary>
    /// <remarks>
    /// A true neighbour is found once its cell is among those looked at. So each has a number of points that it takes, and the answer is their quantile:
    /// nothing has to be tried out.
    /// </remarks>
    public int PointsFor(double recall, Cells cells, NeighborWork work)
    {
        int k = _problem.Neighbors;
        int[] needed = new int[_points.Length * k];
        ulong[]?[] keys = new ulong[work.Team.Threads][];
        int[]?[] reach = new int[work.Team.Threads][];
        work.Team.Run(
            _points.Length,
            (query, worker) =>
            {
                int[] own = reach[worker] ??= new int[cells.Count];
                int total = 0;
                foreach (ulong key in cells.Near(cells.CellOf(_points[query]), int.MaxValue, keys[worker] ??= new ulong[cells.Count]))
                {
                    int cell = Candidates.Index(key);
                    own[cell] = total += cells.Size(cell);
                }

                for (int i = 0; i < k; i++)
                {
                    needed[(query * k) + i] = own[cells.CellOf(_truth[query][i])];
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
}
