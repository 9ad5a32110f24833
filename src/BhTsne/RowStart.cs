using BhTsne.Affinities;
using BhTsne.Data;
using BhTsne.Initialization;
using BhTsne.Neighbors;
using BhTsne.Scheduling;

namespace BhTsne;

/// <summary>
/// A start that gives the places of some rows alone: each other row starts at the place of one of its neighbours among them.
/// </summary>
internal static class RowStart
{
    /// <summary>Neighbours that say where a row starts, and the perplexity of their similarities: a third of as many.</summary>
    private const int MaxNeighbors = 15, NeighborsPerPerplexity = 3;

    private const int RowsPerBlock = 32;

    /// <summary>Makes a start of all rows. The same bits for any number of threads.</summary>
    /// <param name="points">N x D, perhaps reduced.</param>
    /// <param name="metric">How far apart two points are.</param>
    /// <param name="start">m x d.</param>
    /// <param name="rows">The row of each point of the start.</param>
    /// <param name="team">The worker threads.</param>
    /// <returns>N x d.</returns>
    /// <exception cref="TsneInputException">The metric refuses a row, or its function fails.</exception>
    public static Embedding Create(PointMatrix points, Metric metric, Embedding start, int[] rows, WorkerTeam team)
    {
        // Ascending, so that of equally near rows the smaller one counts, in whatever order they are named.
        (start, rows) = PartialStart.Sorted(start, rows);
        int[] others = PartialStart.Others(rows, points.Rows);
        ChunkedRows neighbors = ChunkedRows.Allocate(others.Length, Math.Min(MaxNeighbors, rows.Length));
        if (others.Length > 0)
        {
            Search(points, metric, rows, others, neighbors, team);
            Weigh(neighbors, team);
        }

        return PartialStart.Create(start, rows, others, neighbors, team);
    }

    /// <summary>Finds the nearest started rows of every other row, by comparing it with all of them.</summary>
    /// <param name="points">N x D.</param>
    /// <param name="metric">How far apart two points are.</param>
    /// <param name="rows">The references.</param>
    /// <param name="others">The queries.</param>
    /// <param name="neighbors">
    /// Receives for each query the places of its neighbours in the list of references, the nearest first, of equal ones the first; and the
    /// distances, all times one factor.
    /// </param>
    /// <param name="team">The worker threads.</param>
    private static void Search(PointMatrix points, Metric metric, int[] rows, int[] others, ChunkedRows neighbors, WorkerTeam team)
    {
        NeighborProblem problem = new(points, metric, 1);
        double longest = metric.Kind == MetricKind.InnerProduct ? InnerProducts.LargestLength(problem.Points) : 0;
        RowDistance?[] distances = new RowDistance?[team.Threads];
        NearestList?[] lists = new NearestList?[team.Threads];
        team.Run(
            (others.Length + RowsPerBlock - 1) / RowsPerBlock,
            (block, worker) =>
            {
                RowDistance distance = distances[worker] ??=
                    metric.Kind == MetricKind.InnerProduct ? new ByInnerProduct(problem.Points, longest) : RowDistance.For(problem);
                NearestList list = lists[worker] ??= new NearestList(neighbors.LengthOf(0), rows.Length);
                for (int query = block * RowsPerBlock; query < Math.Min((block + 1) * RowsPerBlock, others.Length); query++)
                {
                    team.Cancellation.ThrowIfCancellationRequested();
                    list.Clear();
                    distance.From(others[query]);
                    for (int place = 0; place < rows.Length; place++)
                    {
                        list.Add(distance.To(rows[place]), place);
                    }

                    ReadOnlySpan<ulong> nearest = list.Sorted();
                    for (int j = 0; j < nearest.Length; j++)
                    {
                        neighbors.IndicesOf(query)[j] = Candidates.Index(nearest[j]);
                        neighbors.ValuesOf(query)[j] = Candidates.Value(nearest[j]);
                    }
                }
            });
    }

    /// <summary>Makes conditional similarities of distances; a factor on all distances of a row changes nothing.</summary>
    private static void Weigh(ChunkedRows neighbors, WorkerTeam team)
    {
        int k = neighbors.LengthOf(0);
        AffinityKind kind = AffinityKind.Perplexity((double)k / NeighborsPerPerplexity);
        IRowProbabilities?[] rows = new IRowProbabilities?[team.Threads];
        double[][] scratch = new double[team.Threads][];
        team.Run(
            (neighbors.Rows + RowsPerBlock - 1) / RowsPerBlock,
            (block, worker) =>
            {
                IRowProbabilities row = rows[worker] ??= RowProbabilities.Of<UnitWeights>(kind, k);
                double[] probabilities = scratch[worker] ??= new double[k];
                for (int query = block * RowsPerBlock; query < Math.Min((block + 1) * RowsPerBlock, neighbors.Rows); query++)
                {
                    Span<float> values = neighbors.ValuesOf(query);
                    row.Row(values, default, probabilities);
                    for (int j = 0; j < k; j++)
                    {
                        values[j] = (float)probabilities[j];
                    }
                }
            });
    }

    /// <summary>The distance where the largest inner products are the nearest.</summary>
    private sealed class ByInnerProduct(ScaledPoints points, double longest) : RowDistance
    {
        private readonly float[] _from = new float[points.Stride];
        private readonly float[] _to = new float[points.Stride];
        private InnerProductQuery _query;

        public override void From(int row)
        {
            points.CopyRow(row, _from);
            _query = InnerProductQuery.Of(_from, longest);
        }

        public override float To(int row)
        {
            points.CopyRow(row, _to);
            return _query.Distance(_from, _to);
        }
    }
}
